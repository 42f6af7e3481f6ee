"""One area: what is strong, what people need, who lives there, what changes, what is known."""

from dataclasses import asdict, replace
from functools import partial

import numpy as np
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.text import get_valid_filename
from django.views.decorators.http import require_safe

from tilth import see
from tilth.see.findings.exports.writing import content
from tilth.see.living import living
from tilth.see.near import surroundings
from tilth.see.needs.indicator import THEMES
from tilth.see.needs.naming import geography_of
from tilth.see.needs.residents import outlook
from tilth.see.news import news_by_area
from tilth.see.tenths import tenths
from tilth.see.watch import chance_said
from tilth.web.house.access import SIGNED_IN, route
from tilth.web.house.kept import kept, later, soon
from tilth.web.see.asking import (
    data_to,
    find_area,
    indicators_of,
    layers_of,
    near_area,
    nothing_yet,
    unknown,
)
from tilth.web.see.figures import DESK, NOT_YET, PHONE, either, figure
from tilth.web.see.indicators import FILES, TYPES
from tilth.web.see.marks import limits_begun
from tilth.web.see.near import distances
from tilth.web.see.overview import headlines
from tilth.web.see.paper import sheets
from tilth.web.see.told import told_beside, ways_in

ABOVE = [("See", "/see/"), ("Areas", "/see/areas/")]
SHOWN = 12  # figures of one picture; all of them are in the table
SEED = 1


@require_safe
@route(level="D1", purpose="plan", roles=SIGNED_IN)
def area(request, code):
    """One area told whole; printed, it is two pages."""
    if not request.shown:
        return nothing_yet(request, "Areas")
    people = request.population
    found = find_area(people, code)
    if found is None:
        near = near_area(people, code)
        return unknown(request, "area", code, near, [("All areas", "/see/areas/")])
    layer, one = found
    until = soon()
    context = {
        "area": one,
        "layer": layers_of(people)[layer],
        "within": _within(people, layer, code),
        "themes": THEMES,
        **parts(request, layer, code, until=until),
        "assets": _assets(people, layer, code),
        "tenths": tenths(geography_of(people), layer, code),
        "files": {k: FILES[k] for k in ("csv", "xlsx", "json")},
        "data_to": data_to(request),
        "beside": told_beside(request, area=code),
        "ways": ways_in(request, code),
        "around": _around(request, layer, code, until),
        "crumbs": ABOVE,
    }
    context["paper"] = sheets(context, address=request.build_absolute_uri(request.path))
    return render(request, "see/area.jinja", context)


@require_safe
@route(level="D1", purpose="plan", roles=SIGNED_IN)
def area_file(request, code, ending):
    """An area's profile as a file: the same numbers as the page."""
    known = request.shown and find_area(request.population, code)
    if not known or ending not in ("csv", "xlsx", "json", "svg"):
        raise Http404
    told = content(see.profile(request.population, code), ending)
    response = HttpResponse(told, content_type=TYPES[ending])
    if ending != "svg":
        called = get_valid_filename(f"{code}_profile.{ending}")
        response["Content-Disposition"] = f'attachment; filename="{called}"'
    return response


def parts(request, layer, code, *, until=None):
    """What is worked out of one area. until: how long a page waits; else until all is there."""
    people, first = request.population, headlines(request.population)[:1]
    wait_for = kept if until is None else partial(later, until=until)

    def keep(what, make, **about):
        found = wait_for(request.place, request.shown, what, lambda: either(make), **about)
        return NOT_YET if found is None else found

    alone = {"code": code}
    profile = keep("area-profile", lambda: told(people, code), **alone)
    if not request.release:
        return {"profile": profile, "counted": False}
    return {
        "profile": profile,
        "counted": True,
        "pyramid": keep(
            "area-pyramid", lambda: figure(living(people, layer=layer, area=code)), **alone
        ),
        "changes": _changes(people, layer, keep),
        "fair": [(i, _fair(people, i, layer, code, keep)) for i in first if i.counted],
        "outlook": keep(
            "area-outlook", lambda: _outlook(people, layer, code), layer=layer, **alone
        ),
    }


def told(people, code):
    """The profile of an area in parts: strengths, needs, everything else, and the whole table."""
    found = see.profile(people, code)
    used, _ = indicators_of(people.place)
    rows = found.table
    strong = np.array([is_strength(row, used) for row in rows.to_dict("records")], bool)
    return {
        "sentence": found.sentence,
        "whole": found.whole["name"],
        "strengths": _spine(found, rows[strong]),
        "needs": _spine(found, rows[rows["meaning"] == "worse"]),
        "themes": _themes(found, used),
        "caveats": list(found.caveats),
        "source": found.source,
        "method": found.method,
        "recipe": found.recipe(),
    }


