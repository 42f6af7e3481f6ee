"""Fingertips' published limits worked out again from its counts: indicator by indicator.

python -m tilth.see.official.proof FILE docs/see/fingertips-proof.md
"""

import sys
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd

from tilth.see.methods import intervals
from tilth.see.official.proof_page import TOLERANCE, page

BY_VALUE = "from the published value"
"""Words of a way that starts from the published value, which is rounded."""

NAMES = {
    "IndicatorId": "id",
    "IndicatorName": "name",
    "ValueType": "type",
    "Count": "count",
    "Denominator": "people",
    "Value": "value",
    "LowerCI": "lower",
    "UpperCI": "upper",
}


@dataclass
class Proof:
    """What became of one indicator's published limits.

    rows: with a value and limits. ways: how many were worked out again, by which way. left: how
    many were not. worst: the furthest of those that were, as a share of the limit. nearest: how
    near the count alone comes where it cannot be enough.
    """

    id: int
    name: str
    type: str
    rows: int
    published: int
    ways: dict = field(default_factory=dict)
    left: int = 0
    worst: float = 0.0
    nearest: str = ""

    @property
    def reproduced(self):
        """How many rows' limits were worked out again."""
        return sum(self.ways.values())


def prove(path):
    """A Proof for every indicator of a Fingertips extract, in order of its number."""
    text = pd.read_csv(path, dtype=str, keep_default_na=False)[list(NAMES)].rename(columns=NAMES)
    return [_one(int(key), rows) for key, rows in sorted(text.groupby("id"), key=_by_number)]


def _by_number(pair):
    return int(pair[0])


def _one(key, text):
    limited = text[(text["value"] != "") & (text["lower"] != "")]
    numbers = limited[["count", "people", "value", "lower", "upper"]]
    frame = numbers.apply(pd.to_numeric).astype(float)
    found = Proof(key, text["name"].iloc[0], text["type"].iloc[0], len(frame), len(text))
    if not len(frame):
        return found
    left = np.ones(len(frame), bool)
    room = {name: _half(limited[name]) for name in ("value", "lower", "upper")}
    for way, limits in ways(found.type, frame):
        off, near = _off(limits, frame, room if BY_VALUE in way else room | {"value": 0.0})
        fits = left & near
        if fits.any():
            found.ways[way] = found.ways.get(way, 0) + int(fits.sum())
            found.worst = max(found.worst, float(off[fits].max()))
        left &= ~near
    found.left = int(left.sum())
    if found.left and found.type.startswith("Directly"):
        found.nearest = _nearest(frame[left])
    return found


def ways(kind, rows):
    """Each way to limits that fits a kind of value, the plain one first: (words, limits)."""
    count, people, value = (rows[c].to_numpy() for c in ("count", "people", "value"))
    if kind == "Proportion":
        yield "Wilson, from count and denominator", _wilson(count, people)
        with np.errstate(divide="ignore", invalid="ignore"):
            other = ~(np.abs(100 * count / people - value) <= 1)
        known = np.where(other, value * people / 100, np.nan)
        yield f"Wilson, {BY_VALUE} and denominator (its count is not there)", _wilson(known, people)
        half = "Wilson of half the count and half the denominator"
        yield half, _wilson(count / 2, people / 2)
    elif kind == "Crude rate":
        per = _per(rows)
        yield "Byar, exact under 10", _scaled(intervals.count(count), per / people)
        for less in (1, -1, 2, -2):
            fives = np.where(count % 5 == 0, count + less, np.nan)
            fives = np.where(fives >= 0, fives, np.nan)
            words = "Byar, exact under 10, of a count within 2 of the published one, rounded to 5"
            yield words, _scaled(intervals.count(fives), per / people)
        yield "the limits of the count itself, not of the rate", intervals.count(count)
    elif str(kind).startswith("Indirectly"):
        with np.errstate(divide="ignore", invalid="ignore"):
            each = value / count
        yield f"Byar of the count, {BY_VALUE}", _byar(count, each)


def _wilson(count, people):
    return _scaled(intervals.wilson(count, people), 100.0)


def _byar(count, each):
    return _scaled(intervals.count(count), each)


def _scaled(limits, by):
    return tuple(limit * by for limit in limits)


def _per(rows):
    """What a rate is per: the power of ten that takes count and denominator to the value."""
    with np.errstate(divide="ignore", invalid="ignore"):
        factor = rows["value"] * rows["people"] / rows["count"]
    return 10.0 ** round(np.log10(factor.replace(np.inf, np.nan).median()))


def _off(limits, rows, room):
    """How far limits lie from the published ones, as a share; and whether near enough.

    Near enough is within the tolerance, or within what rounding the published limit, and the
    value where the way starts from it, to the decimals they have can do.
    """
    far, near = np.zeros(len(rows)), np.ones(len(rows), bool)
    value = np.maximum(rows["value"].to_numpy(), 1e-12)
    for limit, name in zip(limits, ("lower", "upper"), strict=True):
        told = rows[name].to_numpy()
        rounding = room[name] + room["value"] * np.abs(told) / value
        gap = np.abs(limit - told)
        share = gap / np.where(told == 0, 1, np.abs(told))
        near &= (share <= TOLERANCE) | (gap <= rounding)
        far = np.fmax(far, share)
    return far, near


def _half(text):
    """Half a unit of the last decimal that an indicator's published numbers have."""
    decimals = max(len(one.partition(".")[2].rstrip("0")) for one in text)
    return 0.5 * 10.0**-decimals


def _nearest(rows):
    """How near limits brought from the count alone come, where it cannot be enough."""
    count, value = rows["count"].to_numpy(), rows["value"].to_numpy()
    limits = _byar(count, value / np.where(count > 0, count, np.nan))
    off = [
        np.abs(limit - rows[name]) / rows[name]
        for limit, name in zip(limits, ("lower", "upper"), strict=True)
    ]
    worst = np.fmax(*off)
    return (
        f"{100 * np.nanmedian(worst):.2g}% off at the middle, {100 * np.nanmax(worst):.2g}% at most"
    )


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(page(prove(sys.argv[1])), encoding="utf-8")
