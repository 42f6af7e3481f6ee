"""What a ripple or a condition leans on: records and indicators by key, only what one may read."""

from tilth.ground.errors import TilthError
from tilth.web.agree.models import Decision, Link, Partner, Tie
from tilth.web.learn.reader import inside
from tilth.web.learn.talk.records import seen
from tilth.web.learn.visible import practices_for, stories_for
from tilth.web.see.asking import indicators_of

INDICATOR = "indicator:"
MOST = 60  # records of a kind that are offered to choose from


def shown(key, standing, place):
    """{"title", "address"} of what a key names, as it is now; None where one may not read it."""
    if key.startswith(INDICATOR):
        return _indicator(key.removeprefix(INDICATOR), place) if inside(standing) else None
    found = seen(key, standing)
    return found and {"title": found.title, "address": found.at}


def _indicator(name, place):
    try:
        found = indicators_of(place)[0].get(name)
    except TilthError:
        return None
    return found and {"title": found.title, "address": f"/see/indicators/{name}/place/"}


def links_of(keys, standing, place):
    """key -> [{"number", "key", "title", "address"}]: what records are linked to, if readable."""
    found = {}
    for link in Link.objects.filter(one__in=keys, removed=False):
        told = shown(link.other, standing, place)
        if told:
            one = {"number": link.pk, "key": link.other, **told}
            found.setdefault(link.one, []).append(one)
    return found


def offered(standing):
    """(key, words) to choose from: stories, practices, decisions and ties one may read."""
    stories = stories_for(standing).order_by("-published")[:MOST]
    practices = practices_for(standing)[:MOST]
    decisions = Decision.objects.exclude(stage="draft").order_by("-opened")[:MOST]
    told = [(one.key, f"Story: {one.title or one.slug}") for one in stories]
    told += [(one.key, f"Practice: {one.title}") for one in practices]
    told += [(one.key, f"Decision: {one}") for one in decisions]
    return told + _ties()


def _ties():
    """One choice for each two partners of whom at least one said how it stands to the other."""
    names, found = dict(Partner.objects.values_list("slug", "name")), {}
    between = Tie.objects.filter(withdrawn=False, heard="survey", one__startswith="partner:")
    for tie in between.filter(other__startswith="partner:").order_by("-on", "-pk"):
        ends = frozenset(one.partition(":")[2] for one in (tie.one, tie.other))
        if len(ends) == 2 and ends <= names.keys():
            found.setdefault(ends, tie.key)
    told = ((key, sorted(names[one] for one in ends)) for ends, key in found.items())
    return sorted(((key, f"Tie: {' and '.join(ends)}") for key, ends in told), key=lambda x: x[1])
