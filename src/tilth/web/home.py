"""The front page: four questions in words, what is news, what was agreed, how old the data are."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from tilth.see.news import MOST
from tilth.web.agree.overview import lately
from tilth.web.agree.standing import Standing
from tilth.web.house.access import ANYONE, SIGNED_IN, Route, route
from tilth.web.house.access.asking import may
from tilth.web.learn.overview import lately as learned
from tilth.web.learn.reader import reader_of
from tilth.web.see.news import news_of
from tilth.web.see.sources import sources_of

FIGURES = Route("D1", "plan", SIGNED_IN)
"""What the figures on the front page are: nobody whom the written table denies these sees them."""

NOT_YET = {
    "act": "This is where people and help that should meet will be. This part is not built yet.",
}


@require_safe
@route(level="D0", purpose="plan", roles=ANYONE)
def home(request):
    """Four questions; for a stranger in words alone, and what the place tells everyone."""
    context = {"allowed": bool(may(request, FIGURES)), "rooms_said": NOT_YET, "most": MOST}
    if context["allowed"]:
        context |= {"news": news_of(request), "ages": _ages(request)}
    context["learned"] = learned(reader_of(request))
    context["agreed"] = lately(Standing.on_public(request))
    return render(request, "home.jinja", context)


def _ages(request):
    """Each source's last day, the oldest first."""
    told = [
        {**{k: one[k] for k in ("title", "source", "data_to")}, **one["age"]}
        for one in sources_of(request)
        if one["in_use"]
    ]
    return sorted(told, key=lambda one: one["data_to"] or "")
