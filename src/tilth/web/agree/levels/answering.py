"""Who answers for what, and why each service does not lie nearer to people."""

import numpy as np
from django.views.decorators.http import require_safe

from tilth.agree.levels import answering, nearer
from tilth.ground.errors import TilthError
from tilth.see.needs.indicator import Indicator
from tilth.see.needs.layers import where_it_varies
from tilth.web.agree.levels.overview import CRUMB
from tilth.web.agree.levels.reading import Ledgers
from tilth.web.agree.levels.tables import functions_sheet, map_rows, map_sheet
from tilth.web.agree.showing import page
from tilth.web.agree.standing import ROUND, Standing
from tilth.web.house.access import route
from tilth.web.house.kept import later


@require_safe
@route(level="D1", purpose="plan", roles=ROUND)
def answer_map(request):
    """Every function by every body: who answers, who passed it on, and where nobody does."""
    ledgers = Ledgers(request.place)
    rows = map_rows(ledgers)
    return page(
        request,
        "levels/map",
        "Who answers for what",
        crumbs=[CRUMB],
        sheet_told=map_sheet(ledgers),
        vacuums=[row for row in rows if row["vacuum"]],
        doubles=[row for row in rows if row["double"]],
        functions=len(rows),
        idle=answering.idle(rows, ledgers.bodies) if rows else [],
        keeps=Standing.of(request).keeps,
    )


@require_safe
@route(level="D1", purpose="plan", roles=ROUND)
def why(request):
    """At which layer each service lies, why not nearer, and what the figures say of it."""
    ledgers = Ledgers(request.place)
    sheet = functions_sheet(ledgers)
    asked = {row["indicator"] for row in sheet.rows if row["indicator"]}
    found = {name: differs(request, name) for name in sorted(asked)}
    for row in sheet.rows:
        row["test"] = _test(row, found.get(row["indicator"]))
    return page(
        request,
        "levels/why",
        "Why here, and not nearer?",
        crumbs=[CRUMB],
        sheet_told=sheet,
        missing=[row["function"] for row in sheet.rows if row["missing"]],
        keeps=Standing.of(request).keeps,
    )


def _test(row, found):
    """What the differences between areas say of a row, in words; '' where nothing is asked."""
    if not row["indicator"]:
        return ""
    if found is None:
        return "The test is being worked out. Look again in a minute."
    if found["why"]:
        why = found["why"][:1].upper() + found["why"][1:]
        return f"{found['title']}: it cannot be tested. {why}."
    return f"{found['title']}: {nearer.tested(row['widest'], found['rows'])['sentence']}"


def differs(request, name):
    """At which layer an indicator differs: {"title", "rows", "why"}; None while worked out."""
    used = request.place.all(Indicator)
    if name not in used:
        return {"title": name, "rows": [], "why": "there is no figure of that name any more"}
    if not request.release:
        return {"title": used[name].title, "rows": [], "why": "no release of data is in service"}
    people = request.population

    def make():
        try:
            table = where_it_varies(people, used[name], rng=np.random.default_rng(1))
        except TilthError as error:
            return {"title": used[name].title, "rows": [], "why": error.what}
        shares = table["share"].astype(object).where(table["share"].notna(), None)
        rows = [
            {"layer": layer, "share": None if share is None else float(share)}
            for layer, share in zip(table["layer"], shares, strict=True)
        ]
        return {"title": used[name].title, "rows": rows, "why": ""}

    return later(request.place, request.shown, "levels-differ", make, indicator=name)
