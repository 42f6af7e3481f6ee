"""A finding as a page draws it: words, pictures for a desk and for a phone, and its table."""

from tilth.ground.errors import ClosedError, DefinitionError, DisclosureError
from tilth.see.findings.digits import HIDDEN
from tilth.see.findings.rows import headings
from tilth.see.findings.words import day_said

DESK, PHONE = 800, 340
COUNTED = ("numerator", "denominator", "unknown", "value", "lower", "upper", "shrunk", "whole")
NOT_SHOWN = ("area", "indicator", "lower", "upper", "meaning")
LAST = ("note",)
NOT_YET = {"why": "We are still working this out. Please look again in a minute."}


def figure(finding, kind=None, **options):
    """Everything of a finding a page shows, as plain values that can be kept.

    kind: the picture, the finding's own unless told; None of `kinds` draws none. options: those
    of the picture.
    """
    kind = kind or next(iter(finding.kinds), None)
    return {
        "title": finding.title,
        "sentence": finding.sentence,
        "subtitle": finding.subtitle,
        "pictures": pictures(finding, kind, **options),
        **table(finding),
        "caveats": list(finding.caveats),
        "source": finding.source,
        "method": finding.method,
        "data_to": day_said(finding.data_to) if finding.data_to else None,
        "recipe": finding.recipe(),
    }


def pictures(finding, kind, **options):
    """The picture twice: wide for a desk and paper, narrow for a phone."""
    if kind not in finding.kinds or not len(finding.table):
        return []
    wide = finding.chart(kind, width=DESK, **options)
    narrow = finding.chart(kind, width=PHONE, **options)
    return [{"at": "desk", "svg": wide}, {"at": "phone", "svg": narrow}]


def table(finding):
    """The finding's rows as shown: the columns with their words, and one list of cells a row."""
    rows, said = finding.rows(), headings(finding)
    asked = finding.asked
    alone = asked.area and (asked.by or asked.over)
    left_out = {*NOT_SHOWN, "name"} if alone else set(NOT_SHOWN)
    columns = [c for c in said if c not in left_out and _says_anything(c, rows)]
    columns = [c for c in columns if c not in LAST] + [c for c in columns if c in LAST]
    return {
        "heads": [head for c in columns for head in _heads(c, said[c], rows)],
        "rows": [
            {"area": row.get("area"), "cells": [cell for c in columns for cell in _cells(c, row)]}
            for row in rows
        ],
        "hidden": any(HIDDEN in (row.get("value"), row.get("numerator")) for row in rows),
    }


def _says_anything(column, rows):
    """Whether a column tells a reader anything; nobody unknown in any row is nothing to tell."""
    nothing = (None, "", 0) if column == "unknown" else (None, "")
    return any(row.get(column) not in nothing for row in rows)


def _heads(column, words, rows):
    heads = [{"words": words, "numeric": column in COUNTED}]
    if column == "value" and _says_anything("lower", rows):
        heads.append({"words": "Likely between", "numeric": True})
    return heads


def _cells(column, row):
    cells = [_cell(row.get(column), column in COUNTED)]
    if column == "value" and "lower" in row:
        low, high = row.get("lower"), row.get("upper")
        known = low not in (None, HIDDEN) and high not in (None, HIDDEN)
        both = f"{low} to {high}" if known else HIDDEN if low == HIDDEN else None
        cells.append(_cell(both, True))
    return cells


def _cell(value, numeric):
    text = f"{value:,}" if isinstance(value, int) else "" if value is None else str(value)
    return {"text": text, "numeric": numeric}


def either(make):
    """What `make` gives, or why there is nothing: {"why": words} where it may not be worked out."""
    try:
        return make()
    except (ClosedError, DefinitionError, DisclosureError) as error:
        return {"why": error.what}
