"""At which layer does it matter? How much of a figure's variation lies at each (P-001)."""

import numpy as np
import pandas as pd

from tilth.ground.errors import DefinitionError
from tilth.see.methods import layers as variation
from tilth.see.needs.cells import Span, nesting, read
from tilth.see.needs.naming import layer_title
from tilth.see.needs.noting import note_made, version_of
from tilth.see.needs.statistics import STATISTICS

NOISE = {"proportion": variation.noise_of_share, "rate": variation.noise_of_rate}
LEAST_AREAS = 20
WIDEST_FIRST = ("system", "sub_region", "place", "locality", "ward", "neighbourhood", "msoa21")


def where_it_varies(people, indicator, *, rng, within=None, draws=400):
    """How much of the variation between small areas lies between systems, places and so on.

    people: a Population. indicator: a proportion or a rate. within: the layers to look at,
    widest first; every layer all the small areas lie in unless told.
    Worked out from exact counts of all small areas together, at least 20 of them, and told in
    whole hundredths of the whole: no area can be told from it. Chance is taken out.
    Returns a frame, one row a layer: layer, title, share, lower, upper, units; attrs hold noise
    (the part of the spread that is chance), small_areas and unknown (areas without anybody).
    Raises DefinitionError for another statistic or too few areas.

    Source: methods.layers.layer_shares.
    """
    noise_of = NOISE.get(indicator.statistic)
    if noise_of is None:
        raise DefinitionError(f"the variation of a {indicator.statistic} cannot be shared out")
    small = nesting(people)[0]
    layers = tuple(within) if within else _layers(people)
    table = _small_areas(people, indicator, [small, *layers])
    layers = [name for name in layers if table[name].notna().all()]
    if len(table) < LEAST_AREAS:
        raise DefinitionError(f"at least {LEAST_AREAS} small areas are needed, not {len(table)}")
    value = (table["numerator"] / table["denominator"] * indicator.per).to_numpy(float)
    noise = noise_of(table["numerator"], table["denominator"], per=indicator.per)
    found = variation.layer_shares(
        value, noise, {name: table[name].to_numpy() for name in layers}, rng=rng, draws=draws
    )
    told = _told(people, found, small)
    about = f"{indicator.name} {version_of(indicator)} where it varies"
    note_made(people, about, told, areas=",".join(layers))
    return told


def _layers(people):
    """The layers above the small area, widest first."""
    above = nesting(people)[1:]
    known = [name for name in WIDEST_FIRST if name in above]
    return (*known, *(name for name in above if name not in known))


def _small_areas(people, indicator, keys):
    """Exact counts of each small area in which somebody is judged, with the areas it lies in."""
    asked = STATISTICS[indicator.statistic].asks(indicator)
    cells = read(people, asked, layer=keys[0], groups=(), span=Span())["it"]
    held = cells.frame.dropna(subset=[keys[0]])
    added = held.groupby(keys, dropna=False)[["numerator", "denominator"]].sum().reset_index()
    return added[added["denominator"] > 1].reset_index(drop=True)


def _told(people, found, small):
    about = found.attrs
    table = pd.DataFrame(
        {
            "layer": [small if name == "small area" else name for name in found.index],
            "title": [
                "small area" if name == "small area" else layer_title(people, name)
                for name in found.index
            ],
            **{c: np.round(found[c].to_numpy(float), 2) for c in ("share", "lower", "upper")},
            "units": found["units"].to_numpy(),
        }
    )
    table.attrs = {**about, "noise": round(float(about["noise"]), 2)}
    return table
