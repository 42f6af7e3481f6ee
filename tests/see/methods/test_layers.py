"""At which layer does it matter: planted variation is found, a slow twin, laws. P-001."""

import numpy as np
import pandas as pd
import pytest

from tilth.see.methods.layers import layer_shares, noise_of_rate, noise_of_share

NAMES = ["system", "place", "neighbourhood", "small area"]


@pytest.fixture
def rng():
    return np.random.default_rng(3)


def nested(systems=8, places=5, neighbourhoods=6, small=6):
    """Which area each small area lies in, for an even country."""
    shape = systems, places, neighbourhoods, small
    at = np.arange(np.prod(shape))
    return {
        "system": at // np.prod(shape[1:]),
        "place": at // np.prod(shape[2:]),
        "neighbourhood": at // small,
    }


def planted(layers, spreads, noise, rng):
    """Figures whose true variance at each layer is known."""
    n = len(layers["system"])
    codes = [*layers.values(), np.arange(n)]
    y = sum(rng.normal(0, s**0.5, c.max() + 1)[c] for s, c in zip(spreads, codes, strict=True))
    return 50 + y + rng.normal(0, noise**0.5, n)


def test_variation_is_found_at_the_layer_where_it_lies(rng):
    """P-001: at which layer variation lies."""
    layers = nested(20, 6, 6, 6)
    y = planted(layers, (1, 4, 2, 3), 5, rng)
    found = layer_shares(y, np.full(len(y), 5.0), layers, rng=rng)
    assert found.index.tolist() == NAMES
    np.testing.assert_allclose(found.share, [0.1, 0.4, 0.2, 0.3], atol=0.08)
    assert ((found.lower <= found.share) & (found.share <= found.upper)).all()
    assert found.share.sum() == pytest.approx(1)
    assert found.units.tolist() == [20, 120, 720, 4320]
    assert 0.25 < found.attrs["noise"] < 0.42


def test_sampling_noise_is_not_taken_for_a_difference_between_small_areas(rng):
    layers = nested()
    y = planted(layers, (0, 4, 0, 0), 6, rng)
    found = layer_shares(y, np.full(len(y), 6.0), layers, rng=rng)
    assert found.share["small area"] < 0.1
    assert found.share["place"] > 0.8
    blind = layer_shares(y, np.zeros(len(y)), layers, rng=rng)
    assert blind.share["small area"] > 0.5


def test_limits_hold_the_truth_about_as_often_as_they_say(rng):
    layers, held = nested(6, 5, 4, 4), []
    for _ in range(150):
        y = planted(layers, (0.5, 4, 2, 3.5), 4, rng)
        found = layer_shares(y, np.full(len(y), 4.0), layers, rng=rng, draws=150)
        truth = np.array([0.05, 0.4, 0.2, 0.35])
        held.append((found.lower <= truth) & (truth <= found.upper))
    assert np.mean(held, axis=0).min() > 0.85


def slow_two_layers(y, v, places):
    """Places and small areas by the textbook's one-way table, noise taken from each mean square."""
    names, n = np.unique(places), len(y)
    sizes = np.array([(places == p).sum() for p in names])
    within = sum(((y[places == p] - y[places == p].mean()) ** 2).sum() for p in names)
    between = sum(
        s * (y[places == p].mean() - y.mean()) ** 2 for p, s in zip(names, sizes, strict=True)
    )
    small = (within - v * (n - len(names))) / (n - len(names))
    even = n - (sizes**2).sum() / n
    return (between - (len(names) - 1) * (small + v)) / even, small


def test_estimates_are_the_slow_twins_on_uneven_places(rng):
    places = np.repeat([0, 1, 2, 3], [3, 9, 5, 14])
    y = rng.normal(0, 1, 31) + np.array([0, 3, -2, 5])[places]
    found = layer_shares(y, np.full(31, 0.3), {"place": places}, rng=rng, draws=20)
    np.testing.assert_allclose(found.variance, slow_two_layers(y, 0.3, places))


