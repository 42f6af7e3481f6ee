"""What a series says of its newest figure, and of the time of year."""

import numpy as np
import pytest

from tests.see.findings.made import series
from tests.see.needs.drawn import indicator_of
from tilth.see.findings.series import season, unusual, verdict
from tilth.see.methods.season import season as season_of
from tilth.see.methods.spc import xmr

STEADY = [4.0, 5.0, 4.0, 5.0, 6.0, 5.0, 4.0, 5.0, 6.0, 5.0, 4.0, 5.0, 6.0]
FALLS = indicator_of(
    statistic="rate", value="falls count within {period}", better="lower", title="Falls"
)


@pytest.mark.parametrize(
    ("last", "better", "said"),
    [
        (5.0, "lower", "The newest figure is within its ordinary ups and downs."),
        (
            12.0,
            "lower",
            "The newest figure is unusually high (worse): more than ordinary ups and downs.",
        ),
        (
            12.0,
            "higher",
            "The newest figure is unusually high (better): more than ordinary ups and downs.",
        ),
        (12.0, "neither", "The newest figure is unusually high: more than ordinary ups and downs."),
        (
            0.0,
            "lower",
            "The newest figure is unusually low (better): more than ordinary ups and downs.",
        ),
        (None, "lower", ""),
    ],
)
def test_the_newest_figure_is_judged_by_the_control_chart_s_rules(last, better, said):
    values = [*STEADY, np.nan if last is None else last]
    assert unusual(xmr(values, better=better)) == said


def test_a_short_series_is_judged_by_limits_on_trial():
    assert unusual(xmr([4.0, 5.0, 4.0, 5.0])).endswith("by limits still on trial.")


def test_only_what_happens_in_a_time_is_judged():
    table = series([*STEADY, 12.0]).table
    assert verdict(table, FALLS, "month")[0].startswith("The newest figure is unusually high")
    assert verdict(table, indicator_of(), "month") == ("", ())
    assert verdict(table.iloc[:0], FALLS, "month") == ("", ())


def test_the_time_of_year_is_told_where_it_shows():
    """B-035: seasonality beside the chart."""
    months = np.arange(48)
    wave = 20 + 5 * np.cos(2 * np.pi * months / 12) + np.tile([0.1, -0.1, 0.0], 16)
    told = season(season_of(wave), "month")
    assert told[0].startswith(
        "The time of year shows in this series: usually highest in January, lowest in July."
    )
    quarters = season(season_of(np.tile([9.0, 5.0, 4.0, 6.0], 5), cycle=4), "quarter")
    assert "highest in January to March, lowest in July to September" in quarters[0]


def test_no_season_is_claimed_by_chance_or_from_a_short_series():
    drawn = np.random.default_rng(1).normal(20, 5, 48)
    assert season(season_of(drawn), "month") == ()
    assert season(season_of(drawn[:20]), "month") == ()
    assert season(None, "month") == ()
