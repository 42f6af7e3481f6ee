"""Who may read which voices, and options weighed with equal hearing."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilth.agree.decisions.hearing import appraisal, may_read


@dataclass(frozen=True)
class Spoken:
    partner: str


BOTH = (Spoken("homes"), Spoken("council"))


def test_B_256_voices_are_hidden_until_you_speak():
    """B-256: nobody follows the large ones: what others say is read after one's own say."""
    assert may_read(BOTH, "charities", False) == ()
    assert may_read(BOTH, "homes", False) == BOTH


def test_B_256_the_chair_too_reads_nothing_before_it_closes():
    """B-256: whoever is from no partner sees who has spoken, and no more."""
    assert may_read(BOTH, "", False) == ()
    assert may_read((Spoken(""),), "", False) == ()
    assert may_read(BOTH, "", True) == BOTH


OPTIONS, CRITERIA = ["Council", "Homes and Charities"], ["reach", "trust"]


def test_P_104_who_is_best_placed_is_weighed_with_equal_hearing():
    """P-104: each partner's scores count the same; the middle and how far they differ are told."""
    scores = {
        "hospital": {"Council": {"reach": 5, "trust": 2}},
        "charities": {"Council": {"reach": 2}, "Homes and Charities": {"reach": 4}},
        "club": {"Council": {"reach": 3}, "Gone": {"reach": 1}},
    }
    council, homes = appraisal(scores, OPTIONS, CRITERIA)
    assert (council[0].median, council[0].low, council[0].high) == (3, 2, 5)
    assert (council[0].spread, council[0].heard) == (3, 3)
    assert (homes[1].median, homes[1].spread, homes[1].heard) == (None, None, 0)
    assert [one.option for one in (council[0], homes[0])] == OPTIONS


@pytest.mark.parametrize("score", [0, 6, 2.5, True, "3", None])
def test_a_score_is_a_whole_number_from_1_to_5(score):
    with pytest.raises(ValueError, match="from 1 to 5"):
        appraisal({"a": {"Council": {"reach": score}}}, OPTIONS, CRITERIA)


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 5), min_size=1))
def test_P_104_partners_are_anonymous_in_the_middle(scores):
    """P-104: who gave which score changes nothing, so no partner weighs more than another."""
    told = {who: {"Council": {"reach": one}} for who, one in scores.items()}
    turned = dict(zip(told, reversed(list(told.values())), strict=True))
    assert appraisal(told, OPTIONS, CRITERIA) == appraisal(turned, OPTIONS, CRITERIA)
