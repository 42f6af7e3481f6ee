"""How near places are, and who takes part: both for every area, side by side and never ranked."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from tilth import see
from tilth.see.findings.known import answerable
from tilth.see.near import near as how_near
from tilth.see.near import surroundings
from tilth.see.needs.naming import geography_of
from tilth.web.house.access import SIGNED_IN, route
from tilth.web.house.kept import later, soon
from tilth.web.see.asking import (
    areas_of,
    data_to,
    indicators_of,
    layers_of,
    near_layer,
    nothing_yet,
    unknown,
)
from tilth.web.see.figures import NOT_YET, either

MOST = 3  # figures beside one kind of place


@require_safe
@route(level="D1", purpose="plan", roles=SIGNED_IN)
def near(request):
    """One kind of place: how near in each area of a layer, and the figures of who takes part."""
    if not request.shown:
        return nothing_yet(request, "Near, and taking part")
    people, every = request.population, surroundings()
    of = request.GET.get("of") or next(iter(every))
    if of not in every:
        instead = [(one.title, f"/see/near/?of={name}") for name, one in every.items()]
        return unknown(request, "kind of place", of, None, instead)
    layer = request.GET.get("layer") or next(iter(layers_of(people)))
    if layer not in layers_of(people):
        found = near_layer(people, layer, f"/see/near/?of={of}&layer=")
        return unknown(request, "layer", layer, found, [("All areas", "/see/areas/")])
    until = soon()
    told = distances(request, layer, until)
    context = {
        "every": every,
        "of": of,
        "layer": layers_of(people)[layer],
        "layers": layers_of(people).values(),
        "areas": areas_of(people, layer),
        "near": told and told[of],
        "not_yet": NOT_YET["why"],
        "figures": [_figures(request, one, layer, until) for one in _beside(people, every[of])],
        "data_to": data_to(request),
    }
    return render(request, "see/near.jinja", context)


def distances(request, layer, until):
    """surrounding -> area -> how near, worked out once for a release; None where not yet."""
    geography = geography_of(request.population)

    def make():
        return {name: how_near(geography, one, layer=layer) for name, one in surroundings().items()}

    return later(request.place, request.shown, "near", make, until=until, layer=layer)


def _beside(people, surrounding):
    """The indicators to tell beside it, of those that are in use and can be answered here."""
    used, _ = indicators_of(people.place)
    able, _ = answerable(people, {n: used[n] for n in surrounding.beside if n in used})
    return list(able.values())[:MOST]


def _figures(request, indicator, layer, until):
    """One indicator by area: value with its interval, as they may be shown; late where not yet."""
    people = request.population

    def make():
        return either(lambda: {"rows": see.finding(people, indicator, layer=layer).rows()})

    about = {"indicator": indicator.name, "layer": layer}
    told = later(request.place, request.shown, "near-figures", make, until=until, **about)
    late, told = told is None, told or {"why": "not yet"}
    rows = {row.get("area"): row for row in told.get("rows", ())}
    return {"indicator": indicator, "rows": rows, "why": told.get("why", ""), "late": late}
