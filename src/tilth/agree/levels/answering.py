"""Who answers for what: every function by every body, with nobody's and twice-held ones shown."""

from tilth.agree.levels.lying import functions, holdings
from tilth.agree.levels.values import same

CELLS = {
    "answers": "answers for it",
    "part": "answers for the part it kept",
    "passed on": "passed it on",
    "": "",
}


def answer_map(passed, named, bodies, day):
    """The map of who answers for what on a day (P-052).

    bodies: Where, those that stand on the day. Returns rows, one a function, by name: function,
    cells (body slug -> one of CELLS), holders (names), vacuum (nobody answers), double (two
    answer and neither passed it to the other), why (a vacuum or a double in words).
    """
    there = {one.slug for one in bodies}
    held = [one for one in holdings(passed, named, day) if one.where.slug in there]
    live = [one for one in passed if one.holds(day) and not one.stays]
    rows = []
    for key, words in functions(passed, named).items():
        mine = [one for one in held if same(one.function) == key]
        gave = {one.giver.slug: one.giver for one in live if same(one.function) == key}
        says = [one for one in named if same(one.function) == key]
        claims = _claims(mine, gave, says, there, day)
        rows.append(_row(words, mine, gave, claims, says, day, bodies))
    return rows


def _claims(mine, gave, says, there, day):
    """Bodies whose agreement in force names it though neither passing on nor keeping says so."""
    held = {one.where.slug for one in mine}
    found = {one.body.slug: one.body for one in says if one.body and one.holds(day)}
    return [
        body
        for slug, body in sorted(found.items())
        if slug in there and slug not in held and slug not in gave
    ]


def _row(words, mine, gave, claims, says, day, bodies):
    cells = {one.slug: "" for one in bodies}
    cells.update({slug: "passed on" for slug in gave if slug in cells})
    cells.update({one.slug: "answers" for one in claims})
    cells.update({one.where.slug: "part" if one.part else "answers" for one in mine})
    holders = [*(one.where for one in mine), *claims]
    whole = [one.where for one in mine if not one.part] + claims
    twice = sorted({n for a in whole for b in whole if _overlap(a, b) for n in (a.name, b.name)})
    return {
        "function": words,
        "cells": cells,
        "holders": sorted({one.name for one in holders}),
        "vacuum": not holders,
        "double": bool(twice),
        "why": _vacuum(says, day) if not holders else _double(twice),
    }


def _overlap(one, other):
    """Two bodies that would both have to answer for the same people."""
    if one.slug == other.slug:
        return False
    apart = one.layer == other.layer and one.area and other.area and one.area != other.area
    return not apart


def _vacuum(says, day):
    over = sorted({one.agreement for one in says if one.until and one.until < day})
    held = [one for one in says if one.holds(day)]
    if held:
        said = " and ".join(sorted({one.agreement for one in held}))
        return f"{said} names it, and no body is named to answer for it."
    if over:
        return f"It was named in {' and '.join(over)}, which no longer holds."
    return "Nobody who stands today was named to answer for it."


def _double(twice):
    if not twice:
        return ""
    return f"{' and '.join(twice)} both answer for it, and neither passed it to the other."


def idle(rows, bodies):
    """Bodies that answer for nothing that is written down, by name."""
    busy = {slug for row in rows for slug, cell in row["cells"].items() if cell}
    return sorted(one.name for one in bodies if one.slug not in busy)
