"""The pages people open first, worked out before they ask."""

from types import SimpleNamespace

from tilth.web.see import areas, compare, overview
from tilth.web.see.asking import areas_of, layers_of
from tilth.web.see.sections import Sections

MOST_AREAS = 15  # of the layer residents know; of others a page works out its own


def warm(place, people, release):
    """Work out and keep: the headlines, their pages, the first rug, the areas residents know.

    Where it is kept already nothing is done. Returns how many areas' pictures are kept.
    """
    asked = SimpleNamespace(place=place, population=people, release=release, shown=release, GET={})
    layers = layers_of(people)
    first = next(iter(layers))
    shown = overview.headlines(people)
    for one in shown:
        overview.headline(place, release, people, one, first)
    compare.rug_of(asked, first, compare.CHOSEN)
    codes = list(areas_of(people, first))[:MOST_AREAS]
    for code in codes:
        areas.parts(asked, first, code)
    for one in shown:
        Sections(asked, one, first).all(None, one.step)
    return len(codes)
