"""Two versions of an agreement side by side: what was added, taken away and changed, in words."""

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from tilth.agree.agreements.text import TEXT, told

SAME, ADDED, TAKEN, CHANGED = "same", "added", "taken away", "changed"
NEAR = 0.5  # how alike two lines must be to be told as one that changed


@dataclass(frozen=True)
class Piece:
    """A few words of a line; marked where the other version has other words."""

    text: str
    marked: bool = False


@dataclass(frozen=True)
class Line:
    """A line of one version beside its like in the other; before or after is empty without one."""

    state: str
    before: tuple[Piece, ...] = ()
    after: tuple[Piece, ...] = ()


@dataclass(frozen=True)
class Change:
    """One clause in both versions: its title, how it fared, and its lines."""

    name: str
    title: str
    state: str
    lines: tuple[Line, ...]

    @property
    def said(self):
        """What became of the clause, a sentence for each line that is not the same."""
        return tuple(_sentence(one) for one in self.lines if one.state != SAME)


def compare(before, after, names, *, purposes: Mapping = {}):
    """Every clause of either version, in reading order, with what became of it.

    before, after: Clauses. names: slug -> name of partners. purposes: purpose -> its words.
    """
    olds = {one.name: one for one in told(before, names, purposes=purposes)}
    news = {one.name: one for one in told(after, names, purposes=purposes)}
    there = (name for name in TEXT if name in olds or name in news)
    return tuple(_change(name, olds.get(name), news.get(name)) for name in there)


def _change(name, old, new):
    pair = alike if name != "parties" else never  # a partner comes or goes; it does not turn
    lines = tuple(compared(old.lines if old else (), new.lines if new else (), pair))
    state = ADDED if old is None else TAKEN if new is None else _state(lines)
    return Change(name, (new or old).title, state, lines)


def _state(lines):
    return SAME if all(one.state == SAME for one in lines) else CHANGED


def compared(before, after, pair=None):
    """Lines of two texts paired: the same, changed where they are alike, added, taken away.

    pair: whether two lines are one that changed; alike, unless told.
    """
    matched = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for what, a, b, c, d in matched.get_opcodes():
        if what == "equal":
            yield from (Line(SAME, (Piece(one),), (Piece(one),)) for one in before[a:b])
        else:
            yield from _paired(before[a:b], after[c:d], pair or alike)


def _paired(olds, news, pair):
    """Lines in place of others: those most alike are told as one that changed, in order."""
    olds, news = list(olds), list(news)
    while olds and news:
        old, new = olds[0], news[0]
        if pair(old, new):
            yield _marked(olds.pop(0), news.pop(0))
        elif any(pair(old, later) for later in news[1:]):
            yield _added(news.pop(0))
        else:
            yield _taken(olds.pop(0))
    yield from (_taken(one) for one in olds)
    yield from (_added(one) for one in news)


def alike(one, other):
    """Two lines say nearly the same: at least half of their words, in order."""
    words = (re.findall(r"\w+", text.lower()) for text in (one, other))
    return difflib.SequenceMatcher(None, *words, autojunk=False).ratio() >= NEAR


def never(one, other):
    """No two lines are one that changed."""
    return False


def _marked(old, new):
    olds, news = _split(old), _split(new)
    before, after = [], []
    for what, a, b, c, d in difflib.SequenceMatcher(None, olds, news, autojunk=False).get_opcodes():
        if b > a:
            before.append(Piece("".join(olds[a:b]), what != "equal"))
        if d > c:
            after.append(Piece("".join(news[c:d]), what != "equal"))
    return Line(CHANGED, tuple(before), tuple(after))


def _split(text):
    """Words and the spaces between them, so that nothing is lost when put together again."""
    return re.findall(r"\s+|\w+|[^\w\s]", text)


def _added(line):
    return Line(ADDED, (), (Piece(line, True),))


def _taken(line):
    return Line(TAKEN, (Piece(line, True),), ())


def _sentence(line):
    before = "".join(one.text for one in line.before)
    after = "".join(one.text for one in line.after)
    if line.state == ADDED:
        return f"Added: {after}"
    return (
        f"Taken away: {before}" if line.state == TAKEN else f"Changed: “{before}” is now “{after}”"
    )
