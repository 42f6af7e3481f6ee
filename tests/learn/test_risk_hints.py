"""What in a story may let somebody be picked out, found before others read it."""

import time

import pytest

from tilth.learn.stories.lines import closed, line
from tilth.learn.stories.risks import MOST, marked, risks, shipped
from tilth.learn.stories.rules import ground
from tilth.learn.stories.steps import steps


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("We met Denise Marsh at the hall.", "name", "Denise Marsh"),
        ("Then Dr Patel came.", "name", "Dr Patel"),
        ("a lady called Joan helped", "name", "Joan"),
        ("I was there with Amina.", "name", "Amina"),
        ("Zo\u00eb O'Brien was kind to me.", "name", "Zo\u00eb O'Brien"),
        ("He was born on 12/03/1957 in spring.", "date", "12/03/1957"),
        ("On 3rd of March 2024 it rained", "date", "3rd of March 2024"),
        ("it was 2024-05-07.", "date", "2024-05-07"),
        ("She lives at 14 Bowling Green Lane now", "address", "14 Bowling Green Lane"),
        ("my postcode is m11 3ff, so", "address", "m11 3ff"),
        ("in flat 12 upstairs", "address", "flat 12"),
        ("ring 0161 496 0123 please", "number", "0161 496 0123"),
        ("ring +44 7700 900123 please", "number", "+44 7700 900123"),
        ("her number is 999 000 0018", "nhs", "999 000 0018"),
        ("write to a.b@example.org.", "email", "a.b@example.org"),
        ("she is 97 years old", "age", "she is 97"),
        ("he turned 101", "age", "turned 101"),
        ("a baby 3 weeks old", "age", "3 weeks old"),
        ("living with motor  neurone disease", "rare", "motor  neurone"),
        ("with Huntington\u2019s", "rare", "Huntington\u2019s"),
        ("and my daughter cried", "other", "my daughter"),
        ("the only wheelchair user here", "only", "the only"),
    ],
)
def test_a_risk_is_found_where_it_stands_with_why(text, kind, found):
    told = [one for one in risks(text) if one.kind == kind]
    assert [one.found for one in told] == [found]
    assert text[told[0].at : told[0].end] == found
    assert told[0].why == shipped().why[kind]


@pytest.mark.parametrize(
    "text",
    [
        "We walked together every week and it helped.",
        "The NHS and the GP were kind. Walking helps. In March we began.",
        "It took 90 minutes, 45 people came, and 1234567890 is no number of anybody.",
        "she is 45 years old and the road is long",
        "\u0630\u0647\u0628\u0646\u0627 \u0625\u0644\u0649 \u0645\u0639\u0627",
        "We asked the Circle of Small Charities in Old Pits.",
        "",
    ],
)
def test_what_picks_nobody_out_is_left_alone(text):
    assert risks(text, {"Circle of Small Charities", "Old Pits"}) == []


def test_a_text_in_pieces_is_the_text():
    text = "I met Denise Marsh on 3 March 2024.\nRing 0161 496 0123!"
    found = risks(text)
    assert "".join(piece for piece, _ in marked(text, found)) == text
    assert [one.kind for _, one in marked(text, found) if one] == ["name", "date", "number"]
    assert marked("", []) == []


@pytest.mark.parametrize(
    "part", ["Ab ", "0 ", "1 a ", "a@", "a.", "Abc'", "12 ab ab ab ", "my son "]
)
def test_AT_hints_on_100_000_characters_take_no_longer_than_reading_them(part):
    text = (part * 100_000)[:100_000]
    began = time.perf_counter()
    assert len(risks(text)) <= MOST
    assert time.perf_counter() - began < 3


def test_AT_marks_of_direction_end_with_the_words_they_are_in():
    assert closed("a\u202eb") == "a\u202eb\u202c"
    assert closed("\u2067a\u202eb\u2069c") == "\u2067a\u202eb\u202c\u2069c"
    assert closed("a\u202cb\u2069") == "ab"
    assert closed("\u05e9\u05dc\u05d5\u05dd \u200f!") == "\u05e9\u05dc\u05d5\u05dd \u200f!"
    assert line("a\u202eb\r\n\x00c " + "d" * 200, 20) == "ab c dddddddddddddd\u2026"
    assert line("") == ""


def test_B_025_a_note_is_noticed_then_described_then_illuminated():
    done = [[one.done for one in steps(*told)] for told in (
        ("field note", "draft"), ("story", "sent"), ("story", "published"))]  # fmt: skip
    assert done == [[True, False, False], [True, True, False], [True, True, True]]
    days = [one.on for one in steps("story", "published", told=1, described=2, published=3)]
    assert days == [1, 2, 3]


def test_the_ground_rules_are_there():
    assert len(ground().rules) >= 5
    assert set(ground().could_we) == {"decision", "ask"}
