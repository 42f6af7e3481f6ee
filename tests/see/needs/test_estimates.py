import pandas as pd
import pytest

from tests.see.needs.drawn import indicator_of
from tilth.ground.errors import DefinitionError, DisclosureError
from tilth.see.needs.estimates import estimate, estimate_many, whole, whole_many

PEOPLE = """
    | neighbourhood | resident | sex    | age | active_minutes | people
    | Birchills     | yes      | female |  50 |             10 |     20
    | Birchills     | yes      | male   |  50 |            200 |     80
    | Birchills     | yes      | male   |  50 |                |      9
    | Bloxwich      | yes      | female |  50 |             10 |      3
    | Bloxwich      | yes      | male   |  50 |            200 |     80
    | Bloxwich      | yes      |        |  50 |             10 |     30
    | Bloxwich      | no       | male   |  50 |             10 |     40
    |               | yes      | male   |  50 |             10 |     12
"""
INACTIVE = {"numerator": "active_minutes < 30", "better": "lower"}


def rows(table, *columns):
    return [
        tuple(None if pd.isna(v) else v for v in row) for row in table[list(columns)].to_numpy()
    ]


def test_one_row_an_area_with_wilsons_interval_from_rounded_counts(lived):
    table = estimate(lived(PEOPLE), indicator_of(**INACTIVE), layer="neighbourhood")
    assert rows(table, "area", "numerator", "denominator", "unknown", "note")[0] == (
        "Birchills", 20, 100, 10, "",
    )  # fmt: skip
    first = table.iloc[0]
    assert first["value"] == pytest.approx(20.0)
    assert (first["lower"], first["upper"]) == pytest.approx((13.337, 28.883), abs=0.001)


def test_residents_alone_are_counted_and_those_in_no_area_have_a_row_of_their_own(lived):
    table = estimate(lived(PEOPLE), indicator_of(**INACTIVE), layer="neighbourhood")
    assert table["name"].tolist() == ["Birchills", "Bloxwich", "In no neighbourhood"]
    assert table["denominator"].tolist() == [100, 115, 10]
    assert table["area"].isna().tolist() == [False, False, True]


def test_whoever_is_in_no_known_group_has_a_row(lived):
    table = estimate(lived(PEOPLE), indicator_of(**INACTIVE), layer="neighbourhood", by="sex")
    bloxwich = table[table["area"] == "Bloxwich"].fillna({"sex": "not known"}).set_index("sex")
    assert bloxwich.loc["not known", "denominator"] == 30
    assert bloxwich.loc["not known", "value"] == pytest.approx(100.0)


def test_DC_a_handful_is_hidden_and_nothing_is_worked_out_from_it(lived):
    table = estimate(lived(PEOPLE), indicator_of(**INACTIVE), layer="neighbourhood", by="sex")
    few = table[(table["area"] == "Bloxwich") & (table["sex"] == "female")].iloc[0]
    assert pd.isna(few["numerator"])
    assert few["note"] == "hidden"
    assert few[["value", "lower", "upper"]].isna().all()
    assert few["compared"] == "cannot tell"


def test_unknown_is_counted_apart_and_never_as_no(lived):
    people = lived(
        """
        | neighbourhood | resident | age | active_minutes | people
        | Birchills     | yes      |  50 |             10 |     20
        | Birchills     | yes      |  50 |                |     60
        """
    )
    row = estimate(people, indicator_of(**INACTIVE), layer="neighbourhood").iloc[0]
    assert (row["numerator"], row["denominator"], row["unknown"]) == (20, 20, 60)
    assert row["value"] == pytest.approx(100.0)


def test_nobody_and_not_known_say_so(lived):
    people = lived(
        """
        | neighbourhood | resident | age | active_minutes | people
        | Birchills     | yes      |  50 |             10 |     20
        | Bloxwich      | yes      |  10 |             10 |     20
        | Goscote       | yes      |  50 |                |     20
        """
    )
    one = indicator_of(denominator="age >= 19", **INACTIVE)
    notes = estimate(people, one, layer="neighbourhood").set_index("area")["note"]
    assert notes.to_dict() == {"Birchills": "", "Bloxwich": "nobody", "Goscote": "not known"}


def test_an_indicator_about_nobody_at_all_says_so(lived):
    one = indicator_of(denominator="age >= 110", **INACTIVE)
    for over in (None, "quarter"):
        table = estimate(lived(PEOPLE), one, layer="neighbourhood", over=over)
        assert (table["note"] == "nobody").all()
        assert table["value"].isna().all()


def test_an_area_is_compared_with_everyone_by_its_interval(lived):
    people = lived(
        """
        | neighbourhood | resident | age | active_minutes | people
        | High          | yes      |  50 |             10 |    300
        | High          | yes      |  50 |            200 |    100
        | Low           | yes      |  50 |             10 |    100
        | Low           | yes      |  50 |            200 |    300
        | Middle        | yes      |  50 |             10 |    100
        | Middle        | yes      |  50 |            200 |    100
        """
    )
    told = estimate(people, indicator_of(**INACTIVE), layer="neighbourhood")
    assert dict(zip(told["area"], told["compared"], strict=True)) == {
        "High": "higher", "Low": "lower", "Middle": "similar",
    }  # fmt: skip
    assert whole(people, indicator_of(**INACTIVE))["value"].iloc[0] == pytest.approx(50.0)


