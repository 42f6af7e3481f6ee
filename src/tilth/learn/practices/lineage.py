"""The family of a practice: every planting has one path back to where it first grew."""

from dataclasses import dataclass

ROOT = ""  # the first place itself, as what a planting was taken from


@dataclass(frozen=True)
class Planting:
    """One planting. key: its name. after: the key it was taken from; ROOT: from the first place."""

    key: str
    after: str = ROOT


@dataclass(frozen=True)
class Row:
    """One line of the outline, and of the picture.

    depth: how many steps from the first place, which has none. lost: where it was taken from is
    not known here, so it stands with the first place.
    """

    key: str
    depth: int
    parent: str
    lost: bool = False


def why_not(after, key, parent):
    """Why a planting cannot be said to be taken from another; '' where it can.

    after: {key: what it was taken from} of the whole family. A planting is never its own ancestor.
    """
    if parent == ROOT:
        return ""
    if parent == key:
        return "A planting cannot be taken from itself"
    seen = {key}
    while parent != ROOT and parent in after:
        if parent in seen:
            return "It would be taken from something that was taken from it"
        seen.add(parent)
        parent = after[parent]
    return ""


def path(after, key):
    """The keys from the first place to a planting, itself last; ROOT stands for the first place.

    Raises ValueError where the family turns in a circle.
    """
    found = [key]
    while found[-1] != ROOT:
        parent = after.get(found[-1], ROOT)
        if parent in found:
            raise ValueError(f"{parent} would be its own ancestor")
        found.append(parent if parent in after else ROOT)
    return found[::-1]


def family(plantings):
    """The family as rows, each straight after its parent's other offspring, in the order given.

    A planting whose parent is not among them, or that turns in a circle (as only what another
    system sent could), stands with the first place and says that it is lost.
    """
    after = {one.key: one.after for one in plantings}
    parents = {key: _parent(after, key) for key in after}
    children: dict = {}
    for one in plantings:
        children.setdefault(parents[one.key][0], []).append(one.key)
    rows, waiting = [], [(key, 1) for key in reversed(children.get(ROOT, ()))]
    while waiting:
        key, depth = waiting.pop()
        rows.append(Row(key, depth, *parents[key]))
        waiting += [(child, depth + 1) for child in reversed(children.get(key, ()))]
    return rows


def _parent(after, key):
    """(what it stands under, whether it is lost)."""
    parent = after[key]
    if parent == ROOT:
        return ROOT, False
    if parent not in after:
        return ROOT, True
    return (ROOT, True) if key == _turns(after, key) else (parent, False)


def _turns(after, key):
    """The first name, in order, of the circle a planting is on; None where it is on none."""
    seen = [key]
    while (parent := after.get(seen[-1], ROOT)) in after:
        if parent == key:
            return min(seen)
        if parent in seen:
            return None
        seen.append(parent)
    return None
