"""Rankings made one, words nearly alike, the piece of a text that is shown, a scan by hand."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tilth.learn.search.asked import read
from tilth.learn.search.fusion import fused
from tilth.learn.search.near import near
from tilth.learn.search.scan import scan
from tilth.learn.search.snippets import marked, snippet

RANKINGS = st.lists(st.lists(st.integers(0, 20), unique=True, max_size=15), max_size=4)


def test_a_fused_score_is_the_sum_of_one_over_sixty_plus_rank():
    assert fused(["a", "b"], ["b", "c"]) == [
        ("b", pytest.approx(1 / 62 + 1 / 61)),
        ("a", pytest.approx(1 / 61)),
        ("c", pytest.approx(1 / 62)),
    ]
    assert fused() == []


@settings(deadline=None)
@given(RANKINGS)
def test_fusion_holds_everything_once_and_one_ranking_keeps_its_order(rankings):
    found = [thing for thing, _ in fused(*rankings)]
    assert sorted(found) == sorted({one for some in rankings for one in some})
    for ranking in rankings:
        assert [thing for thing, _ in fused(ranking)] == ranking


@settings(deadline=None)
@given(RANKINGS, st.integers(0, 3))
def test_to_stand_higher_in_one_ranking_never_lowers_a_place(rankings, which):
    if which >= len(rankings) or len(rankings[which]) < 2:
        return
    raised = [*rankings]
    last = rankings[which][-1]
    raised[which] = [last, *rankings[which][:-1]]
    before, after = dict(fused(*rankings)), dict(fused(*raised))
    assert after[last] > before[last]
    assert all(after[one] <= before[one] for one in before if one != last)


def test_a_score_by_hand():
    texts = [("", "tea tea hall"), ("", "hall"), ("", "gate"), ("", "lane bell")]
    (found, score), *others = scan(texts, read('"tea"'))
    idf, mean = math.log((4 - 1 + 0.5) / 1.5), 7 / 4
    assert found == 0
    assert others == []
    assert score == pytest.approx(idf * 2 * 2.2 / (2 + 1.2 * (0.25 + 0.75 * 3 / mean)))
    assert scan([], read("tea")) == []
    assert scan(texts, read("")) == []
    assert [n for n, _ in scan(texts, read("gat"))] == [2]
    assert [n for n, _ in scan(texts, read('"tea hall"'))] == [0]
    assert {n for n, _ in scan(texts, read('"bell" "gate"'), every=False)} == {2, 3}


def test_words_nearly_alike_are_found_the_most_alike_first():
    known = [("bandstand", 3), ("bandage", 9), ("standard", 4), ("canal", 7), ("canoe", 1)]
    assert near("bandstnad", known)[0] == "bandstand"
    assert near("cnaal", known) == ["canal"]
    assert near("canal", known) == []
    assert near("zzzzzz", known) == []


def test_a_snippet_shows_where_most_of_it_is_met_and_marks_it():
    text = "Nothing here. " * 40 + "She walked\nalong the CANAL, and Canals again. " + "More. " * 90
    pieces = snippet(text, read("walking canal"))
    assert [piece for piece, m in pieces if m] == ["walked", "CANAL", "Canals"]
    whole = "".join(piece for piece, _ in pieces)
    assert whole.startswith("… ")
    assert whole.endswith(" …")
    assert len(whole) < 240
    assert "\n" not in whole


@settings(deadline=None)
@given(st.text(max_size=600), st.text(max_size=30))
def test_pieces_put_together_are_the_text(text, words):
    asked = read(words)
    assert "".join(piece for piece, _ in marked(text, asked)) == text
    assert len("".join(piece for piece, _ in snippet(text, asked))) <= 230


def test_a_text_without_it_begins_at_its_beginning():
    assert snippet("A short one.", read("canal")) == [("A short one.", False)]
    assert snippet("", read("canal")) == []
    assert marked("Canalside canals", read("canal")) == [
        ("Canalside", True), (" ", False), ("canals", True),
    ]  # fmt: skip
