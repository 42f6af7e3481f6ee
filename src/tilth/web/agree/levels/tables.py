"""Every table of functions and layers, by the name it has in an address."""

import datetime

from tilth.agree.levels import answering, lying, nearer, shares, withdrawing
from tilth.agree.levels.bringing import funding
from tilth.agree.levels.days import quarters, year
from tilth.agree.words import LAYERS
from tilth.web.agree.levels.choices import common_sheet, origins_sheet
from tilth.web.agree.levels.sheets import NOT_KNOWN, Column, Sheet

MOST_QUARTERS = 16
C = Column


def share_rows(ledgers):
    """The rows of shares over the last quarters that hold anything."""
    taken = [(one.closed, one.layer) for one in ledgers.decisions if one.carried]
    days = [day for day, _ in taken] + [one.since for one in ledgers.passed]
    days = [day for day in days if day <= ledgers.day]
    if not days and not ledgers.named:
        return []
    spans = quarters(min(days, default=ledgers.day), ledgers.day)[-MOST_QUARTERS:]
    return shares.shares(ledgers.passed, ledgers.named, taken, spans)


def shares_sheet(ledgers):
    """Of decisions, budget and services: how much lies at each layer, quarter by quarter."""
    return Sheet(
        "shares",
        "What lies at each layer, quarter by quarter",
        (
            C("quarter", "Quarter"),
            C("layer", "Layer"),
            C("decisions", "Decisions carried", "count"),
            C("decisions_share", "Share of decisions", "share", "none taken"),
            C("budget", "Budget a year", "pounds", NOT_KNOWN),
            C("budget_share", "Share of budget", "share", NOT_KNOWN),
            C("functions", "Services", "count"),
            C("functions_share", "Share of services", "share", NOT_KNOWN),
            C("not_told", "Services whose money is not written down", "count"),
        ),
        list(reversed(share_rows(ledgers))),
        notes=(
            "Decisions: those carried in the quarter. Budget and services: as they stand on the "
            "quarter's last day, or today in this one.",
            "Budget counts only money that is written down with a function passed on. Before it "
            "was passed, and after it was taken back, it counts where it came from.",
            "A service shared by two layers counts at both.",
        ),
    )


def ledger_sheet(ledgers):
    """Everything passed on, by date."""
    rows = withdrawing.ledger(ledgers.passed, ledgers.day)
    for row in rows:
        row["ref_at"] = f"/agree/levels/{row['ref']}/"
    return Sheet(
        "ledger",
        "What was passed on, by date",
        (
            C("ref", "Number"),
            C("since", "From", "day"),
            C("function", "What"),
            C("giver", "From whom"),
            C("receiver", "To whom"),
            C("direction", "Which way"),
            C("cash", "Money a year", "pounds", "not written down"),
            C("time", "Days a year", "number", file_only=True),
            C("capacity", "Whole-time posts", "number", file_only=True),
            C("chosen", "Chosen here", "yes"),
            C("conditions", "Conditions", file_only=True),
            C("review", "Look again on", "day", file_only=True),
            C("until", "Until", "day", "stands"),
            C("because", "Reason of its end", file_only=True),
        ),
        rows,
        empty="Nothing has been passed on yet that is written down here.",
    )


def withdrawals_sheet(ledgers):
    """What came nearer to people and was taken back or cut."""
    rows = withdrawing.withdrawals(ledgers.passed, ledgers.day)
    for row in rows:
        row["ref_at"] = f"/agree/levels/{row['ref']}/"
        row["what"] = withdrawing.SAID[row["what"]]
        row["notice"] = notice_words(row)
    return Sheet(
        "withdrawals",
        "Taken back, cut or moved away",
        (
            C("ref", "Number"),
            C("on", "When", "day"),
            C("function", "What"),
            C("what", "What happened"),
            C("giver", "By whom"),
            C("receiver", "Who had it"),
            C("before", "Money before", "pounds", NOT_KNOWN),
            C("after", "Money after", "pounds"),
            C("less_share", "Less by", "share"),
            C("because", "Reason given", unknown="none written down"),
            C("notice", "Notice"),
        ),
        rows,
        notes=("Something given again within a month, as near to people, counts as renewed.",),
        empty="Nothing that came nearer to people has been taken back or cut.",
    )


