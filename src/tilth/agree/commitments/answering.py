"""Who answers to whom, for what and how: said line by line, with what is missing said too."""

import datetime
from dataclasses import dataclass

HOW = {
    "elected": ("voters", "elections, and meetings the public may come to"),
    "statutory": ("the law and national bodies", "inspections and yearly reports"),
    "charitable": ("its trustees and its purpose", "the trustees' yearly report, open to all"),
    "contractual": ("those who pay it", "its contract and the reports it asks for"),
    "community": ("its members or neighbours", "meetings of its members"),
}


@dataclass(frozen=True)
class Holder:
    """A partner or body that answers for something. accountability: a word of HOW, of a partner."""

    name: str
    accountability: str = ""


@dataclass(frozen=True)
class Matter:
    """Something somebody answers for: a promise, a decision, a function passed on.

    what: in words. holders: those who answer. to: those they answer to for it. with_whom: those
    who own it beside them. how: how they are heard on it. chain: bodies, each answering to the
    next. due: by when it is looked at. public: residents can read it.
    """

    what: str
    holders: tuple[Holder, ...] = ()
    to: tuple[str, ...] = ()
    with_whom: str = ""
    how: str = ""
    chain: tuple[str, ...] = ()
    due: datetime.date | None = None
    public: bool = False


@dataclass(frozen=True)
class Line:
    """One line of an answer. missing: it says what nobody has settled yet."""

    who: str
    to: str
    what: str
    how: str
    missing: bool = False


def answers(matter):
    """Who answers to whom, for what, how: the nearest first, then each further one."""
    lines = [*_first(matter), *_beside(matter), *_chain(matter), *_own(matter)]
    if matter.public:
        names = _names(matter) or "Nobody yet"
        lines.append(Line(names, "residents", matter.what, "the public page of the place"))
    return lines


def _first(matter):
    if not matter.holders:
        yield Line("Nobody", "anybody", matter.what, "nobody is named to answer for it", True)
        return
    how = matter.how or "no way is agreed yet"
    if matter.due is None:
        how += "; no day is set"
    for name in matter.to:
        yield Line(_names(matter), name, matter.what, how, not matter.how)
    if not matter.to and not matter.public:
        yield Line(_names(matter), "nobody", matter.what, "no one is named to hear of it", True)


def _beside(matter):
    if matter.with_whom and matter.holders:
        how = "they own it together"
        yield Line(_names(matter), matter.with_whom, matter.what, how)


def _chain(matter):
    for lower, upper in zip(matter.chain, matter.chain[1:], strict=False):
        yield Line(lower, upper, "all it decides and does", "it reports to it")
    if matter.chain:
        last = matter.chain[-1]
        yield Line(last, "nobody", "all it decides and does", "nothing above it is told here", True)


def _own(matter):
    for one in sorted(set(matter.holders), key=lambda holder: holder.name.lower()):
        if one.accountability in HOW:
            to, how = HOW[one.accountability]
            yield Line(one.name, to, "all it does", how)


def _names(matter):
    names = sorted({one.name for one in matter.holders}, key=str.lower)
    return " and ".join(names) if len(names) < 3 else f"{', '.join(names[:-1])} and {names[-1]}"
