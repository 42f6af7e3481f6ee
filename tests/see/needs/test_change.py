import datetime

import numpy as np
import pytest

from tests.see.needs.drawn import indicator_of
from tilth.ground.errors import DefinitionError
from tilth.see.needs.change import change, changes, heaps, period_label
from tilth.see.needs.reference import shipped

VISITS = {"statistic": "rate", "value": "visit count within {period}", "per": 1000}


def visited(lived, monthly):
    """People of whom so many came in each month up to March 2026, the first oldest."""
    lines, month = [], datetime.date(2026, 3, 15)
    for count in reversed(monthly):
        lines += [f"| {n + 1} | visit | {month}" for n in range(count)]
        month = (month.replace(day=1) - datetime.timedelta(1)).replace(day=15)
    return lived(
        "| neighbourhood | resident | age | people\n| Birchills | yes | 70 | 100",
        event="| person | concept | date\n" + "\n".join(lines),
    )


def test_a_step_is_unusual_until_the_series_is_rebased(lived):
    people = visited(lived, [40, 45, 50, 45] * 6 + [20, 25] * 6)
    one = indicator_of(better="lower", **VISITS)
    told = change(people, one)
    assert told.chart.variation == "improvement"
    assert told.news
    again = change(people, one, rebase="2025-04", notes={"2025-04": "A new service began"})
    assert again.chart.variation == "common cause"
    assert not again.news
    assert again.chart.points.loc["2025-04", "note"] == "A new service began"


def test_one_area_is_told_as_the_whole_is(lived):
    people = visited(lived, [40] * 36)
    one = indicator_of(**VISITS)
    told = change(people, one, layer="neighbourhood", area="Birchills")
    assert told.table["numerator"].tolist() == [40] * 36
    with pytest.raises(DefinitionError, match="there is no neighbourhood Nowhere"):
        change(people, one, layer="neighbourhood", area="Nowhere")


def test_B_266_hidden_months_are_said_and_few_points_are_called_trial(lived):
    """B-266: what a figure cannot say is said beside it."""
    people = visited(lived, [40, 3, 40, 40])
    told = change(people, indicator_of(**VISITS), since=datetime.date(2025, 12, 1))
    assert any("Trial limits" in w for w in told.warnings)
    assert any("1 of 4 points are not known" in w for w in told.warnings)
    assert np.isnan(told.chart.points["value"].iloc[1])


def test_a_jump_just_when_a_definition_changed_is_told(lived):
    people = visited(lived, [40, 45] * 12 + [85, 90] * 6)
    told = change(people, indicator_of(**VISITS), changed="2025-04")
    assert told.sudden["sudden"]
    assert any("definition changed" in w for w in told.warnings)
    assert change(people, indicator_of(**VISITS), changed="2023-05").sudden is None


def test_the_season_of_three_years_is_told(lived):
    wave = [int(50 + 30 * np.cos(2 * np.pi * m / 12)) for m in range(36)]
    told = change(visited(lived, wave), indicator_of(**VISITS))
    assert np.atleast_1d(told.season.strength)[0] > 0.6
    short = change(
        visited(lived, wave[:12]), indicator_of(**VISITS), since=datetime.date(2025, 4, 1)
    )
    assert short.season is None


def test_a_period_that_is_not_in_the_series_is_refused(lived):
    with pytest.raises(DefinitionError, match="1999-01 is not a period"):
        change(visited(lived, [40] * 12), indicator_of(**VISITS), rebase="1999-01")


def test_periods_have_names():
    day = datetime.date(2025, 9, 30)
    assert [period_label(day, o) for o in ("month", "quarter", "year")] == [
        "2025-09", "2025-Q3", "2025",
    ]  # fmt: skip


def test_the_planted_step_in_falls_is_found_at_month_19(greenmarch):
    told = change(greenmarch, shipped()["falls"], over="quarter")
    points = told.chart.points
    assert points.loc["2025-Q1":, "value"].mean() < 0.8 * points.loc[:"2024-Q3", "value"].mean()


def test_what_is_on_record_moves_slowly_so_a_signal_in_it_is_no_news(lived):
    """P-018: a register that grows is told as such, not as a change."""
    onsets = "\n".join(f"| {n} | illness | 2024-0{1 + n % 9}-10" for n in range(20, 80))
    people = lived(
        "| neighbourhood | resident | age | people\n| Birchills | yes | 70 | 100",
        event=f"| person | concept | date\n{onsets}",
    )
    told = change(people, indicator_of(numerator="illness ever", step="month"))
    assert told.stock
    assert told.chart.variation == "neutral"
    assert not told.news
    assert any("no news" in w for w in told.warnings)


def test_many_changes_are_as_each_alone(lived):
    people = visited(lived, [40, 45] * 18)
    asked = {"a": indicator_of(**VISITS), "b": indicator_of(step="year")}
    found = changes(people, asked)
    assert list(found) == ["a", "b"]
    assert found["a"].chart.mean == change(people, asked["a"]).chart.mean


def test_B_267_heaping_at_a_threshold_is_seen(lived):
    minutes = [*range(5, 400, 2), *[238] * 60]
    rows = "\n".join(f"| Birchills | yes | 50 | {m}" for m in minutes)
    people = lived(f"| neighbourhood | resident | age | active_minutes\n{rows}")
    one = indicator_of(
        statistic="quantile",
        value="active_minutes",
        bins=tuple(float(b) for b in range(0, 420, 10)),
        heaps=(240.0,),
        per=1,
    )
    told = heaps(people, one).iloc[0]
    assert told["excess"] > 30
    assert told["chance"] < 0.001
    with pytest.raises(DefinitionError, match="names no heaps"):
        heaps(people, indicator_of())
