"""One whole release, the same from the same files, and no more made than what changed asks for."""

import datetime
import os
import random
import shutil

import pyarrow.parquet as pq
import pytest

from tests.see.build import tiny
from tests.see.build.changing import LATER, in_service, new_stays, people
from tilth.ground.place import Place
from tilth.see.build import build
from tilth.store.ledger import Ledger
from tilth.store.releases import name_in_service
from tilth.store.whole import hashes_of

pytestmark = pytest.mark.usefixtures("simple_linkage")


def tables(release):
    """The hash of every table of people, apart from what tells how it was made."""
    return {f: h["sha256"] for f, h in release.manifest["files"].items() if f.endswith("parquet")}


def test_FT_a_build_publishes_one_whole_release(built_place):
    place = built_place
    release = in_service(place)
    assert release.name == name_in_service(place.store_folder)
    assert (release.manifest["as_of"], release.manifest["synthetic"]) == ("2026-03-31", True)
    assert release.rows("person") == len(people(release)) == 20
    assert not list(place.store_folder.rglob("*.part"))
    assert not list((place.store_folder / "stages").glob("tilth-spill-*"))


def test_FT_an_unchanged_build_does_nothing(built_place):
    place = built_place
    first = in_service(place)
    before = hashes_of(place.store_folder / "releases")
    for changed in (False, True):
        again = build(place, on=tiny.ON, changed=changed)
        assert (again.changed, again.made) == (False, ())
        assert again.release.name == first.name
    assert hashes_of(place.store_folder / "releases") == before
    with Ledger.open(place) as ledger:
        assert [n["kind"] for n in ledger.notices()].count("release") == 1
        assert [r["state"] for r in ledger.runs() if r["kind"] == "build"] == ["done", "done"]


def test_FT_another_machine_gives_the_same_release(built_place, filled, tmp_path, monkeypatch):
    one = in_service(built_place)
    shutil.copytree(filled / "p", tmp_path / "elsewhere")
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    other = build(Place.open(tmp_path / "elsewhere"), on=datetime.date(2026, 5, 1)).release
    assert other.name == one.name
    assert other.fingerprint == one.fingerprint


def test_FT_rows_and_files_in_any_order_give_the_same_people(tmp_path, monkeypatch):
    """Shuffled rows are other files, told of in the lineage; the tables are the same bytes."""
    monkeypatch.setenv("TILTH_KEY_FILE", str(tmp_path / "key"))
    rows = [tiny.patient(n, language=random.Random(n).choice("abc")) for n in range(12)]
    codes = [
        {"event_id": n, "code": "900001", "date": f"2026-0{n % 2 + 1}-05",
         **tiny.person_of(n % 12, "patient_id", "nhs_number", "date_of_birth")}
        for n in range(40)
    ]  # fmt: skip
    released = []
    for seed in (1, 2):
        place = tiny.make(tmp_path / f"p{seed}")
        rng = random.Random(seed)
        sends = [
            ("patients", rows, ("2026-02-01", "2026-02-28")),
            ("codes", codes[:20], ("2026-01-01", "2026-01-31")),
            ("codes", codes[20:], ("2026-02-01", "2026-02-28")),
        ]
        if seed == 2:
            sends = [(s, rng.sample(r, len(r)), p) for s, r, p in sends][::-1]
        for source, some, period in sends:
            tiny.send(place, source, some, period=period)
        released.append(build(place, on=tiny.ON).release)
    assert tables(released[0]) == tables(released[1])
    assert released[0].name != released[1].name


def test_FT_files_arriving_in_any_order_give_the_same_release(tmp_path, monkeypatch):
    monkeypatch.setenv("TILTH_KEY_FILE", str(tmp_path / "key"))
    names = []
    for turn in (1, -1):
        place = tiny.make(tmp_path / f"p{turn}")
        for source, number in [("patients", 1), ("rovers", 2), ("carers", 3)][::turn]:
            key = tiny.columns_of(source)[0]
            known = tiny.patient(number) if source == "patients" else tiny.person_of(number, *WHO)
            tiny.send(place, source, [{**known, key: f"X{number}"}])
        names.append(build(place, on=tiny.ON).release.name)
    assert names[0] == names[1]


WHO = ("date_of_birth", "first_name", "surname", "postcode")


@pytest.mark.parametrize("changed", [False, True])
def test_FT_one_new_file_redoes_one_source_and_equals_a_build_from_nothing(built_place, changed):
    """Where the file brings new people, who is who may change for others: they are redone too."""
    place = built_place
    new_stays(place, "04", range(0, 20, 2) if changed else range(10))
    step = build(place, on=tiny.ON, changed=changed)
    assert step.made.count("pseudonymise") == 1
    assert step.reused.count("pseudonymise") == 4
    if changed:
        assert step.made.count("events") == 1
        assert step.reused.count("events") == 4
    shutil.rmtree(place.store_folder / "stages")
    shutil.rmtree(place.store_folder / "releases")
    whole = build(place, on=tiny.ON)
    assert whole.release.name == step.release.name
    assert whole.reused == ()


def test_only_the_stages_in_use_and_the_last_releases_are_kept(built_place):
    place = built_place
    names = [in_service(place).name]
    for month in ("04", "05", "06"):
        new_stays(place, month)
        names.append(build(place, on=LATER).release.name)
    kept = {p.name for p in (place.store_folder / "releases").iterdir() if p.is_dir()}
    assert kept == set(names[-3:])
    assert len(list((place.store_folder / "stages" / "derive").iterdir())) == 1
    assert len(list((place.store_folder / "stages" / "pseudonymise").iterdir())) == 5


def test_a_persons_verdict_on_two_records_counts_in_the_next_build(built_place):
    place = built_place
    one = in_service(place)
    (identity,) = place.store_folder.glob("stages/identity/*/identity.parquet")
    records = [
        r["record"] for r in pq.read_table(identity).to_pylist() if r["source"] == "patients"
    ]
    with Ledger.open(place) as ledger:
        pair = sorted(records[:2])
        ledger.decide(*pair, "same", by="a tester", reason="the same", at=tiny.ON)
        ledger.decide(*sorted(records[2:4]), "unsure", by="a tester", reason="hm", at=tiny.ON)
    two = build(place, on=tiny.ON, changed=True)
    assert len(people(two.release)) == len(people(one)) - 1


def test_without_periods_the_release_is_of_the_day_it_was_built(tmp_path, monkeypatch):
    monkeypatch.setenv("TILTH_KEY_FILE", str(tmp_path / "key"))
    place = tiny.make(tmp_path / "p")
    path = place.folder / "incoming" / "patients.csv"
    columns = tiny.columns_of("patients")
    row = tiny.patient(1)
    path.write_text(
        ",".join(columns) + "\n" + ",".join(str(row.get(c, "")) for c in columns) + "\n"
    )
    tiny.intake.load(place, "patients", path, on=tiny.ON)
    assert build(place, on=tiny.ON).release.manifest["as_of"] == str(tiny.ON)
