"""Only what chance would hardly do is news; a gap is news where it truly moved."""

import datetime
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from tilth.see import news as module
from tilth.see.needs.change import judged
from tilth.see.needs.indicator import Indicator
from tilth.see.watch import Watch, chance_said

TOLD = {
    "why": "w", "to_whom": "all", "theme": "hospital", "source": "s", "better": "lower",
    "reviewed": datetime.date(2026, 1, 1),
}  # fmt: skip
FALLS = Indicator(title="Falls", statistic="rate", value="fall count within {period}",
                  per=1000, name="falls", **TOLD)  # fmt: skip
SMOKE = Indicator(title="Smoking", statistic="proportion", numerator="smoker", name="smoke", **TOLD)


def series(values):
    days = pd.date_range("2023-04-30", periods=len(values), freq="ME").date
    return pd.DataFrame({
        "period": days, "value": values, "lower": np.array(values) - 1,
        "upper": np.array(values) + 1, "note": "",
    })  # fmt: skip


def told(values):
    return module._news(FALLS, judged(series(values), FALLS, "month"), "Greenmarch")


STEADY = [10.0, 11.0, 9.0, 10.0, 12.0, 10.0, 9.0, 11.0, 10.0, 9.0, 11.0, 10.0, 11.0]


def test_B_030_ordinary_ups_and_downs_are_not_news():
    """B-030: an ordinary month is not news."""
    assert told([*STEADY, 10.5]) is None


def test_a_month_outside_its_limits_is_news_and_says_what_is_usual():
    one = told([*STEADY, 30.0])
    assert (one.kind, one.variation, one.side) == ("change", "concern", "high")
    assert one.sentence.startswith("Greenmarch: 30.0")
    assert "above what is usual (usually" in one.sentence
    assert one.sentence.endswith("That is worse.")
    assert one.strength > 3


def test_seven_low_months_within_the_limits_are_news_too():
    one = told([*STEADY, 9.5, 9.4, 9.5, 9.4, 9.5, 9.4, 9.5, 9.4])
    assert one.variation == "improvement"
    assert "has run low for some time (usually" in one.sentence


def test_a_short_series_or_one_nobody_sent_until_lately_says_nothing():
    assert told([10.0, 11.0, 30.0]) is None
    assert told([0.0] * 20 + [10.0, 11.0, 10.0, 30.0]) is None


def test_a_hidden_newest_month_says_nothing():
    assert told([*STEADY, float("nan")]) is None


def fifths(first, last, width):
    """A table of five fifths on two days, the value falling evenly from `first`'s or `last`'s."""
    rows = []
    for day, gap in ((datetime.date(2025, 3, 31), first), (datetime.date(2026, 3, 31), last)):
        for fifth in range(1, 6):
            value = 30 - gap * (fifth - 3) / 5
            rows.append({"deprivation_fifth": fifth, "period": day, "value": value,
                         "lower": value - width, "upper": value + width,
                         "denominator": 4000, "note": ""})  # fmt: skip
    return pd.DataFrame(rows)


def moved(table):
    """The News of a gap, or None; None too where one of its slopes is not told."""
    slopes = module._two_slopes(SMOKE, table)
    return module._moved(SMOKE, slopes, "Greenmarch") if all(slopes) else None


def test_a_gap_that_truly_widened_or_narrowed_is_news():
    wider = moved(fifths(5, 20, 0.5))
    assert (wider.kind, wider.variation) == ("fairness", "concern")
    assert "The gap is wider." in wider.sentence
    assert "a year before" in wider.sentence
    narrower = moved(fifths(20, 5, 0.5))
    assert narrower.variation == "improvement"


def test_a_gap_that_chance_may_have_moved_is_not_news():
    assert moved(fifths(10, 12, 4)) is None


def test_DC_a_gap_with_a_hidden_fifth_says_nothing():
    table = fifths(5, 20, 0.5)
    table.loc[table["deprivation_fifth"] == 3, "value"] = np.nan
    assert moved(table) is None


@pytest.fixture
def able(monkeypatch):
    monkeypatch.setattr(module, "answerable", lambda people, some: (some, {}))


