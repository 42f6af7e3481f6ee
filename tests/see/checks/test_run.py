"""Checks run over files that were really taken in, and over a release that was really built."""

import datetime
import json
import random

import pyarrow.parquet as pq
import pytest

from tilth.cli.main import main
from tilth.ground.errors import DefinitionError, StoreError
from tilth.ground.place import Place
from tilth.see.build import build
from tilth.see.checks.run import check
from tilth.see.intake import load_all
from tilth.verify import scratch, small_place

ON = scratch.ON
FIRST = scratch.HEADER.index("first_name")


@pytest.fixture
def faulty(tmp_path):
    """A register with three made-up people left in it, one row twice and one that is no row."""
    place = scratch.make_place(tmp_path / "place")
    rows = scratch.made_up_rows(random.Random(1), 40, scratch.MONTHS[0])
    for row in (3, 5, 8):
        rows[row][FIRST] = "Test"
    rows.append(list(rows[0]))
    path = place.folder / "incoming" / "register_2026-03.csv"
    path.write_bytes(scratch.as_csv([scratch.HEADER, *rows]) + b"Total,40\n")
    (outcome,) = load_all(place, on=ON)
    assert outcome.receipt.state == "in_service"
    return place


def by_check(checked):
    return {one["check"]: one for one in checked.results}


def test_every_row_at_fault_is_kept_with_its_line(faulty):
    checked = check(faulty, on=ON)
    found = by_check(checked)["test_person:register:first_name"]
    assert (found["checked"], found["failed"], found["result"]) == (40, 3, "fail")
    rows = pq.read_table(checked.rows).to_pylist()
    kept = [r for r in rows if r["check"] == "test_person:register:first_name"]
    assert [r["line"] for r in kept] == [5, 7, 10]
    assert {r["source"] for r in kept} == {"register"}
    assert by_check(checked)["duplicate_rows:register"]["failed"] == 1
    assert by_check(checked)["rows_set_aside:register"]["failed"] == 1
    assert checked.count("error") == 0
    assert checked.rows_at_fault == len(rows)


def test_kept_rows_add_up_to_what_each_check_found(faulty):
    checked = check(faulty, on=ON)
    rows = pq.read_table(checked.rows).to_pylist()
    for one in checked.results:
        if one.get("level") == "column" and one.get("failed") and one["kind"] != "nhs_number_check":
            mine = [r for r in rows if r["check"] == one["check"]]
            assert len(mine) >= one["failed"], one["check"]


def test_the_same_files_on_the_same_day_are_checked_once(faulty):
    first = check(faulty, on=ON)
    before = first.rows.stat().st_mtime_ns
    again = check(faulty, on=ON)
    assert (again.run, again.rows.stat().st_mtime_ns) == (first.run, before)
    assert again.results == first.results
    assert check(faulty, on=ON + datetime.timedelta(days=1)).run != first.run


@pytest.mark.parametrize("file", ["results.json", "check.json", "rows.parquet"])
def test_FT_a_damaged_run_of_checks_is_refused(faulty, file):
    checked = check(faulty, on=ON)
    path = checked.folder / file
    path.write_bytes(b"{" + path.read_bytes())
    with pytest.raises(StoreError):
        check(faulty, on=ON)


def test_a_source_nobody_has_named_is_refused(faulty):
    with pytest.raises(DefinitionError, match="Did you mean register"):
        check(faulty, "registers", on=ON)


def test_a_source_past_its_agreement_is_not_read(faulty):
    later = datetime.date(2031, 1, 1)
    checked = check(faulty, on=later)
    assert by_check(checked)["any:register"]["reason"] == "its agreement ended on 2030-01-01"
    assert checked.count("fail") == 0


def test_a_source_without_a_file_is_told(tmp_path):
    checked = check(scratch.make_place(tmp_path / "place"), "register", on=ON)
    assert [one["reason"] for one in checked.results] == ["no file of it is in service"]