def notice_words(row):
    """How much notice was given, and whether it was what the agreement says."""
    agreed, given = row["notice_agreed"], row["notice_given"]
    if given is None:
        return "" if agreed is None else f"{agreed} days agreed"
    if given < 0:
        late = f"written down {1 - given} days afterwards"
        return late if agreed is None else f"{late}; {agreed} days of notice agreed: too short"
    if given == 0 and agreed is None:
        return "none; no agreement asks for any"
    if agreed is None:
        return f"{given} days given; no agreement says how many"
    return f"{given} days given, {agreed} agreed" + (": too short" if row["short"] else "")


def chain_sheet(ledgers):
    """How functions came down step by step."""
    rows = lying.chain(ledgers.passed, ledgers.day)
    rows.sort(key=lambda row: (-row["steps"], row["function"]))
    return Sheet(
        "chain",
        "The way down, from body to body",
        (
            C("function", "What"),
            C("path", "From body to body"),
            C("layers", "Layers"),
            C("cash", "Money a year at the end", "pounds", "not written down"),
            C("by", "Numbers"),
        ),
        rows,
    )


def functions_sheet(ledgers):
    """The level of each function, why not nearer, and what is missing."""
    rows = nearer.levels(ledgers.passed, ledgers.named, ledgers.day)
    for row in rows:
        row["level"] = " and ".join(row["layers"])
        row["said"] = row["why"] or (["No reason is written down."] if row["missing"] else [])
        if row["widest"] == LAYERS[-1] and not row["why"]:
            row["said"] = ["It lies as near to people as it can."]
    return Sheet(
        "functions",
        "At which layer each service lies, and why not nearer",
        (
            C("function", "What"),
            C("level", "Layer"),
            C("bodies", "Who holds it", "list"),
            C("said", "Why not nearer", "list"),
            C("elsewhere", "Look again"),
            C("indicator", "Tested by"),
        ),
        rows,
        empty="No service is named in an agreement in force, and none has been passed on.",
    )


def funding_sheet(ledgers):
    """Money put in at each layer, year by year."""
    days = [one.since for one in ledgers.given]
    spans = years(min(days, default=ledgers.day), ledgers.day)
    rows = [row for row in funding(ledgers.given, spans) if days]
    return Sheet(
        "funding",
        "Money put in at each layer, year by year",
        (C("period", "Year"), C("layer", "Layer"), C("cash", "Money put in", "pounds")),
        rows,
        notes=(
            "A sum given over many days counts evenly, day by day.",
            "Grants from partner to partner are left out: the same pound would count twice.",
        ),
        empty="No money put in is written down yet.",
    )


def years(first, last):
    """Every year of accounts from one day to another, ten at most."""
    found = [year(first)]
    while found[-1].last < last:
        found.append(year(found[-1].last + datetime.timedelta(days=1)))
    return found[-10:]


def map_rows(ledgers):
    """The rows of the map of who answers for what."""
    return answering.answer_map(ledgers.passed, ledgers.named, ledgers.bodies, ledgers.day)


def map_sheet(ledgers):
    """Who answers for what: every function by every body."""
    rows = map_rows(ledgers)
    for row in rows:
        row |= {f"at_{slug}": answering.CELLS[cell] for slug, cell in row["cells"].items()}
        row["state"] = (
            "nobody answers" if row["vacuum"] else "twice" if row["double"] else "answered for"
        )
    busy = [o for o in ledgers.bodies if any(row["cells"].get(o.slug) for row in rows)]
    return Sheet(
        "map",
        "Who answers for what",
        (
            C("function", "What"),
            C("state", "How it stands"),
            *(C(f"at_{one.slug}", one.name) for one in busy),
            C("why", "In words"),
        ),
        rows,
        empty="No service is named in an agreement, and none has been passed on.",
    )


TABLES = {
    "shares": shares_sheet,
    "ledger": ledger_sheet,
    "withdrawals": withdrawals_sheet,
    "chain": chain_sheet,
    "functions": functions_sheet,
    "common": common_sheet,
    "origins": origins_sheet,
    "funding": funding_sheet,
    "map": map_sheet,
}
