"""Published figures drawn from a file: limits, counts, whose they are; false noughts told."""

import pytest

from tests.ground.open_data import ASTON, BARTON, built, write_all, write_csv
from tests.ground.open_data import opened as geography_of
from tilth.ground.errors import StoreError
from tilth.ground.geography import Geography
from tilth.ground.geography.own import read_own, write_own
from tilth.ground.publishers.figuring import GAP, TWICE, concerning, figure_rows
from tilth.ground.publishers.publication import FigureRule, Publication
from tilth.ground.publishers.reading import Cells

COLUMNS = ("code", "period", "what", "value", "other", "sex", "group", "low", "note")


class Kept:
    def has(self, layer, code):
        return (layer, code) in {("place", "P1"), ("nation", "E")}


def publication(**rule):
    given = {"code": "code", "layers": ("place", "nation"), "period": "period"}
    return Publication(
        title="A file",
        publisher="The Office",
        page="https://example.org/",
        licence="Open Government Licence",
        files=("*.csv",),
        columns={word: (word,) for word in COLUMNS},
        optional=COLUMNS[2:],
        period="2020",
        figures=(FigureRule(**given | rule),),
        name="file",
    )


def drawn(rows, **rule):
    """The figures of some rows: dicts of our words; what nobody says is not in the file."""
    words = list(dict.fromkeys(word for row in rows for word in row))
    columns = {word: [row.get(word, "") for row in rows] for word in words}
    missing = tuple(word for word in COLUMNS if word not in words)
    return figure_rows(publication(**rule), Cells(columns, len(rows), missing=missing), Kept())


def test_a_measure_named_by_a_column_is_ours_by_name_or_by_its_words():
    rows = [{"code": "P1", "what": word, "value": "1.50"} for word in ("AF", "Sick days (all)", "")]
    found = drawn(rows, measure="what", value="value", prefix="qof_", names={"AF": "qof_heart"})
    assert [row["measure"] for row in found] == ["qof_heart", "qof_sick_days_all"]
    assert {(r["layer"], r["period"], r["value"], r["title"]) for r in found} == {
        ("place", "2020", 1.5, "A file")
    }
    joined = drawn([{"code": "P1", "what": "Count_EndedReferrals", "value": "1"}],
                   measure="what", value="value", prefix="t_")  # fmt: skip
    assert joined[0]["measure"] == "t_count_ended_referrals"


def test_many_measures_may_stand_in_columns_and_one_that_is_not_there_is_left_out():
    found = drawn([{"code": "E", "value": "7"}], values={"a": "value", "b": "other"}, titled="T")
    assert [(row["measure"], row["layer"], row["title"]) for row in found] == [("a", "nation", "T")]


def test_areas_that_are_not_here_are_left_out():
    assert drawn([{"code": "P2", "value": "1"}], values={"a": "value"}) == []


def test_whose_a_figure_is_comes_of_the_first_column_that_says():
    rows = [
        {"code": "P1", "value": "1", "sex": "Years", "group": "Female"},
        {"code": "P1", "value": "2", "sex": "Persons", "group": "Most deprived"},
        {"code": "P1", "value": "3", "sex": "", "group": ""},
    ]
    found = drawn(
        rows,
        values={"a": "value"},
        sex=("group", "sex"),
        category=("group",),
        category_type="note",
    )
    assert [(row["sex"], row["category"]) for row in found] == [
        ("female", ""),
        ("all", "Most deprived"),
        ("all", ""),
    ]
    assert {row["age"] for row in found} == {""}


def test_limits_are_kept_and_a_blank_or_a_publishers_mark_is_nothing():
    rows = [{"code": "P1", "value": "[c]", "low": "0.123456789012345", "note": "few"}]
    row = drawn(rows, values={"a": "value"}, lower="low", note="note")[0]
    assert (row["value"], row["lower"], row["upper"], row["note"]) == (
        None, 0.123456789012345, None, "few",
    )  # fmt: skip


