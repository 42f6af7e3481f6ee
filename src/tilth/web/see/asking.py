"""What an address asks for: a layer, an area, an indicator; and what to say where there is none."""

from dataclasses import dataclass

from django.shortcuts import render

from tilth.ground.strict import nearest
from tilth.see.findings.words import day_said
from tilth.see.needs.indicator import Indicator
from tilth.see.needs.naming import geography_of

FIRST = ("neighbourhood", "place", "locality", "ward", "system")
"""The layers people know, the neighbourhood first; others follow in the order of the geography."""
NOT_PEOPLES = ("postcode", "pcn")
"""Layers nobody lives in."""


@dataclass(frozen=True)
class Near:
    """Something of nearly the name asked for, and its address."""

    words: str
    address: str


def layers_of(people):
    """The layers people can be counted by and read about, by name, the neighbourhood first."""
    known = geography_of(people).layers
    geography = geography_of(people)
    able = [n for n in people.layers if n in known and n not in NOT_PEOPLES and geography.areas(n)]
    able.sort(key=lambda n: (FIRST.index(n) if n in FIRST else len(FIRST), people.layers.index(n)))
    return {name: known[name] for name in able}


def areas_of(people, layer):
    """code -> name of the areas of a layer, by name."""
    areas = geography_of(people).areas(layer, as_of=people.as_of)
    return dict(sorted(((c, a.familiar) for c, a in areas.items()), key=lambda pair: pair[1]))


def find_area(people, code):
    """(layer, Area) of a code, the layers people know first; None where there is none."""
    for layer in layers_of(people):
        area = geography_of(people).areas(layer).get(code)
        if area is not None:
            return layer, area
    return None


def near_area(people, code):
    """The area whose code or name is nearest to what was asked for."""
    found = {}
    for layer in reversed(layers_of(people)):
        for one, name in areas_of(people, layer).items():
            found[one.lower()] = found[name.lower()] = Near(name, f"/see/areas/{one}/")
    near = nearest(code.lower().replace("-", " "), found) or nearest(code.lower(), found)
    return found.get(near)


def data_to(request):
    """The last day the counted records tell of, in words; None where nobody has been counted."""
    return day_said(request.population.as_of) if request.release else None


def indicators_of(place):
    """Every indicator in use, by name; and those retired."""
    every = place.all(Indicator)
    return (
        {n: i for n, i in every.items() if not i.retired},
        {n: i for n, i in every.items() if i.retired},
    )


def near_indicator(place, name, layer):
    """The indicator of nearly this name."""
    every = place.all(Indicator)
    titles = {i.title.lower(): n for n, i in every.items()}
    near = nearest(name, every) or titles.get(nearest(name.replace("_", " ").lower(), titles))
    return near and Near(every[near].title, f"/see/indicators/{near}/{layer}/")


def near_layer(people, layer, before):
    """The layer of nearly this name, at the same page."""
    known = layers_of(people)
    near = nearest(layer, known)
    return near and Near(known[near].title, f"{before}{near}/")


def nothing_yet(request, title, *, crumbs=(("See", "/see/"),)):
    """The page of a place of which there is nothing to show yet."""
    context = {"title": title, "crumbs": list(crumbs)}
    return render(request, "see/nothing_yet.jinja", context)


def unknown(request, what, said, near=None, instead=()):
    """The page that says there is none of that name, and which one may have been meant."""
    title = f"There is no {what} called {said}"
    context = {"title": title, "what": what, "near": near, "instead": instead}
    return render(request, "see/unknown.jinja", context, status=404)
