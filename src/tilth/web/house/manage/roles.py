"""Who may see what, told from the written table itself."""

from django.views.decorators.http import require_safe

from tilth.web.house.access import SIGNED_IN, route
from tilth.web.house.access.table import LEVELS, RELATIONS, grant, written
from tilth.web.house.manage import forms
from tilth.web.house.manage.showing import page


@require_safe
@route(level="D0", purpose="assure", roles=SIGNED_IN)
def roles(request):
    """Who may see what, as the written table says it."""
    return page(request, "roles", "Roles", rows=table_rows(), levels=LEVELS)


def table_rows():
    """The written table in words: role, what it is, and for each level its entries."""
    return [
        {
            "role": forms.role_words(name),
            "says": row.says,
            "cells": [[entry_words(e) for e in getattr(row, level)] for level in LEVELS],
        }
        for name, row in written().items()
    ]


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


def entry_words(entry):
    """`care @own +reason` as a reader says it."""
    one = grant(entry, where="the table")
    words = [forms.SAID[one.purpose]]
    if len(one.relations) < len(RELATIONS):
        words.append(" or ".join(WHOSE[r] for r in RELATIONS if r in one.relations))
    words += [NEED_WORDS[need] for need in sorted(one.needs)]
    return ", ".join(words)
