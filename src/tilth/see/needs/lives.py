"""How long people can expect to live, and to live well, from deaths and from those alive.

Deaths and lives of each year are told by the age people were, or would have been, at the end of
that year: in the middle of it, when they are counted, they were half a year younger. So the bands
of the life table begin half a year lower, at 0, 4.5, 9.5 and so on.
"""

import numpy as np
import pandas as pd

from tilth.ground.criteria.tree import Window
from tilth.ground.disclosure import rounded_to_total
from tilth.see.methods import life
from tilth.see.methods.standardised import BANDS
from tilth.see.needs.cells import Ask, Span, beside
from tilth.see.needs.standardised import noted
from tilth.store.needs.measure import Measure

STARTS = (0.0, *(age - 0.5 for age in range(5, 95, 5)))
# Few are asked how they are, so their answers are taken together in these ages; those younger
# than anyone asked are taken to be as well as the youngest asked.
ASKED_FROM = (0, 25, 45, 65, 75)
OF_WIDE = np.searchsorted(ASKED_FROM, range(0, 95, 5), side="right") - 1


def asks(indicator, step=None):
    """Who died in the period; and of each of its years who died, and who was alive in its middle.

    Babies born in the second half of a year are counted as if they had been: a tenth of the
    first band, where few die.
    """
    del step  # years of life are of the whole period, in a series too
    here = "alive or not alive" if indicator.everyone else "resident"
    alive = f"({here}) and (alive or death within 6 months)"
    return {
        "died": Ask(Measure(f"death within {indicator.period}", here), living=False),
        "deaths": Ask(Measure("death within 12 months", here), living=False),
        "lives": Ask(Measure(alive), living=False),
    }


def asks_health(indicator, step=None):
    """As `asks`, and who of those who answered is well."""
    well = Measure(indicator.numerator_for(), indicator.denominator_for())
    return asks(indicator, step) | {"well": Ask(well)}


def days(indicator, day):
    """When each question is of: the day, or the end of each year of the period."""
    years = range(int(indicator.period.split()[0]))
    ends = tuple(sorted(Window(back, "year").start(day) if back else day for back in years))
    now, each = Span(as_of=day), Span(over=ends)
    return {"died": now, "deaths": each, "lives": each, "well": now}


def expectancy(cells, keys, indicator):
    """Years a child born now would live if each age died as it does; Chiang's life table."""
    del indicator
    shown, died, lived = _tables(cells, keys)
    told = life.life_expectancy(died, lived, starts=STARTS)
    return noted(pd.concat([shown, told], axis=1))


def healthy(cells, keys, indicator):
    """Years a child born now would live in good health; Sullivan's method."""
    del indicator
    shown, died, lived = _tables(cells, keys)
    well, asked = _health(cells["well"], keys)
    unwell = asked - well
    told = life.healthy_life_expectancy(died, lived, unwell, asked, shared=OF_WIDE, starts=STARTS)
    return noted(pd.concat([shown, told[["value", "lower", "upper"]]], axis=1))


def _tables(cells, keys):
    """Deaths as shown with the years people lived, and both by age, rounded to what is shown."""
    shown = cells["died"].shown(keys)
    rows, privacy = cells["died"].raw(keys), cells["died"].privacy
    lived = rounded_to_total(_by_age(cells["lives"], rows, keys), privacy)
    died = rounded_to_total(_by_age(cells["deaths"], rows, keys), privacy, within=lived)
    years = lived.sum(axis=1)
    shown["denominator"] = pd.array(np.nan_to_num(years), dtype="Int64")
    shown.loc[np.isnan(years), "denominator"] = pd.NA
    return shown, np.minimum(died, lived), lived


def _by_age(cells, rows, keys):
    """Numerators by age, added up over the years: one row for each of `rows`."""
    every = [*keys, "age_group"]
    added = cells.raw(every).groupby(every, dropna=False)["numerator"].sum()
    if not keys:
        return added.reindex(list(BANDS)).fillna(0).to_numpy(float)[None, :]
    wide = added.unstack("age_group").reindex(columns=list(BANDS)).fillna(0).reset_index()
    return beside(rows[list(keys)], wide, keys)[list(BANDS)].fillna(0).to_numpy(float)


def _health(cells, keys):
    """Those well and those asked in each age band, answers of neighbouring ages together."""
    well, asked = cells.bands(keys, {"age_group": BANDS})
    wide = np.zeros((len(ASKED_FROM), len(STARTS)))
    wide[OF_WIDE, np.arange(len(STARTS))] = 1
    few = rounded_to_total(asked @ wide.T, cells.privacy)
    good = rounded_to_total(well @ wide.T, cells.privacy, within=few)
    return np.minimum(good, few)[:, OF_WIDE], few[:, OF_WIDE]
