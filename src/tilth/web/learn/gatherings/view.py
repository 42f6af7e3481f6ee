"""A gathering as its page shows it to one reader."""

import datetime

from django.utils import timezone

from tilth.learn.movement.measures import shown
from tilth.learn.telling.inquiries import Inquiry
from tilth.learn.words import GATHERINGS
from tilth.web.agree.models import Link, Partner
from tilth.web.learn.actions.gatherings import may_add, may_change, may_write, partners_named
from tilth.web.learn.gatherings import about, moments
from tilth.web.learn.models import Comment, Gathering, Transplant
from tilth.web.learn.reader import inside
from tilth.web.learn.talk.records import seen
from tilth.web.learn.visible import open_to, stories_for

UPDATES = datetime.timedelta(days=183)  # how far back a learning session looks for updates
MOST = 50


def gatherings_for(standing):
    """The gatherings this reader may read of."""
    return open_to(Gathering.objects.select_related("host", "season"), standing)


def row(one, today):
    """One line of a list."""
    return {
        "one": one,
        "title": one.title,
        "address": f"/learn/gatherings/{one.slug}/",
        "kind": one.type,
        "when": moments.in_words(one),
        "over": is_over(one, today),
        "host": one.host.name if one.host else "",
        "called_off": one.called_off,
    }


def is_over(one, today):
    """Its last day has passed."""
    return timezone.localtime(one.ends).date() < today


def view(one, standing, place, today):
    """All its page tells."""
    names = partners_named([*one.came, *one.coming])
    season = one.season if one.season and seen(one.season.key, standing) else None
    links = linked(one, standing)
    inquiry = inquiry_of(place, one)
    return {
        **row(one, today),
        "says": GATHERINGS[one.type],
        "begun": timezone.localtime(one.begins).date() <= today,
        "held": one.type not in ("call", "open garden"),
        "season": season,
        "about": _told(one.about, standing),
        "came": [who(each, names) for each in one.came],
        "coming": [who(each, names) for each in one.coming],
        "booked": sum(each.get("people", 0) for each in one.coming),
        "engaged": [each | {"shown": number_shown(each)} for each in one.engaged],
        "links": [each for each in links if each["kind"] != "Promise"],
        "promises": [each for each in links if each["kind"] == "Promise"],
        "inquiry": inquiry,
        "answers": answers_of(one, inquiry),
        "visits": _visits(one, standing, today),
        "updates": updates_for(one, standing) if one.type == "learning session" else [],
        "told": _stories(one, standing),
        "plantable": _plantable(one, links, standing) if one.type == "visit" else [],
        "transplants": transplants_of(one, standing) if one.type == "visit" else [],
        "may_add": may_add(standing),
        "may_change": may_change(standing, one),
        "may_write": may_write(standing, one),
        "inside": inside(standing),
    }


def inquiry_of(place, one):
    """The set of questions it answers, or None."""
    return place.all(Inquiry).get(one.asks) if one.asks else None


def answers_of(one, inquiry):
    """[(question as it was asked, answer)], in order."""
    asked = inquiry.questions if inquiry else ()
    return [(each.ask, one.answers[each.name]) for each in asked if one.answers.get(each.name)]


def who(each, names):
    """Who came, in words: a partner by its name now; people: as many as it said."""
    slug, where = each.get("partner", ""), each.get("from", "")
    name = names.get(slug, slug) or each.get("name", "")
    told = {"name": name or where, "from": where if name else "", "people": each.get("people")}
    return told | {"partner": slug if slug in names else ""}


def number_shown(each):
    """How many were engaged, as it may be shown."""
    return "not counted" if each.get("number") is None else shown(each["number"])


def linked(one, standing):
    """What it led to and what led to it, as far as this reader may see."""
    found = Link.objects.filter(one=one.key, removed=False)
    pairs = [(link, link.other) for link in found]
    pairs += [(None, link.one) for link in Link.objects.filter(other=one.key, removed=False)]
    rows: dict = {}
    for link, key in pairs:
        found = None if key in rows else seen(key, standing)
        if found is not None:
            rows[key] = about.told(found) | {"number": link.pk if link else None}
    return list(rows.values())


def _told(key, standing):
    found = seen(key, standing) if key else None
    return found and about.told(found)


def _visits(one, standing, today):
    if one.type != "open garden":
        return []
    visits = gatherings_for(standing).filter(season=one).order_by("begins", "title")
    return [row(each, today) | {"room": room_of(each)} for each in visits]


def room_of(one):
    """How many more can come; None where it does not matter."""
    if one.most is None:
        return None
    return max(0, one.most - sum(each.get("people", 0) for each in one.coming))


def updates_for(one, standing):
    """Updates told in the half year before a session, and how often each was asked so what."""
    since = one.begins - UPDATES
    told = stories_for(standing).filter(type="update", told__gte=since, told__lte=one.ends)
    told = list(told.order_by("-told", "-pk")[:MOST])
    keys = [each.key for each in told]
    asked: dict = {}
    said = Comment.objects.filter(about__in=keys, type="so what", state="published")
    said = said if inside(standing) else said.filter(looked=True)
    for key in said.values_list("about", flat=True):
        asked[key] = asked.get(key, 0) + 1
    return [{"story": each, "asked": asked.get(each.key, 0)} for each in told]


def _plantable(one, links, standing):
    """The practices a visit is about or led to."""
    about_it = _told(one.about, standing)
    found = [*([about_it] if about_it else []), *links]
    return list({row["address"]: row for row in found if row["kind"] == "Practice"}.values())


def _stories(one, standing):
    """The stories told about it, such as for a call, that this reader may read."""
    return list(stories_for(standing).filter(about=one.key).order_by("-published", "-pk"))


def transplants_of(one, standing):
    """What was planted because of a visit, as far as this reader may see."""
    found = Transplant.objects.filter(visit=one.key, removed=False).select_related("practice")
    return [each for each in found if seen(each.key, standing)]


def invitable():
    """Partners that can be written to."""
    return Partner.objects.exclude(state="left").exclude(email="").order_by("name")
