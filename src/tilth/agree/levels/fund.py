"""A fund to test and learn with: what came in, what went out with which decision, what is left."""

from decimal import Decimal


def statement(entries):
    """The ledger of a fund, by date (B-142): rows with what was left after each.

    entries: Given of one fund, money only. On one day money comes in before it goes out.
    Rows: number, on, came_in, went_out, left, partner, to, words, decision.
    """
    left, rows = Decimal(0), []
    for one in _ordered(entries):
        amount = one.amount or Decimal(0)
        left += -amount if one.out else amount
        rows.append(
            {
                "number": one.number,
                "on": one.since,
                "came_in": None if one.out else amount,
                "went_out": amount if one.out else None,
                "left": left,
                "partner": one.to_partner or one.partner if one.out else one.partner,
                "words": one.words,
                "decision": one.decision,
            }
        )
    return rows


def _ordered(entries):
    money = [one for one in entries if one.currency == "cash"]
    return sorted(money, key=lambda one: (one.since, one.out, one.number))


def spendable(entries, on):
    """How much may leave a fund on a day without it ever holding less than nothing afterwards."""
    least = _left(entries, on)
    days = {one.since for one in entries if one.since > on}
    return max(min([least, *(_left(entries, day) for day in sorted(days))]), Decimal(0))


def _left(entries, on):
    """What a fund holds at the end of a day."""
    rows = [row for row in statement(entries) if row["on"] <= on]
    return rows[-1]["left"] if rows else Decimal(0)


def overspent(entries):
    """The first day on which a fund would hold less than nothing, or None."""
    ends = {row["on"]: row["left"] for row in statement(entries)}
    return next((day for day, left in sorted(ends.items()) if left < 0), None)


def why_not_out(entries, *, on, amount, decision, spent):
    """Why money may not leave a fund; '' where it may.

    decision: {"carried", "closed", "money"} of the decision it leaves with, None where none is
    named. spent: what left with that decision before.
    """
    if amount <= 0:
        return "Say how much, above nothing"
    if decision is None:
        return "Name the decision it leaves with. A light decision is enough for a small test"
    if not decision["carried"]:
        return "That decision is not carried, so no money leaves with it"
    if decision["closed"] is not None and on < decision["closed"]:
        return "Money cannot leave before the day it was decided"
    allowed = decision["money"]
    if allowed is not None and spent + amount > allowed:
        return f"That decision is about £{allowed:,.2f} and £{spent:,.2f} of it has left already"
    left = spendable(entries, on)
    if amount > left:
        return f"The fund can give £{left:,.2f} from that day and no more"
    return ""
