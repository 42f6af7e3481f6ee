"""Files taken in together share an engine and a ledger; what comes of each is what came alone."""

import datetime

import pyarrow as pa
import pytest

from tests.see.intake.places import ON, VISITS, place
from tilth.ground.errors import DefinitionError
from tilth.ground.extracts import Column
from tilth.see import intake
from tilth.see.intake import repeats
from tilth.see.intake.parquet import as_text, day_text
from tilth.store.ledger import Ledger
from tilth.store.reading import accept
from tilth.store.whole import hashes_of

HEAD = "visit,nhs_number,born,name\n"
MORE = """
born_by = {type = "date", latest = "period_end", optional = true}
"""
FILES = {
    "visits_2026-03.csv": HEAD.replace("\n", ",born_by\n")
    + "".join(f"V{n},,1970-01-02,Zoë,2026-04-0{n % 9 + 1}\n" for n in range(40))
    + "V1,,1970-01-02,Zoë,2026-01-01\nV50,943 476 5919,,#N/A,\nV50,943 476 5919,,#N/A,\n",
    "visits_2026-04.csv": HEAD.replace("\n", ",born_by\n")
    + "".join(f"V{n},,1970-01-02,x,2026-04-0{n % 9 + 1}\n" for n in range(45))
    + "V60,,,a,\nV60,,,b,\nV61,,,c,\nV61,,,c,\n",
    "visits_2026-05.csv": "visit,name\nV1,Null\nV2,\nV1,Null\n",
}


def ready(folder):
    here = place(folder, VISITS + MORE)
    for name, text in FILES.items():
        (here.folder / "incoming" / name).write_text(text, encoding="utf-8")
    return here


def kept(here):
    return hashes_of(here.store_folder / "known")


def test_files_taken_in_together_are_kept_as_files_taken_in_one_by_one(tmp_path):
    together, alone = ready(tmp_path / "a"), ready(tmp_path / "b")
    outcomes = intake.load_all(together, on=ON)
    assert [o.error for o in outcomes] == [None, None, None]
    assert outcomes[0].receipt.rules == {"born_by: too_late": 40, "name: error_word": 2}
    for path in intake.files_of(alone, alone.sources[0]):
        intake.load(alone, "visits", path, on=ON)
    assert kept(together) == kept(alone)


def test_a_small_file_is_judged_as_a_long_one_is(tmp_path, monkeypatch):
    small, long = ready(tmp_path / "a"), ready(tmp_path / "b")
    intake.load_all(small, on=ON)
    monkeypatch.setattr(accept, "SMALL", 1)
    monkeypatch.setattr(repeats, "IN_MEMORY", 3)
    intake.load_all(long, on=ON)
    assert kept(small) == kept(long)
    assert any("duplicate" in name for name in kept(small))


def test_the_ledger_is_opened_and_checked_once_for_all_files(tmp_path, monkeypatch):
    checks = []
    check = Ledger._check
    monkeypatch.setattr(Ledger, "_check", lambda book: (checks.append(book), check(book)))
    intake.load_all(ready(tmp_path), on=ON)
    assert len(checks) == 1


def test_a_bench_keeps_no_row_of_a_file_it_judged(tmp_path):
    here = ready(tmp_path)
    extract = here.find(intake.loading.Extract, "visits")
    block = pa.table({"line": pa.array([2, 3], pa.int64()), "visit": ["V1", "V2"]})
    with accept.bench() as bench:
        judge = bench.judge(extract, ["visit"])
        assert judge(block)["visit"].to_pylist() == ["V1", "V2"]
        assert judge(block.slice(1))["line"].to_pylist() == [3]
        for _, plan in bench.planned.values():
            left = bench.connection.sql(f"select count(*) as n from {plan.table}")
            assert left.to_arrow_table()["n"].to_pylist() == [0]
        assert bench.judge(extract, ["visit"]).plan is judge.plan
        assert bench.judge(extract, ["visit", "name"]).plan is not judge.plan


def test_a_pattern_that_cannot_be_read_does_not_spoil_the_bench(tmp_path):
    good = ready(tmp_path / "a").find(intake.loading.Extract, "visits")
    torn = VISITS.replace('"code", required', '"code", pattern = "(", required')
    bad = place(tmp_path / "b", torn).find(intake.loading.Extract, "visits")
    with accept.bench() as bench:
        for _ in range(2):
            with pytest.raises(DefinitionError, match="pattern or date form"):
                bench.judge(bad, ["visit"])
        block = pa.table({"line": pa.array([2], pa.int64()), "visit": ["V1"]})
        assert bench.judge(good, ["visit"])(block).num_rows == 1


def test_a_column_of_days_is_written_as_each_day_is():
    days = [datetime.date(1900, 1, 1), None, datetime.date(2024, 2, 29), datetime.date(2024, 2, 29)]
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        agreed = Column("date", date_format=form)
        said = as_text(pa.array(days), agreed).to_pylist()
        assert said == [day_text(day, agreed) for day in days]


def test_a_long_file_is_judged_and_its_repeats_found_block_after_block(tmp_path, monkeypatch):
    monkeypatch.setattr(accept, "SMALL", 1)
    monkeypatch.setattr(repeats, "IN_MEMORY", 1)
    extract = ready(tmp_path).find(intake.loading.Extract, "visits")
    block = pa.table({"line": pa.array([2, 3], pa.int64()), "visit": ["V1", "V2"]})
    found = repeats.Repeats(tmp_path / "hashes")
    with accept.bench() as bench:
        judge = bench.judge(extract, ["visit"])
        for _ in range(2):
            judged = judge(block)
            assert judged["visit"].to_pylist() == ["V1", "V2"]
            found.add(*(judged[c].to_numpy() for c in ("same_key", "same_row", "line")))
    found.close()
    assert sum(len(part) for part in found._parts()) == 4
