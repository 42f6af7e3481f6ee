"""Which stories somebody wants to read: by type, layer, area, growth, code, what it is about."""

from dataclasses import dataclass

from tilth.learn.words import GROWTH, LAYERS, TYPES
from tilth.see.needs.indicator import Indicator
from tilth.web.agree.areas import area_name
from tilth.web.learn.coding.reading import carriers, final_code
from tilth.web.learn.models import Code
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
    carried = carriers(standing)
    found = every.order_by("-published", "-pk")
    for name in ("type", "layer", "area", "growth", "about"):
        if asked[name]:
            found = found.filter(**{name: asked[name]})
    if asked["indicator"]:
        found = found.filter(indicators__icontains=f'"{asked["indicator"]}"')
    if asked["code"]:
        found = found.filter(pk__in=_carrying(asked["code"], carried))
    offered = _offered(request.place, every, carried, standing)
    return Chosen(asked, found.select_related("partner"), every.count(), offered)


def _carrying(slug, carried):
    code = Code.objects.filter(slug=slug).first()
    return carried.get(final_code(code).pk, set()) if code else set()


def _offered(place, every, carried, standing):
    """What there is to choose from: nothing that would find no story."""
    held = {name: _values(every, name) for name in ("type", "layer", "area", "growth", "about")}
    codes = Code.objects.filter(pk__in=[pk for pk, some in carried.items() if some])
    return {
        "type": [(one, words) for one, words in TYPES.items() if one in held["type"]],
        "layer": [(one, one.capitalize()) for one in LAYERS if one in held["layer"]],
        "area": sorted(((one, area_name(place, one)) for one in held["area"]), key=_words),
        "growth": [(one, f"{one}: {w}") for one, w in GROWTH.items() if one in held["growth"]],
        "code": [(one.slug, f"{one.type}: {one.name}") for one in codes.order_by("type", "name")],
        "indicator": _indicators(place, every),
        "about": sorted(_abouts(sorted(held["about"])[:MOST], standing), key=_words),
    }


def _indicators(place, every):
    names = {name for some in _speaking(every) for name in some}
    known = place.all(Indicator) if names else {}
    return sorted(((one, known[one].title) for one in names if one in known), key=_words)


def _speaking(every):
    return every.exclude(indicators=[]).order_by().values_list("indicators", flat=True)


def _values(every, name):
    return set(every.exclude(**{name: ""}).order_by().values_list(name, flat=True).distinct())


def _abouts(keys, standing):
    for key in keys:
        about = seen(key, standing)
        if about is not None:
            yield key, about.title


def _words(pair):
    return pair[1].lower()
