"""Which stories somebody wants to read: by type, layer, area, growth, code, what it is about."""

from dataclasses import dataclass

from tilth.learn.words import GROWTH, LAYERS, TYPES
from tilth.see.needs.indicator import Indicator
from tilth.web.agree.areas import area_name
from tilth.web.learn.coding.reading import carried
from tilth.web.learn.search.seen import carrying
from tilth.web.learn.talk.records import seen
from tilth.web.learn.visible import stories_for

LONGEST = 100
MOST = 60  # things stories are about that are offered: more would be no choice
FIELDS = ("type", "layer", "area", "growth", "code", "about", "indicator")


@dataclass(frozen=True)
class Chosen:
    """asked: {field: value} as the address says. stories: those the reader may read, newest first.
    total: how many they may read in all. offered: {field: [(value, words)]}."""

    asked: dict
    stories: object
    total: int
    offered: dict

    @property
    def narrowed(self):
        """Something was chosen."""
        return any(self.asked.values())


def chosen(request, standing):
    """The stories an address asks for, of those this reader may read."""
    every = stories_for(standing)
    asked = {name: request.GET.get(name, "")[:LONGEST] for name in FIELDS}
    found = every.order_by("-published", "-pk")
    for name in ("type", "layer", "area", "growth", "about"):
        if asked[name]:
            found = found.filter(**{name: asked[name]})
    if asked["indicator"]:
        found = found.filter(indicators__icontains=f'"{asked["indicator"]}"')
    if asked["code"]:
        found = carrying(found, asked["code"], standing)
    offered = _offered(request.place, every, standing)
    return Chosen(asked, found.select_related("partner"), every.count(), offered)


def _offered(place, every, standing):
    """What there is to choose from: nothing that would find no story."""
    held = _held(every)
    return {
        "type": [(one, words) for one, words in TYPES.items() if one in held["type"]],
        "layer": [(one, one.capitalize()) for one in LAYERS if one in held["layer"]],
        "area": sorted(((one, area_name(place, one)) for one in held["area"]), key=_words),
        "growth": [(one, f"{one}: {w}") for one, w in GROWTH.items() if one in held["growth"]],
        "code": [(one.slug, f"{one.type}: {one.name}") for one in carried(standing)],
        "indicator": _indicators(place, every),
        "about": sorted(_abouts(sorted(held["about"])[:MOST], standing), key=_words),
    }


def _indicators(place, every):
    names = {name for some in _speaking(every) for name in some}
    known = place.all(Indicator) if names else {}
    return sorted(((one, known[one].title) for one in names if one in known), key=_words)


def _speaking(every):
    return every.exclude(indicators=[]).order_by().values_list("indicators", flat=True)


def _held(every):
    """{field: what stories have there}, read in one go."""
    names = ("type", "layer", "area", "growth", "about")
    rows = set(every.order_by().values_list(*names).distinct())
    return {name: {row[at] for row in rows if row[at]} for at, name in enumerate(names)}


def _abouts(keys, standing):
    for key in keys:
        about = seen(key, standing)
        if about is not None:
            yield key, about.title


def _words(pair):
    return pair[1].lower()
