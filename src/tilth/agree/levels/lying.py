"""Where each function lies on a day, and with how much money."""

from dataclasses import dataclass
from decimal import Decimal

from tilth.agree.levels.values import Passed, Where, same


@dataclass(frozen=True)
class Holding:
    """A body answers for a function, or for the part of it that it has not passed on.

    cash: pounds a year it holds for it, None where not told. by: what it was passed by, refs.
    part: it passed a part on and keeps the rest.
    """

    function: str
    where: Where
    cash: Decimal | None
    by: tuple[str, ...] = ()
    part: bool = False


def functions(passed, named=()):
    """Every function known at all: how it is known -> how it was first written, by name."""
    said = {}
    for one in sorted(passed, key=lambda p: (p.since, p.ref)):
        said.setdefault(same(one.function), " ".join(one.function.split()))
    for one in named:
        said.setdefault(same(one.function), " ".join(one.function.split()))
    return dict(sorted(said.items()))


def holdings(passed, named, day):
    """Who holds each function on a day: a list of Holding, by function and body.

    A function that has been passed on lies with whoever received it last in the chain, and with
    those before for what they kept. One that was never passed on, or has been taken back, lies
    with who passed it; else with the bodies whose agreement in force names it.
    """
    found, passings, says = [], _by_function(passed), _by_function(named)
    for key, words in functions(passed, named).items():
        about = passings.get(key, [])
        live = [one for one in about if one.holds(day)]
        if any(not one.stays for one in live):
            moved = [one for one in live if not one.stays]
            held = [*_passed_on(moved, words, day), *_returned(about, moved, words, day)]
        else:
            said = [one for one in says.get(key, ()) if one.holds(day)]
            held = _stays(live, words, day) or _before(about, words, day) or _named(said, words)
        found += [one for one in held if one.where.until is None or one.where.until >= day]
    return sorted(found, key=lambda one: (same(one.function), one.where.name))


def _by_function(some):
    """How a function is known -> those about it, in their order."""
    found = {}
    for one in some:
        found.setdefault(same(one.function), []).append(one)
    return found


def _passed_on(live, words, day):
    """Those who received it, but for what they passed on in turn."""
    for where in _once(one.receiver for one in live):
        got = [one for one in live if one.receiver.slug == where.slug]
        gave = [one for one in live if one.giver.slug == where.slug]
        cash = _sum(got, day)
        if gave:
            passed_on = _sum(gave, day)
            left = None if cash is None or passed_on is None else cash - passed_on
            if left is None or left <= 0:
                continue
            cash = left
        yield Holding(words, where, cash, tuple(one.ref for one in got), bool(gave))


def _returned(about, live, words, day):
    """What was passed to somebody else too and came back, while the rest is still passed on."""
    got = {one.receiver.slug for one in live}
    for where in _once(one.giver for one in about if one.giver.slug not in got):
        mine = [one for one in live if one.giver.slug == where.slug]
        gone = [
            one
            for one in about
            if one.giver.slug == where.slug
            and not one.stays
            and one.until is not None
            and one.until < day
            and not any(_in_its_place(one.receiver, other.receiver) for other in mine)
        ]
        if mine and gone:
            last = max(one.until for one in gone)
            gone = [one for one in gone if one.until == last]
            yield Holding(words, where, _sum(gone, last), (), True)


def _in_its_place(old, new):
    """A body that now serves the people the other served, at the same layer or nearer."""
    apart = old.area and new.area and old.area != new.area
    return old.slug == new.slug or (new.nearness >= old.nearness and not apart)


def _stays(live, words, day):
    """Where it is written that it stays."""
    return [Holding(words, one.receiver, one.on(day).cash, (one.ref,)) for one in live]


def _before(about, words, day):
    """Who it was with before it was first passed on, or is with since it was taken back."""
    kept = [one for one in about if one.stays]
    about = [one for one in about if not one.stays]
    if not about:
        return _stays(kept[-1:], words, day)
    gone = [one for one in about if one.until is not None and one.until < day]
    chain = gone or about
    receivers = {one.receiver.slug for one in chain}
    held = []
    for where in _once(one.giver for one in chain if one.giver.slug not in receivers):
        gave = [one for one in chain if one.giver.slug == where.slug]
        last = max((one.until for one in gave if one.until), default=None)
        gave = [one for one in gave if one.until == last] if gone else gave
        held.append(Holding(words, where, _sum(gave, last or day)))
    return held


def _named(said, words):
    return [Holding(words, where, None) for where in _once(one.body for one in said if one.body)]


def _once(bodies):
    return sorted({one.slug: one for one in bodies}.values(), key=lambda one: one.name)


def _sum(some, day):
    """The money of some of them on a day; None where any of it is not told."""
    told = [one.on(day).cash for one in some]
    return None if None in told else sum(told, Decimal(0))


def chain(passed, day):
    """Functions that have come down step by step: system to place to neighbourhood (P-149).

    Returns rows: function, then the path of bodies in words, from, to, layers, cash at its end.
    A ring of bodies passing a function to each other is told once and not followed again.
    """
    live = [one for one in passed if one.holds(day) and not one.stays]
    rows = []
    passings = _by_function(live)
    for key, words in functions(live).items():
        about = passings[key]
        got = {one.receiver.slug for one in about}
        firsts = [one for one in about if one.giver.slug not in got] or about[:1]
        for one in firsts:
            rows += [_path(words, path, day) for path in _paths([one], about)]
    return rows


def _paths(path: list[Passed], about):
    seen = {one.giver.slug for one in path} | {path[-1].receiver.slug}
    after = [o for o in about if o.giver.slug == path[-1].receiver.slug]
    after = [one for one in after if one.receiver.slug not in seen]
    if not after:
        return [path]
    return [longer for one in after for longer in _paths([*path, one], about)]


def _path(words, path, day):
    bodies = [path[0].giver, *(one.receiver for one in path)]
    return {
        "function": words,
        "path": " > ".join(one.name for one in bodies),
        "layers": " > ".join(one.layer for one in bodies),
        "steps": len(path),
        "cash": path[-1].on(day).cash,
        "by": ", ".join(one.ref for one in path),
    }
