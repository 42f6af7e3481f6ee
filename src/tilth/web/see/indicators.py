"""Indicators: the list of them by theme, and each one: now, change, fairness, how, the data."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.text import get_valid_filename
from django.views.decorators.http import require_safe

from tilth import see
from tilth.see.findings.exports.writing import content
from tilth.see.needs.indicator import THEMES
from tilth.web.house.access import SIGNED_IN, route
from tilth.web.house.access.asking import may
from tilth.web.see.asking import (
    areas_of,
    indicators_of,
    layers_of,
    near_indicator,
    near_layer,
    nothing_yet,
    unknown,
)
from tilth.web.see.marks import MARKING, Mark, told_of
from tilth.web.see.sections import STEPS, Sections, in_words
from tilth.web.see.told import set_off, told_beside

ABOVE = [("See", "/see/"), ("Indicators", "/see/indicators/")]
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "geojson": "application/geo+json",
    "svg": "image/svg+xml",
}
FILES = {
    "csv": "CSV, for a spreadsheet or R",
    "xlsx": "Excel, with notes",
    "json": "JSON, for a program",
    "geojson": "GeoJSON, for a map",
    "svg": "SVG, the picture",
}


@require_safe
@route(level="D1", purpose="plan", roles=SIGNED_IN)
def index(request):
    """Every indicator by theme: what it is, why it matters and to whom."""
    used, retired = indicators_of(request.place)
    themes = [
        {"name": name, "title": title, "indicators": some}
        for name, title in THEMES.items()
        if (some := [i for i in used.values() if i.theme == name])
    ]
    layer = next(iter(layers_of(request.population)), "place") if request.shown else "place"
    context = {"themes": themes, "retired": retired.values(), "layer": layer, "count": len(used)}
    return render(request, "see/indicators.jinja", context)


@require_safe
@route(level="D1", purpose="plan", roles=SIGNED_IN)
def indicator(request, name, layer):
    """One indicator for every area of a layer."""
    if refused := _refused(request, name, layer):
        return refused
    used, _ = indicators_of(request.place)
    people, chosen = request.population, used[name]
    areas = areas_of(people, layer)
    area, wrong = request.GET.get("area") or None, ""
    if area and area not in areas:
        area, wrong = None, area
    asked = request.GET.get("period") or chosen.step
    step = asked if asked in STEPS else chosen.step
    sections = Sections(request, chosen, layer)
    told = sections.page(area, step)
    marks = sections.charted and "why" not in told["change"] and may(request, MARKING)
    context = {
        "indicator": chosen,
        "theme": THEMES[chosen.theme],
        "layer": layers_of(people)[layer],
        "layers": layers_of(people).values(),
        "areas": areas,
        "area": area,
        "wrong_area": wrong,
        "wrong_step": asked if asked != step else "",
        "step": step,
        "steps": STEPS,
        "words": in_words(people, chosen),
        "files": FILES,
        "crumbs": ABOVE,
        "beside": told_beside(request, indicator=name, area=area or ""),
        "sparked": set_off(request, name),
        "mark": Mark(people, step) if marks else None,
        **told,
        "caveats": _caveats(told),
    }
    return render(request, "see/indicator.jinja", context)


def _caveats(told):
    """What to bear in mind, each thing once."""
    figures = [told["now"], told["change"], told["fairness"]]
    figures += [one["figure"] for one in told["groups"]]
    return list(dict.fromkeys(c for one in figures for c in one.get("caveats", ())))


@require_safe
@route(level="D1", purpose="plan", roles=SIGNED_IN)
def indicator_file(request, name, layer, ending):
    """The same numbers as the page, as a file."""
    used, _ = indicators_of(request.place)
    known = request.shown and name in used and layer in layers_of(request.population)
    if ending not in TYPES or not known:
        raise Http404
    found = _asked(request, used[name], layer)
    response = HttpResponse(content(found, ending), content_type=TYPES[ending])
    if ending != "svg":
        called = get_valid_filename("_".join([name, layer, *request.GET.values()]))
        response["Content-Disposition"] = f'attachment; filename="{called}.{ending}"'
    return response


def _asked(request, chosen, layer):
    """The finding an address asks for: ?area= ?by= ?period=, or ?what=fairness."""
    told = request.GET
    if told.get("what") == "fairness":
        return see.fairness(request.population, chosen, by=told.get("by", "deprivation_fifth"))
    options = {"area": told.get("area"), "by": told.get("by"), "over": told.get("period")}
    given = {k: v for k, v in options.items() if v}
    if given.get("area") and given.get("over") and not given.get("by") and chosen.counted:
        given |= told_of(chosen.name, given["area"]).asked
    return see.finding(request.population, chosen, layer=layer, **given)


def _refused(request, name, layer):
    """The page to show instead, where there is no such indicator or layer, or no release."""
    used, retired = indicators_of(request.place)
    if name in retired:
        context = {"indicator": retired[name], "title": retired[name].title, "crumbs": ABOVE}
        return render(request, "see/retired.jinja", context, status=410)
    if name not in used:
        near = near_indicator(request.place, name, layer)
        return unknown(request, "indicator", name, near, [("All indicators", "/see/indicators/")])
    if not request.shown:
        return nothing_yet(request, used[name].title)
    if layer not in layers_of(request.population):
        near = near_layer(request.population, layer, f"/see/indicators/{name}/")
        others = [
            (f"By {one.title}", f"/see/indicators/{name}/{one.layer}/")
            for one in layers_of(request.population).values()
        ]
        return unknown(request, "layer", layer, near, others)
    return None
