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
WITHHELD = ("hidden", "protects another")
MOST_HIDDEN = 0.1  # of the small areas: the rest would tell of themselves, not of the whole
WIDEST_FIRST = ("system", "sub_region", "place", "locality", "ward", "neighbourhood", "msoa21")


def where_it_varies(people, indicator, *, rng, within=None, draws=400):
    """How much of the variation between small areas lies between systems, places and so on.

    people: a Population. indicator: a proportion or a rate. within: the layers to look at,
    widest first; every layer all the small areas lie in unless told.
    Worked out from the counts of small areas as they may be shown, at least 20 of them: nobody
    can learn more from it than from those. Chance and the rounding are taken out.
    Returns a frame, one row a layer: layer, title, share, lower, upper, units; attrs hold noise
    (the part of the spread that is chance or rounding), small_areas and unknown (areas left
    out because a number there is hidden).
    Raises DefinitionError for another statistic, too few areas, or where more than one in ten
    is hidden: those left would not stand for the rest.

    Source: methods.layers.layer_shares.
    """
    if indicator.statistic not in NOISE:
        raise DefinitionError("where it varies is told of shares and plain rates alone")
    small = nesting(people)[0]
    layers = tuple(within) if within else _layers(people)
    asked = STATISTICS[indicator.statistic].asks(indicator)
    cells = read(people, asked, layer=small, groups=(), span=Span())["it"]
    found = shared_out(cells, indicator, small=small, layers=layers, rng=rng, draws=draws)
    told = _told(people, found, small)
    about = f"{indicator.name} {version_of(indicator)} where it varies"
    note_made(people, about, told, areas=",".join(layers))
    return told


def shared_out(cells, indicator, *, small, layers, rng, draws=400):
    """The shares of each layer, from what is shown of the small areas and where they lie.

    cells: Cells, of which no count is read but as it may be shown. small: the small area's layer.
    Arguments, result and errors else as in `where_it_varies`, to all digits.
    """
    shown = cells.shown([small]).dropna(subset=[small])
    table = known_areas(shown)
    lies = cells.every([small, *layers]).dropna(subset=[small])
    layers = [name for name in layers if _one_each(lies, small, name)]
    table = table.merge(lies[[small, *layers]].drop_duplicates(), on=small)
    value, noise = figures_of(table, indicator, cells.privacy)
    inside = {name: table[name].to_numpy() for name in _nested(table, layers)}
    found = variation.layer_shares(value, noise, inside, rng=rng, draws=draws)
    found.attrs["unknown"] = int(shown["note"].isin(WITHHELD).sum())
    return found


def _nested(table, layers):
    """The layers that lie within one another, widest first; one that lies across is left out."""
    kept = []
    for name in layers:
        if not kept or table.groupby(name)[kept[-1]].nunique().max() == 1:
            kept.append(name)
    return kept


def _one_each(lies, small, name):
    """Whether every small area lies in one area of a layer, and in no other."""
    pairs = lies[[small, name]].drop_duplicates()
    return bool(pairs[name].notna().all()) and not pairs[small].duplicated().any()


def known_areas(shown):
    """The small areas in which somebody is judged and nothing is hidden.

    shown: counts as they may be shown, with their notes. Raises DefinitionError where fewer
    than 20 are left, or more than one in ten is hidden.
    """
    judged = shown[shown["note"].isin(["", *WITHHELD])]
    kept = judged[judged["numerator"].notna() & (judged["denominator"] > 1)]
    if len(judged) < LEAST_AREAS:
        raise DefinitionError(f"at least {LEAST_AREAS} small areas are needed, not {len(judged)}")
    gone = len(judged) - len(kept)
    if len(kept) < LEAST_AREAS or gone > MOST_HIDDEN * len(judged):
        raise DefinitionError(
            f"a number is hidden in {gone} of {len(judged)} small areas, so where it varies "
            "cannot be told"
        )
    return kept.reset_index(drop=True)


def figures_of(table, indicator, privacy):
    """The figure of each small area, and how far chance and rounding alone may carry it.

    A count to the nearest 5 lies up to 2 from the truth, each as likely: a variance of 2.
    """
    counts = [table[c].to_numpy(float) for c in ("numerator", "denominator")]
    value = counts[0] / counts[1]
    rounding = (privacy.round_to**2 - 1) / 12 * (1 + value**2) / counts[1] ** 2
    noise = NOISE[indicator.statistic](*counts, per=indicator.per)
    return value * indicator.per, noise + rounding * indicator.per**2


def _layers(people):
    """The layers above the small area, widest first."""
    above = nesting(people)[1:]
    known = [name for name in WIDEST_FIRST if name in above]
    return (*known, *(name for name in above if name not in known))


def digits(shares):
    """Shares and their limits to the hundredth: all that is told of them."""
    return shares.round(2)


def _told(people, found, small):
    about = found.attrs
    table = pd.DataFrame(
        {
            "layer": [small if name == "small area" else name for name in found.index],
            "title": [
                "small area" if name == "small area" else layer_title(people, name)
                for name in found.index
            ],
            **{c: digits(found[c].to_numpy(float)) for c in ("share", "lower", "upper")},
            "units": found["units"].to_numpy(),
        }
    )
    table.attrs = {**about, "noise": float(digits(np.float64(about["noise"])))}
    return table