def test_a_nought_in_a_series_that_runs_high_is_a_report_not_sent():
    days = [
        {"code": "P1", "period": f"d{n}", "value": v} for n, v in enumerate("0 110 120 0".split())
    ]
    days += [
        {"code": "E", "period": "d1", "value": "0"},
        {"code": "E", "period": "d2", "value": ""},
    ]
    found = drawn(days, values={"a": "value"}, nought_is_gap_from=20)
    assert [(r["value"], r["note"]) for r in found if r["layer"] == "place"] == [
        (None, GAP), (110.0, None), (120.0, None), (None, GAP),
    ]  # fmt: skip
    assert [r["value"] for r in found if r["layer"] == "nation"] == [0.0, None]
    blank = drawn([{"code": "P1", "value": ""}], values={"a": "value"}, nought_is_gap_from=20)
    assert blank[0]["value"] is None


def test_organisations_are_chosen_when_it_is_known_which_are_here():
    trusts = [{"code": c, "value": "5"} for c in ("RBK", "ZZZ", "")]
    found = drawn(trusts, values={"a": "value"}, layers=(), organisations="trust")
    assert [row["code"] for row in found] == ["RBK", "ZZZ"]
    here = {"organisation": [{"kind": "trust", "code": "RBK"}], "layer": [{"layer": "place"}]}
    assert [row["code"] for row in concerning(here | {"published": found})] == ["RBK"]


def test_a_source_that_says_two_things_of_one_figure_is_not_believed_in_either():
    rows = [{"code": "P1", "period": "2020", "value": value} for value in ("5", "6")]
    rows += [{"code": "E", "period": "2020", "value": "7"}] * 2
    here = {"organisation": [], "layer": [{"layer": "place"}, {"layer": "nation"}]}
    found = concerning(here | {"published": drawn(rows, values={"a": "value"})})
    assert [(row["value"], row["note"]) for row in found] == [
        (None, TWICE), (None, TWICE), (7.0, None), (7.0, None),
    ]  # fmt: skip


def test_a_rule_that_names_no_column_of_the_file_is_refused():
    for rule in ({"lower": "gone"}, {"values": {"a": "gone"}}, {"sex": ("gone",)}):
        with pytest.raises(ValueError, match="gone is not among the columns"):
            publication(**rule)


def test_figures_of_a_folder_of_open_data_reach_the_geography(tmp_path):
    data = write_all(tmp_path)
    write_csv(
        data / "patients_per_gp_ltla24.csv",
        [
            {"ltla24_code": c, "total_patients": 900, "total_gp_fte": 0.5, "patients_per_gp": v}
            for c, v in ((ASTON, 1800.25), (BARTON, ""))
        ],
    )
    write_csv(
        data / "ae_monthly_trust.csv",
        [
            {"nhs_trust22_code": c, "month": "2025-07", "total_attendances": 10,
             "attendances_over_4hours": 1, "total_emergency_admissions": 2,
             "emergency_admissions_over_4hours": 1}
            for c in ("RW6", "RQQ")
        ],
    )  # fmt: skip
    held = geography_of(built(data))
    gps = {r["code"]: r["value"] for r in held.where("published", measure="patients_per_gp")}
    assert gps == {ASTON: 1800.25, BARTON: None}
    trusts = {r["code"] for r in held.where("published", layer="trust")}
    assert trusts == {"RW6"}


def test_a_places_own_figures_are_read_with_its_geography_and_damage_is_told(tmp_path, tiny_built):
    assert read_own(tmp_path) == []
    rows = drawn([{"code": "P1", "value": "5"}], values={"a": "value"})
    (tmp_path / "official").mkdir()
    write_own(tmp_path / "official" / "new.parquet", rows)
    assert read_own(tmp_path)[0]["value"] == 5.0
    (tmp_path / "official" / "bad.parquet").write_bytes(b"no")
    with pytest.raises(StoreError, match="damaged"):
        read_own(tmp_path)


def test_a_geography_made_before_there_were_such_figures_has_none(tmp_path, tiny_built):
    from tilth.ground.geography.tables import write_tables

    write_tables(tmp_path, tiny_built.tables, tiny_built.about)
    (tmp_path / "published.parquet").unlink()
    assert Geography.open(tmp_path).rows("published") == []