def test_before_there_is_a_release_the_whole_is_not_judged(faulty):
    results = by_check(check(faulty, on=ON))
    assert results["sex_disagrees"]["result"] == "not applicable"
    assert results["sex_disagrees"]["reason"].startswith("needs matched records")


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A place of sixty with two months of files and a release."""
    folder = tmp_path_factory.mktemp("built") / "place"
    small_place.make(folder, seed=1, people=60)
    small_place.send(folder, 1, seed=1, people=60)
    place = Place.open(folder)
    assert not [one.error for one in load_all(place, on=ON) if one.error]
    build(place, on=ON)
    return place


def test_hundreds_of_checks_are_resolved_over_sources_and_release(built):
    told = []
    checked = check(built, on=ON, progress=lambda *said: told.append(said))
    assert len(checked.results) > 150
    assert checked.count("error") == 0
    asked = {one["kind"] for one in checked.results if one["result"] in ("pass", "fail")}
    assert len(asked) >= 30
    assert {"sex_disagrees", "birth_disagrees", "linked_to_nobody", "never"} - asked == {"never"}
    assert told[-1] == ("checking", 3, 3)


def test_linked_people_agree_where_their_files_do(built):
    found = by_check(check(built, on=ON))
    assert found["birth_disagrees:date_of_birth"]["result"] == "pass"
    assert found["birth_disagrees:date_of_birth"]["checked"] > 20
    assert found["linked_to_nobody:stays"]["failed"] == 0


def test_the_month_before_is_compared_with_the_latest(built):
    found = by_check(check(built, on=ON))
    assert found["rows_drifted:register"]["checked"] == 1
    assert found["words_drifted:register:sex"]["result"] == "pass"
    assert found["rows_drifted:stays"]["result"] == "not applicable"  # 20 rows are too few


def test_one_source_alone_leaves_the_whole_out(built):
    checked = check(built, "stays", on=ON)
    assert {one["source"] for one in checked.results} == {"stays"}
    # Others are opened all the same: who is on no register can only be told from the register.
    assert by_check(checked)["not_on_register:stays:nhs_number"]["failed"] == 0


def test_a_release_whose_stages_were_cleared_is_checked_without_them(built, tmp_path):
    import shutil

    from tilth.verify.watching import copy

    folder = copy(built.folder, tmp_path / "x" / "place")
    shutil.rmtree(folder / "store" / "stages" / "link")
    shutil.rmtree(folder / "store" / "checks", ignore_errors=True)
    found = by_check(check(Place.open(folder), on=ON))
    assert found["sex_disagrees"]["result"] == "not applicable"
    assert found["person_without_sex:sex"]["result"] in ("pass", "fail")


def test_command_prints_json_keeps_rows_and_ends_well(faulty, capsys, tmp_path):
    rows = tmp_path / "rows.parquet"
    code = main(["see", "check", "--place", str(faulty.folder), "--on", str(ON), "--json",
                 "--rows", str(rows)])  # fmt: skip
    told = json.loads(capsys.readouterr().out)
    assert code == 0
    assert told["counts"]["fail"] >= 3
    assert told["counts"]["error"] == 0
    assert pq.read_table(rows).num_rows == told["rows_at_fault"]


def test_command_shows_what_failed_as_csv_in_a_pipe(faulty, capsys):
    assert main(["see", "check", "register", "--place", str(faulty.folder), "--on", str(ON)]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("check,title,failed,checked,share,threshold,result\n")
    assert "test_person:register:first_name,Made-up people left in the file,3,40" in out
    assert "Next: tilth see check --rows FILE" in err
    main(["see", "check", "register", "--place", str(faulty.folder), "--on", str(ON), "--all"])
    assert len(capsys.readouterr().out.splitlines()) > 60


def test_command_on_a_terminal_says_how_many(faulty, capsys, monkeypatch):
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    main(["see", "check", "--place", str(faulty.folder), "--on", str(ON), "--rows",
          str(faulty.folder.parent / "r.parquet")])  # fmt: skip
    out, err = capsys.readouterr()
    assert "rows at fault are kept, every one:" in out
    assert "Next: tilth see build" in err
