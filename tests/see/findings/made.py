"""Findings made by hand, for tests of words, pictures and files."""

import datetime

import numpy as np
import pandas as pd
import shapely

from tilth.see.findings.digits import Scale
from tilth.see.findings.finding import Asked, Finding, Provenance

WHOLE = {"name": "Greenmarch", "value": 25.0, "lower": 24.4, "upper": 25.6}
SCALE = Scale("proportion", 100, "", "lower")
AREAS = (
    ("Beacon Park", 15.24, 13.6, 16.8, "lower"),
    ("Canalside", 25.12, 23.5, 26.7, "similar"),
    ("Foundry Lane", 31.4, 29.8, 33.0, "higher"),
    ("Market Quarter", None, None, None, "cannot tell"),
    ("Old Pits", 36.8, 35.2, 38.4, "higher"),
)


def row(name, value, lower, upper, compared="similar", *, note="", people=3000, **others):
    """One row of an estimates table; without a value it is hidden unless a note says other."""
    if value is None:
        nothing = dict.fromkeys(("value", "lower", "upper"), np.nan)
        counts = {"numerator": pd.NA, "denominator": pd.NA}
        note = note or "hidden"
    else:
        nothing = {"value": value, "lower": lower, "upper": upper}
        counts = {"numerator": round(value * people / 500) * 5, "denominator": people}
    told = {"area": f"code-{name}", "name": name, **others, **counts, **nothing}
    return {**told, "compared": compared, "unknown": 25, "note": note}


def areas_table(rows=AREAS):
    return pd.DataFrame([row(*each) for each in rows])


def made(table=None, *, whole=WHOLE, scale=SCALE, kinds=("bars", "choropleth", "funnel"), **others):
    """A Finding of five areas, one of them hidden, unless told otherwise."""
    table = areas_table() if table is None else table
    given = {
        "title": "Physically inactive adults",
        "sentence": "Physically inactive adults: about 1 in 4 in Greenmarch.",
        "subtitle": "Per cent, with 95% intervals, by neighbourhood",
        "caveats": ("SYNTHETIC: these people are made up; nobody here is real.",),
        "source": "Records of practices",
        "method": "Wilson.",
        "data_to": datetime.date(2026, 3, 31),
        "synthetic": True,
        "scales": {"inactive_adults": scale},
        "asked": Asked("inactive_adults", "neighbourhood"),
        "provenance": Provenance("a" * 16, "b" * 12, "Greenmarch", "Made-up figures."),
    }
    shapes = (
        {
            code: shapely.box(-2 + at, 52, -1 + at, 53)
            for at, code in enumerate(sorted(table["area"]))
        }
        if "area" in table
        else {}
    )
    return Finding(
        **{
            **given,
            "table": table,
            "whole": whole,
            "kinds": kinds,
            "shapes": lambda: shapes,
            **others,
        }
    )


def month(n):
    """The last day of the n-th month from January 2025."""
    first = datetime.date(2025 + n // 12, n % 12 + 1, 1)
    after = datetime.date(2025 + (n + 1) // 12, (n + 1) % 12 + 1, 1)
    assert first < after
    return after - datetime.timedelta(1)


def series(values, *, name="Old Pits", better="lower", notes=None, **others):
    """A Finding over months; None is a hidden month."""
    rows = [
        row(name, v, None if v is None else v - 1, None if v is None else v + 1, period=month(n))
        for n, v in enumerate(values)
    ]
    scale = Scale("rate", 1000, "", better)
    asked = Asked("falls", "neighbourhood", name, None, "month")
    return made(
        pd.DataFrame(rows),
        whole={},
        scale=scale,
        kinds=("trend", "spc"),
        asked=asked,
        title="Falls",
        scales={"falls": scale},
        notes=notes or {},
        **others,
    )


def fifths(values=(36.7, 32.5, 26.1, 20.6, 16.7), slope=None):
    """A Finding by fifths of deprivation, the last row being people whose fifth is not known."""
    rows = [
        row(
            "Greenmarch",
            v,
            None if v is None else v - 2,
            None if v is None else v + 2,
            deprivation_fifth=n,
        )
        for n, v in enumerate(values, start=1)
    ]
    rows.append(row("Greenmarch", 20.0, 10.0, 30.0, deprivation_fifth=None))
    asked = Asked("inactive_adults", "system", None, "deprivation_fifth", what="fairness")
    slope = (
        {"value": -23.0, "lower": -25.6, "upper": -20.4, "left": 37.2, "right": 14.1}
        if slope is None
        else slope
    )
    return made(pd.DataFrame(rows), kinds=("fairness", "bars"), asked=asked, slope=slope)


def pyramid():
    """A Finding by sex and age group, one number of it hidden."""
    rows = [
        row(
            "Greenmarch",
            None if (sex, age) == ("male", "90+") else 20.0,
            18.0,
            22.0,
            people=people,
            sex=sex,
            age_group=age,
        )
        for sex in ("female", "male")
        for age, people in (("0-4", 500), ("5-9", 600), ("85-89", 90), ("90+", 40))
    ]
    asked = Asked("inactive_adults", "system", None, ("sex", "age_group"))
    return made(pd.DataFrame(rows), kinds=("pyramid",), asked=asked)


def many(kind="spine"):
    """A Finding of three indicators: of one area (spine) or of two (rug)."""
    scales = {
        "active": Scale("proportion", 100, "", "higher"),
        "falls": Scale("rate", 1000, "", "lower"),
        "people": Scale("proportion", 100, "", "neither"),
    }
    rows = []
    for name in ("Old Pits", "Canalside") if kind == "rug" else ("Old Pits",):
        for n, (code, stands, meaning) in enumerate(
            (
                ("active", "lower", "worse"),
                ("falls", "cannot tell", ""),
                ("people", "higher", ""),
            )
        ):
            one = row(name, None if code == "falls" else 30.0 + n, 28.0, 33.0, stands)
            one |= {
                "indicator": code,
                "title": f"A title of {code}",
                "theme": "Moving",
                "unit": scales[code].heading,
                "whole": 25.0,
                "lowest": 20.0,
                "highest": 41.5,
                "meaning": meaning,
            }
            rows.append(one)
    asked = Asked(layer="neighbourhood", area="code-Old Pits", what="profile")
    return made(pd.DataFrame(rows), scales=scales, kinds=(kind,), asked=asked)


def every():
    """One finding for each kind of picture: kind -> Finding."""
    return {
        "bars": made(),
        "choropleth": made(),
        "fairness": fifths(),
        "funnel": made(),
        "pyramid": pyramid(),
        "rug": many("rug"),
        "spc": series([4.0, 5.0, 4.0, None, 6.0, 5.0, 4.0, 5.0, 6.0, 5.0, 4.0, 5.0, 6.0, 12.0]),
        "spine": many(),
        "trend": series([4.0, 5.0, None, 6.0, 5.0]),
    }
