"""Reading talks and texts of every form people send, and refusing what cannot be read."""

import io

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as some

from tilth.ground.errors import ExtractError
from tilth.learn.sources.paragraphs import addresses
from tilth.learn.sources.reading import read, reading_of
from tilth.learn.sources.splitting import sentences, split


def said(reading):
    return [(one.speaker, one.at, one.words) for one in reading.passages]


TALK = """Notes of the evening

Amira Khan (link worker): We met at the hall.
It was raining.

Tom: And then?

Amira Khan: We sang.
"""


def test_a_name_before_a_colon_speaks_with_what_it_says_it_is():
    found = reading_of(TALK, "text")
    assert said(found) == [
        ("", None, "Notes of the evening"),
        ("Amira Khan", None, "We met at the hall. It was raining."),
        ("Tom", None, "And then?"),
        ("Amira Khan", None, "We sang."),
    ]
    assert [(s.name, s.role, s.turns) for s in found.speakers] == [
        ("Amira Khan", "link worker", 2), ("Tom", "", 1)]  # fmt: skip
    assert found.passages[1].line == 3


@pytest.mark.parametrize(
    "text",
    [
        "[00:00:05] ANNA: Hello there.\n[00:01:07] BEN: Hello.\n[00:02:00] ANNA: Goodbye.",
        "Anna (0:05): Hello there.\nBen (1:07): Hello.\nAnna (2:00): Goodbye.",
        "Anna 0:05\nHello there.\n\nBen 1:07\nHello.\n\nAnna 2:00\nGoodbye.",
        "Anna   0:05\n\nHello there.\n\nBen   1:07\n\nHello.\n\nAnna   2:00\n\nGoodbye.",
    ],
)
def test_times_beside_names_are_kept_in_every_form_recorders_write(text):
    assert said(reading_of(text, "text")) == [
        ("Anna", 5, "Hello there."), ("Ben", 67, "Hello."), ("Anna", 120, "Goodbye."),
    ]  # fmt: skip


def test_names_alone_on_a_line_speak_when_they_come_again():
    text = "ANNA JONES\nHello there.\n\nBEN\nHello.\n\nANNA JONES\nGoodbye.\n\nBEN\nGoodbye."
    found = reading_of(text, "text")
    assert [one.speaker for one in found.passages] == ["Anna Jones", "Ben"] * 2
    assert found.passages[1].words == "Hello."


def test_a_text_with_colons_has_no_speakers():
    text = "Enablers: what helps.\n\nSource: a report.\n\nNote: read on.\n\nWe add: nothing."
    found = reading_of(text, "text")
    assert found.kind == "text"
    assert len(found.passages) == 4
    assert "Nobody speaks" in found.notes[0]


def test_a_name_somebody_says_is_none_speaks_no_more():
    found = reading_of(TALK, "text", leave=["Tom"])
    assert [(s.name, s.passages) for s in found.speakers] == [("Amira Khan", 3)]
    assert "Tom: And then?" in [one.words for one in found.passages]


def test_names_that_look_alike_and_what_was_not_heard_are_pointed_out():
    found = reading_of("Mathew: [inaudible]\nAnna: Yes.\nMatthew: No.\nAnna: Oh.\n"
                       "Matthew: Ah.\n", "text")  # fmt: skip
    assert "Mathew and Matthew look alike. Are they one person?" in found.notes
    assert any("could not be heard" in note for note in found.notes)


VTT = """WEBVTT

NOTE made by a machine

1
00:00:01.000 --> 00:00:04.000
<v Ollie Hart>Good morning &amp; welcome.

00:00:05.500 --> 00:00:08.000
<v Ollie Hart><i>How are you?</i>

00:00:09.000 --> 00:00:11.000
<v Anna>Well.
"""


