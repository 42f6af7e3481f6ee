"""Areas as the network needs them: their names, and what lies in what."""

from tilth.ground.errors import TilthError
from tilth.ground.geography.atlas import Geography
from tilth.web.agree.areas import named

_kept: dict = {}


def lies_in(place):
    """{area: the wider areas it lies in}, of the areas people know; empty where no map is."""
    key = id(place)
    if key not in _kept:
        _kept.clear()
        _kept[key] = (place, _read(place))
    return _kept[key][1]


def of_layer(place, layer):
    """{code: name} of the areas of one layer, in the order of the alphabet."""
    found = {code: name for code, (one, name) in named(place).items() if one == layer}
    return dict(sorted(found.items(), key=lambda pair: pair[1]))


def within(place, code):
    """An area and all that lies in it."""
    return {code} | {one for one, around in lies_in(place).items() if code in around}


def _read(place):
    known = named(place)
    layers = list(dict.fromkeys(layer for layer, _ in known.values()))
    try:
        geography = Geography.open(place)
        found = {code: set() for code in known}
        for lower in layers:
            for upper in layers:
                if lower != upper:
                    for code, parents in geography.shares(lower, upper).items():
                        found.setdefault(code, set()).update(
                            one for one, share in parents.items() if share > 0.5
                        )
        return found
    except TilthError:
        return {}
