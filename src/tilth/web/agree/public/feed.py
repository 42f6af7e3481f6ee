"""A feed (Atom) of decisions and promises, so that nobody needs to come and look."""

import datetime

from django.http import HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.public import reading
from tilth.web.agree.public.pages import public

MOST = 50
KEPT = str.maketrans({code: " " for code in range(32) if code not in (9, 10, 13)})


@require_safe
@public
def feed(request):
    """What was put to partners, decided, promised and settled, the newest first."""
    site = request.build_absolute_uri("/")[:-1]
    told = Atom1Feed(
        title=f"What we agreed in {request.place.name}",
        link=f"{site}/agree/public/",
        description="Decisions and promises of the partners of a place",
        language=request.place.place.languages[0],
        feed_url=f"{site}/agree/public/feed.atom",
        feed_guid=f"tag:tilth,2026:{request.place.place.code}:agree",
    )
    for on, key, title, says, at in _events(request)[:MOST]:
        when = datetime.datetime.combine(on, datetime.time(12), datetime.UTC)
        told.add_item(
            title=_plain(title),
            link=f"{site}{at}",
            description=_plain(says),
            pubdate=when,
            updateddate=when,
            unique_id=f"tag:tilth,2026:{request.place.place.code}:{key}",
        )
    return HttpResponse(told.writeString("utf-8"), "application/atom+xml; charset=utf-8")


def _events(request):
    """(day, key, title, words, address), the newest first."""
    found = [*_decisions(request.place), *_promises(request.place)]
    return sorted(found, key=lambda one: (one[0], one[1]), reverse=True)


def _decisions(place):
    for told in reading.told_decisions(reading.decisions(), place):
        key, title, at = f"decision:{told['ref']}", told["title"], told["address"]
        if told["closed"]:
            says = told["outcome_says"] or told["proposal"]
            yield told["closed"], f"{key}:closed", f"{told['outcome']}: {title}", says, at
        if told["opened"]:
            words = f"To be decided: {title}"
            yield told["opened"], f"{key}:opened", words, told["proposal"], at


def _promises(place):
    for one in reading.told_promises(place, day_of(place)):
        at = f"/agree/public/commitments/#{one['ref']}"
        key = f"commitment:{one['ref']}"
        who = one["by"] or one["for"]
        yield one["made"], f"{key}:made", f"{who}: {one['kind']}", one["words"], at
        if one["settled"]:
            says = f"{one['words']} {one['evidence'] or one['reason']}".strip()
            yield one["settled"], f"{key}:{one['state']}", f"{who}: {one['state']}", says, at


def _plain(words):
    return words.translate(KEPT)
