"""How the pages of LEARN are drawn, and for whom."""

from django.shortcuts import render

from tilth.web.agree.standing import KEEPERS, ROUND, SPEAKERS
from tilth.web.house.access import ANYONE, route

HERE = ("Learn", "/learn/")
public = route(level="D0", purpose="plan", roles=ANYONE)
round_table = route(level="D1", purpose="plan", roles=ROUND)
speaking = route(level="D1", purpose="plan", roles=SPEAKERS)
keeping = route(level="D1", purpose="plan", roles=KEEPERS)
"""Who may open a page: anybody, those who work for the place, who speak for it, who keep it."""


def page(request, template, title, *, crumbs=(), status=200, **told):
    """One page of LEARN: template is its path under templates/learn, without the ending."""
    told |= {"title": title, "crumbs": [HERE, *crumbs]}
    return render(request, f"learn/{template}.jinja", told, status=status)
