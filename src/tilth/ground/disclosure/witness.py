"""Another set of people who would look the same: the proof that a hidden count is not told.

A hidden count is safe when there is a change of one or two people that changes it, and nothing
that is shown. For every hidden count such a change is looked for; where there is none, the least
found that stands in the way is hidden too. So what is hidden carries its own proof: whoever
knows everything shown cannot tell the truth from the other set of people.
"""

import numpy as np

from tilth.ground.disclosure.moves import DOWN, PROTECTS, UP, Shape
from tilth.ground.disclosure.shifts import hide_for_shifts
from tilth.ground.disclosure.swaps import find_swaps, hide_for_swaps


def settle_states(lattice, finest, may, book):
    """Hide what must be beyond what is small, until every small count has a witness.

    finest: the finest counts, one array for each family, as Lattice.finest gives. may: which of
    them may be one more or fewer, as `may_change` gives. book: a Book; its state, low, high and
    safe are changed. Done again until nothing changes, so that doing it
    to what is settled does nothing. Returns how many cells more were hidden.
    """
    shapes = [Shape(lattice.codes, f.starts, f.widths, f.labels) for f in lattice.families]
    families = tuple(zip(finest, may, shapes, strict=True))
    before = int((book.state == PROTECTS).sum())
    hidden = -1
    while hidden != (hidden := int((book.state == PROTECTS).sum())):
        book.safe[:] = False
        _settle_once(lattice, families, book)
    return hidden - before


def may_change(finest, most=None, least=None):
    """Which finest counts may be one more (1), one fewer (2) or both (3), for each family.

    most, least: counts they are never above, or never below, in the same form.
    """
    out = []
    for number, held in enumerate(finest):
        more = held < most[number] if most else np.ones(held.shape, bool)
        fewer = held > (least[number] if least else 0)
        out.append((more * UP + (fewer & (held > 0)) * DOWN).astype(np.int8))
    return out


def _settle_once(lattice, families, book):
    for held, may, shape in families[1:]:
        find_swaps(held, may, lattice.near, shape, book)
    hide_for_shifts(0, lattice.near, families, book)
    for held, may, shape in families[1:]:
        hide_for_swaps(held, may, lattice.near, shape, book)
    for number in range(len(families)):
        hide_for_shifts(number, lattice.near, families, book)
