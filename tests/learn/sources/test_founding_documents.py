"""The two founding documents read as sources: who speaks, each claim found, each slip pointed out.

Who speaks and how often was counted by hand, line by line, in the transcript.
"""

import pytest

from tests.learn.sources.founding import founding
from tilth.learn.sources import claimed, naming, shipped, slips
from tilth.learn.sources.reading import read

# by hand: name, turns (labels in the file), passages (paragraphs of those turns)
SPEAK = [("Matthew", 21, 33), ("Stephanie", 11, 41), ("Tracey", 9, 13), ("Presenter", 1, 1)]


@pytest.fixture(scope="module")
def podcast():
    return read(*founding("podcast"))


@pytest.fixture(scope="module")
def essay():
    return read(*founding("essay"))


def rows(reading):
    return [(n, one.line, one.words) for n, one in enumerate(reading.passages, 1)]


def numbered(reading):
    return [(n, words) for n, _, words in rows(reading)]


def test_P_008_the_speakers_of_the_talk_are_known_with_every_turn(podcast):
    assert podcast.kind == "transcript"
    assert len(podcast.passages) == 99
    assert [(s.name, s.turns, s.passages) for s in podcast.speakers] == SPEAK
    assert [s.said for s in podcast.speakers][:3] == ["MATTHEW", "STEPHANIE", "TRACEY"]
    at = {one.line: one for one in podcast.passages}
    assert at[19].speaker == at[23].speaker == "Matthew"
    assert at[25].speaker == "Stephanie"
    assert at[45].speaker == "Stephanie"
    assert at[175].speaker == "Tracey"
    assert at[193].speaker == "Presenter"
    # what stands before and after the talk is kept, and nobody speaks it
    assert [one.line for one in podcast.passages if not one.speaker] == [
        1, 3, 5, 7, 9, 11, 13, 15, 17, 195, 197]  # fmt: skip
    assert "Presenter speaks only once. Is that a speaker?" in podcast.notes
    if podcast.speakers:
        again = read(*founding("podcast"), leave=["Presenter"])
        assert "Presenter" not in [s.name for s in again.speakers]
        assert len(again.passages) == 99


def test_no_word_of_either_document_is_lost(podcast, essay):
    for name, reading in (("podcast", podcast), ("essay", essay)):
        text = founding(name)[0].decode("utf-8")
        lost = text.split()
        labels = {f"{s.said}:" for s in reading.speakers} | {"•"}
        kept = " ".join(one.words for one in reading.passages).split()
        assert [w for w in lost if w not in labels] == [w for w in kept if w not in labels]


def test_the_essay_is_a_text_whose_paragraphs_stand_at_their_lines(essay):
    assert essay.kind == "text"
    assert not essay.speakers
    assert len(essay.passages) == 138
    at = {one.line: one.words for one in essay.passages}
    assert at[27].endswith("shared this brilliant article by Sue Goss.")
    assert at[176].startswith("Finding out what matters to people")
    assert at[194].startswith("A national approach")


def test_every_claim_is_found_in_the_passage_that_makes_it(podcast, essay):
    told = shipped.claims()
    assert len(told.claims) == 14
    for name, reading in (("podcast", podcast), ("essay", essay)):
        passages = rows(reading)
        assert claimed.document_of(passages, told) == name
        for one in (c for c in told.claims if c.document == name):
            number = claimed.said_where(one, passages)
            assert passages[number - 1][1] == one.line, one.slug
            assert one.test
    assert claimed.document_of([(1, 1, "Something else entirely.")], told) == ""


def test_B_031_slips_and_names_are_pointed_out_for_somebody_to_decide(podcast, essay):
    every = slips.with_names(shipped.slips(), shipped.names())
    found = [(one.found, one.slip.meant) for one in slips.likely(numbered(podcast), every)]
    assert found == [
        ("emissions to hospital", "admissions to hospital"),
        ("straighten community services", "strengthen community services"),
    ]
    found = {one.found: one for one in slips.likely(numbered(essay), every)}
    assert found["Sue Moss"].slip.meant == "Sue Goss"
    assert found["WENWBS"].slip.meant == "WEMWBS"
    assert not found["across the county"].slip.sure  # a county may be meant
    names = {one.name: one for one in naming.found_in(numbered(essay), shipped.names())}
    assert set(names["Sue Goss"].forms) == {"Sue Goss", "Sue Moss"}
    for name, form in (
        ("Five Oaks Family Practice", "Five Oaks Surgery"),
        ("MCRactive", "MCRActive"),
        ("West Yorkshire and Harrogate Health and Care Partnership",
         "West Yorkshire and Harrogate Care Partnership"),
    ):  # fmt: skip
        assert form in names[name].forms
        assert names[name].several
        assert naming.resolved(form, shipped.names()) == name
    both = {one.name for one in naming.found_in(numbered(podcast), shipped.names())}
    assert "Norfolk and Waveney ICB" in both
