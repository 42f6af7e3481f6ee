"""The release equals what slow plain Python makes of the same accepted files."""

import json
import random

import pyarrow.parquet as pq
import pytest

from tests.see.build import quick, tiny, twin
from tilth.see.build import build, steps


@pytest.fixture(autouse=True)
def simple_linkage(monkeypatch):
    monkeypatch.setattr(steps.linkage, "link", quick.link)


def rows(path):
    return [tuple(row.values()) for row in pq.read_table(path).to_pylist()]


def messy(place, seed):
    """Files that disagree, overlap and leave things out, from one seed."""
    rng = random.Random(seed)
    many = range(24)

    def changed(row):
        for name, words in (
            ("sex", "120"),
            ("ethnicity", "AHZ"),
            ("postcode", ["SM1 1AA", "SM1 3AA", "ZZ9 9ZZ", "QQ1 1QQ", ""]),
            ("practice_code", ["M1", "X9", ""]),
            ("language", ["english", "polish", ""]),
            ("died", ["2026-01-05", "", "", ""]),
        ):
            if name in row and rng.random() < 0.5:
                row[name] = rng.choice(words)
        return row

    everyone = [changed(tiny.patient(n, language="", died="")) for n in many]
    tiny.send(place, "patients", everyone)
    for month in ("2026-01", "2026-02", "2026-03"):
        codes = [
            {
                "event_id": n,
                "code": rng.choice(["900001", "900002", "900003", "123", ""]),
                "date": rng.choice(["2025-05-01", "2025-06-01", ""]),
                "value": rng.choice(["", 20, 120, 400]),
                **tiny.person_of(rng.choice(many), "patient_id", "nhs_number", "date_of_birth"),
            }
            for n in range(60)
        ]
        tiny.send(place, "codes", codes, period=(f"{month}-01", f"{month}-28"))
        stays = [
            changed(
                {
                    "spell": f"S{n}",
                    "hospital_id": f"H{n % 5}",
                    "method": rng.choice(["21", "11"]),
                    "blue_light": rng.choice(["yes", "no", ""]),
                    "diagnosis": rng.choice(["X999", "X000", ""]),
                    "came": f"2025-12-{rng.randint(1, 28):02d}",
                    "went": rng.choice(["2025-12-15", ""]),
                    **tiny.person_of(rng.choice(many), *tiny.KNOWN, "sex"),
                }
            )
            for n in range(30)
        ]
        tiny.send(place, "stays", stays, period=(f"{month}-01", f"{month}-28"))
    club = [
        {
            "supporter": f"F{n}",
            "since": rng.choice(["2019-08-01", ""]),
            "walks": rng.choice(["yes", "no", ""]),
            "lives_in": rng.choice(["the Vale", "up Top", ""]),
            **tiny.person_of(n, "date_of_birth", "first_name", "surname", "postcode"),
        }
        for n in range(0, 40, 3)
    ]
    tiny.send(place, "rovers", club)
    carers = [{"carer": f"C{n}", **tiny.person_of(n, *tiny.KNOWN)} for n in (30, 31)]
    tiny.send(place, "carers", carers)


@pytest.mark.parametrize("seed", [1, 2])
def test_FT_CO_the_release_equals_slow_plain_python(tmp_path, seed):
    listed = tmp_path / "p" / "opted.csv"
    place = tiny.make(tmp_path / "p", opt_outs="opted.csv", purpose={"carers": ["care"]})
    opted = {tiny.nhs(3), tiny.nhs(4), tiny.nhs(30)}
    listed.write_text("\n".join(sorted(opted)) + "\n")
    manifest = {"date": "2026-04-08", "rows": 3}
    listed.with_name("opted.csv.manifest.json").write_text(json.dumps(manifest))
    messy(place, seed)
    release = build(place, on=tiny.ON).release
    stages = place.store_folder / "stages"
    (link,) = stages.glob("link/*/link.parquet")
    (identity,) = stages.glob("identity/*/identity.parquet")
    linked = {r["record"]: r["person"] for r in pq.read_table(link).to_pylist()}
    found = twin.derive(place, linked, pq.read_table(identity).to_pylist(), opted, on=tiny.ON)
    assert pq.read_table(release.path("person")).to_pylist() == [
        {name: person[name] for name in release.schema("person").names}
        for person in found["person"]
    ]
    for table in ("event", "membership", "seen"):
        assert rows(release.path(table)) == found[table], table
    assert len(found["event"]) > 50
    told = json.loads((release.folder / "arithmetic.json").read_text())
    for what in ("people", "rows"):
        assert {k: v for k, v in told[what].items() if v} == dict(found["counts"][what])
    # The third is known by number only to a source for care, and by name to the club: out of both.
    assert told["people"]["opted_out"] == 3
    assert told["people_of_other_purposes"] == 1
