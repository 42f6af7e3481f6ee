"""Every definition shipped: whole, settled against what partners send, and counted somewhere."""

import datetime

import pytest

from tests.conftest import ROOT
from tilth.ground.criterion import Criterion
from tilth.see.needs.change import changes
from tilth.see.needs.estimates import estimate_many, whole_many
from tilth.see.needs.indicator import THEMES
from tilth.see.needs.reference import fresh, shipped

EVERY = shipped()
COUNTED = {name: one for name, one in EVERY.items() if one.counted}
NOTES = {"", "hidden", "protects another", "nobody", "not known", "too few"}


def test_B_258_every_indicator_says_why_it_matters_to_whom_and_when_it_was_last_looked_at():
    """B-258: each measure carries why it matters, to whom; retire button. B-260: a shared set
    that nobody has to use."""
    assert len(EVERY) >= 60
    for name, one in EVERY.items():
        assert len(one.why) > 15, name
        assert len(one.to_whom) > 5, name
        assert len(one.source) > 10, name
        assert datetime.date(2025, 1, 1) <= one.reviewed <= datetime.date(2026, 12, 31), name
        assert one.target is None, name


def test_B_030_health_is_told_as_it_is_made_and_not_only_as_it_fails():
    """B-030: strengths, wellbeing and movement stand beside disease, and are counted."""
    made = {name for name, one in COUNTED.items() if one.strength and one.better == "higher"}
    assert made >= {"active_adults", "belonging", "community_groups", "someone_to_rely_on",
                    "volunteering", "leisure_members"}  # fmt: skip
    well = {name for name, one in COUNTED.items() if one.theme in ("wellbeing", "strengths")}
    assert len(well) >= 10


def test_every_counted_theme_has_an_indicator():
    """P-174 social capital, P-195 and B-098 wellbeing, B-191 wide wellbeing, P-034 avoidable."""
    themes = {one.theme for one in COUNTED.values()}
    assert set(THEMES) - {"deprivation", "wider"} <= themes
    assert {n for n, one in COUNTED.items() if one.strength} >= {"volunteering", "belonging"}
    for name in "avoidable_admissions lonely_adults mental_wellbeing high_anxiety".split():
        assert name in COUNTED
    assert len(COUNTED) >= 45


@pytest.mark.parametrize("name", COUNTED)
def test_every_counted_definition_settles_against_what_the_made_up_partners_send(name, greenmarch):
    one = EVERY[name]
    for step in (None, one.step):
        for text in (one.numerator_for(step), one.denominator_for(step)):
            if text:
                assert Criterion.parse(text).settle(greenmarch.vocabulary)
        if one.value:
            text = f"{one.value_for(step)} is not null"
            assert Criterion.parse(text).settle(greenmarch.vocabulary)


@pytest.fixture(scope="module")
def figures(greenmarch):
    # as a series of one day: the figures are those of now, with fewer breakdowns to protect
    return whole_many(greenmarch, COUNTED, over=[greenmarch.as_of])


@pytest.mark.parametrize("name", COUNTED)
def test_every_indicator_gives_a_figure_of_the_whole_or_says_why_not(name, figures):
    row = figures[name].iloc[0]
    assert row["note"] in NOTES
    if row["value"] == row["value"]:
        assert row["lower"] <= row["value"] <= row["upper"]
    else:
        assert row["note"] in NOTES - {""}


def test_most_indicators_give_a_figure_of_four_thousand_people(figures):
    told = [name for name, table in figures.items() if table["value"].notna().all()]
    assert len(told) > 0.6 * len(COUNTED)


def test_P_156_every_neighbourhood_has_a_row_with_a_figure_or_a_reason(greenmarch):
    """P-156: indicators computed at neighbourhood, honest about small numbers."""
    some = {n: COUNTED[n] for n in "inactive_adults falls copd children_days_waited".split()}
    for table in estimate_many(greenmarch, some, layer="neighbourhood").values():
        named = table.dropna(subset=["area"])
        assert len(named) == 7
        assert set(named["name"]) >= {"Old Pits", "Hillfoot"}
        assert ((named["value"].notna()) | (named["note"] != "")).all()
        assert table["name"].iloc[-1] == "In no neighbourhood"


def test_a_series_of_every_kind_of_indicator_is_judged(greenmarch):
    some = {n: COUNTED[n] for n in "emergency_attendances high_blood_pressure".split()}
    found = changes(greenmarch, some)
    assert len(found["emergency_attendances"].table) == 36
    assert found["emergency_attendances"].chart.points.index[-1] == "2026-03"
    assert found["high_blood_pressure"].chart.points.index[-1] == "2026-Q1"


def test_the_list_of_indicators_in_the_docs_is_as_the_definitions_are():
    page = ROOT / "docs" / "see" / "indicators.md"
    text = page.read_text(encoding="utf-8")
    assert text == fresh(text), "python -m tilth.see.needs.reference docs/see/indicators.md"
