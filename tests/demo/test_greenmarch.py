import hashlib
import json
from collections import Counter

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
import shapely

from tests.demo.contracts import broken_numbers, faults, period_of, rows_of
from tilth.demo import greenmarch
from tilth.ground.extracts import Extract
from tilth.ground.place import Place

NEIGHBOURHOODS = [
    "Beacon Park", "Canalside", "Foundry Lane", "Hillfoot", "Market Quarter", "Old Pits",
    "Rushbrook",
]  # fmt: skip


def digests(folder):
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


def test_the_same_seed_gives_the_same_bytes_in_every_file_and_another_seed_does_not(tmp_path):
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        greenmarch.make(tmp_path / name, people=1500, seed=seed)
    one, two, other = (digests(tmp_path / name) for name in "abc")
    assert one == two
    assert len(one) > 80
    assert one.keys() == other.keys()
    patients = "incoming/SYNTHETIC_gp_patients_2026-03.csv"
    assert one[patients] != other[patients]


def test_the_place_opens_and_says_on_top_that_nobody_is_real(made):
    place = Place.open(made[0])
    assert place.place.synthetic
    assert "SYNTHETIC" in place.place.header
    assert str(place.place.as_of) == "2026-03-31"
    assert place.system.places == ("Tiltham", "Harrowfold", "Stonebeck", "Larkwell")
    assert len(place.sources) == 14
    assert {s.kind for s in place.sources} == set(place.all(Extract))
    assert all("contact" not in s.purpose for s in place.sources)
    assert "never matched for contact" in place.source("club_supporters").basis


def test_its_areas_tile_the_system_without_gap_or_overlap(made):
    geography = made[0] / "geography"
    shapes = pq.read_table(geography / "shape.parquet").to_pylist()
    by_layer = {}
    for row in shapes:
        by_layer.setdefault(row["layer"], []).append(shapely.from_wkb(row["wkb"]))
    whole = by_layer["system"][0]
    for layer in ("lsoa21", "place"):
        polygons = by_layer[layer]
        assert all(p.is_valid and p.geom_type == "Polygon" for p in polygons)
        assert shapely.union_all(polygons).symmetric_difference(whole).area < 1e-12
        assert sum(p.area for p in polygons) == pytest.approx(whole.area, rel=1e-9)
    names = pc.unique(
        pq.read_table(geography / "area.parquet", filters=[("layer", "=", "neighbourhood")])["name"]
    )
    assert sorted(names.to_pylist()) == NEIGHBOURHOODS
    # In the North Sea, and so nowhere.
    west, south, east, north = whole.bounds
    assert 1.5 < west < east < 2.0
    assert 53.9 < south < north < 54.3


def test_every_area_touches_another_and_its_postcodes_lie_in_it(made):
    geography = made[0] / "geography"
    touching = pq.read_table(geography / "touching.parquet", filters=[("layer", "=", "lsoa21")])
    pairs = touching.select(["a", "b"]).to_pylist()
    assert all(p["a"] < p["b"] for p in pairs)
    codes = set(
        pq.read_table(geography / "area.parquet", filters=[("layer", "=", "lsoa21")])[
            "code"
        ].to_pylist()
    )
    assert {c for p in pairs for c in p.values()} == codes
    shape = {
        r["code"]: shapely.from_wkb(r["wkb"])
        for r in pq.read_table(
            geography / "shape.parquet", filters=[("layer", "=", "lsoa21")]
        ).to_pylist()
    }
    postcodes = pq.read_table(geography / "postcode.parquet").to_pylist()
    assert len({p["postcode"] for p in postcodes}) == len(postcodes)
    assert all(
        shape[p["lsoa21"]].buffer(1e-5).contains(shapely.Point(p["longitude"], p["latitude"]))
        for p in postcodes
    )


