"""Side by side: chosen figures for every area of a layer, each cell in a plain word."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tilth import see
from tilth.see.findings.exports.writing import content
from tilth.see.findings.known import answerable
from tilth.see.needs.indicator import THEMES
from tilth.see.official.beside import not_held, side_by_side
from tilth.web.house.access import SIGNED_IN, route
from tilth.web.house.kept import kept, later
from tilth.web.see.asking import (
    areas_of,
    data_to,
    indicators_of,
    layers_of,
    near_layer,
    nothing_yet,
    unknown,
)
from tilth.web.see.figures import NOT_YET, either, pictures
from tilth.web.see.indicators import FILES, TYPES
from tilth.web.see.overview import headlines

CHOSEN = "headlines"
MOST_DRAWN = 12  # areas in one picture; more are told in the table alone


@require_safe
@route(level="D1", purpose="plan", roles=SIGNED_IN)
def compare(request):
    """The tartan rug of a layer: the headlines, or one theme."""
    if not request.shown:
        return nothing_yet(request, "Side by side")
    people = request.population
    layers = layers_of(people)
    layer, theme = _asked(request, layers)
    if layer not in layers:
        near = near_layer(people, layer, "/see/compare/?layer=")
        return unknown(request, "layer", layer, near, [("Side by side", "/see/compare/")])
    themes = kept(request.place, request.shown, "themes", lambda: _themes(request))
    context = {
        "layer": layers[layer],
        "layers": layers.values(),
        "theme": theme,
        "wrong_theme": request.GET.get("theme") if theme == CHOSEN else "",
        "themes": themes,
        "rug": rug_of(request, layer, theme, keep=later) or NOT_YET,
        "files": {k: FILES[k] for k in ("csv", "xlsx", "json")},
        "beside": _beside(request, theme),
        "data_to": data_to(request),
    }
    return render(request, "see/compare.jinja", context)


@require_safe
@route(level="D1", purpose="plan", roles=SIGNED_IN)
def compare_file(request, ending):
    """The same numbers as the rug, as a file."""
    if not request.shown or ending not in ("csv", "xlsx", "json", "svg"):
        raise Http404
    layer, theme = _asked(request, layers_of(request.population))
    if layer not in layers_of(request.population):
        raise Http404
    response = HttpResponse(content(_rug(request.population, layer, theme), ending), TYPES[ending])
    if ending != "svg":
        response["Content-Disposition"] = f'attachment; filename="compare_{layer}.{ending}"'
    return response


def _beside(request, theme):
    """What is published of the places of [compare], beside the places here; None where none is."""
    people = request.population
    if not people.place.compare.areas:
        return None

    def make():
        used, _ = indicators_of(people.place)
        some = {n: i for n, i in used.items() if theme in (CHOSEN, i.theme)}
        places, rows = side_by_side(people, some)
        return {"places": places, "rows": rows, "not_held": not_held(people)}

    return kept(request.place, request.shown, "beside", lambda: either(make), theme=theme)


def _themes(request):
    """The themes of which a figure can be told here, with their words."""
    able, _ = answerable(request.population, indicators_of(request.place)[0])
    held = {one.theme for one in able.values()}
    return {name: words for name, words in THEMES.items() if name in held}


def _asked(request, layers):
    """The layer and the theme asked for: the first layer and the headlines unless told."""
    theme = request.GET.get("theme") or CHOSEN
    return request.GET.get("layer") or next(iter(layers)), theme if theme in THEMES else CHOSEN


def _rug(people, layer, theme):
    if theme != CHOSEN:
        return see.comparison(people, layer=layer, theme=theme)
    chosen = {one.name: one for one in headlines(people)}
    able, _ = answerable(people, chosen)
    return see.comparison(people, layer=layer, names=list(able))


def rug_of(request, layer, theme, *, keep=kept):
    """The rug as plain values: picture, sentence, and a row an indicator with a cell an area."""

    people = request.population

    def make():
        found = _rug(people, layer, theme)
        areas = areas_of(people, layer)
        drawn = pictures(found, "rug") if len(areas) <= MOST_DRAWN else []
        return {
            "sentence": found.sentence,
            "subtitle": found.subtitle,
            "pictures": drawn,
            "areas": areas,
            "rows": _rows(found, areas),
            "whole": found.whole["name"],
            "caveats": list(found.caveats),
        }

    about = {"layer": layer, "theme": theme}
    return keep(request.place, request.shown, "compare", lambda: either(make), **about)


def _rows(found, areas):
    """indicator -> its cells in the order of the areas."""
    told = {}
    for row in found.rows():
        one = told.setdefault(
            row["indicator"],
            {
                "indicator": row["indicator"],
                "title": row["title"],
                "unit": row["unit"],
                "whole": _text(row.get("whole")),
                "cells": {},
            },
        )
        one["cells"][row["area"]] = {
            "value": _text(row.get("value")) or row.get("note") or "",
            "word": row.get("compared") or "",
            "meaning": row.get("meaning") or "",
        }
    nothing = {"value": "", "word": "cannot tell", "meaning": ""}
    for one in told.values():
        one["cells"] = [one["cells"].get(code, nothing) for code in areas]
    return list(told.values())


def _text(value):
    return "" if value is None else str(value)
