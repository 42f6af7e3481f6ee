"""Who lives here, by age and sex, and who may live here in five and ten years."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from tilth.ground.disclosure import rounded_to_total
from tilth.see.methods import project
from tilth.see.methods.standardised import BANDS
from tilth.see.needs.cells import Ask, Span, nesting, read
from tilth.see.needs.naming import named, names_of
from tilth.see.needs.noting import note_made
from tilth.store.needs.measure import Measure

SEXES = ("female", "male")
RESIDENTS = Ask(Measure("resident", "resident"))
# How births fall on women's ages, as a shape only: it is scaled to the place's own children.
# Round numbers after ONS, Births in England and Wales: births per 1,000 women of each age, 2022.
BIRTHS_PER_1000 = {"15-19": 9, "20-24": 40, "25-29": 80, "30-34": 98, "35-39": 61, "40-44": 14}
DEATHS_OVER = 5
STARTS = tuple(range(0, 95, 5))
WIDE = {"0-14": (0, 15), "15-64": (15, 65), "65-84": (65, 85), "85+": (85, 120)}
LEAST = 10
COLUMNS = ("people", "lower", "upper")


@dataclass(frozen=True)
class Outlook:
    """Who may live in each area: a projection, and the table of it.

    table: area, name, year, age_group (wide groups and "all"), people, lower, upper.
    """

    table: pd.DataFrame
    assumptions: tuple


def pyramid(people, *, layer):
    """People of each sex and five-year age in each area of a layer, as they may be shown.

    Columns: area, name, sex, age_group, people, note. People whose age or sex is not known are
    rows of their own.
    """
    cells = _residents(people, layer)
    shown = cells.shown([layer, "sex", "age_group"])
    shown = shown.rename(columns={"numerator": "people"})
    table = named(shown[[layer, "sex", "age_group", "people", "note"]], people, layer)
    note_made(people, "residents", table, areas=layer, breakdown="sex,age_group")
    return table


def outlook(people, *, layer, rng, years=10, moves=0.0, unsure=None, draws=300):
    """Who may live in each area of a layer in 5 and 10 years: today's people aged on (P-181).

    moves: people gained (or lost) per resident a year. unsure: methods.project.Unsure. Deaths
    are the whole place's own of the last five years by age and sex; births are scaled so that
    the last five years' would make today's children. Areas start from people rounded as they
    are shown. It is what happens if nothing changes, not a forecast: new homes and new
    policies are not in it.

    Returns an Outlook. An area with too few people to show is NA throughout.
    Source: methods.project.project (cohort-component method).
    """
    cells = _residents(people, layer)
    areas, start = _start(cells, layer)
    deaths = _deaths(people)
    births = _births(start)
    found = project.project(
        start,
        deaths,
        births,
        np.full((2, len(BANDS)), float(moves)),
        rng=rng,
        years=years,
        unsure=unsure,
        draws=draws,
    )
    told = "People leave and come as they do now" if moves else "As many people come as leave"
    assumptions = (
        "Each age and sex dies as in the last five years in the whole place",
        "Women have children as those of the last five years did",
        told,
        "New homes, and new policies, are not in it",
    )
    table = _table(people, layer, areas, found)
    note_made(people, "outlook", table, areas=layer, breakdown="age_group")
    return Outlook(table, assumptions)


def _residents(people, layer):
    return read(people, {"it": RESIDENTS}, layer=layer, groups=(), span=Span())["it"]


def _start(cells, layer):
    """Codes of areas, and people by area, sex and age: rounded together to the area's total."""
    raw = cells.raw([layer, "sex", "age_group"]).dropna(subset=[layer, "sex", "age_group"])
    raw = raw[raw["sex"].isin(SEXES)]
    wide = raw.pivot_table(
        index=layer, columns=["sex", "age_group"], values="numerator", aggfunc="sum", fill_value=0
    )
    wide = wide.reindex(columns=pd.MultiIndex.from_product([SEXES, BANDS]), fill_value=0)
    rounded = rounded_to_total(wide.to_numpy(), cells.privacy)
    return list(wide.index), rounded.reshape(len(wide), 2, len(BANDS))


def _deaths(people):
    """Deaths per person a year by sex and age, of the whole place, from counts as rounded.

    An age in which nobody died takes the rate of the age below it, or nought.
    """
    died = Ask(Measure(f"death within {DEATHS_OVER} years", "resident"), living=False)
    asked = {"died": died, "lived": RESIDENTS}
    cells = read(people, asked, layer=nesting(people)[0], groups=(), span=Span())
    rates = np.zeros((2, len(BANDS)))
    for s, sex in enumerate(SEXES):
        counts = []
        for key in ("died", "lived"):
            raw = cells[key].raw(["sex", "age_group"])
            raw = raw[raw["sex"] == sex].set_index("age_group")["numerator"]
            bands = raw.reindex(list(BANDS)).fillna(0).to_numpy(float)
            counts.append(np.nan_to_num(rounded_to_total(bands, cells[key].privacy)))
        gone, here = counts
        rates[s] = np.where(here > 0, gone / np.maximum(here * DEATHS_OVER + gone / 2, 1), 0)
    return np.minimum(rates, 1.0)


def _births(start):
    """Births per woman a year by age: the shape scaled to the children under five there are."""
    shape = np.array([BIRTHS_PER_1000.get(band, 0) / 1000 for band in BANDS])
    women = np.nansum(start[:, 0], axis=0)
    children = np.nansum(start[:, :, 0])
    foreseen = 5 * (women * shape).sum()
    return shape * (children / foreseen if foreseen > 0 else 0)


def _table(people, layer, areas, found):
    """The projection as rows: area, name, year, age_group, people, lower, upper.

    Ages are told in wide groups; a group of fewer than ten people today is NA throughout.
    """
    names, parts = names_of(people, layer), []
    wide = np.array([[low <= start < high for start in STARTS] for low, high in WIDE.values()])
    for i, year in enumerate(people.as_of.year + found.years):
        for a, code in enumerate(areas):
            today = wide @ found.people[0, a].sum(axis=0)
            few = np.where(today < LEAST, np.nan, 0.0)
            told = [
                wide @ of[i, a].sum(axis=0) + few for of in (found.people, found.lower, found.upper)
            ]
            totals = [of[i, a] for of in (found.total, found.total_lower, found.total_upper)]
            rows = {"area": code, "name": names.get(code, code), "year": int(year)}
            rows["age_group"] = [*WIDE, "all"]
            for column, ages, total in zip(COLUMNS, told, totals, strict=True):
                rows[column] = np.rint(np.append(ages, total) / 5) * 5
            parts.append(pd.DataFrame(rows))
    return pd.concat(parts, ignore_index=True)
