"""Where the numbers come from: what came, how old and how good it is, how well it was matched."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from tilth.ground.disclosure import shown
from tilth.ground.strict import nearest
from tilth.see.build.showing import picture
from tilth.see.data.matched import matched
from tilth.web.house.access import SIGNED_IN, route
from tilth.web.house.kept import kept
from tilth.web.see.asking import Near, unknown
from tilth.web.see.sources import checks_of, sources_of
from tilth.web.see.words import PURPOSES, REFRESH, STATES, data_day, group_said

DATA = [("See", "/see/"), ("Data", "/see/data/")]
GROUPS = {
    "ethnic_group": "By ethnic group",
    "deprivation": "By how deprived the neighbourhood is",
    "imd_quintile": "By how deprived the neighbourhood is",
    "age": "By age",
    "sex": "By sex",
}


@require_safe
@route(level="D1", purpose="plan", roles=SIGNED_IN)
def data(request):
    """Every source, its rows accounted for, how old it is and what the checks asked of it."""
    sources, today = sources_of(request), data_day(request)
    context = {
        "sources": sources,
        "picture": _picture(request),
        "checked": checks_of(request),
        "today": today,
    }
    return render(request, "see/data.jinja", context)


@require_safe
@route(level="D1", purpose="plan", roles=SIGNED_IN)
def source(request, name):
    """One source: who sends it, what for, every file, and what was wrong in it."""
    sources = {one["source"]: one for one in sources_of(request)}
    if name not in sources:
        near = nearest(name, sources)
        found = near and Near(sources[near]["title"], f"/see/data/{near}/")
        return unknown(request, "source", name, found, [("All sources", "/see/data/")])
    told = checks_of(request)
    context = {
        "source": sources[name],
        "counts": told and told["by_source"].get(name),
        "failed": told and [one for one in told["failed"] if one["source"] == name],
        "purposes": [PURPOSES[p] for p in sources[name]["purpose"]],
        "states": STATES,
        "refresh": REFRESH,
        "crumbs": DATA,
    }
    return render(request, "see/source.jinja", context)


@require_safe
@route(level="D1", purpose="plan", roles=SIGNED_IN)
def matching(request):
    """How many records were brought together rightly, and for whom less well."""
    told = matched(request.place) if request.release else None
    context = {"matched": told, "kinds": GROUPS, "said": group_said, "crumbs": DATA}
    return render(request, "see/matching.jinja", context)


def _picture(request):
    """What the release holds; nothing before the first."""
    if not request.release or request.population.why_closed("resident"):
        return None
    place, release = request.place, request.release
    return kept(place, release, "picture", lambda: _counted(place, picture(place, release)))


def _counted(place, told):
    """The part of the picture this page shows, every count of people or their rows rounded."""
    sums, limits = told["arithmetic"], vars(place.privacy)
    limits = {name: limits[name] for name in ("suppress_below", "round_to")}
    return {
        **{f"people_{k}": shown(n, **limits) for k, n in sums["people"].items()},
        **{f"rows_{k}": shown(n, **limits) for k, n in sums["rows"].items()},
        "people_in": shown(sums["people_in"], **limits),
        "rows_in": sums["rows_in"],
        **{k: told[k] for k in ("known_to_two_or_more", "opt_outs", "as_of", "not_read")},
    }
