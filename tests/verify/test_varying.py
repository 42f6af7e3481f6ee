"""The attacker of where a figure varies: finds whom exact shares tell of, and nobody in ours."""

from dataclasses import replace

import numpy as np
import pytest

from tilth.verify.disclosure import varying
from tilth.verify.disclosure.attacking import PARTS, STREETS
from tilth.verify.disclosure.people import in_streets
from tilth.verify.disclosure.publishing import publish
from tilth.verify.disclosure.varying import varies_too


def streets(seed):
    return in_streets(np.random.default_rng(seed), STREETS)


@pytest.mark.no_cover
def test_DC_02_where_a_figure_varies_gives_nobody_back_but_where_it_is_worked_out_exactly():
    """All but two counts known to the last person: exact shares tell the rest, ours do not."""
    found = exact = tried = 0
    for seed in range(3):
        made = streets(seed)
        told = varies_too(made)
        tried += told.solved
        found += told.recovered + told.two
        exact += varies_too(made, rounded=False).recovered
    assert tried > 100
    assert found == 0
    assert exact > 3
    assert "varies" in PARTS


def test_what_is_attacked_is_told_not_refused():
    """An attack on shares that are refused would prove nothing."""
    for seed in range(3):
        table, about = varying._shares(streets(seed), rounded=True)
        assert "neighbourhood,0." in table or "neighbourhood,1.0," in table
        assert "'unknown': 0" not in about, "some areas are hidden"


def test_what_the_attacker_tries_differs_in_two_counts_at_most_and_could_be_so():
    made = streets(1)
    row = int(np.flatnonzero(made.finest["numerator"].between(1, 7))[0])
    tried = list(varying._others(made, "numerator", row))
    assert {number for number, _ in tried} == set(range(1, 8)) - {made.finest["numerator"][row]}
    sums = set()
    for number, one in tried:
        assert one.finest.loc[row, "numerator"] == number
        change = one.finest["numerator"] - made.finest["numerator"]
        assert change[change != 0].size <= 2
        assert (one.finest["numerator"] <= one.finest["denominator"]).all()
        sums.add(int(change.sum()) == 0)
    assert sums == {True, False}, "another count makes up for it, or none does"


def test_somebody_found_is_counted_and_named(monkeypatch):
    """Shares that told a small count to the last person would be found out."""
    made = streets(1)
    monkeypatch.setattr(varying, "_shares", lambda one, rounded: one.finest["numerator"].tolist())
    found = varies_too(made)
    assert 0 < found.recovered <= found.hidden
    assert all(which.startswith(("numerator of L", "denominator of L")) for which in found.which)


def test_a_count_narrowed_to_two_numbers_is_told(monkeypatch):
    made = streets(1)
    monkeypatch.setattr(varying, "_published", lambda one: "always the same")

    def parity(one, rounded):
        counts = one.finest["numerator"]
        return counts.where(~counts.between(1, 7), counts.isin((1, 2))).tolist()

    monkeypatch.setattr(varying, "_shares", parity)
    row = int(np.flatnonzero(made.finest["numerator"].between(1, 7))[0])
    finest = made.finest.copy()
    finest.loc[row, "numerator"] = 1
    assert varies_too(replace(made, finest=finest)).two > 0


def test_what_is_published_of_streets_hides_few_of_them():
    made = streets(2)
    shown = next(t for t in publish(made) if t.keys == ("lsoa21",)).shown
    assert 0 < shown["numerator"].isna().sum() <= 0.1 * STREETS