def test_moments_are_without_bias_on_uneven_layers_and_uneven_noise(rng):
    keep = rng.random(1440) < 0.4
    layers = {name: code[keep] for name, code in nested().items()}
    layers = {name: np.unique(code, return_inverse=True)[1] for name, code in layers.items()}
    noise, found = rng.uniform(1, 9, keep.sum()), []
    for _ in range(200):
        y = planted(layers, (2, 4, 3, 5), 0, rng) + rng.standard_normal(len(noise)) * noise**0.5
        found.append(layer_shares(y, noise, layers, rng=rng, draws=2).variance)
    np.testing.assert_allclose(np.mean(found, axis=0), [2, 4, 3, 5], atol=0.5)


def test_other_units_leave_the_shares(rng):
    layers = nested(3, 3, 3, 3)
    y = planted(layers, (1, 1, 1, 1), 1, rng)
    first = layer_shares(y, np.ones(81), layers, rng=rng, draws=5)
    second = layer_shares(y * 10 + 3, np.full(81, 100.0), layers, rng=rng, draws=5)
    np.testing.assert_allclose(first.share, second.share)


def test_a_layer_that_cannot_be_told_apart_says_so(rng):
    layers = nested(1, 4, 3, 5)
    layers["twin"] = layers["neighbourhood"]
    y = planted({k: layers[k] for k in NAMES[:3]}, (1, 1, 1, 1), 1, rng)
    found = layer_shares(y, np.ones(60), layers, rng=rng, draws=20)
    assert found.share.isna().to_dict() == {
        "system": True,
        "place": False,
        "neighbourhood": False,
        "twin": True,
        "small area": False,
    }
    assert found.lower.isna().equals(found.share.isna())


def test_all_alike_leaves_nothing_to_share(rng):
    found = layer_shares(np.full(81, 5.0), np.zeros(81), nested(3, 3, 3, 3), rng=rng, draws=5)
    assert found.share.isna().all()


def test_blanks_are_left_out_and_counted(rng):
    layers = nested(3, 3, 3, 3)
    y = planted(layers, (1, 1, 1, 1), 1, rng)
    y[:4] = np.nan
    found = layer_shares(y, np.ones(81), layers, rng=rng, draws=5)
    assert (found.attrs["unknown"], found.attrs["small_areas"]) == (4, 77)


def test_layers_must_nest(rng):
    y, v = np.arange(4.0), np.ones(4)
    with pytest.raises(ValueError, match="within one area"):
        layer_shares(y, v, {"place": [0, 0, 1, 1], "ward": [0, 1, 1, 2]}, rng=rng)
    with pytest.raises(ValueError, match="lies in one place"):
        layer_shares(y, v, {"place": [0, 0, 1, None]}, rng=rng)
    with pytest.raises(ValueError, match="three small areas"):
        layer_shares(y[:2], v[:2], {"place": [0, 1]}, rng=rng)


def test_noise_is_judged_without_bias(rng):
    o = rng.binomial(12, 0.1, 200_000)
    assert noise_of_share(o, np.full(o.shape, 12), per=100).mean() == pytest.approx(
        0.1 * 0.9 / 12 * 100**2, rel=0.01
    )
    assert np.isnan(noise_of_share([1, 1], [1, np.nan])).all()
    events = rng.poisson(3, 200_000)
    assert noise_of_rate(events, np.full(events.shape, 50)).mean() == pytest.approx(
        3 / 2500, rel=0.01
    )
    assert np.isnan(noise_of_rate([1], [0]))[0]


def test_on_the_census_most_difference_lies_below_the_place(shared, rng):
    """P-001, on real counts: disabled residents of Greater Manchester and the Black Country."""
    areas = pd.read_csv(shared / "data" / "geography" / "lookup_lsoa21.csv")
    counts = pd.read_csv(shared / "data" / "census2021" / "disability_lsoa21.csv")
    both = areas.merge(counts, on="lsoa21_code")
    disabled, people = both["Disabled under the Equality Act"], both["total_residents"]
    layers = {"place": both.ltla24_code, "neighbourhood": both.msoa21_code}
    found = layer_shares(disabled / people, noise_of_share(disabled, people), layers, rng=rng)
    assert found.units.tolist() == [14, 507, 2425]
    assert found.lower[["neighbourhood", "small area"]].min() > found.upper["place"]
    # counts of about 1,600 people each: chance is a small part of what is seen
    assert 0.02 < found.attrs["noise"] < 0.1
    # each layer's variance adds up to that of the small areas, chance taken out
    seen = (disabled / people).var() * (1 - found.attrs["noise"])
    assert found.variance.sum() == pytest.approx(seen, rel=0.02)
