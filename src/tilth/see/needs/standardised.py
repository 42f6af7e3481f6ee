"""Rates as if every area had the same people, and what is recorded against what is expected."""

import numpy as np
import pandas as pd

from tilth.ground.disclosure import rounded_part, rounded_to_total
from tilth.ground.errors import DefinitionError
from tilth.see.methods import standardised
from tilth.see.methods.standardised import BANDS
from tilth.see.needs.cells import beside

FEW = "too few"


def rate(cells, keys, indicator):
    """Directly standardised rates, from bands rounded so that they add to what is shown.

    People of no known age are in no band. Where fewer than ten events are shown, or a band has
    nobody, there is no rate and the note says so.
    """
    _apart(keys, ("age_group",), indicator)
    counted = cells["it"]
    shown = counted.shown(keys)
    events, people = counted.bands(keys, {"age_group": BANDS})
    people = rounded_to_total(people, counted.privacy)
    events = rounded_to_total(events, counted.privacy)
    told = standardised.standardised_rate(events, people, per=indicator.per)
    return noted(pd.concat([shown, told.reset_index(drop=True)], axis=1))


def ratio(cells, keys, indicator):
    """Recorded over expected, were each kind of people here as it is in the whole place.

    Expected: the people of each kind (indicator.standards) in the area, each with the whole
    place's share. It is told as a count is: to the nearest 5, and none under 8. So the whole
    place's is what is shown as recorded there, and a few people are told by neither. The
    numerator is what is recorded; `expected` is a column of its own.
    """
    _apart(keys, indicator.standards, indicator)
    counted, kinds = cells["it"], list(indicator.standards)
    shown = counted.shown(keys)
    expected = rounded_part(_expected(counted, keys, kinds), counted.privacy)
    people = shown["denominator"].to_numpy(float, na_value=np.nan)
    observed = shown["numerator"].to_numpy(float, na_value=np.nan)
    told = standardised.ratio(observed, expected, per=indicator.per)
    told.loc[np.isnan(people), ["value", "lower", "upper"]] = np.nan
    shown["expected"] = np.where(told["value"].isna(), np.nan, expected)
    return noted(pd.concat([shown, told.reset_index(drop=True)], axis=1))


def _expected(counted, keys, kinds):
    """Expected numerators of each row of the keys, from the whole place's shares by kind.

    The shares of a series are those of each period.
    """
    time = [k for k in keys if k == "period"]
    held = counted.raw([*keys, *kinds])
    whole = held.groupby([*time, *kinds], dropna=False)[["numerator", "denominator"]].sum()
    share = (whole["numerator"] / whole["denominator"].where(whole["denominator"] > 0)).rename("s")
    told = beside(held, share.reset_index(), [*time, *kinds])
    told["expected"] = told["denominator"] * told["s"].fillna(0)
    if not keys:
        return np.array([told["expected"].sum()])
    added = told.groupby(list(keys), dropna=False)["expected"].sum().reset_index()
    rows = beside(counted.raw(keys)[list(keys)], added, keys)
    return rows["expected"].fillna(0).to_numpy(float)


def noted(table):
    """The table with no figure where counts are hidden, and a note where there are too few."""
    gone = table["numerator"].isna() | table["denominator"].isna()
    table.loc[gone, ["value", "lower", "upper"]] = np.nan
    table.loc[table["value"].isna() & (table["note"] == ""), "note"] = FEW
    return table


WORDS = {"age_group": "age", "sex": "sex", "ethnic_group": "ethnic group"}


def _said(group):
    return WORDS.get(group, "deprivation")


def _apart(keys, held, indicator):
    both = sorted(set(keys) & set(held))
    if both:
        raise DefinitionError(
            f"{indicator.title} is worked out so that {' and '.join(map(_said, both))} no longer "
            "matters, so it is not told by it",
            remedy="Ask for another group.",
        )