def test_every_file_has_its_manifest_and_says_it_is_synthetic(made):
    folder, truth = made
    incoming = folder / "incoming"
    files = sorted(
        p for p in incoming.iterdir() if p.suffix != ".json" and p.name != "opt_outs.csv"
    )
    assert {p.name for p in files} == {f["file"] for f in truth["files"]}
    assert {p.suffix for p in files} == {".csv", ".gz", ".parquet", ".xlsx"}
    for path in files:
        told, _ = period_of(path)
        assert path.name.startswith("SYNTHETIC_")
        assert told["sender"].startswith("SYNTHETIC ")
        assert told["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
        if path.suffix == ".parquet":
            assert pq.read_schema(path).metadata[b"tilth"] == b"SYNTHETIC"
    sequences = Counter()
    for told in truth["files"]:
        sequences[told["source"]] += 1
        assert period_of(incoming / told["file"])[0]["sequence"] == sequences[told["source"]]


def test_every_row_keeps_its_contract_except_those_the_truth_names(made):
    folder, truth = made
    place = Place.open(folder)
    refused = {}
    for row in truth["rows_to_refuse"]:
        refused.setdefault(row["file"], set()).add(row["key"])
    assert sum(map(len, refused.values())) == len(truth["rows_to_refuse"]) > 5
    wrong_numbers = 0
    for told in truth["files"]:
        source = place.source(told["source"])
        contract = place.find(Extract, source.kind)
        path = folder / "incoming" / told["file"]
        rows = rows_of(path, source.map)
        assert len(rows) == told["rows"] == period_of(path)[0]["rows"]
        key, end = contract.key[0], period_of(path)[1]
        bad = [r for r in rows if r[key] in refused.get(path.name, ())]
        good = [r for r in rows if r[key] not in refused.get(path.name, ())]
        assert set(rows[0]) == set(contract.columns), path.name
        assert faults(good, contract, end) == set(), path.name
        assert bool(bad) == bool(faults(bad, contract, end)), path.name
        keys = Counter(tuple(r[k] for k in contract.key) for r in rows)
        again = [k for k, n in keys.items() if n > 1]
        assert len(again) == (
            truth["duplicate_rich"]["rows_the_same_again"]
            if source.name == "leisure_members"
            else 0
        )
        wrong_numbers += broken_numbers(rows)
    assert wrong_numbers > 50


def test_volumes_of_one_source_stay_alike_so_that_none_is_held(made):
    rows = {}
    for told in made[1]["files"]:
        rows.setdefault(told["source"], []).append(told["rows"])
    for source, counts in rows.items():
        for i in range(1, len(counts)):
            before = counts[max(0, i - 3) : i]
            assert 0.8 < counts[i] / (sum(before) / len(before)) < 1.25, source


def test_the_truth_names_the_person_of_every_row(made):
    folder, truth = made
    records = pq.read_table(folder / "truth" / "records.parquet")
    people = pq.read_table(folder / "truth" / "people.parquet")
    assert people.num_rows == truth["people"]["all"]
    assert pc.max(records["person"]).as_py() <= truth["people"]["all"]
    by_file = {r["file"]: 0 for r in truth["files"] if r["source"] != "gp_events"}
    for told in truth["files"]:
        if told["source"] == "gp_events":
            continue
        lines = records.filter(pc.equal(records["file"].cast(pa.string()), told["file"]))["line"]
        assert lines.to_pylist() == list(range(2, told["rows"] + 2)), told["file"]
        by_file[told["file"]] += 1
    source = records["source"].cast(pa.string())
    patients = records.filter(pc.equal(source, "gp_patients"))
    events = records.filter(pc.equal(source, "gp_events"))
    known = dict(zip(patients["local_id"].to_pylist(), patients["person"].to_pylist(), strict=True))
    assert known == dict(
        zip(events["local_id"].to_pylist(), events["person"].to_pylist(), strict=True)
    )


def test_people_who_opted_out_are_listed_with_a_date(made):
    incoming = made[0] / "incoming"
    lines = (incoming / "opt_outs.csv").read_text(encoding="ascii").splitlines()
    told = json.loads((incoming / "opt_outs.csv.manifest.json").read_text(encoding="utf-8"))
    assert lines[0] == "nhs_number"
    assert told["date"] == "2026-03-31"
    assert told["rows"] == len(lines) - 1
    assert len(lines) / made[1]["people"]["registered"] == pytest.approx(0.03, abs=0.005)


def test_mistakes_come_at_the_rates_the_truth_gives(made):
    folder, truth = made
    planned, done = truth["mistakes_planned"], truth["mistakes_made"]
    assert set(planned) == set(done)
    count = truth["people"]["registered"]
    for kind in ("nhs_missing", "surname_typo", "first_typo"):
        assert done["gp_patients"][kind] / count == pytest.approx(
            planned["gp_patients"][kind], rel=0.35
        )
    share = done["gp_patients"]["postcode_old"] / count
    assert share == pytest.approx(planned["gp_patients"]["postcode_old"], rel=0.35)
    table = pq.read_table(folder / "truth" / "mistakes.parquet")
    assert table.num_rows == sum(n for kinds in done.values() for n in kinds.values())
