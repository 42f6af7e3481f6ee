"""Every table of every layer as one bit: what stands in the way of a swap, all at once.

Bits are as they were when they were made. What was open stays open, whatever is hidden since; what
was closed is looked at again, unless nothing is hidden meanwhile.
"""

from collections import namedtuple

import numpy as np

from tilth.ground.disclosure.moves import compiled, inlined, stuck

WIDE = 63  # bits of one whole number

# closed: where a finest count cannot be one more, or one fewer: 2 by areas by groups by words.
# apart: the tables that tell two groups apart: groups by groups by words. near: areas close to
# each, -1 for none. beside: the tables that tell each and those apart: areas by near by words.
# hiding: whether anything is hidden while they are used.
Bits = namedtuple("Bits", "closed apart near beside hiding")


@compiled
def bits_of(near, shape, book, hiding):
    """The Bits of a family: what the tables it counts in tell, and what of it is shown."""
    layers, areas = shape.codes.shape
    tables, groups = shape.labels.shape
    words = (layers * tables + WIDE - 1) // WIDE
    closed = np.zeros((2, areas, groups, words), np.int64)
    apart = np.zeros((groups, groups, words), np.int64)
    beside = np.zeros((areas, near.shape[1], words), np.int64)
    for layer in range(layers):
        codes = shape.codes[layer]
        for t in range(tables):
            labels = shape.labels[t]
            word, place = divmod(layer * tables + t, WIDE)
            bit = np.int64(1) << np.int64(place)
            for one in range(groups):
                for other in range(groups):
                    if labels[one] != labels[other]:
                        apart[one, other, word] |= bit
            for area in range(areas):
                start = shape.starts[layer, t] + codes[area] * shape.widths[t]
                for group in range(groups):
                    if stuck(start + labels[group], 1, book) > 0:
                        closed[0, area, group, word] |= bit
                    if stuck(start + labels[group], -1, book) > 0:
                        closed[1, area, group, word] |= bit
                for n in range(near.shape[1]):
                    if near[area, n] >= 0 and codes[near[area, n]] != codes[area]:
                        beside[area, n, word] |= bit
    return Bits(closed, apart, near, beside, hiding)


@inlined
def left_by(w, step, one, other, n, group, change, bits):
    """The tables of word w in which a swap met with something in its way. n: which area near by."""
    more = 0 if step > 0 else 1
    left = bits.closed[more, one, group, w] | bits.closed[1 - more, one, change, w]
    if other >= 0:
        left |= bits.closed[1 - more, other, group, w] | bits.closed[more, other, change, w]
        left &= bits.beside[one, n, w]
    return left & bits.apart[group, change, w]


@compiled
def cost_by_bits(move, n, bits, shape, book, most):
    """As `cost_of` a swap, of the tables that have a bit left; `cost_of` looks at every table."""
    tables, cost = len(shape.widths), 0
    for w in range(bits.apart.shape[2]):
        left = left_by(w, move.step, move.one, move.other, n, move.group, move.change, bits)
        number = w * WIDE
        while left:
            if left & 1:
                layer, t = divmod(number, tables)
                cost += _in_table(layer, t, move.one, move.step, move, shape, book)
                if move.other >= 0:
                    cost += _in_table(layer, t, move.other, -move.step, move, shape, book)
                if cost >= most:
                    return cost
            left >>= 1
            number += 1
    return cost


@compiled
def _in_table(layer, t, area, step, move, shape, book):
    """What stands in the way of a swap in one area and table."""
    start = shape.starts[layer, t] + shape.codes[layer, area] * shape.widths[t]
    there = stuck(start + shape.labels[t, move.group], step, book)
    return there + stuck(start + shape.labels[t, move.change], -step, book)
