"""The compiled slope: as plain Python, and as the same steps array by array, the same digits."""

import numpy as np
import pytest

from tilth.see.methods import slopes, tails
from tilth.see.methods.inequality import line_through, sii
from tilth.see.methods.scales import SCALES

Z = 1.959963984540054


@pytest.fixture(params=["compiled", "plain"])
def found(request, monkeypatch):
    """The slope index, through compiled loops or through the loops as they are written."""
    if request.param == "plain":
        for name, one in list(vars(slopes).items()):
            if hasattr(one, "py_func"):
                monkeypatch.setattr(slopes, name, one.py_func)

    def run(*given, **asked):
        with np.errstate(all="ignore"):
            return sii(*given, **asked).to_numpy()

    return run


def slow(value, people, lower, upper, scale, per=1):
    """The same slope and limits with arrays of all areas and groups at each step."""
    kind = SCALES[scale]
    with np.errstate(all="ignore"):
        held, weights = kind.carry(value / per), line_through(people).slope
        error = (kind.carry(upper / per) - kind.carry(lower / per)) / (2 * Z)
        best = (weights * (value / per + 0 * held)).sum(axis=1)
        if kind.even:
            half = Z * np.sqrt((weights**2 * error**2).sum(axis=1))
            return np.column_stack([best, best - half, best + half])
        shape = tails.cumulants(kind, held, error)
        ends = [tails.quantile(weights, shape, side) for side in (-Z, Z)]
        return np.column_stack([best, *ends]) * per


def areas(many, groups):
    """Made-up shares of uneven groups, with limits."""
    rng = np.random.default_rng(groups)
    value = rng.uniform(0.05, 0.9, (many, groups))
    people = rng.integers(1, 30_000, value.shape).astype(float)
    wide = rng.uniform(0.0001, 0.04, value.shape)
    return value, people, value * (1 - wide), value * (1 + wide)


def same(ours, theirs):
    assert (np.isnan(ours) == np.isnan(theirs)).all()
    np.testing.assert_allclose(ours, theirs, rtol=1e-12, atol=1e-12 * np.nanmax(np.abs(theirs)))


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("groups", [5, 10])
def test_slope_and_limits_are_those_of_arrays(found, scale, groups):
    value, people, lower, upper = areas(12, groups)
    ours = found(value, people, lower=lower, upper=upper, scale=scale)
    theirs = slow(value, people, lower, upper, scale)
    assert not np.isnan(theirs).any()
    same(ours, theirs)
    for area in (0, 7):  # one alone is what it is among others
        alone = [each[area] for each in (value, people, lower, upper)]
        same(found(*alone[:2], lower=alone[2], upper=alone[3], scale=scale), theirs[[area]])


@pytest.mark.parametrize("scale", SCALES)
def test_what_is_blank_or_cannot_be_is_unknown_in_its_own_area_alone(found, scale):
    value, people, lower, upper = areas(12, 5)
    value[1, 2], value[2, 1], value[3, 0], value[4, 4] = np.nan, 0, -0.2, np.inf
    lower[5, 3] = upper[6, 0] = people[7, 1] = np.nan
    people[8], people[9, 2], upper[10, 1] = 0, 0, 1.5
    ours = found(value, people, lower=lower, upper=upper, scale=scale)
    same(ours, slow(value, people, lower, upper, scale))
    unknown = {"value": {1, 4, 7, 8}, "rate": {1, 2, 3, 4, 7, 8}, "proportion": {1, 2, 3, 4, 7, 8}}
    assert set(np.flatnonzero(np.isnan(ours[:, 0]))) == unknown[scale]
    beyond = {10} if scale == "proportion" else set()
    assert set(np.flatnonzero(np.isnan(ours[:, 1]))) == unknown[scale] | {5, 6} | beyond


def test_a_curved_gradient_has_its_limits_further_out_on_one_side(found):
    value, people, lower, upper = areas(1, 5)
    slope, low, high = found(value, people, lower=lower * 0.6, upper=upper / 0.6, scale="rate")[0]
    assert abs((high - slope) / (slope - low) - 1) > 0.02


def test_per_cent_is_a_hundred_times_the_share(found):
    value, people, lower, upper = areas(3, 5)
    share = found(value, people, lower=lower, upper=upper, scale="proportion")
    percent = [each * 100 for each in (value, lower, upper)]
    told = found(
        percent[0], people, lower=percent[1], upper=percent[2], scale="proportion", per=100
    )
    np.testing.assert_allclose(told, share * 100, rtol=1e-11)


@pytest.mark.parametrize("scale", SCALES)
def test_errors_may_be_given_instead_of_limits_one_for_all_areas_or_in_any_order(found, scale):
    value, people, *_ = areas(3, 5)
    error = np.linspace(0.01, 0.05, 5)
    whole = found(value, people, error=np.tile(error, (3, 1)), scale=scale)
    assert not np.isnan(whole).any()
    same(found(value, people, error=error, scale=scale), whole)
    turned = np.asfortranarray(value)
    same(found(turned, people, error=error, scale=scale), whole)
    fixed = value.copy()
    fixed.flags.writeable = False
    same(found(fixed, people.astype(int), error=error[None], scale=scale), whole)
    assert turned.flags.f_contiguous
    assert (turned == value).all()


@pytest.mark.parametrize("scale", SCALES)
def test_what_was_given_is_left_as_it_was(found, scale):
    given = areas(2, 5)
    before = [each.copy() for each in given]
    found(*given[:2], lower=given[2], upper=given[3], scale=scale)
    assert all((a == b).all() for a, b in zip(given, before, strict=True))