def test_only_what_happens_in_a_time_is_watched(able):
    assert list(module.watched(None, {"falls": FALLS, "smoke": SMOKE})) == ["falls"]


def test_where_one_series_cannot_be_told_the_others_are(able, monkeypatch):
    def many(people, every, rebase):
        raise module.DefinitionError("no")

    def one(people, indicator, rebase):
        if indicator.name == "other":
            raise module.DisclosureError("no")
        return judged(series([*STEADY, 30.0]), indicator, "month")

    monkeypatch.setattr(module, "changes", many)
    monkeypatch.setattr(module, "change", one)
    people = SimpleNamespace(place=None)
    other = Indicator(**{**vars(FALLS), "name": "other"})
    found = module.news(people, {"falls": FALLS, "other": other})
    assert [n.indicator for n in found.found] == ["falls"]
    assert (found.series, 0 < found.by_chance < 0.1) == (1, True)


def test_news_of_areas_is_told_area_by_area(able, monkeypatch):
    table = pd.concat([
        series([*STEADY, 30.0]).assign(area="A", name="Ash"),
        series([*STEADY, 10.5]).assign(area="B", name="Beech"),
    ])  # fmt: skip
    monkeypatch.setattr(module, "estimate_many", lambda *_, **__: {"falls": table})
    people = SimpleNamespace(as_of=datetime.date(2026, 3, 31))
    found, watch = module.news_by_area(people, {"falls": FALLS}, layer="neighbourhood")
    assert list(found) == ["A"]
    assert found["A"][0].sentence.startswith("Ash: 30.0")
    assert (watch.series, len(watch.found)) == (2, 1)


def test_gaps_of_many_indicators_are_asked_in_one_reading(able, monkeypatch):
    asked = []

    def many(people, some, **how):
        asked.append(how)
        return {"smoke": fifths(5, 20, 0.5)}

    monkeypatch.setattr(module, "whole_many", many)
    people = SimpleNamespace(as_of=datetime.date(2026, 3, 31), place=None)
    told = module.gaps_moved(people, {"smoke": SMOKE, "falls": FALLS})
    assert [one.indicator for one in told.found] == ["smoke"]
    assert (told.series, told.by_chance) == (1, 0.01)
    assert asked[0]["over"] == [datetime.date(2025, 3, 31), datetime.date(2026, 3, 31)]


def test_limits_that_begin_anew_are_what_a_month_is_judged_by():
    """Things changed on purpose: the higher figures since are the new usual, not news."""
    since = [30.0, 31.0, 29.0, 30.0, 32.0, 30.0, 29.0, 31.0, 30.0, 29.0, 31.0, 30.0]
    table = series([*STEADY, *since])
    assert module._news(FALLS, judged(table, FALLS, "month"), "Greenmarch") is not None
    begun = judged(table, FALLS, "month", rebase=[datetime.date(2024, 5, 1)])
    assert list(begun.chart.points["segment"]).index(1) == len(STEADY)
    assert module._news(FALLS, begun, "Greenmarch") is None


def test_new_limits_on_trial_say_nothing_yet():
    table = series([*STEADY, *[30.0] * 10, 60.0])
    begun = judged(table, FALLS, "month", rebase=["2024-05"])
    assert module._news(FALLS, begun, "Greenmarch") is None


def watch(found, by_chance):
    return Watch(tuple(["news"] * found), 60, by_chance)


def test_what_chance_alone_would_show_among_many_is_said_beside_it():
    """Sixty charts watched at once: some are unusual in any month, though nothing changed."""
    assert "still put about 2 of them here" in chance_said(watch(0, 1.6))
    assert "may be chance: look closer" in chance_said(watch(3, 1.6))
    assert chance_said(watch(6, 1.6)).endswith("These are more than that.")
    assert "would hardly ever put one of them here" in chance_said(watch(1, 0.03))
    assert chance_said(watch(1, 0.03)).endswith("This is more than that.")
    both = watch(1, 0.5) + watch(2, 0.25)
    assert (len(both.found), both.series, both.by_chance) == (3, 120, 0.75)
