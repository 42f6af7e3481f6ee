"""Findings made from people: title, sentence, caveats and pictures that fit what was asked."""

import datetime

import numpy as np
import pytest

from tests.see.needs.drawn import indicator_of
from tilth import see
from tilth.ground.errors import DefinitionError
from tilth.see.findings.known import answerable, why_not
from tilth.see.findings.rows import rows
from tilth.see.findings.unequal import whole_layer

SINCE = datetime.date(2025, 4, 1)
OLD = indicator_of(
    title="People aged 65 and over", numerator="age >= 65", name="old", everyone=True
)


@pytest.fixture(scope="module")
def inactive(greenmarch):
    return greenmarch.place.find(see.Indicator, "inactive_adults")


def test_a_finding_of_a_layer_tells_every_area_beside_the_whole(greenmarch, inactive):
    """P-156, B-206: small areas are compared within their county, honest about small numbers."""
    found = see.finding(greenmarch, inactive, layer="neighbourhood")
    assert found.title == "Physically inactive adults"
    assert found.sentence.startswith("Physically inactive adults: ")
    assert found.subtitle == "Per cent, with 95% intervals, by neighbourhood"
    assert set(found.table["name"]) >= {"Old Pits", "Canalside"}
    assert found.whole["name"] == "Greenmarch"
    assert found.kinds == ("bars", "choropleth", "funnel")
    assert found.data_to == datetime.date(2026, 3, 31)
    assert found.synthetic
    assert "General practices (made up)" in found.source
    assert "Wilson" in found.method
    assert found.caveats[0].startswith("SYNTHETIC")
    assert found.provenance.release == greenmarch.release
    assert len(found.provenance.definition) == 12


def test_the_table_is_the_estimates_table_and_the_rows_its_digits(greenmarch, inactive):
    found = see.finding(greenmarch, inactive, layer="neighbourhood")
    table = see.estimate(greenmarch, inactive, layer="neighbourhood")
    assert found.table.equals(table)
    for shown, value in zip(rows(found), table["value"], strict=True):
        assert str(shown["value"]) == ("*" if value != value else f"{value:.1f}")


def test_one_area_is_found_by_the_name_residents_use(greenmarch, inactive):
    by_name = see.finding(greenmarch, inactive, layer="neighbourhood", area="Old Pits")
    code = by_name.table["area"].iloc[0]
    by_code = see.finding(greenmarch, inactive, layer="neighbourhood", area=code)
    assert by_name.table.equals(by_code.table)
    assert by_name.title == "Physically inactive adults, Old Pits"
    assert by_name.kinds == ("bars",)
    with pytest.raises(DefinitionError, match="Did you mean Old Pits"):
        see.finding(greenmarch, inactive, layer="neighbourhood", area="Old Pit")


def test_a_series_is_drawn_as_trend_and_control_chart(greenmarch):
    falls = greenmarch.place.find(see.Indicator, "falls")
    found = see.finding(greenmarch, falls, layer="system", over="quarter")
    assert found.kinds == ("trend", "spc")
    assert found.subtitle.endswith("each quarter")
    assert len(found.table) == 12
    assert found.chart("spc").startswith("<svg")
    assert "by falls" not in found.sentence
    several = see.finding(greenmarch, falls, layer="place", over="year", since=SINCE)
    assert "in 4 areas" in several.sentence


def test_what_changes_slowly_is_a_trend_and_is_not_judged_by_months(greenmarch, inactive):
    found = see.finding(greenmarch, inactive, layer="system", over="quarter", since=SINCE)
    assert found.kinds == ("trend",)
    assert "ups and downs" not in found.sentence
    assert any("trial limits" in caveat for caveat in found.caveats)


def test_groups_have_their_own_pictures(greenmarch, inactive):
    assert see.finding(greenmarch, inactive, layer="system", by="sex").kinds == ("bars",)
    both = see.finding(greenmarch, inactive, layer="system", by=["sex", "age_group"])
    assert both.kinds == ("pyramid",)
    assert "by sex and age group" in both.subtitle
    assert both.chart().startswith("<svg")
    fifths = see.finding(greenmarch, inactive, layer="system", by="deprivation_fifth")
    assert fifths.kinds == ("fairness", "bars")


def test_a_published_figure_is_passed_through_and_not_compared(greenmarch):
    one = indicator_of(statistic="published", numerator="", measure="imd2025_decile", per=1)
    assert why_not(greenmarch, one) == ""
    found = see.finding(greenmarch, one, layer="lsoa21")
    assert found.whole == {}
    assert "As published, untouched." in found.method
    assert found.chart("bars").startswith("<svg")


def test_fairness_tells_the_slope_by_deprivation(greenmarch, inactive):
    found = see.fairness(greenmarch, inactive, by="deprivation")
    assert found.asked.by == "deprivation_fifth"
    assert found.kinds == ("fairness", "bars")
    if found.slope:
        apart = found.slope["right"] - found.slope["left"]
        assert abs(apart - found.slope["value"]) < 1e-9
    assert "SYNTHETIC" in found.chart()
    by_sex = see.fairness(greenmarch, inactive, by="sex")
    assert by_sex.kinds == ("bars",)
    assert by_sex.slope == {}


