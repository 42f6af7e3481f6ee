"""The rules that answer a line of a return, each from the records alone."""

from collections.abc import Callable
from decimal import Decimal

from tilth.agree.levels import answering, bringing, fund, lying, withdrawing
from tilth.agree.levels.book import Book, Figure
from tilth.agree.levels.chosen import MANDATED
from tilth.agree.levels.days import Span, per_cent
from tilth.agree.levels.values import same
from tilth.agree.words import LAYERS, STATUTORY

NEAR = LAYERS.index("place")


def _in(day, span):
    return day is not None and span.first <= day <= span.last


def _refs(some):
    return tuple(one.ref for one in some)


def _nearer(book, span):
    return [one for one in book.passed if one.nearer and one.holds(span.last)]


def passed_nearer(book, span):
    """How many functions came nearer to people in the period."""
    some = [one for one in book.passed if one.nearer and _in(one.since, span)]
    return Figure(len({same(one.function) for one in some}), "", _refs(some))


def held_near(book, span):
    """Of all functions somebody answers for, how many in 100 lie with the place or nearer."""
    held = lying.holdings(book.passed, book.named, span.last)
    every = {same(one.function) for one in held}
    near = [one for one in held if one.where.nearness >= NEAR]
    refs = sorted({ref for one in near for ref in one.by})
    return Figure(
        per_cent(len({same(o.function) for o in near}), len(every)), "in 100", tuple(refs)
    )


def money_nearer(book, span):
    """Pounds a year that stand passed on nearer to people, each chain counted at its first step."""
    live = _nearer(book, span)
    got = {(same(one.function), one.receiver.slug) for one in live}
    first = [one for one in live if (same(one.function), one.giver.slug) not in got]
    told = [one for one in first if one.on(span.last).cash is not None]
    missing = [one.ref for one in first if one not in told]
    note = f"No money is written down for {', '.join(missing)}." if missing else ""
    total = sum((one.on(span.last).cash for one in told), Decimal(0))
    return Figure(total if told or not first else None, "pounds", _refs(told), note)


def taken_back(book, span):
    """How often something given nearer to people was taken back, cut or moved away."""
    rows = [r for r in withdrawing.withdrawals(book.passed, span.last) if _in(r["on"], span)]
    return Figure(len(rows), "", tuple(row["ref"] for row in rows))


def nobody_answers(book, span):
    """How many functions nobody answers for."""
    rows = answering.answer_map(book.passed, book.named, book.bodies, span.last)
    empty = [row["function"] for row in rows if row["vacuum"]]
    return Figure(len(empty) if rows else None, "", (), ", ".join(empty) and f"{', '.join(empty)}.")


def _taken(book, span):
    return [one for one in book.decisions if _in(one.closed, span)]


def decisions_taken(book, span):
    """Decisions closed in the period, carried or not."""
    some = _taken(book, span)
    return Figure(len(some), "", _refs(some))


def decisions_near(book, span):
    """Of the decisions carried, how many in 100 were taken at the place or nearer."""
    some = [one for one in _taken(book, span) if one.carried]
    near = [one for one in some if LAYERS.index(one.layer) >= NEAR]
    return Figure(per_cent(len(near), len(some)), "in 100", _refs(near))


def decisions_mandated(book, span):
    """Decisions closed that were asked for nationally."""
    some = [one for one in _taken(book, span) if one.origin in MANDATED]
    return Figure(len(some), "", _refs(some))


def promises_made(book, span):
    """Promises made in the period."""
    some = [one for one in book.promises if _in(one.made, span)]
    return Figure(len(some), "", _refs(some))


def promises_kept(book, span):
    """Promises kept in the period."""
    some = [one for one in book.promises if one.state == "kept" and _in(one.settled, span)]
    return Figure(len(some), "", _refs(some))


def promises_let_go(book, span):
    """Promises changed or let go in the period, with a reason."""
    ended = ("changed", "let go")
    some = [one for one in book.promises if one.state in ended and _in(one.settled, span)]
    return Figure(len(some), "", _refs(some))


def partners(book, span):
    """Partners that have joined."""
    some = [one for one in book.seats if one.state == "joined"]
    return Figure(len(some), "", tuple(one.slug for one in some))


def partners_not_statutory(book, span):
    """Partners that have joined and are not large public bodies."""
    some = [one for one in book.seats if one.state == "joined"]
    some = [one for one in some if one.accountability not in STATUTORY]
    return Figure(len(some), "", tuple(one.slug for one in some))


def _sum_of(book, span, unit, currencies, **is_):
    """The sum of contributions of these currencies in the period, and what has no amount.

    Grants from partner to partner are left out: the same pound would count twice.
    """
    some = [
        one
        for one in book.given
        if one.currency in currencies and not one.out and one.type != "grant" and one.touches(span)
        and all(getattr(one, name) == value for name, value in is_.items())
    ]  # fmt: skip
    told = [one for one in some if one.part(span) is not None]
    silent = len(some) - len(told)
    note = f"{silent} told in words alone, without an amount." if silent else ""
    total = sum((one.part(span) for one in told), Decimal(0)) if told else None
    return Figure(total, unit, tuple(f"contribution:{one.number}" for one in told), note)


def cash_put_in(book, span):
    """Money put in."""
    return _sum_of(book, span, "pounds", ("cash",))


def days_put_in(book, span):
    """Days of work put in."""
    return _sum_of(book, span, "days", ("time",))


def posts_put_in(book, span):
    """Whole-time posts put in."""
    return _sum_of(book, span, "posts", ("capacity",))


def worth_put_in(book, span):
    """Worth of space, data and things put in."""
    return _sum_of(book, span, "pounds", ("resources",))


def pooled(book, span):
    """Money in one pot, decided on together."""
    return _sum_of(book, span, "pounds", bringing.MONEY, type="pooled")


def aligned(book, span):
    """Money in own pots, spent to one plan."""
    return _sum_of(book, span, "pounds", bringing.MONEY, type="aligned")


def running(book, span):
    """Money it took to keep the partnership itself going."""
    return _sum_of(book, span, "pounds", ("cash",), running=True)


def fund_spent(book, span):
    """Money that left the funds to test and learn with."""
    some = [
        one
        for entries in book.funds.values()
        for one in entries
        if one.out and one.currency == "cash" and _in(one.since, span)
    ]
    total = sum((one.amount or Decimal(0) for one in some), Decimal(0))
    refs = tuple(f"contribution:{one.number}" for one in some)
    return Figure(total if book.funds else None, "pounds", refs)


def fund_left(book, span):
    """Money left in the funds to test and learn with at the end of the period."""
    left, refs = Decimal(0), []
    for entries in book.funds.values():
        rows = [row for row in fund.statement(entries) if row["on"] <= span.last]
        left += rows[-1]["left"] if rows else Decimal(0)
        refs += [f"contribution:{row['number']}" for row in rows]
    return Figure(left if book.funds else None, "pounds", tuple(refs))


RULES: dict[str, Callable[[Book, Span], Figure]] = {
    rule.__name__: rule
    for rule in (
        passed_nearer,
        held_near,
        money_nearer,
        taken_back,
        nobody_answers,
        decisions_taken,
        decisions_near,
        decisions_mandated,
        promises_made,
        promises_kept,
        promises_let_go,
        partners,
        partners_not_statutory,
        cash_put_in,
        days_put_in,
        posts_put_in,
        worth_put_in,
        pooled,
        aligned,
        running,
        fund_spent,
        fund_left,
    )
}
"""What a line of a return may name."""
