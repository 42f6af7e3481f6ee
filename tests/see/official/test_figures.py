"""Official figures: every digit as published, each layer they are published for, and no other."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.see.official.drawn import figure, geography_of, official
from tilth.ground.errors import DefinitionError
from tilth.see.official import estimate
from tilth.see.official.rows import measures


def told(table, *columns):
    return [tuple(row) for row in table[list(columns)].itertuples(index=False)]


def test_P_155_a_published_figure_and_its_limits_pass_to_the_last_digit():
    """P-155: official figures stand beside what is counted, untouched."""
    row = figure("P1", 8.3597744422707, lower=8.25031773202761, upper=8.47020016635235, count=3)
    table = estimate(geography_of(row | {"denominator": 7}), official(), layer="place")
    aston = table.iloc[0]
    assert (aston["value"], aston["lower"], aston["upper"]) == (
        8.3597744422707, 8.25031773202761, 8.47020016635235,
    )  # fmt: skip
    assert (aston["numerator"], aston["denominator"], aston["note"]) == (3, 7, "")


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_whatever_number_is_published_is_the_number_shown(value):
    table = estimate(geography_of(figure("P1", value)), official(), layer="place")
    assert table["value"].iloc[0] == value


def test_a_small_published_count_is_not_hidden_for_it_is_public_already():
    table = estimate(geography_of(figure("P1", 1.0, count=2)), official(), layer="place")
    assert table["numerator"].iloc[0] == 2


def test_an_area_or_a_layer_nothing_is_published_of_says_so():
    held = geography_of(figure("P1", 5.0), figure("P2", None, note="Value suppressed"))
    table = estimate(held, official(), layer="place").set_index("area")
    assert table["note"].to_dict() == {
        "P1": "", "P2": "Value suppressed", "P3": "not published",
    }  # fmt: skip
    assert estimate(held, official(), layer="ward")["note"].tolist() == ["not published"]
    with pytest.raises(DefinitionError, match="no layer plaice"):
        estimate(held, official(), layer="plaice")


def test_the_newest_period_that_half_of_the_areas_have_is_shown():
    figures = [figure(c, 1.0, period="2022") for c in ("P1", "P2", "P3")]
    figures += [figure("P1", 2.0, period="2024"), figure("P1", 3.0), figure("P2", 4.0)]
    table = estimate(geography_of(*figures), official(), layer="place")
    assert told(table, "area", "period")[0] == ("P1", "2023")
    assert table["value"].tolist()[:2] == [3.0, 4.0]
    assert table["note"].tolist() == ["", "", "not published"]


def test_over_time_every_published_period_is_told_between_the_days_asked():
    figures = [figure("P1", float(n), period=p) for n, p in enumerate(("2021/22", "2022/23"))]
    held = geography_of(*figures, figure("P1", 9.0, period="2023/24"))
    series = estimate(held, official(), layer="place", over="year", until=datetime.date(2022, 9, 1))
    assert told(series[series["area"] == "P1"], "period", "value") == [
        ("2021/22", 0.0), ("2022/23", 1.0),
    ]  # fmt: skip
    since = datetime.date(2023, 1, 1)
    assert len(estimate(held, official(), layer="nation", over="year", since=since)) == 1


def test_a_daily_figure_over_months_is_the_last_published_of_each_never_an_average():
    days = ("2025-03-30", "2025-03-31", "2025-04-01", "2025-07-01")
    figures = [figure("P1", 10.0 + n, period=day) for n, day in enumerate(days)]
    held = geography_of(*figures, figure("P1", None, period="2025-07-02"))

    def values(over, **when):
        table = estimate(held, official(), layer="place", over=over, **when)
        return table[table["area"] == "P1"]["value"].tolist()

    assert values("month") == [11.0, 12.0, 13.0]
    assert values("quarter") == [11.0, 12.0, 13.0]
    assert values("year") == [13.0]
    assert values("month", since=datetime.date(2025, 4, 1)) == [12.0, 13.0]


def test_compared_is_with_the_nation_of_the_same_period_and_only_where_limits_are_published():
    figures = [figure("P1", 9.0, lower=8.0, upper=10.0), figure("P2", 4.0)]
    figures += [figure("P3", 7.0, lower=6.0, upper=8.0)]
    nation = figure("E", 7.0, layer="nation")
    held = geography_of(*figures, nation)
    table = estimate(held, official(), layer="place")
    assert table["compared"].tolist() == ["higher", "cannot tell", "similar"]
    alone = estimate(geography_of(*figures), official(), layer="place")
    assert set(alone["compared"]) == {"cannot tell"}
    other = geography_of(*figures, nation | {"period": "2022"})
    assert set(estimate(other, official(), layer="place")["compared"]) == {"cannot tell"}


def test_B_017_a_figure_published_by_sex_is_told_for_one_or_for_each():
    """B-017, P-043: healthy life expectancy is published for women and for men."""
    figures = [figure("P1", 60.1, sex="female"), figure("P1", 58.2, sex="male")]
    held = geography_of(*figures)
    women = estimate(held, official(sex="female"), layer="place")
    assert women["value"].iloc[0] == 60.1
    both = estimate(held, official(), layer="place", by="sex")
    assert told(both[both["area"] == "P1"], "sex", "value") == [("female", 60.1), ("male", 58.2)]
    assert estimate(held, official(), layer="place")["note"].iloc[0] == "not published"
    with pytest.raises(DefinitionError, match="not published by age group"):
        estimate(held, official(), layer="place", by=("age_group",))


def test_of_several_ages_the_definition_says_which():
    held = geography_of(figure("P1", 1.0, age="65+ yrs"), figure("P1", 2.0, age="All ages"))
    assert estimate(held, official(age="All ages"), layer="place")["value"].iloc[0] == 2.0
    with pytest.raises(DefinitionError, match="published for 2 ages") as found:
        estimate(held, official(), layer="place")
    assert "65+ yrs, All ages" in found.value.remedy


def test_a_figure_of_a_category_is_never_taken_for_that_of_everyone():
    poorest = figure("P1", 1.0, category_type="IMD", category="Most deprived")
    held = geography_of(poorest, figure("P1", 5.0))
    assert estimate(held, official(), layer="place")["value"].iloc[0] == 5.0
    one = official(category="Most deprived")
    assert estimate(held, one, layer="place")["value"].iloc[0] == 1.0


def test_P_154_deprivation_is_the_score_of_small_areas_and_the_published_average_above_them():
    """P-154: deprivation at every layer it is published for."""
    plain = [("ward", "W1", "imd_score", 30.123), ("place", "P1", "imd_average_score", 21.5)]
    one = official(measure="imd_score, imd_average_score")
    held = geography_of(plain=plain)
    assert estimate(held, one, layer="ward")["value"].tolist() == [30.123]
    assert estimate(held, one, layer="place")["value"].iloc[0] == 21.5


def test_a_share_of_published_counts_keeps_both_counts_as_published():
    plain = [("place", "P1", "owned", 30.0), ("place", "P1", "bought", 20.0)]
    plain += [("place", c, "all", 80.0) for c in ("P1", "P2")] + [("place", "P3", "all", 0.0)]
    one = official(measure="owned + bought", out_of="all")
    table = estimate(geography_of(plain=plain), one, layer="place")
    assert told(table, "numerator", "denominator", "value")[0] == (50.0, 80.0, 62.5)
    assert table["note"].tolist() == ["", "not published", "not published"]


def test_figures_of_trusts_are_told_by_the_trusts_names():
    rows = [figure("RBK", 61.0, layer="trust", measure="staying")]
    trusts = [("RBK", "Walsall Trust", "trust"), ("RL4", "Royal Trust", "trust")]
    held = geography_of(*rows, organisations=trusts)
    table = estimate(held, official(measure="staying"), layer="trust")
    assert told(table, "name", "note") == [
        ("Walsall Trust", ""), ("Royal Trust", "not published"),
    ]  # fmt: skip


def test_a_places_own_figure_stands_before_the_one_its_geography_was_made_with():
    own, shipped = figure("P1", 9.9, source="own: new"), figure("P1", 1.1)
    for rows in ((own, shipped), (shipped, own)):
        assert estimate(geography_of(*rows), official(), layer="place")["value"].iloc[0] == 9.9


def test_what_is_held_is_listed_by_measure_and_layer():
    held = geography_of(
        figure("P1", 1.0), figure("P2", 1.0, period="2024"), plain=[("ward", "W1", "imd", 1.0)]
    )
    assert measures(held) == {
        ("fingertips_1", "place"): ("A thing", "fingertips", 2, "2023", "2024"),
        ("imd", "ward"): ("", "imd", 1, "2025", "2025"),
    }


def test_an_indicator_that_adds_counts_says_out_of_what():
    with pytest.raises(ValueError, match="out_of is for published counts"):
        official(measure="a + b")
    with pytest.raises(ValueError, match="out_of is for published counts"):
        official(statistic="proportion", numerator="age > 3", out_of="a")
