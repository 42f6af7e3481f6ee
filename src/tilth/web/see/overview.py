"""The picture of a place at a glance: its headlines, its areas, and the doors to the rest."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from tilth import see
from tilth.see.build.showing import picture
from tilth.see.findings.known import answerable
from tilth.see.needs.indicator import THEMES
from tilth.see.needs.naming import GROUPS
from tilth.web.house.access import SIGNED_IN, route
from tilth.web.house.kept import kept, later
from tilth.web.see.asking import (
    areas_of,
    data_to,
    find_area,
    indicators_of,
    layers_of,
    near_layer,
    nothing_yet,
    unknown,
)
from tilth.web.see.figures import NOT_YET, either
from tilth.web.see.news import news_of
from tilth.web.see.sections import SAID, by_group
from tilth.web.see.told import own_areas

HEADLINES = 6
PUBLISHED_FIRST = (
    "official_healthy_life_expectancy_female",
    "official_healthy_life_expectancy_male",
    "official_deprivation",
    "official_inactive_adults",
    "official_smoking",
    "official_low_income_children",
)
"""What is shown first where nobody has been counted yet."""


@require_safe
@route(level="D1", purpose="plan", roles=SIGNED_IN)
def overview(request):
    """The headlines in a sentence each, the areas residents know, and where to go from here."""
    if not request.shown:
        title = f"The picture of {request.place.name}"
        return nothing_yet(request, title, crumbs=[])
    people = request.population
    layers = layers_of(people)
    first = next(iter(layers))
    context = {
        "headlines": _headlines(request, first),
        "counted": bool(request.release),
        "news": news_of(request),
        "first": layers[first],
        "own": [one for one in own_areas(request) if find_area(people, one["area"])],
        "areas": areas_of(people, first),
        "others": [
            (one, count)
            for n, one in layers.items()
            if n != first and (count := len(areas_of(people, n)))
        ],
        "data_to": data_to(request),
        "themes": THEMES,
    }
    return render(request, "see/overview.jinja", context)


def headlines(people):
    """The indicators the place chose to show first; else the first counted one of each theme.

    Where nobody has been linked yet, some of those others publish.
    """
    used, _ = indicators_of(people.place)
    chosen = {n: used[n] for n in people.place.see.headline if n in used}
    if not people.release:
        first = chosen | {n: used[n] for n in PUBLISHED_FIRST if n in used}
        able, _ = answerable(people, {n: one for n, one in first.items() if not one.counted})
        return list(able.values())[:HEADLINES]
    if chosen:
        return list(chosen.values())
    by_theme = {}
    for one in used.values():
        if one.counted:
            by_theme.setdefault(one.theme, one)
    return [by_theme[theme] for theme in THEMES if theme in by_theme][:HEADLINES]


def _headlines(request, layer):
    """Each headline with its address and its sentence, once those are worked out."""
    place, people, shown = request.place, request.population, headlines(request.population)

    def make():
        return [headline(place, request.shown, people, one, layer) for one in shown]

    about = {"indicators": [one.name for one in shown], "layer": layer}
    said = later(place, request.shown, "see-headlines", make, **about) or [NOT_YET] * len(shown)
    return [
        {"title": one.title, "address": f"/see/indicators/{one.name}/{layer}/",
         "strength": one.strength, **told}
        for one, told in zip(shown, said, strict=True)
    ]  # fmt: skip


def headline(place, release, people, indicator, layer):
    """One indicator in a sentence; or why there is none."""

    def make():
        return {"sentence": see.finding(people, indicator, layer=layer).sentence}

    about = {"indicator": indicator.name, "layer": layer}
    return kept(place, release, "see-headline", lambda: either(make), **about)


@require_safe
@route(level="D1", purpose="plan", roles=SIGNED_IN)
def areas(request):
    """Every area of a layer, by name, with how many people live there."""
    if not request.shown:
        return nothing_yet(request, "Areas")
    people = request.population
    layers = layers_of(people)
    layer = request.GET.get("layer") or next(iter(layers))
    if layer not in layers:
        near = near_layer(people, layer, "/see/areas/?layer=")
        return unknown(request, "layer", layer, near, [("All areas", "/see/areas/")])
    told = kept(request.place, request.shown, "residents", lambda: _residents(request))
    context = {
        "layer": layers[layer],
        "layers": layers.values(),
        "areas": areas_of(people, layer),
        "residents": told.get(layer, {}),
        "closed": request.release and people.why_closed("resident"),
        "data_to": data_to(request),
    }
    return render(request, "see/areas.jinja", context)


def _residents(request):
    """layer -> code -> people living there, hidden and rounded."""
    if request.release is None:  # nobody has been linked, so nobody has been counted
        return {}
    if request.population.why_closed("resident"):  # nor where nobody agrees to their being counted
        return {}
    found = {}
    for row in picture(request.place, request.release)["areas"]:
        found.setdefault(row["layer"], {})[row["code"]] = row["resident"]
    return found


@require_safe
@route(level="D1", purpose="plan", roles=SIGNED_IN)
def groups(request):
    """The headlines by one way of grouping people: sex, age, ethnic group or deprivation."""
    if not request.shown:
        return nothing_yet(request, "Groups of people")
    by = request.GET.get("by") or "deprivation_fifth"
    if by not in GROUPS:
        instead = [(SAID[g], f"/see/groups/?by={g}") for g in GROUPS]
        return unknown(request, "group", by, None, instead)
    place, release, people = request.place, request.shown, request.population
    shown = headlines(people)

    def make():
        return [by_group(place, release, people, one, by) for one in shown]

    about = {"indicators": [one.name for one in shown], "by": by}
    figures = later(place, release, "see-groups", make, **about) or [NOT_YET] * len(shown)
    context = {
        "by": by,
        "said": SAID,
        "figures": list(zip(shown, figures, strict=True)),
        "layer": next(iter(layers_of(people))),
        "data_to": data_to(request),
    }
    return render(request, "see/groups.jinja", context)
