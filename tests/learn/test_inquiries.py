"""Inquiries, code words and plain text: what telling is made of."""

import math
import random
from importlib import resources
from pathlib import Path

import pytest

from tilth.ground.errors import DefinitionError
from tilth.ground.strict import read_toml, value_of
from tilth.learn.telling import code_words, consent, plain
from tilth.learn.telling.inquiries import Inquiry, Question, tally
from tilth.learn.telling.word_list import WORDS

FOLDER = Path(str(resources.files("tilth"))) / "definitions" / "inquiries"
SHIPPED = sorted(FOLDER.glob("*.toml"))
# The seven questions of the founding essay, as it asks them.
ESSAY = (
    ("B-051", "When meaningful integration is happening, what do we notice?"),
    ("B-052", "What do we see, feel and hear that tells us that meaningful integration is taking "
              "place?"),
    ("B-053", "What makes it that way? What are the enablers of change?"),
    ("B-054", "How do we illuminate the good, and consider the art of the possible?"),
    ("B-055", "What are the challenges, blockages and barriers in the way of meaningful "
              "integration?"),
    ("B-056", "How do we work together to remove them?"),
    ("B-057", "What are the indicators of change that can be made visible and captured and used to "
              "create greater change?"),
)  # fmt: skip


def inquiry(name):
    path = FOLDER / f"{name}.toml"
    return value_of(Inquiry, read_toml(path), where=str(path))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_inquiry_is_read_and_says_why_it_asks(path):
    found = inquiry(path.stem)
    assert found.why
    assert all(one.ask.endswith("?") for one in found.questions)


def test_B_050_the_seven_questions_of_the_essay_are_asked_in_its_words():
    """B-051 to B-057."""
    asked = [one.ask for one in inquiry("conditions_for_integration").of_part()]
    assert asked == [ask for _, ask in ESSAY]


def test_B_228_it_asks_what_could_travel_and_what_would_need_changing():
    """B-040, P-189: and what came of it that nobody planned."""
    names = [one.name for one in inquiry("conditions_for_integration").of_part("travel")]
    assert names == ["unplanned", "travels", "needs_changing"]


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"questions": []}, "asks something"),
        ({"questions": [{"name": "a", "ask": "?"}]}, "no name for a question"),
        ({"questions": [{"name": "ab", "ask": "?"}] * 2}, "one name"),
        ({"questions": [{"name": "ab", "ask": "?", "sort": "long"}]}, "sort is one of"),
        ({"questions": [{"name": "ab", "ask": "?", "sort": "choice"}]}, "two or more"),
        ({"questions": [{"name": "ab", "ask": "?", "part": "x"}]}, "parts has no x"),
        ({"questions": [{"name": "ab", "ask": "?"}], "type": "poem"}, "type is one of"),
        ({"questions": [{"name": "ab", "ask": "?"}], "readers": ["police"]}, "readers are of"),
        ({"questions": [{"name": "ab", "ask": "?"}], "reader": "x"}, "did you mean readers"),
    ],
)  # fmt: skip
def test_an_inquiry_with_a_mistake_is_refused_with_where_it_is(told, says):
    with pytest.raises(DefinitionError, match=says):
        value_of(Inquiry, {"title": "T", "why": "W", **told}, where="here")


def test_answers_are_counted_by_choice_and_kept_with_where_they_came_from():
    asked = Inquiry(
        "T", "W",
        (Question("could", "Could you?", sort="choice", choices=("Yes", "No")),
         Question("clear", "How clear?", sort="scale"), Question("why", "Why?")),
    )  # fmt: skip
    answers = [({"could": "Yes", "clear": "5", "why": "Plain words"}, 1),
               ({"could": "Maybe", "clear": "5"}, 2), ({"why": ""}, 3)]  # fmt: skip
    could, clear, why = tally(asked, answers)
    assert (could.answered, could.counts) == (2, {"Yes": 1, "No": 0})
    assert (clear.answered, clear.counts["5"], clear.counts["1"]) == (2, 2, 0)
    assert (why.answered, why.said, why.counts) == (1, (("Plain words", 1),), {})


def test_code_words_are_four_plain_words_however_they_are_typed():
    """B-298, AT_: 38 bits, and ten tries in fifteen minutes."""
    drawn = code_words.draw(random.Random(7).choice)
    assert len(drawn.split("-")) == 4
    assert set(drawn.split("-")) <= set(WORDS)
    assert code_words.as_typed(f"  {drawn.upper().replace('-', ', ')}. ") == drawn
    assert len(set(WORDS)) == len(WORDS)
    assert 4 * math.log2(len(WORDS)) > 38
    assert all(4 <= len(one) <= 9 and one.isalpha() and one.islower() for one in WORDS)


@pytest.mark.parametrize(
    ("typed", "line", "words"),
    [
        ("a\u202eb\u2066c\x00d", "abcd", "abcd"),
        ("one\r\ntwo\rthree", "one two three", "one\ntwo\nthree"),
        ("  Zo\u0065\u0301  ", "Zo\u00e9", "Zo\u00e9"),
        ("\u0645\u0646\u200f \u0646\u062d\u0646",) * 3,
        ("a\u2028b\ud800", "a b", "a\nb"),
        ("\x1b[31mred\x07", "[31mred", "[31mred"),
    ],
)  # fmt: skip
def test_AT_marks_that_turn_a_page_about_are_taken_out_and_nothing_else(typed, line, words):
    assert plain.line(typed) == line
    assert plain.words(typed) == words


def test_lines_that_say_nothing_are_left_out():
    assert plain.lines(" a \n\n \u202e \n b") == ["a", "b"]


@pytest.mark.parametrize(
    ("audiences", "inside", "state"),
    [
        ((), False, "published"),
        (("worker",), False, "published"),
        (("partnership",), False, "sent"),
        (("partnership",), True, "published"),
        (("worker", "partnership"), True, "published"),
        (("everyone",), True, "sent"),
        (("partnership", "national"), True, "sent"),
    ],
)
def test_wider_readers_and_strangers_words_are_looked_at_first(audiences, inside, state):
    assert consent.state_when_sent(audiences, inside) == state


@pytest.mark.parametrize(
    ("state", "after", "now"),
    [
        ("returned", ("everyone",), "sent"),
        ("declined", ("worker",), "published"),
        ("sent", ("everyone", "national"), "sent"),
        ("draft", ("everyone",), "draft"),
        ("withdrawn", ("everyone",), "withdrawn"),
    ],
)
def test_what_nobody_else_reads_yet_is_sent_again_when_it_is_changed(state, after, now):
    assert consent.state_when_changed(state, after, inside=False) == now


@pytest.mark.parametrize(
    ("before", "after", "words_changed", "waits"),
    [
        (("everyone", "worker"), ("worker",), True, False),
        (("everyone",), ("everyone",), False, False),
        (("everyone",), ("everyone",), True, True),
        (("partnership",), ("partnership", "everyone"), False, True),
        (("everyone",), ("everyone", "worker"), False, False),
        (("worker",), (), True, False),
    ],
)
def test_fewer_readers_hold_at_once_and_new_words_or_readers_wait(
    before, after, words_changed, waits
):
    told = {"inside": False, "words_changed": words_changed}
    assert consent.must_wait(before, after, **told) is waits


def test_what_was_declined_is_looked_at_again_also_where_a_partner_tells_it():
    to = ("partnership",)
    assert consent.state_when_changed("declined", to, inside=True) == "sent"
    assert not consent.must_wait(to, to, inside=True, words_changed=True)
