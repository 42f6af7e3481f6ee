"""The areas a promise, a decision or a partner can be about: their codes and familiar names."""

from tilth.ground.errors import TilthError
from tilth.ground.geography.atlas import Geography
from tilth.ground.stamps import stamps_of

LAYERS = ("system", "place", "neighbourhood", "locality", "ward")
FILES = ("place.toml", "neighbourhoods.csv", "geography/about.json")
_kept: dict = {}


def named(place):
    """code -> (layer, name) of the areas people know, the widest first; none where no map is.

    Read again only when the place's own files have changed.
    """
    key = place.folder, stamps_of(*(place.folder / name for name in FILES))
    if key not in _kept:
        found = _read(place)
        _kept.clear()
        _kept[key] = found
        return found
    return _kept[key]


def area_name(place, code):
    """What people call an area; its code where it is not known, '' where there is none."""
    return named(place).get(code, ("", code))[1] if code else code


def area_choices(place, *, empty="The whole place"):
    """For a form: every area by name, and none of them."""
    known = sorted(named(place).items(), key=lambda pair: pair[1][1].lower())
    return [("", empty), *((code, name) for code, (_, name) in known)]


def _read(place):
    try:
        geography = Geography.open(place)
        layers = [one for one in LAYERS if one in geography.layers]
        return {
            code: (layer, area.familiar)
            for layer in layers
            for code, area in geography.areas(layer).items()
        }
    except TilthError:
        return {}
