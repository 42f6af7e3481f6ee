"""Reviews, parts, statements and who could help: small values, worked out by hand."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilth.agree.commitments.helping import could_help, stems
from tilth.agree.commitments.parts import Part, parts
from tilth.agree.commitments.promise import Promise
from tilth.agree.commitments.reviewing import FROM_ABOVE, FROM_BELOW, LATERAL, way_of
from tilth.agree.commitments.statement import Gift, statement
from tilth.agree.words import CURRENCIES, LAYERS

DAY = datetime.date(2026, 3, 2)


@pytest.mark.parametrize(
    ("reviewer", "reviewed", "way"),
    [
        ("place", "place", LATERAL),
        ("nation", "place", FROM_ABOVE),
        ("system", "neighbourhood", FROM_ABOVE),
        ("neighbourhood", "place", FROM_BELOW),
    ],
)
def test_a_review_goes_between_equals_from_above_or_from_below(reviewer, reviewed, way):
    """P-111, P-112: which way accountability runs."""
    assert way_of(reviewer, reviewed) == way


@given(st.sampled_from(LAYERS), st.sampled_from(LAYERS))
def test_who_reviews_back_reviews_the_other_way(one, other):
    back = {LATERAL: LATERAL, FROM_ABOVE: FROM_BELOW, FROM_BELOW: FROM_ABOVE}
    assert way_of(other, one) == back[way_of(one, other)]


def test_a_layer_there_is_not_is_refused():
    with pytest.raises(ValueError, match="planet"):
        way_of("planet", "place")


def test_every_partner_stands_in_every_programme_also_with_nothing():
    """P-059: each partner's part in each programme, the empty ones too."""
    told = parts(
        ["homes", "Club"], ["Warm"], roles=[("Club", "Warm", "leads")],
        promises=[("Club", "Warm", "C-1"), ("Club", "Warm", "C-1"), ("Club", "Cold", "C-2")],
        gives=[("Club", "Warm", "a hall")],
    )  # fmt: skip
    assert told == {
        "Warm": [Part("Club", "Warm", ("leads",), ("C-1",), ("a hall",)), Part("homes", "Warm")]
    }
    assert [part.told for part in told["Warm"]] == [True, False]


def test_a_statement_tells_every_state_and_every_currency_also_where_there_is_nothing():
    promises = [Promise("C-2", "b", DAY), Promise("C-1", "a", DAY), Promise("C-3", "c", DAY,
                state="kept")]  # fmt: skip
    gifts = (
        Gift("cash", "pooled", "Into the fund", 100, "Fund"),
        Gift("cash", "grant", "", 50),
        Gift("trust", "in kind", "Doors open to us"),
        Gift("reach", "in kind", "Supporters", 900),
        Gift("reach", "in kind", "Members", 400),
    )
    told = statement(promises, iter(gifts))
    assert [p.ref for p in told.promises["growing"]] == ["C-1", "C-2"]
    assert told.open == 2
    given_ = {one.currency: one for one in told.given}
    assert list(given_) == list(CURRENCIES)
    assert given_["cash"].amount == 150
    assert given_["cash"].parts == (
        "Into the fund (in one pot, decided on together, to Fund)",
        "given to another partner",
    )
    assert given_["trust"].amount is None
    assert given_["reach"].amount == 900
    assert told.missing == ["time", "people to do it", "space, data and things"]


def test_whose_strengths_could_help_is_told_by_their_own_words():
    """B-179: strengths matched with what is to be done, in the order of the alphabet."""
    strengths = {
        "Homes": ["Repairs", "Warm halls"],
        "Advice": ["Debt and money"],
        "Club": ["A hall"],
        "Bus": [],
    }
    words = "Open the hall and walk with people on Sundays"
    assert could_help(words, strengths) == [("Club", ["A hall"]), ("Homes", ["Warm halls"])]
    assert could_help(words, strengths, not_these={"Club"}) == [("Homes", ["Warm halls"])]
    assert could_help("We will make it", strengths) == []


def test_a_word_meets_its_other_endings_and_little_words_meet_nobody():
    assert stems("walking walks") == stems("Walk!")
    assert stems("we will make some of it at us") == set()


@given(st.text(), st.dictionaries(st.text(min_size=1), st.lists(st.text(), max_size=3), max_size=4))
def test_help_is_never_ranked(words, strengths):
    names = [name for name, _ in could_help(words, strengths)]
    assert names == sorted(names, key=str.lower)
    assert all(set(fit) <= set(strengths[name]) for name, fit in could_help(words, strengths))
