"""The front page: four questions in words, what is news, and how old the data are."""

from dataclasses import asdict

from django.shortcuts import render
from django.views.decorators.http import require_safe

from tilth.see.news import MOST, gaps_moved, news, watched
from tilth.web.house.access import ANYONE, SIGNED_IN, Route, route
from tilth.web.house.access.asking import may
from tilth.web.house.kept import later
from tilth.web.see.asking import indicators_of
from tilth.web.see.sections import whole_area
from tilth.web.see.sources import sources_of

FIGURES = Route("D1", "plan", SIGNED_IN)
"""What the figures on the front page are: nobody whom the written table denies these sees them."""


NOT_YET = {
    "agree": "This is where the decisions we made as equals will be. This part is not built yet.",
    "act": "This is where people and help that should meet will be. This part is not built yet.",
    "learn": "This is where what worked, and what people told us, will be. "
    "This part is not built yet.",
}


@require_safe
@route(level="D0", purpose="plan", roles=ANYONE)
def home(request):
    """Four questions; for a stranger in words alone."""
    context = {"allowed": bool(may(request, FIGURES)), "rooms_said": NOT_YET}
    if context["allowed"]:
        context |= {"news": news_of(request), "most": MOST, "ages": _ages(request)}
    return render(request, "see/home.jinja", context)


def news_of(request):
    """What is news in this release: None before the first release or until it is worked out."""
    if not request.release:
        return None
    place, release, people = request.place, request.release, request.population
    return later(place, release, "news", lambda: worked_out(place, people))


def worked_out(place, people):
    """The news of a release as plain values, and how many figures were looked at for it."""
    used, _ = indicators_of(place)
    shown = {name: used[name] for name in place.see.headline if name in used}
    found = [*news(people, used), *gaps_moved(people, shown)]
    return {
        "found": [asdict(one) for one in found],
        "watched": len(watched(people, used)),
        "layer": whole_area(people)[0],
    }


def _ages(request):
    """Each source's last day, the oldest first."""
    told = [
        {**{k: one[k] for k in ("title", "source", "data_to")}, **one["age"]}
        for one in sources_of(request)
        if one["in_use"]
    ]
    return sorted(told, key=lambda one: one["data_to"] or "")
