"""What followed from what: a forest of things that happened, its order, its words, its rules."""

import datetime
import unicodedata
from dataclasses import dataclass

INTENDED = {True: "Planned", False: "Not planned", None: "Cannot tell if planned"}
GOOD = {True: "Good", False: "Bad", None: "Cannot tell if good or bad"}
MARKS = {True: "▲", False: "▼", None: "●"}

DEEPEST, MOST = 40, 500  # steps from the beginning; ripples on one map
TURNING = (
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"  # turn the words after them round
)


@dataclass(frozen=True)
class Node:
    """One thing that happened. after: the key of what it followed from, None at the beginning.

    intended, good: None where nobody can tell. who: for whom it changed. helped: what helped.
    """

    key: int
    words: str
    on: datetime.date
    after: int | None = None
    intended: bool | None = None
    good: bool | None = None
    who: str = ""
    helped: str = ""


@dataclass(frozen=True)
class Line:
    """A node in its place: number such as "1.2", depth 0 at the beginning, parent's number."""

    node: Node
    number: str
    depth: int
    parent: str = ""

    @property
    def said(self):
        """What the picture, the outline and the table all say of it, in this order."""
        return said(self.node)


def said(node):
    """A node in words: what happened, when, whether it was planned, whether it was good."""
    return node.words, day(node.on), INTENDED[node.intended], GOOD[node.good]


def one_line(words):
    """Words in one line, without what no page can show or what turns the words after it round."""
    kept = (
        " " if unicodedata.category(one) == "Cc" else one for one in words if one not in TURNING
    )
    return " ".join("".join(kept).split())


def day(on):
    """A day as people write it: 4 March 2026."""
    return f"{on.day} {on:%B %Y}"


def outline(nodes):
    """Every node as a Line, each followed by what followed from it, in the order of time.

    A node whose `after` is not among them stands at the beginning. Raises ValueError for a circle.
    """
    below, found = _below(nodes), []
    heap = [(None, index, 0, "") for index in reversed(range(len(below.get(None, ()))))]
    while heap:
        after, index, depth, parent = heap.pop()
        node = below[after][index]
        number = f"{parent}.{index + 1}" if parent else str(index + 1)
        found.append(Line(node, number, depth, parent))
        last = len(below.get(node.key, ()))
        heap += [(node.key, at, depth + 1, number) for at in reversed(range(last))]
    if len(found) != len(nodes):
        raise ValueError("something follows from itself")
    return found


def _below(nodes):
    keys, below = {node.key for node in nodes}, {}
    for node in sorted(nodes, key=lambda one: (one.on, one.key)):
        after = node.after if node.after in keys else None
        below.setdefault(after, []).append(node)
    return below


def faults(nodes, began=None):
    """All that cannot stand as it is, in words; none where all can. began: the first day."""
    known = {node.key: node for node in nodes}
    found = [_fault(node, known, began) for node in nodes]
    if goes_round(nodes):
        found.append("Something cannot follow from itself")
    elif max((line.depth for line in outline(nodes)), default=0) >= DEEPEST:
        found.append(f"It is more than {DEEPEST} steps from the beginning. Begin another map")
    if len(nodes) > MOST:
        found.append(f"There are more than {MOST} ripples on this map. Begin another")
    return [one for one in found if one]


def _fault(node, known, began):
    cause = known.get(node.after)
    if node.after is not None and cause is None:
        return "What it followed from was taken back. Put that back first"
    if cause is not None and node.on < cause.on:
        return (
            f"“{node.words}” ({day(node.on)}) cannot follow from “{cause.words}”, "
            f"which came later ({day(cause.on)})"
        )
    if began is not None and node.on < began:
        return f"“{node.words}” lies before all this began, on {day(began)}"
    return ""


def goes_round(nodes):
    """Something follows, along any way, from itself."""
    after = {node.key: node.after for node in nodes}
    clear = set()
    for key in after:
        seen = []
        while key is not None and key in after and key not in clear:
            if key in seen:
                return True
            seen.append(key)
            key = after[key]
        clear.update(seen)
    return False


def under(nodes, key):
    """The keys of a node and of everything that followed from it."""
    below, found, ahead = {}, set(), [key]
    for node in nodes:
        below.setdefault(node.after, []).append(node.key)
    while ahead:
        one = ahead.pop()
        if one not in found:
            found.add(one)
            ahead += below.get(one, ())
    return found