def test_events_are_counted_over_the_period_now_and_over_each_step_in_a_series(lived):
    visits = "\n".join(f"| {n} | visit | 2026-0{1 + n % 3}-10" for n in range(1, 61))
    people = lived(
        "| neighbourhood | resident | age | people\n| Birchills | yes | 70 | 100",
        event=f"| person | concept | date\n{visits}",
    )
    one = indicator_of(statistic="rate", value="visit count within {period}", per=1000)
    now = estimate(people, one, layer="neighbourhood").iloc[0]
    assert (now["numerator"], now["value"]) == (60, pytest.approx(600.0))
    series = estimate(people, one, layer="neighbourhood", over="month")
    assert series["numerator"].tolist()[-3:] == [20, 20, 20]
    assert series["period"].astype(str).tolist()[-1] == "2026-03-31"
    assert len(series) == 12


def test_means_and_middles_tell_the_people_judged_and_no_sum(lived):
    people = lived(
        """
        | neighbourhood | resident | age | active_minutes | people
        | Birchills     | yes      |  50 |             10 |     50
        | Birchills     | yes      |  50 |             30 |     50
        """
    )
    mean = indicator_of(statistic="mean", value="active_minutes", per=1)
    row = estimate(people, mean, layer="neighbourhood").iloc[0]
    assert row["value"] == pytest.approx(20.0, abs=0.5)
    assert pd.isna(row["numerator"])
    assert row["denominator"] == 100
    middle = indicator_of(
        statistic="quantile", value="active_minutes", bins=(0.0, 20.0, 40.0, 60.0), per=1
    )
    row = estimate(people, middle, layer="neighbourhood").iloc[0]
    assert row["value"] == pytest.approx(20.0, abs=0.5)


def test_the_retire_switch_takes_an_indicator_out_of_use(lived):
    """B-258: an indicator that went out of use says why when it is asked for."""
    one = indicator_of(retired=True, retired_because="it measured what was easy to count")
    with pytest.raises(DefinitionError, match="out of use: it measured what was easy"):
        estimate(lived(PEOPLE), one, layer="neighbourhood")


def test_B_262_a_target_nobody_here_gave_a_reason_for_is_refused(lived):
    """B-262: target use needs a recorded reason."""
    one = indicator_of(target=10.0, target_reason="Agreed by another board long ago")
    with pytest.raises(DefinitionError, match="this place uses none"):
        whole(lived(PEOPLE), one)


def test_a_group_or_breakdown_that_is_not_shown_is_refused(lived):
    with pytest.raises(DefinitionError, match="there is no group called shoe_size"):
        estimate(lived(PEOPLE), indicator_of(**INACTIVE), layer="neighbourhood", by="shoe_size")
    with pytest.raises(DisclosureError):
        estimate(
            lived(PEOPLE),
            indicator_of(**INACTIVE),
            layer="neighbourhood",
            by=["ethnic_group", "age_group"],
        )


def test_small_areas_drawn_towards_the_whole_stand_beside_their_own_figure(lived):
    table = estimate(lived(PEOPLE), indicator_of(**INACTIVE), layer="neighbourhood", shrunk=True)
    assert {"value", "shrunk"} <= set(table.columns)
    known = table[table["value"].notna()]
    assert len(known) >= 2
    assert known["shrunk"].between(known["value"].min(), known["value"].max()).all()
    assert table.loc[table["value"].isna(), "shrunk"].isna().all()
    mean = indicator_of(statistic="mean", value="active_minutes", per=1)
    with pytest.raises(DefinitionError, match="a mean is not drawn towards the whole"):
        estimate(lived(PEOPLE), mean, layer="neighbourhood", shrunk=True)


def test_many_at_once_are_as_each_alone(lived):
    people = lived(PEOPLE)
    asked = {
        "inactive": indicator_of(**INACTIVE),
        "women": indicator_of(numerator="sex = 'female'"),
        "minutes": indicator_of(statistic="mean", value="active_minutes", per=1),
    }
    together = estimate_many(people, asked, layer="neighbourhood")
    for name, one in asked.items():
        alone = estimate(people, one, layer="neighbourhood")
        pd.testing.assert_frame_equal(together[name], alone)


def test_the_whole_is_told_by_group_and_over_time(lived):
    people = lived(PEOPLE)
    by_sex = whole(people, indicator_of(**INACTIVE), by="sex").set_index("sex")
    assert by_sex.loc["male", "denominator"] == 170
    table = whole_many(people, {"a": indicator_of(**INACTIVE)}, over="quarter")["a"]
    assert len(table) == 4


def test_published_figures_pass_untouched_and_say_where_there_is_none(greenmarch):
    one = indicator_of(statistic="published", numerator="", measure="imd2025_score")
    table = estimate(greenmarch, one, layer="lsoa21")
    told = {r["code"]: r["value"] for r in _published(greenmarch, "imd2025_score")}
    assert dict(zip(table["area"], table["value"], strict=True)) == told
    assert (table["note"] == "").all()
    none = estimate(greenmarch, one, layer="neighbourhood")
    assert (none["note"] == "not published").all()
    assert none["value"].isna().all()


def _published(people, measure):
    from tilth.see.needs.naming import geography_of

    return geography_of(people).where("measure", measure=measure, layer="lsoa21")
