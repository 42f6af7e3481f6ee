"""The figures of every area of a layer, or of everyone, worked out once for all pages that ask."""

import threading

from tilth.see.needs.estimates import estimate_many, whole_many
from tilth.see.needs.noting import version_of

MOST = 6  # layers held of the same people


def layer_figures(people, indicators, layer):
    """name -> estimates table of a layer, as `estimate_many`; of everyone where layer is None.

    The tables are shared by all who ask: read them, change none.
    """
    key = (layer, tuple((name, version_of(one)) for name, one in indicators.items()))
    with people.memo.setdefault("layers alone", threading.Lock()):  # others wait and find it
        held = people.memo.setdefault("layers", {})
        if key not in held:
            held[key] = (
                whole_many(people, indicators)
                if layer is None
                else estimate_many(people, indicators, layer=layer)
            )
            for old in list(held)[:-MOST]:
                del held[old]
        return dict(held[key])