def test_subtitles_become_passages_with_who_speaks_and_when():
    assert said(read(VTT.encode(), "talk.vtt")) == [
        ("Ollie Hart", 1, "Good morning & welcome. How are you?"),
        ("Anna", 9, "Well."),
    ]
    srt = "1\n00:00:01,000 --> 00:00:02,000\nOne.\n\n2\n00:01:00,000 --> 00:01:02,000\nTwo.\n"
    assert said(read(srt.encode(), "talk.srt")) == [("", 1, "One."), ("", 60, "Two.")]
    named = "WEBVTT\n\n" + "\n\n".join(
        f"00:0{n}:00.000 --> 00:0{n}:01.000\n{who}: word {n}." for n, who in enumerate(
            ("Anna", "Ben", "Anna", "Ben"))
    )  # fmt: skip
    assert [s.name for s in read(named.encode(), "z.vtt").speakers] == ["Anna", "Ben"]


def test_a_document_of_a_word_processor_and_markdown_are_read():
    made, held = docx.Document(), io.BytesIO()
    for words in ("A talk", "Anna: Hello.", "Ben: Hello.", "Anna: Bye."):
        made.add_paragraph(words)
    made.save(held)
    found = read(held.getvalue(), "talk.docx")
    assert [s.name for s in found.speakers] == ["Anna", "Ben"]
    assert len(found.passages) == 4
    text = "# A head\n\nSome **bold** words and [a page](https://example.org/a).\n\n---\n\n- a\n- b"
    assert [one.words for one in read(text.encode(), "post.md").passages] == [
        "A head", "Some bold words and a page (https://example.org/a).", "a", "b"]  # fmt: skip
    assert addresses(text) == ("https://example.org/a",)


@pytest.mark.parametrize(
    ("data", "name", "told"),
    [
        (b"", "a.txt", "the file is empty"),
        (b"  \n ", "a.txt", "there are no words"),
        (b"one\ntwo \xff three", "a.txt", "a.txt line 2, column 5: a letter cannot be read"),
        (b"one\ntw\x07o", "a.txt", "a.txt line 2, column 3: a sign that is no letter"),
        (b"%PDF-1.4", "a.pdf", "its name ends in .pdf"),
        (b"%PDF-1.4", "a.txt", "it is a PDF"),
        (b"PK\x03\x04rubbish", "a.docx", "damaged or locked"),
        (b"plain", "a.docx", "its content is not what its name says"),
        (b"<html><body>", "a.txt", "markup"),
        (b"WEBVTT\n\nhello", "a.vtt", "a.vtt line 3: words without a time"),
        (b"WEBVTT\n\n00:02 --> x\nhello", "a.vtt", "a.vtt line 3: this time cannot be read"),
        (b"WEBVTT\n\n00:09.000 --> 00:01.000\nhello", "a.vtt", "ends before it begins"),
        (b"WEBVTT\n", "a.vtt", "it holds no subtitles"),
        (b"a\n\n" * 5_001, "a.txt", "more than 5,000 passages"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line_and_none_of_its_words(data, name, told):
    with pytest.raises(ExtractError) as wrong:
        read(data, name)
    assert told in str(wrong.value)
    assert "hello" not in str(wrong.value)
    assert "three" not in str(wrong.value)


def test_marks_that_turn_words_round_are_taken_out():
    assert reading_of("abc\u202edef", "text").passages[0].words == "abcdef"


def test_long_passages_are_split_where_a_sentence_ends():
    assert sentences("Dr. Hart spoke. We listened! Why? 'Go,' he said.") == [
        "Dr. Hart spoke.", "We listened!", "Why?", "'Go,' he said."]  # fmt: skip
    long = "We walk together every day. " * 100
    pieces = split(long.strip(), 200)
    assert all(len(one) <= 200 and one.endswith("day.") for one in pieces)
    assert split("x" * 450, 200) == ["x" * 200, "x" * 200, "x" * 50]


@given(some.text(alphabet="ab .:\n\t(A1B)•-", max_size=300), some.integers(5, 60))
def test_no_letter_is_lost_whatever_comes(text, most):
    assert "".join("".join(split(text, most)).split()) == "".join(text.split())
    if text.strip():
        found = reading_of(text, "text")
        letters = "".join("".join(one.words.split()) for one in found.passages)
        if not found.speakers:
            plain = "".join(c for c in text if c in "abAB")
            assert [c for c in letters if c in "abAB"] == list(plain)
