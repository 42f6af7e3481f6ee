"""What the letter of a fortnight can tell: only what everyone may read."""

import datetime

from django.utils import timezone

from tilth.learn.gatherings.digest import Item
from tilth.web.learn.gatherings.first_told import first_days
from tilth.web.learn.gatherings.listing import end_of
from tilth.web.learn.gatherings.view import gatherings_for
from tilth.web.learn.models import Code, Coding, Practice, Transplant
from tilth.web.learn.talk.records import STRANGER as EVERYONE
from tilth.web.learn.visible import plantings_for, practices_for, stories_for

BACK = datetime.timedelta(days=60)  # how far back a letter looks, the first one too
AHEAD = datetime.timedelta(days=60)


def items(on):
    """Every Item that may be told on a day, in no certain order."""
    since = end_of(on - BACK)
    return [*_stories(since, on), *_practices(since, on), *_gatherings(on)]


def _day(moment):
    return timezone.localtime(moment).date()


def _stories(since, on):
    told = stories_for(EVERYONE).filter(published__gte=since)
    told = told.filter(published__lt=end_of(on + datetime.timedelta(days=1)))
    told = list(told.exclude(type="answers").exclude(type="feedback"))
    themes: dict = {}
    fits = Coding.objects.filter(story__in=told, fits=True, removed=False)
    for pk, slug in fits.values_list("story_id", "code__slug"):
        themes.setdefault(pk, set()).add(slug)
    for one in told:
        at, about = f"/learn/stories/{one.slug}/", frozenset(themes.get(one.pk, ()))
        title = one.title or "A story without a title"
        yield Item(one.key, "story", title, at, _day(one.published), about)


def _practices(since, on):
    """Practices and plantings written down since a moment; without a history: begun since."""
    first, practices = _day(since), practices_for(EVERYONE)
    written = first_days(Practice.kind)
    for one in practices:
        told = written.get(one.key, one.began)
        if told and first <= told <= on:
            yield Item(one.key, "practice", one.title, f"/learn/practices/{one.slug}/", told)
    written = first_days(Transplant.kind)
    for one in plantings_for(EVERYONE):
        told = written.get(one.key, one.planted)
        if told and first <= told <= on:
            title = f"{one.practice.title}, planted: {one.place}"
            yield Item(one.key, "practice", title, f"/learn/transplants/{one.ref}/", told)


def _gatherings(on):
    """What is still to come, soon; calls while they are open."""
    coming = gatherings_for(EVERYONE).filter(called_off="", ends__gte=end_of(on))
    for one in coming.filter(begins__lt=end_of(on + AHEAD)):
        begins = _day(one.begins)
        if one.type in ("call", "open garden"):
            when = f"until {_day(one.ends):%d/%m/%Y}"
        else:
            when = f"{begins:%d/%m/%Y}"
        at = f"/learn/gatherings/{one.slug}/"
        yield Item(one.key, "gathering", f"{one.title} ({one.type}, {when})", at, begins)


def theme_choices():
    """Topics stories can be about: (slug, name)."""
    return list(Code.objects.filter(type="theme", into=None).values_list("slug", "name"))


def still_told(keys):
    """Those of these keys that everyone may still read."""
    names: dict = {}
    for key in keys:
        kind, _, name = key.partition(":")
        names.setdefault(kind, []).append(name)
    readable = {
        "story": stories_for(EVERYONE).filter(slug__in=names.get("story", ())),
        "practice": practices_for(EVERYONE).filter(slug__in=names.get("practice", ())),
        "transplant": plantings_for(EVERYONE).filter(ref__in=names.get("transplant", ())),
        "gathering": gatherings_for(EVERYONE).filter(slug__in=names.get("gathering", ())),
    }
    return {one.key for kind, found in readable.items() if kind in names for one in found}
