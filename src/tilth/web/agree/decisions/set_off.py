"""From a figure to what it set off: the decisions it was kept with, and what was promised there."""

from django.utils.http import urlencode

from tilth.agree.words import STAGES
from tilth.web.agree.found import address
from tilth.web.agree.models import Decision
from tilth.web.agree.public import reading
from tilth.web.agree.public.opened import public_address
from tilth.web.agree.standing import Standing

MOST = 12


def set_off(request, indicator):
    """What an indicator set off, as far as this reader may know: the newest decision first.

    indicator: its name. A decision is here where a figure of the indicator was kept with it. Each
    tells the talk about it, its promises, and the programmes these belong to.
    """
    inside = Standing.on_public(request) is not None
    known = Decision.objects.exclude(stage="draft") if inside else reading.decisions()
    figures = {
        "evidence__finding__recipe__address__startswith": f"/see/indicators/{indicator}/",
        "evidence__removed": False,
    }
    found = known.filter(**figures).distinct().order_by("-opened", "-ref")[:MOST]
    title = urlencode({"title": "What we do about: "})
    return {
        "decisions": [_told(one, inside) for one in found],
        "begin": f"/agree/decisions/new/?{title}" if inside else "",
    }


def _told(one, inside):
    promises = one.commitments.all() if inside else reading.commitments().filter(decision=one)
    promises = promises.select_related("programme").order_by("ref")
    at = address if inside else public_address
    programmes = {p.programme.pk: p.programme for p in promises if p.programme is not None}
    return {
        "title": one.title,
        "at": at(one),
        "stage": STAGES[one.stage],
        "outcome": one.outcome,
        "on": one.closed or one.opened,
        "talk": f"/learn/talk/about/{one.key}/",
        "promises": [{"words": p.words, "at": at(p)} for p in promises[:MOST]],
        "programmes": [
            {"name": p.name, "at": address(p) if inside else ""} for p in programmes.values()
        ],
    }
