"""How long people can expect to live, and to live well, from deaths and from those alive."""

import datetime

import numpy as np
import pandas as pd

from tilth.ground.criteria.tree import Window
from tilth.ground.disclosure import rounded_to_total
from tilth.see.methods import life
from tilth.see.methods.standardised import BANDS
from tilth.see.needs.cells import Ask, Span, beside
from tilth.see.needs.standardised import noted
from tilth.store.needs.measure import Measure

STARTS = tuple(range(0, 95, 5))
# Few are asked how they are, so their answers are taken together in these ages; those younger
# than anyone asked are taken to be as well as the youngest asked.
ASKED_FROM = (0, 25, 45, 65, 75)


def asks(indicator, step=None):
    """Who died in the period, by the age they reached; and who was alive in the middle of each
    of its years."""
    del step  # years of life are of the whole period, in a series too
    here = "alive or not alive" if indicator.everyone else "resident"
    return {
        "died": Ask(Measure(f"death within {indicator.period}", here), living=False),
        "lived": Ask(Measure(here)),
    }


def asks_health(indicator, step=None):
    """As `asks`, and who of those who answered is well."""
    well = Measure(indicator.numerator_for(), indicator.denominator_for())
    return asks(indicator, step) | {"well": Ask(well)}


def days(indicator, day):
    """When each question is of: deaths and answers up to the day, lives at each mid-year."""
    years = int(indicator.period.split()[0])
    middles = []
    for back in range(years):
        end = day if not back else Window(back, "year").start(day)
        middles.append(end - datetime.timedelta(183))
    now = Span(as_of=day)
    return {"died": now, "lived": Span(over=tuple(sorted(middles))), "well": now}


def expectancy(cells, keys, indicator):
    """Years a child born now would live if each age died as it does; Chiang's life table."""
    shown, died, lived = _tables(cells, keys)
    told = life.life_expectancy(died, lived, starts=STARTS)
    return noted(pd.concat([shown, told], axis=1))


def healthy(cells, keys, indicator):
    """Years a child born now would live in good health; Sullivan's method."""
    shown, died, lived = _tables(cells, keys)
    well, asked = _health(cells["well"], keys, shown)
    told = life.healthy_life_expectancy(died, lived, asked - well, asked, starts=STARTS)
    return noted(pd.concat([shown, told[["value", "lower", "upper"]]], axis=1))


def _tables(cells, keys):
    """Deaths as shown with the years people lived, and both by age, rounded to what is shown."""
    shown = cells["died"].shown(keys)
    died, _ = cells["died"].bands(keys, {"age_group": BANDS})
    lived = _years(cells["lived"], cells["died"].raw(keys), keys)
    privacy = cells["died"].privacy
    lived = rounded_to_total(lived, privacy)
    died = np.minimum(rounded_to_total(died, privacy), lived)
    years = lived.sum(axis=1)
    shown["denominator"] = pd.array(np.where(np.isnan(years), 0, years), dtype="Int64")
    shown.loc[np.isnan(years), "denominator"] = pd.NA
    return shown, died, lived


def _years(cells, rows, keys):
    """Years lived by age, one row for each of `rows`: people alive in the middle of each year."""
    held = cells.raw([*keys, "age_group"])
    every = [*keys, "age_group"]
    added = held.groupby(every, dropna=False)["numerator"].sum().reset_index()
    if not keys:
        wide = added.set_index("age_group")["numerator"].reindex(list(BANDS)).fillna(0)
        return wide.to_numpy(float)[None, :]
    wide = added.set_index(every)["numerator"].unstack("age_group")
    wide = wide.reindex(columns=list(BANDS)).fillna(0).reset_index()
    return beside(rows[list(keys)], wide, keys)[list(BANDS)].fillna(0).to_numpy(float)


def _health(cells, keys, shown):
    """Those well and those asked in each age band, answers of neighbouring ages together."""
    well, asked = cells.bands(keys, {"age_group": BANDS})
    at = np.searchsorted(ASKED_FROM, STARTS, side="right") - 1
    wide = np.zeros((len(ASKED_FROM), len(STARTS)))
    wide[at, np.arange(len(STARTS))] = 1
    few = rounded_to_total(asked @ wide.T, cells.privacy)
    good = rounded_to_total(well @ wide.T, cells.privacy, within=few)
    del shown
    return np.minimum(good, few)[:, at], few[:, at]
