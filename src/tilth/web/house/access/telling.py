"""The written table in words, for its page and for the documentation."""

from tilth.web.house.access.table import LEVELS, RELATIONS, grant, written

PURPOSE_WORDS = {
    "care": "caring for people",
    "plan": "planning",
    "eval": "learning what works",
    "contact": "getting in touch",
    "assure": "checking that all is well",
}
WHOSE = {
    "none": "of nobody in particular",
    "partner": "of their own organisation",
    "own": "of people on their own list",
    "self": "of themselves",
}
NEED_WORDS = {
    "agreement": "under a live agreement",
    "project": "for a named project",
    "reason": "with a reason told first",
    "one_person": "one person at a time",
}


def role_words(role):
    """A role in words: "Link worker"."""
    return {"ig_lead": "Information governance lead"}.get(role, role.replace("_", " ").capitalize())


def entry_words(entry):
    """`care @own +reason` as a reader says it."""
    one = grant(entry, where="the table")
    words = [PURPOSE_WORDS[one.purpose]]
    if len(one.relations) < len(RELATIONS):
        words.append(" or ".join(WHOSE[r] for r in RELATIONS if r in one.relations))
    words += [NEED_WORDS[need] for need in sorted(one.needs)]
    return ", ".join(words)


def table_rows():
    """Role by role: its name, what it is, and at each level what is granted, in words."""
    return [
        {
            "role": role_words(name),
            "says": row.says,
            "cells": [[entry_words(one) for one in getattr(row, level)] for level in LEVELS],
        }
        for name, row in written().items()
    ]


def markdown():
    """The table as docs/reference/access.md shows it; D0 and D4 are the same for everyone."""
    shown = LEVELS[1:4]
    lines = [f"| role | {' | '.join(shown)} |", "|---" * (len(shown) + 1) + "|"]
    for row in table_rows():
        cells = ["; ".join(cell) or "nothing" for cell in row["cells"][1:4]]
        lines.append(f"| **{row['role']}**: {row['says']} | {' | '.join(cells)} |")
    return "\n".join(lines)
