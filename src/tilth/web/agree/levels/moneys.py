"""Every table of money and of what partners put in, by the name it has in an address."""

from decimal import Decimal

from tilth.agree.levels import bringing
from tilth.agree.levels.cutting import Grant
from tilth.web.agree.levels.sheets import NOT_KNOWN, Column, Sheet

C = Column
NONE_SAID = "none"


def brought_sheet(ledgers):
    """What each partner brings this year, in every currency, beside its size."""
    rows = bringing.brought(ledgers.given, ledgers.sizes, ledgers.year)
    for row in rows:
        row["partner_at"] = f"/agree/levels/money/of/{row['slug']}/"
        row["words"] = [*row["trust"], *row["said"]]
    return Sheet(
        "brought",
        f"What each partner puts in, {ledgers.year.name}",
        (
            C("partner", "Partner"),
            C("cash", "Money", "pounds", NONE_SAID),
            C("income_share", "Of its income", "share", NOT_KNOWN),
            C("time", "Days of work", "number", NONE_SAID),
            C("capacity", "Whole-time posts", "number", NONE_SAID),
            C("staff_share", "Of its staff", "share", NOT_KNOWN),
            C("resources", "Space, data, things: worth", "pounds", NONE_SAID),
            C("reach", "People it reaches", "count", NONE_SAID),
            C("words", "In words", "list"),
        ),
        rows,
        notes=(
            "None: nothing is written down. Not known: its size is not written down.",
            "Partners stand in the order of the alphabet. This is what is written down, not what "
            "a partner is worth.",
            "Money and days are those of this year; posts are those there were on average over it. "
            "Groups of people reached are not added up: they may be the same people.",
        ),
        empty="No partner is round the table yet.",
    )


def size_sheet(ledgers):
    """How large each partner is, as it told."""
    rows = [
        {"partner": one.name, "income": one.income, "staff": one.staff} for one in ledgers.sizes
    ]
    return Sheet(
        "size",
        "How large each partner is",
        (
            C("partner", "Partner"),
            C("income", "Income a year", "pounds", NOT_KNOWN),
            C("staff", "Whole-time staff", "number", NOT_KNOWN),
        ),
        rows,
    )


def together_sheet(ledgers):
    """Money held in one pot, and money spent to one plan."""
    rows = bringing.together(ledgers.given, ledgers.names, ledgers.year)
    for row in rows:
        row["kind"] = "in one pot" if row["type"] == "pooled" else "own pots, one plan"
    return Sheet(
        "together",
        f"Held or spent together, {ledgers.year.name}",
        (
            C("pot", "Which"),
            C("kind", "How"),
            C("partner", "Partner"),
            C("cash", "Money and worth of things", "pounds"),
        ),
        rows,
        empty="No budget is pooled or aligned that is written down here.",
    )


def running_sheet(ledgers):
    """What it takes to keep the partnership itself going."""
    found = bringing.running_cost(ledgers.given, ledgers.sizes, ledgers.year)
    return Sheet(
        "running",
        f"What keeps the partnership itself going, {ledgers.year.name}",
        (
            C("partner", "Partner"),
            C("cash", "Money", "pounds", NONE_SAID),
            C("time", "Days of work", "number", NONE_SAID),
            C("capacity", "Whole-time posts", "number", NONE_SAID),
            C("resources", "Space, data, things: worth", "pounds", NONE_SAID),
        ),
        found["rows"],
        empty="What it costs to keep the partnership going is not written down yet.",
    )


def effort_sheet(ledgers):
    """Effort in kind, entry by entry."""
    rows = bringing.effort(ledgers.given, ledgers.names, ledgers.year)
    for row in rows:
        row["currency_at"] = f"/agree/levels/money/{row['number']}/"
    return Sheet(
        "effort",
        f"Effort in kind, {ledgers.year.name}",
        (
            C("partner", "Partner"),
            C("currency", "What"),
            C("words", "In words"),
            C("amount", "How much", "number", "told in words"),
            C("unit", "Unit"),
            C("since", "From", "day"),
            C("until", "Until", "day"),
        ),
        rows,
        empty="Nothing in kind is written down for this year.",
    )


def grants(ledgers):
    """Grants between partners in the year, as Grant, joined by pair."""
    found = {}
    for one in ledgers.given:
        part = one.part(ledgers.year)
        between = one.type == "grant" and one.currency == "cash" and not one.out
        if between and part and one.to_partner not in ("", one.partner):
            pair = one.partner, one.to_partner
            found[pair] = found.get(pair, Decimal(0)) + part
    return [Grant(*pair, amount) for pair, amount in sorted(found.items())]


def grants_sheet(ledgers):
    """Who gives grants to whom."""
    incomes = {one.slug: one.income for one in ledgers.sizes}
    rows = [
        {
            "giver": ledgers.names[one.giver],
            "receiver": ledgers.names[one.receiver],
            "cash": one.amount,
            "share": bringing.per_cent(one.amount, incomes.get(one.receiver)),
        }
        for one in grants(ledgers)
    ]
    rows.sort(key=lambda row: (row["giver"].casefold(), row["receiver"].casefold()))
    return Sheet(
        "grants",
        f"Grants between partners, {ledgers.year.name}",
        (
            C("giver", "Who gives"),
            C("receiver", "Who gets"),
            C("cash", "Money this year", "pounds"),
            C("share", "Of the receiver's income", "share", NOT_KNOWN),
        ),
        rows,
        empty="No grant between partners is written down for this year.",
    )


MONEY_TABLES = {
    "brought": brought_sheet,
    "size": size_sheet,
    "together": together_sheet,
    "running": running_sheet,
    "effort": effort_sheet,
    "grants": grants_sheet,
}
