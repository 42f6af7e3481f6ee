"""Reviews as events of accountability: who reviewed whom, at which layer, at whose wish."""

import datetime
from dataclasses import dataclass

from tilth.agree.words import LAYERS

LATERAL, FROM_ABOVE, FROM_BELOW = "lateral", "downward", "upward"
WAYS = {
    LATERAL: "between equals",
    FROM_ABOVE: "by a wider layer",
    FROM_BELOW: "by a nearer layer",
}


@dataclass(frozen=True)
class Review:
    """One partner reviewed what another promised. layer: at which it was done.

    way: lateral between partners of one layer, downward by one of a wider layer, upward by one of
    a nearer layer. mandated: somebody else told them to; not, they chose to.
    """

    reviewer: str
    reviewed: str
    on: datetime.date
    layer: str
    way: str
    mandated: bool = False
    about: str = ""
    heard: str = ""
    says: str = ""


def way_of(reviewer_layer, reviewed_layer):
    """Which way a review goes. Raises ValueError for a layer there is not."""
    for one in (reviewer_layer, reviewed_layer):
        if one not in LAYERS:
            raise ValueError(f"there is no layer {one!r}")
    wider = LAYERS.index(reviewed_layer) - LAYERS.index(reviewer_layer)
    return LATERAL if wider == 0 else FROM_ABOVE if wider > 0 else FROM_BELOW
