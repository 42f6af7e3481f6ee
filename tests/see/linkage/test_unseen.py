"""Files never seen before, their columns named anyhow and with no NHS number."""

import csv
import json

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tilth.cli.main import main
from tilth.ground.errors import ExtractError, UsageError
from tilth.see.linkage import unseen
from tilth.see.linkage.accuracy import accuracy, pair_counts

PEOPLE = (
    ("Asha", "Patel", "14/05/1980", "WS1 1AA", "p1"),
    ("Asha", "Patle", "14/05/1980", "WS1 1AA", "p1"),
    ("Bo", "Lee", "02/01/1999", "M1 1AE", "p2"),
    ("Bo", "Lee", "02/01/1999", "M1 1AE", "p2"),
    ("Cai", "Owen", "30/11/1950", "", "p3"),
    ("Dee", "Ojo", "", "B1 1BB", "p4"),
)
HEADER = ("Given Name", "Family Name", "Born", "Post Code", "who")


def write_csv(path, rows=PEOPLE, header=HEADER):
    with open(path, "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def answer(capsys, *said):
    code = main(["see", "link", *map(str, said), "--json"])
    told = capsys.readouterr()
    return code, json.loads(told.out) if told.out else told.err


def test_fake_1000_beats_what_is_published(shared):
    """Published: each deterministic rule finds at most a third of the pairs."""
    published = json.loads((shared / "oracles" / "linkage_expected.json").read_text())
    path = shared / "data" / "people_level" / "splink_fake_1000.csv"
    with unseen.open_engine(memory="1GB") as connection:
        found = unseen.link_files(connection, [path], truth="cluster")
    right, wrong, missed = pair_counts(found.person, found.truth)
    assert right + missed == published["true_pairs"]
    assert right > max(one["true"] for one in published["deterministic"].values())
    told = accuracy(right, wrong, missed)
    assert told["precision"]["value"] > 0.97
    assert told["f1"]["value"] > 0.95
    taken = {r.column: r.role for r in found.readings[path.name]}
    assert taken["dob"] == "date_of_birth"
    assert taken["cluster"] == "truth"


def test_a_small_file_is_deduped_and_written(tmp_path, capsys):
    path, out, pairs = write_csv(tmp_path / "club.csv"), tmp_path / "o.csv", tmp_path / "p.parquet"
    code, told = answer(capsys, path, "--truth", "who", "--out", out, "--pairs", pairs)
    assert code == 0
    assert told["truth"]["f1"]["value"] == 1.0
    assert told["people"] == 4
    assert told["rows_each"] == {"1": 2, "2": 2}
    rows = list(csv.DictReader(out.open()))
    assert len(rows) == 6
    assert rows[0]["source"] == "club"
    assert pq.read_table(pairs).column_names == [
        "source_l", "id_l", "source_r", "id_r", "probability",
    ]  # fmt: skip


def test_rows_in_another_order_give_the_same_people(tmp_path):
    def people(rows, name):
        with unseen.open_engine(memory="500MB") as connection:
            path = write_csv(tmp_path / name, rows)
            found = unseen.link_files(connection, [path], truth="who")
            unseen.write_people(connection, found, tmp_path / "out.parquet")
        return sorted(found.person.tolist()), found.people

    (tmp_path / "a").mkdir()
    assert people(PEOPLE, "a/f.csv") == people(PEOPLE[::-1], "f.csv")


def test_two_files_of_other_names_are_linked(tmp_path, capsys):
    one = write_csv(tmp_path / "one.csv", [(n, *p[:4]) for n, p in enumerate(PEOPLE[:4:2])],
                    ("id", *HEADER[:4]))  # fmt: skip
    two = write_csv(
        tmp_path / "two.csv",
        [(f"{p[0]} {p[1]}", p[2], p[3], n) for n, p in enumerate(PEOPLE[1:5:2])],
        ("name", "geb", "plz", "nr"),
    )
    mapped = ["--map", "geb=date_of_birth", "--map", "plz=postcode", "--map", "nr=id"]
    code, told = answer(capsys, one, two, *mapped)
    assert code == 0
    assert (told["rows"], told["people"]) == (4, 2)


def test_the_truth_may_lie_in_another_file(tmp_path, capsys):
    path = write_csv(tmp_path / "f.csv", [(n, *p[:4]) for n, p in enumerate(PEOPLE)],
                     ("id", *HEADER[:4]))  # fmt: skip
    truth = write_csv(
        tmp_path / "t.csv", [(n, p[4]) for n, p in enumerate(PEOPLE)], ("id", "person")
    )
    _, told = answer(capsys, path, "--truth", truth)
    assert (told["truth"]["right"], told["truth"]["missed"]) == (2, 0)


def test_what_a_person_reads_says_what_was_taken_for_what(tmp_path, capsys):
    assert main(["see", "link", str(write_csv(tmp_path / "f.csv")), "--truth", "who"]) == 0
    told = capsys.readouterr()
    assert "Born: date of birth (its name)" in told.out
    assert "6 rows are 4 people, 2 pairs." in told.out
    assert "Next: add --out FILE" in told.err


def test_blocks_are_counted_and_the_largest_left_out(tmp_path, monkeypatch):
    monkeypatch.setattr(unseen, "EVERY_PAIR", 1)
    monkeypatch.setattr(unseen, "MOST_PAIRS", 0.9)
    rows = [*PEOPLE, *[("Ed", "Same", "01/01/2000", f"B{n} 1AA", f"q{n}") for n in range(1, 9)]]
    with unseen.open_engine(memory="500MB") as connection:
        path = write_csv(tmp_path / "f.csv", rows)
        found = unseen.link_files(connection, [path], truth="who")
    assert {r["dropped"] for r in found.rules} == {True, False}
    assert len(np.unique(found.person)) >= 4


@pytest.mark.parametrize("name", ["people.xlsx", "nothing.csv"])
def test_a_file_we_cannot_read_is_refused(tmp_path, name):
    (tmp_path / "people.xlsx").write_bytes(b"x")
    with unseen.open_engine(memory="500MB") as connection, pytest.raises(ExtractError):
        unseen.link_files(connection, [tmp_path / name])


@pytest.mark.parametrize("name", ["out.txt", "out.csv.gz"])
def test_an_answer_is_written_as_csv_or_parquet_only(tmp_path, name):
    with unseen.open_engine(memory="500MB") as connection:
        found = unseen.link_files(connection, [write_csv(tmp_path / "f.csv")])
        with pytest.raises(UsageError, match=r"\.csv or \.parquet"):
            unseen.write_people(connection, found, tmp_path / name)


def test_a_parquet_file_of_whole_names_and_few_columns_is_linked(tmp_path):
    people = [("Dr Asha Devi Patel", "Leeds", "singer"), ("Bo Lee", "York", "weaver")]
    rows = [person for person in people for _ in range(2)]
    names, places, works = zip(*rows, strict=True)
    table = {"full_name": names, "birth_place": places, "occupation": works, "colour": places}
    pq.write_table(pa.table({k: list(v) for k, v in table.items()}), tmp_path / "f.parquet")
    with unseen.open_engine(memory="500MB") as connection:
        found = unseen.link_files(connection, [tmp_path / "f.parquet"])
        words = connection.execute("select distinct given, surname, others from unseen").fetchall()
    assert found.truth is None
    assert sorted(words) == [("asha", "patel", ["devi"]), ("bo", "lee", None)]
    assert found.people == 2