def test_fairness_that_cannot_be_told_says_why(greenmarch):
    held = greenmarch.place.find(see.Indicator, "serious_mental_illness")
    found = see.fairness(greenmarch, held)
    assert bool(found.slope) != any("fifth" in caveat for caveat in found.caveats)


def test_the_whole_place_is_one_area_of_its_layer(greenmarch, population):
    assert whole_layer(greenmarch) == "system"
    alone = population("| neighbourhood | age | people\n| A | 50 | 20")
    assert whole_layer(alone) == alone.layers[-1]


def test_a_profile_puts_strengths_first_and_says_what_is_missing(greenmarch):
    names = ["inactive_adults", "active_adults", "falls"]
    found = see.profile(greenmarch, "Old Pits", compare="England", names=names)
    assert next(iter(found.table["indicator"])) == "active_adults"
    assert found.kinds == ("spine",)
    assert found.title == "Old Pits: profile"
    assert any("No figures of England are held here" in caveat for caveat in found.caveats)
    assert found.whole["name"] == "Greenmarch"
    assert "spine" in found.kinds
    for row in found.table.to_dict("records"):
        assert row["compared"] in ("higher", "similar", "lower", "cannot tell")
        assert row["meaning"] == "" or row["compared"] in ("higher", "lower")


def test_a_profile_beside_another_area_is_compared_with_it(greenmarch):
    names = ["inactive_adults"]
    found = see.profile(greenmarch, "Old Pits", compare="Canalside", names=names)
    beside = see.finding(
        greenmarch,
        greenmarch.place.find(see.Indicator, "inactive_adults"),
        layer="neighbourhood",
        area="Canalside",
    )
    assert found.whole["name"] == "Canalside"
    assert found.table["whole"].iloc[0] == beside.table["value"].iloc[0]


def test_areas_side_by_side(greenmarch):
    found = see.comparison(greenmarch, layer="neighbourhood", theme="activity")
    assert found.kinds == ("rug",)
    assert found.table["name"].nunique() == 7
    assert "beside Greenmarch" in found.sentence
    assert found.chart(width=340).startswith("<svg")


def test_areas_are_ranked_only_with_how_far_a_rank_can_be_trusted(greenmarch, inactive):
    """B-205: rank claims are computed with uncertainty before they are repeated."""
    found = see.ranking(greenmarch, inactive, layer="neighbourhood", rng=np.random.default_rng(1))
    told = [row for row in rows(found) if row["rank"] is not None]
    assert told
    assert all(1 <= r["rank_lower"] <= r["rank"] <= r["rank_upper"] <= r["of"] for r in told)
    may_be_first = {row["name"] for row in told if row["rank_lower"] == 1}
    assert all(name in found.sentence for name in may_be_first)
    assert "drawing every area's figure" in found.method
    assert found.recipe()["python"].endswith('layer="neighbourhood", rng=rng)')


def test_indicators_a_place_cannot_answer_are_named_with_the_reason(greenmarch):
    unknown = indicator_of(numerator="flights_of_fancy ever", name="fancy")
    retired = indicator_of(name="gone", retired=True, retired_because="nobody used it")
    elsewhere = indicator_of(name="theirs", statistic="published", numerator="", measure="not_held")
    usable, missing = answerable(
        greenmarch, {i.name: i for i in (OLD, unknown, retired, elsewhere)}
    )
    assert list(usable) == ["old"]
    assert "flights_of_fancy" in missing["fancy"]
    assert missing["gone"] == "out of use: nobody used it"
    assert missing["theirs"] == "nothing is published of it here"


def test_people_drawn_without_a_place_still_make_a_finding(population):
    people = population("""
        | neighbourhood | age | people
        | A             |  70 |     40
        | A             |  50 |     60
        | B             |  70 |     30
        | B             |  50 |    170
    """)
    found = see.finding(people, OLD, layer="neighbourhood")
    assert found.whole["name"] == "everyone here"
    assert "Higher in A; lower in B." in found.sentence
    assert found.shapes is None
    assert found.kinds == ("bars",)
    assert found.data_to == people.as_of
    with pytest.raises(DefinitionError, match="there is no neighbourhood called C"):
        see.finding(people, OLD, layer="neighbourhood", area="C")
    with pytest.raises(DefinitionError, match="no geography"):
        see.profile(people, "A")


def test_DC_a_handful_is_never_told(population):
    people = population("""
        | neighbourhood | age | people
        | A             |  70 |      3
        | A             |  50 |    197
        | B             |  70 |     90
        | B             |  50 |    110
        | C             |  70 |     80
        | C             |  50 |    120
    """)
    found = see.finding(people, OLD, layer="neighbourhood", area="A")
    assert found.sentence.startswith(
        "People aged 65 and over in A: hidden: a small number of people."
    )
    assert rows(found)[0]["value"] == "*"
    assert any("1 figure hidden" in caveat for caveat in found.caveats)


def test_names_that_are_not_there_are_said_to_be_so():
    with pytest.raises(AttributeError, match="no attribute findig"):
        see.findig  # noqa: B018
    assert set(see.__all__) <= set(dir(see))
