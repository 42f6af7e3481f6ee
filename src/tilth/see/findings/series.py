"""What a series says: whether its newest figure is unusual, and what the time of year does."""

from tilth.see.findings.digits import empty
from tilth.see.findings.words import sentence
from tilth.see.needs.change import judged

STRONG, CHANCE = 0.5, 0.05
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
QUARTERS = ("January to March", "April to June", "July to September", "October to December")
SIDES = {"high": "unusually high", "low": "unusually low"}
MEANING = {"improvement": "better", "concern": "worse"}


def verdict(table, indicator, over, rebase=()):
    """Of one series: (a sentence on its newest figure, caveats on its season).

    table: estimates of one area, one row a period. Only what happens in a time is judged against
    its ordinary ups and downs: how many people have something changes too slowly for that.
    rebase: periods at which new limits begin.
    """
    if not indicator.rests_on_period or table.empty:
        return "", ()
    found = judged(table.reset_index(drop=True), indicator, over, rebase=rebase)
    return unusual(found.chart), season(found.season, over)


def unusual(chart):
    """Whether the newest figure is more than ordinary ups and downs, by the XmR chart's rules."""
    if chart.variation == "common cause":
        told = "The newest figure is within its ordinary ups and downs"
    elif chart.side in SIDES:
        meaning = MEANING.get(chart.variation)
        said = f" ({meaning})" if meaning else ""
        told = f"The newest figure is {SIDES[chart.side]}{said}: more than ordinary ups and downs"
    else:
        return ""
    trial = bool(chart.points["trial"].iloc[-1])
    return sentence(told + (", by limits still on trial" if trial else ""))


def season(found, over):
    """The time of year, where it shows in a series of three years or more (B-035)."""
    if found is None or empty(found.strength[0]) or empty(found.highest[0]):
        return ()
    if found.strength[0] < STRONG or found.chance[0] > CHANCE:
        return ()
    names = QUARTERS if over == "quarter" else MONTHS
    high, low = (names[int(at[0]) - 1] for at in (found.highest, found.lowest))
    return (
        f"The time of year shows in this series: usually highest in {high}, lowest in {low}. "
        "Compare a month with the same month of other years.",
    )