def is_strength(row, used):
    """Whether a figure is something to build on: a strength by its nature, or better than around.

    row: of a profile. used: every indicator by its name. What is worse is never one.
    """
    meaning = row["meaning"]
    return meaning == "better" or (used[row["indicator"]].strength and meaning != "worse")


def _spine(found, rows):
    """Some rows of a profile drawn as a spine: the first so many, and how many more there are."""
    if rows.empty:
        return {"pictures": [], "more": 0}
    part = replace(found, table=rows.head(SHOWN).reset_index(drop=True))
    pictures = [
        {"at": at, "svg": part.chart(width=wide)} for at, wide in (("desk", DESK), ("phone", PHONE))
    ]
    return {"pictures": pictures, "more": max(0, len(rows) - SHOWN)}


COLUMNS = ("title", "value", "lower", "upper", "unit", "whole", "compared", "meaning", "note")


def _themes(found, used):
    """Every figure by theme, as shown; those others publish apart."""
    counted, published = {}, []
    for row in found.rows():
        cells = {k: "" if row.get(k) is None else str(row[k]) for k in COLUMNS}
        cells["indicator"] = row["indicator"]
        cells["strong"] = is_strength(row, used)
        known = cells["lower"] not in ("", "*")
        cells["likely"] = f"{cells['lower']} to {cells['upper']}" if known else ""
        if used[row["indicator"]].counted:
            counted.setdefault(row["theme"], []).append(cells)
        else:
            published.append(cells)
    return {"counted": list(counted.items()), "by_theme": counted, "published": published}


def _within(people, layer, code):
    """The areas above, named: "in Tiltham"."""
    geography = geography_of(people)
    names = []
    for upper in ("place", "system"):
        if upper in geography.layers and upper != layer:
            parts = geography.shares(layer, upper).get(code, {})
            names += [geography.area(upper, c).familiar for c, part in parts.items() if part > 0.5]
    return list(dict.fromkeys(names))


def _changes(people, layer, keep):
    """What is unusual in each area of a layer, worked out once for all of them."""
    begun = {key: days for key, days in limits_begun().items() if key[1]}
    about = {"limits": repr(sorted(begun.items()))} if begun else {}

    def make():
        shown = {one.name: one for one in headlines(people)}
        found, watch = news_by_area(people, shown, layer=layer, rebase=begun)
        told = {code: [asdict(one) for one in some] for code, some in found.items()}
        return {"of": told, "series": watch.series, "chance": chance_said(watch)}

    return keep("changes", make, layer=layer, **about)


def _fair(people, indicator, layer, code, keep):
    """One indicator inside the area by how deprived its streets are."""

    def make():
        asked = {"layer": layer, "area": code, "by": "deprivation_fifth"}
        return figure(see.finding(people, indicator, **asked), "bars")

    return keep("area-fair", make, indicator=indicator.name, code=code, layer=layer)


def _outlook(people, layer, code):
    """How many may live there in five and ten years, by age: as rows for a table."""
    found = outlook(people, layer=layer, rng=np.random.default_rng(SEED))
    rows = found.table[found.table["area"] == code]
    years = sorted({int(year) for year in rows["year"]})
    return {
        "rows": _by_age(rows),
        "years": years,
        "heads": [("Age", False), *((str(year), True) for year in years)],
        "assumptions": list(found.assumptions),
    }


def _by_age(rows):
    """One row an age group: now, and each later year with its range."""
    found = {}
    for row in rows.to_dict("records"):
        known = row["people"] == row["people"]
        cell = {k: int(row[k]) if known else None for k in ("people", "lower", "upper")}
        found.setdefault(row["age_group"], []).append(cell)
    return [{"ages": ages, "cells": cells} for ages, cells in found.items()]


def _assets(people, layer, code):
    """Halls, gardens, libraries: what the area has to build on. Public."""
    geography = geography_of(people)
    small = geography.small_area
    inside = {code} if layer == small else set(geography.members(layer, code, small))
    rows = [row for row in geography.rows("asset") if row.get(small) in inside]
    return sorted(({k: row[k] for k in ("name", "kind")} for row in rows), key=lambda r: r["name"])


def _around(request, layer, code, until):
    """What surrounds people here: how many such places, and how near; what is told at all."""
    told = distances(request, layer, until)
    if told is None:
        return NOT_YET
    titles = {name: one.title for name, one in surroundings().items()}
    found = {name: areas.get(code) for name, areas in told.items()}
    return [{"name": n, "title": titles[n], **one} for n, one in found.items() if one]
