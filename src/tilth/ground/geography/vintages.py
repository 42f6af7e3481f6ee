"""Figures brought from small areas of one vintage to another, only ever by the lookup."""

from collections import defaultdict

from tilth.ground.errors import DefinitionError
from tilth.ground.geography.figures import Figures

KINDS = ("count", "level")


def across(geography, figures, *, to, kind, weights=None):
    """Figures of one vintage of small areas, as figures of the other.

    figures: Figures on a layer the lookup joins (2011 or 2021). to: the other layer.
    kind: "count" for numbers that add up (people), "level" for those that do not (a score, a
    rate). weights: Figures of people on the layer that is finer where an area was split, by
    which a count is shared out and a level averaged; where there are none, parts weigh the same.

    Unchanged areas keep their figure. A count of a split area is shared among its parts, by
    weight; merged areas' counts are added. A level of a split area holds in every part; merged
    areas' levels are averaged by weight. Where an area was changed in another way (X), each of
    its pairs is treated as a part. A part not known makes the whole not known (None).

    Raises DefinitionError where the lookup does not join the two layers, or a figure's code
    is not in it: no code is ever taken over because the other vintage has it too.
    """
    if kind not in KINDS:
        raise ValueError(f"kind {kind} is neither count nor level")
    forward = _forward(geography, figures.layer, to)
    lost = sorted(set(figures.values) - set(forward))
    if lost:
        raise DefinitionError(
            f"{len(lost):,} codes are not {figures.layer} areas of this place's lookup: "
            f"{', '.join(lost[:5])}{' ...' if len(lost) > 5 else ''}.",
            remedy="Say which vintage the figures are of.",
        )
    known = weights.values if weights else {}
    parts = defaultdict(list)
    for code, value in figures.values.items():
        after = forward[code]
        total = sum(_weight(known, code, new, to, weights) for new in after)
        for new in after:
            weight = _weight(known, code, new, to, weights)
            share = weight / total if total else 1 / len(after)
            parts[new].append((value, share, weight))
    gather = _added if kind == "count" else _averaged
    values = {new: gather(some) for new, some in sorted(parts.items())}
    return Figures(to, values, f"{figures.about}, brought from {figures.layer} by the lookup")


def _forward(geography, layer, to):
    """The areas of the other vintage that each area became."""
    pair = {"lsoa11": geography.before, "lsoa21": geography.small_area}
    columns = {name: column for column, name in pair.items()}
    if {layer, to} != set(columns) or layer == to:
        raise DefinitionError(
            f"no lookup joins {layer} to {to}.",
            remedy=f"Figures go between {' and '.join(columns)}.",
        )
    found = defaultdict(list)
    for row in geography.rows("lsoa11_lsoa21"):
        found[row[columns[layer]]].append(row[columns[to]])
    return found


def _weight(known, old, new, to, weights):
    """How much a pair counts: the people of whichever side the weights are of."""
    if weights is None:
        return 1.0
    return float(known.get(new if weights.layer == to else old) or 0.0)


def _added(parts):
    values = [value if value is None else value * share for value, share, _ in parts]
    return None if None in values else sum(values)


def _averaged(parts):
    if any(value is None for value, _, _ in parts):
        return None
    total = sum(weight for _, _, weight in parts)
    if not total:
        return sum(value for value, _, _ in parts) / len(parts)
    return sum(value * weight for value, _, weight in parts) / total
