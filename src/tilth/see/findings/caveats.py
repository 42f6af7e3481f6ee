"""What to bear in mind about a figure: made by rule, each only where its cause is there."""

from tilth.see.findings.digits import empty
from tilth.see.findings.rows import CONCEALED
from tilth.see.findings.words import counted, day_said

MANY_UNKNOWN = 0.05
FEW_EVENTS = 20
OLD_DAYS = 92
MISSED_MATCHES = 0.95
TRIAL_POINTS = 12


def caveats(table, *, provenance, grounds=None, on=None, synthetic=False, points=None, others=()):
    """The caveats of a table, the weightiest first; a tuple of sentences.

    grounds: what the figures rest on. on: the day the place stands on, for how old data are.
    points: how many periods a series has. others: sentences that only its maker knows, such as
    a change of definition.
    """
    told = [
        made_up(synthetic),
        unknown_people(table),
        hidden_cells(table, provenance),
        few_people(table),
        trial_limits(points),
        old_data(grounds, on),
        matching(grounds),
        *others,
    ]
    return tuple(one for one in told if one)


def made_up(synthetic):
    return "SYNTHETIC: these people are made up; nobody here is real." if synthetic else ""


def unknown_people(table):
    """How many people the figures leave out because nothing is known of them."""
    if not {"unknown", "denominator"} <= set(table):
        return ""
    known = table[table["unknown"].notna() & table["denominator"].notna()]
    if "period" in known:
        known = known[known["period"] == known["period"].max()]
    missing, judged = float(known["unknown"].sum()), float(known["denominator"].sum())
    if not missing or missing / (missing + judged) < MANY_UNKNOWN:
        return ""
    share = 100 * missing / (missing + judged)
    return (
        f"Nothing is recorded for {share:.0f}% of the people this is about; they are not counted "
        "either way, and may differ from the others."
    )


def hidden_cells(table, provenance):
    """How many figures are hidden, and the rule."""
    hidden = int(table["note"].isin(CONCEALED).sum()) if "note" in table else 0
    if not hidden:
        return ""
    least = provenance.smallest - 1
    return (
        f"{counted(hidden, 'figure')} hidden, shown as *: numbers of 1 to {least} people are never "
        f"shown, nor what would give them away. Other counts are to the nearest "
        f"{provenance.rounded}."
    )


def few_people(table):
    """Where figures rest on so few events that they will jump about."""
    if not {"numerator", "value"} <= set(table):
        return ""
    few = [
        not empty(n) and not empty(v) and 0 < float(n) < FEW_EVENTS
        for n, v in zip(table["numerator"], table["value"], strict=True)
    ]
    if not sum(few):
        return ""
    return (
        f"{counted(sum(few), 'figure')} of {len(table)} "
        f"{'rests' if sum(few) == 1 else 'rest'} on fewer than {FEW_EVENTS} and will go up and "
        "down by chance."
    )


def trial_limits(points):
    """A short series has limits on trial only."""
    if points is None or points > TRIAL_POINTS:
        return ""
    words = "trial limits: fewer than 12 points" if points < TRIAL_POINTS else "few points"
    return f"Only {counted(points, 'point')} in this series ({words}): its limits may still move."


def old_data(grounds, on):
    """Data that stop more than three months before the day the place stands on."""
    if grounds is None or grounds.data_to is None or on is None:
        return ""
    if (on - grounds.data_to).days <= OLD_DAYS:
        return ""
    which = f" ({grounds.oldest.replace('_', ' ')})" if grounds.oldest else ""
    return f"The newest records{which} are of {day_said(grounds.data_to)}."


def matching(grounds):
    """How often matching records finds one person's records, where that is not nearly always."""
    if grounds is None or empty(grounds.recall) or grounds.recall >= MISSED_MATCHES:
        return ""
    found = round(100 * grounds.recall)
    return (
        f"Matching records without a shared number finds {found} of 100 pairs that belong "
        "together; people it misses may be counted twice or not at all."
    )
