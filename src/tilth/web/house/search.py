"""Search: areas, indicators, words and methods, each only for those who may open its page."""

from django.conf import settings
from django.shortcuts import render
from django.utils.module_loading import import_string
from django.views.decorators.http import require_safe

from tilth.see.methods.catalogue import METHODS
from tilth.web.house.access import ANYONE, SIGNED_IN, Route, route
from tilth.web.house.access.asking import may
from tilth.web.house.words import glossary

FIGURES = Route("D1", "plan", SIGNED_IN)  # what the pages of areas and indicators declare
MOST, LONGEST = 20, 100


@route(level="D0", purpose="plan", roles=ANYONE)
@require_safe
def search(request):
    """What there is of that name. A stranger finds public pages only."""
    asked = asked_of(request)
    groups = found(request, asked.lower()) if asked else []
    context = {"q": asked, "groups": groups, "known": bool(may(request, FIGURES))}
    return render(request, "house/search.jinja", context)


class Chosen(list):
    """Things a room has found by itself for the words asked: shown as they come."""


def asked_of(request):
    """The words somebody asks for, with single spaces."""
    return " ".join(request.GET.get("q", "").replace("\0", " ")[:LONGEST].split())


def found(request, asked):
    """(heading, [(words, address, more)]) for each kind of thing, nothing where there is none."""
    kinds = []
    if may(request, FIGURES):
        if request.shown:
            kinds.append(("Areas", areas(request.population)))
        kinds.append(("Indicators", indicators(request)))
    kinds += [part for room in settings.SEARCHED for part in import_string(room)(request)]
    kinds.append(("Words", words()))
    kinds.append(("How figures are worked out", methods()))
    ranked = [(heading, best(things, asked)) for heading, things in kinds]
    return [(heading, things) for heading, things in ranked if things]


def best(things, asked):
    """The things that hold every word asked for: those whose name begins with it first."""
    if isinstance(things, Chosen):
        return things[:MOST]
    parts = asked.split()
    fit = [one for one in things if all(part in f"{one[0]} {one[2]}".lower() for part in parts)]
    fit.sort(key=lambda one: (not one[0].lower().startswith(asked), asked not in one[0].lower()))
    return fit[:MOST]


def areas(people):
    """Every area people can be counted in."""
    from tilth.web.see.asking import areas_of, layers_of

    for layer, about in layers_of(people).items():
        for code, name in areas_of(people, layer).items():
            yield name, f"/see/areas/{code}/", about.title


def indicators(request):
    """Every indicator in use, at the layer people know best."""
    from tilth.web.see.asking import indicators_of, layers_of

    layer = next(iter(layers_of(request.population)), "place") if request.shown else "place"
    used, _ = indicators_of(request.place)
    for name, one in used.items():
        yield one.title, f"/see/indicators/{name}/{layer}/", one.why


def words():
    """Every word of the glossary."""
    for one in glossary():
        yield one.word, f"/help/words/#{one.slug}", one.means


def methods():
    """Every method."""
    for name, one in METHODS.items():
        yield one.title, f"/help/methods/#{name}", one.plain
