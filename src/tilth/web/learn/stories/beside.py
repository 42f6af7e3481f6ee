"""Experience beside figures: stories and answers that speak to an indicator, or tell of an area."""

from django.db.models import Q
from django.utils.http import urlencode

from tilth.web.learn.reader import reader_of
from tilth.web.learn.stories.listing import row
from tilth.web.learn.visible import stories_for

MOST = 4


def beside(request, indicator="", area=""):
    """What people tell of an indicator, of an area, or of both, for this reader.

    Returns stories, answers: rows as a list shows them, the newest first; how many there are of
    each in all; at: where to read more. Nothing is added up or averaged.
    """
    standing = reader_of(request)
    found = stories_for(standing).select_related("partner").order_by("-published", "-pk")
    if indicator:
        found = found.filter(indicators__icontains=f'"{indicator}"')
    if area:
        found = found.filter(area=area)
    answers = Q(type="answers")
    stories, told = _newest(found.exclude(answers))
    answers, answered = _newest(found.filter(answers))
    return {
        "stories": [row(one, request.place, standing) for one in stories],
        "answers": [row(one, request.place, standing) for one in answers],
        "told": told,
        "answered": answered,
        "at": f"/learn/stories/?{urlencode({'indicator': indicator, 'area': area})}",
    }


def _newest(found):
    """The first few, and how many there are in all."""
    first = list(found[:MOST])
    return first, len(first) if len(first) < MOST else found.count()
