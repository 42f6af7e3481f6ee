"""What we learned, at a glance: the newest of each kind, and where all else is."""

from django.views.decorators.http import require_safe

from tilth.learn.words import GROWTH, RESULTS, TYPES
from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.areas import area_name
from tilth.web.learn.models import Gathering, RippleMap
from tilth.web.learn.reader import inside, reader_of
from tilth.web.learn.showing import page, public
from tilth.web.learn.visible import (
    number_to_look_at,
    open_to,
    plantings_for,
    practices_for,
    stories_for,
)

NEWEST = 5
PARTS = (
    ("What people tell", (
        ("/learn/stories/", "Stories", "in people's own words, each for itself"),
        ("/learn/offers/", "Offers", "what people and groups can give, until when"),
        ("/learn/search/", "Search", "find a story, a practice, a gathering"),
        ("/learn/inquiries/", "Questions, and what people answered", "surveys and workshops"),
        ("/learn/talk/", "Conversations", "what is new, and what nobody answered yet"),
        ("/learn/themes/", "Themes", "what many stories are about"),
        ("/learn/codes/", "What helps and what gets in the way", "the words tellers choose"),
        ("/learn/changes/", "Updates, and so what?", "what came of it, challenged kindly"),
        ("/learn/people/", "People who made change happen", "as others tell of them"),
    )),
    ("What travels", (
        ("/learn/practices/", "Practices", "ways of doing things that others could grow"),
        ("/learn/spread/", "Where it was planted", "what was changed and what came of it"),
        ("/learn/lessons/", "Lessons", "what failed or snapped back, and what it taught"),
        ("/learn/compare/", "Side by side", "how places do things, never who is better"),
        ("/learn/ripples/", "Ripples", "what followed from what, wanted or not"),
        ("/learn/barriers/", "What gets in the way, together", "and who takes it on, by when"),
    )),
    ("The soil", (
        ("/learn/conditions/", "Conditions", "what is there, and what is missing"),
        ("/learn/timeline/", "Timeline", "how it began, and what hit everybody"),
        ("/learn/language/", "Do we speak alike?", "how partners' words grow closer or apart"),
        ("/learn/movement/", "The movement", "people, places and voices, never a league table"),
    )),
    ("Learning together", (
        ("/learn/gatherings/", "Gatherings", "events, visits, open gardens, calls for stories"),
        ("/learn/visits/", "Visits", "who came, what they saw, what they took home"),
        ("/learn/ways/", "Ways to gather", "how others brought people together"),
        ("/learn/sources/", "Talks and texts", "cited to the line"),
        ("/learn/claims/", "Claims", "what is said to be so, and what bears on it"),
        ("/learn/evidence/", "Evidence and reading", "by topic, each with how strong it is"),
        ("/learn/briefing/", "In brief", "for those who work for many places"),
        ("/learn/digest/", "A letter every fortnight", "what is new, by email"),
        ("/learn/sharing/", "Other systems", "whom we share with"),
    )),
)  # fmt: skip
INSIDE = frozenset({"/learn/sharing/", "/learn/language/", "/learn/conditions/"})
"""What only those round the table are led to."""


@require_safe
@public
def overview(request):
    """The first page of LEARN."""
    standing = reader_of(request)
    within = inside(standing)
    told = {
        "inside": within,
        "newest": [_story(one, request.place) for one in _newest(standing)[:NEWEST]],
        "waiting": number_to_look_at(standing),
        "practices": practices_for(standing).count(),
        "planted": _planted(standing),
        "ripples": open_to(RippleMap.objects.all(), standing)[:3],
        "coming": _coming(request, standing),
        "today": day_of(request.place),
        "parts": [(name, [one for one in lines if within or one[0] not in INSIDE])
                  for name, lines in PARTS],
    }  # fmt: skip
    return page(request, "overview", "What we learned", **told)


def lately(standing):
    """For the front page: the newest story, ripple map and planting this reader may see, if any."""
    planted = _planted(standing)
    return {
        "story": _newest(standing).first(),
        "ripples": open_to(RippleMap.objects.all(), standing).first(),
        "planted": planted[0] if planted else None,
    }


def _newest(standing):
    told = stories_for(standing).exclude(title="").exclude(type="feedback")
    return told.order_by("-published", "-pk")


def _story(one, place):
    growth = GROWTH.get(one.growth, "")
    where = area_name(place, one.area)
    return {"one": one, "says": TYPES[one.type], "growth": growth, "where": where}


def _planted(standing):
    """The plantings told of last, those that failed among them."""
    found = plantings_for(standing).order_by("-planted")[:NEWEST]
    return [{"one": one, "says": RESULTS[one.result]} for one in found]


def _coming(request, standing):
    """What comes next, anybody may see where."""
    soon = Gathering.objects.filter(ends__date__gte=day_of(request.place), called_off="")
    return open_to(soon, standing).order_by("begins")[:NEWEST]
