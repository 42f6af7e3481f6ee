"""Tables of what was chosen here and what was asked for: common, different, by whom begun."""

from tilth.agree.levels import chosen
from tilth.agree.words import FORMED, ORIGINS
from tilth.web.agree.levels.sheets import NOT_KNOWN, Column, Sheet
from tilth.web.agree.models import Body

KIND_WORDS = {
    "commitment": "Promises",
    "ask": "Things asked for",
    "offer": "Things offered",
    "recommendation": "Things recommended",
}
C = Column


def common_sheet(ledgers):
    """What must be the same everywhere and what may differ."""
    said = [(a.title, c.common, c.may_differ) for a, _, c in ledgers.clauses]
    rows = chosen.common_and_different(said)
    for row in rows:
        row["rule"] = (
            "both: agreements differ"
            if row["clash"]
            else "the same everywhere"
            if row["common"]
            else "may differ"
        )
        row["by"] = sorted({*row["common"], *row["differ"]})
    rows.sort(key=lambda row: (row["rule"], row["words"].casefold()))
    return Sheet(
        "common",
        "What must be the same everywhere, and what may differ",
        (C("words", "What"), C("rule", "Same or different"), C("by", "Agreed in", "list")),
        rows,
        empty="No agreement in force says what must be the same and what may differ.",
    )


def origins_sheet(ledgers):
    """What was asked for nationally against what was chosen."""
    things = [("Decisions closed", one.origin) for one in ledgers.decisions]
    promised = [(KIND_WORDS.get(o.type, "Promises"), o.origin) for o in ledgers.promises]
    things += sorted(promised, key=lambda one: list(KIND_WORDS.values()).index(one[0]))
    rows = chosen.balance(things)
    for row in rows:
        row["words"] = ORIGINS.get(row["origin"], NOT_KNOWN)
        row["whose"] = "asked for nationally" if row["mandated"] else "chosen here"
        if row["origin"] not in ORIGINS:
            row["whose"] = NOT_KNOWN
    rows += _passed_rows(ledgers) + _formed_rows(ledgers)
    return Sheet(
        "origins",
        "Asked for nationally, or chosen",
        (
            C("kind", "What"),
            C("words", "Where it came from"),
            C("whose", "Asked for or chosen"),
            C("count", "How many", "count"),
            C("share", "Share", "share"),
        ),
        rows,
    )


def _passed_rows(ledgers):
    live = [one for one in ledgers.passed if one.holds(ledgers.day) and not one.stays]
    return _two_rows("Functions passed on, today", [one.chosen for one in live])


def _formed_rows(ledgers):
    here = {one.slug for one in ledgers.bodies}
    formed = [one.formed for one in Body.objects.filter(slug__in=here, formed__in=FORMED)]
    return _two_rows("Boards, groups and networks, today", [one == "choice" for one in formed])


def _two_rows(kind, chosen_ones):
    rows = []
    for is_chosen, words in ((False, "told from above"), (True, "chosen by those here")):
        count = sum(one is is_chosen for one in chosen_ones)
        if count:
            whose = "chosen here" if is_chosen else "asked for nationally or by the system"
            told = {"kind": kind, "words": words, "whose": whose, "count": count}
            rows.append(told | {"share": chosen.per_cent(count, len(chosen_ones))})
    return rows
