"""Whether a layer tiles what it should: every gap and every overlap, by lookup and by shape."""

from dataclasses import dataclass

import numpy as np
import shapely

from tilth.ground.geography.touching import metres_per_degree

SHARE_TOLERANCE = 1e-6
SHAPE_TOLERANCE = 20_000.0
"""Square metres. Publishers thin outlines of each layer on their own, so that borders that are
one on the ground lie up to some metres apart on paper: two hectares along a long border."""


@dataclass(frozen=True)
class Flaw:
    """One gap or overlap. by: "lookup" or "shape". size: a share of people, or square metres.

    within: the area that should be tiled. areas: the small area left out (gap) or the areas
    that lie over one another (overlap).
    """

    kind: str
    by: str
    within: str
    areas: tuple[str, ...]
    size: float
    unit: str


@dataclass(frozen=True)
class Check:
    """What checking a layer found. judged: how it could be checked. bare: areas of the layer it
    should tile that hold none of its areas at all: it has not been drawn there."""

    layer: str
    partitions: str
    judged: tuple[str, ...]
    flaws: tuple[Flaw, ...]
    bare: tuple[str, ...]
    tolerance: float

    @property
    def sound(self):
        """Whether it tiles without gap or overlap, wherever it is drawn."""
        return bool(self.judged) and not self.flaws


def check(geography, layer, *, tolerance=SHAPE_TOLERANCE):
    """Check that a layer tiles the layer it says it partitions; list every gap and overlap.

    By lookup: each small area's shares in the layer add to one, to a millionth. By shape, where
    both layers have outlines: what is left of each upper area, and what two of its areas share,
    has no piece larger than `tolerance` square metres. A layer that should tile nothing, or of
    which nothing is known, is not judged, and so not called sound.
    """
    upper = geography.layer(layer).partitions
    if not upper:
        return Check(layer, "", (), (), (), tolerance)
    codes, shares, above = _tiled(geography, layer, upper)
    drawn = {top for code in shares for top in above.get(code, ())}
    bare = set(geography.areas(upper)) - drawn
    flaws, judged = [], []
    if shares:
        judged.append("lookup")
        flaws += _by_lookup(codes, shares, above, bare)
    shapes, uppers = geography.shapes(layer), geography.shapes(upper)
    if shapes and uppers and layer != upper:
        judged.append("shape")
        flaws += _by_shape(geography, layer, upper, shapes, uppers, bare, tolerance)
    flaws.sort(key=lambda flaw: (flaw.by, flaw.kind, flaw.within, -flaw.size, flaw.areas))
    return Check(layer, upper, tuple(judged), tuple(flaws), tuple(sorted(bare)), tolerance)


def _tiled(geography, layer, upper):
    """Which areas are told apart by lookup, their shares in the layer, and in the upper layer.

    They are the small areas; for small areas themselves, and layers no small area is paired
    with, the layer's own areas, whose shares in the upper layer are what should add to one.
    """
    lowest = geography.small_area
    shares = geography.shares(lowest, layer) if layer != lowest else {}
    if shares:
        return geography.areas(lowest), shares, geography.shares(lowest, upper)
    above = geography.shares(layer, upper)
    return geography.areas(layer), above, above


def _by_lookup(codes, shares, above, bare):
    for code in sorted(codes):
        uppers = above.get(code, {})
        total = sum(shares.get(code, {}).values())
        if abs(total - 1) <= SHARE_TOLERANCE or (uppers and set(uppers) <= bare):
            continue
        within, size = ", ".join(sorted(uppers)), abs(total - 1)
        if total < 1:
            yield Flaw("gap", "lookup", within, (code,), size, "share of people")
        else:
            areas = (code, *sorted(shares[code]))
            yield Flaw("overlap", "lookup", within, areas, size, "share of people")


def _by_shape(geography, layer, upper, shapes, uppers, bare, tolerance):
    inside = geography.shares(layer, upper)
    flaws = []
    for code, outline in sorted(uppers.items()):
        codes = sorted(c for c, parents in inside.items() if code in parents and c in shapes)
        if code in bare or not codes:
            continue
        parts = [_flat(shapes[one], outline) for one in codes]
        whole = _flat(outline, outline)
        left = shapely.difference(whole, shapely.union_all(parts))
        for piece in _pieces(left, tolerance):
            flaws.append(Flaw("gap", "shape", code, (), piece.area, "square metres"))
        flaws += _overlaps(code, codes, parts, tolerance)
    return flaws


def _overlaps(within, codes, parts, tolerance):
    left, right = shapely.STRtree(parts).query(parts, predicate="intersects")
    for i, j in zip(left, right, strict=True):
        if i < j:
            shared = shapely.intersection(parts[i], parts[j])
            size = sum(piece.area for piece in _pieces(shared, tolerance))
            if size:
                yield Flaw("overlap", "shape", within, (codes[i], codes[j]), size, "square metres")


def _pieces(shape, tolerance):
    """The parts of a shape larger than slivers along a thinned border."""
    parts = shapely.get_parts(shape)
    return [part for part in parts if shapely.area(part) > tolerance]


def _flat(shape, around):
    """A shape in metres, on a plane at the middle of another."""
    west, south, east, north = shapely.bounds(around)
    wide, tall = metres_per_degree((south + north) / 2)
    middle = np.array([(west + east) / 2, (south + north) / 2])
    scale = np.array([wide, tall])
    flat = shapely.transform(shape, lambda points: (points - middle) * scale)
    return shapely.make_valid(flat)
