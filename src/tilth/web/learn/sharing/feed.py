"""A feed (Atom) of what everyone may read: titles and addresses, so that words stay where they are.

A feed reader keeps what it was sent. Only the title and the address of a story go into the feed;
its words are read on its page, where they are gone the moment they are taken back.
"""

import datetime

from django.http import HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from tilth.learn.words import RESULTS, TYPES
from tilth.web.agree.found import address
from tilth.web.learn.models import Gathering, Practice, Story, Transplant
from tilth.web.learn.sharing.copies import note
from tilth.web.learn.showing import public
from tilth.web.learn.visible import going_on

MOST = 50
KEPT = str.maketrans({code: " " for code in range(32) if code not in (9, 10, 13)})


@require_safe
@public
def feed(request):
    """What was told, grown, planted and called together, the newest first."""
    site = request.build_absolute_uri("/")[:-1]
    tag = f"tag:tilth,2026:{request.place.place.code}"
    told = Atom1Feed(
        title=f"What we learned in {request.place.name}",
        link=f"{site}/learn/",
        description="Stories, practices and gatherings of a place",
        language=request.place.place.languages[0],
        feed_url=f"{site}/learn/feed.atom",
        feed_guid=f"{tag}:learn",
    )
    found = newest(MOST)
    note([one for _, one, _, _ in found if isinstance(one, Story)], "feed", "readers of the feed")
    for when, one, title, says in found:
        told.add_item(
            title=title.translate(KEPT),
            link=f"{site}{address(one)}",
            description=says,
            pubdate=when,
            updateddate=when,
            unique_id=f"{tag}:{one.key}",
        )
    response = HttpResponse(told.writeString("utf-8"), "application/atom+xml; charset=utf-8")
    response["Cache-Control"] = "no-store"
    return response


def newest(most):
    """[(when, record, title, words)] of what everyone may read, the newest first."""
    stories = going_on(Story.objects.filter(for_everyone=True, state="published"))
    stories = stories.order_by("-published")
    practices = Practice.objects.filter(open_to="everyone", removed=False).order_by("-pk")
    plantings = Transplant.objects.filter(removed=False, practice__open_to="everyone")
    plantings = plantings.filter(practice__removed=False, planted__isnull=False)
    plantings = plantings.select_related("practice")
    gatherings = Gathering.objects.filter(open_to="everyone").order_by("-begins")
    found = [(one.published, one, one.title or "A story", f"{TYPES[one.type]}.".capitalize())
             for one in stories[:most] if one.published]  # fmt: skip
    found += [(_noon(one.began), one, one.title, "A practice others can grow.")
              for one in practices[:most] if one.began]  # fmt: skip
    found += [(_noon(one.planted), one, f"{one.practice.title}, planted in {one.place}",
               f"{RESULTS[one.result]}.".capitalize())
              for one in plantings.order_by("-planted")[:most]]  # fmt: skip
    found += [(one.begins, one, one.title, f"A {one.type}.") for one in gatherings[:most]]
    return sorted(found, key=lambda one: (one[0], one[1].key), reverse=True)[:most]


def _noon(day):
    return datetime.datetime.combine(day, datetime.time(12), datetime.UTC)
