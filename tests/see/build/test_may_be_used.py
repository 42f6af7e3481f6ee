"""Whose rows a release may hold: purposes, bases and until-dates of sources, and opt-outs."""

import datetime
import json

import pyarrow.parquet as pq
import pytest

from tests.see.build import tiny
from tests.see.build.changing import people, with_settings
from tilth.ground.errors import AgreementError, StoreError
from tilth.ground.place import Place
from tilth.see.build import build
from tilth.store.releases import name_in_service

pytestmark = pytest.mark.usefixtures("simple_linkage")


def arithmetic(release):
    return json.loads((release.folder / "arithmetic.json").read_text())


def source_line(name, **said):
    """The head of a source's table in place.toml, to be replaced."""
    partner = tiny.SOURCES[name][1]
    kind = tiny.SOURCES[name][0]
    given = {"purpose": '["plan", "care"]', "until": "2030-01-01"} | said
    return (
        f'name = "{name}"\nkind = "{kind}"\npath = "incoming/{name}*.csv"\npartner = "{partner}"\n'
        f'purpose = {given["purpose"]}\nbasis = "agreed in a test"\nuntil = {given["until"]}\n'
    )


def test_CO_a_source_past_its_until_is_not_read_and_is_told(built_place):
    place = built_place
    place = with_settings(place, source_line("rovers"), source_line("rovers", until="2026-04-09"))
    built = build(place, on=tiny.ON)
    assert built.not_read == {"rovers": "its agreement ended on 2026-04-09"}
    assert (
        pq.read_table(built.release.path("seen"))["source"].unique().to_pylist().count("rovers")
        == 0
    )
    assert "supporter" not in pq.read_table(built.release.path("list"))["list"].to_pylist()


def test_CO_a_source_is_read_on_its_last_day(built_place):
    place = built_place
    place = with_settings(place, source_line("rovers"), source_line("rovers", until="2026-04-10"))
    assert build(place, on=tiny.ON).not_read == {}


def test_CO_a_source_without_planning_in_its_purpose_gives_no_rows(built_place):
    place = built_place
    place = with_settings(
        place, source_line("stays"), source_line("stays", purpose='["care", "eval"]')
    )
    release = build(place, on=tiny.ON).release
    for table in ("event", "seen", "membership"):
        assert "stays" not in pq.read_table(release.path(table))["source"].to_pylist()
    assert arithmetic(release)["sources"]["stays"] == {"rows_in": 10, "not_for_planning": 10}
    assert {p["known_to"] for p in people(release)} == {1, 2}


def test_CO_a_source_that_names_no_basis_is_not_read(built_place):
    place = built_place
    place = with_settings(
        place, source_line("rovers"), source_line("rovers").replace("agreed in a test", " ")
    )
    assert build(place, on=tiny.ON).not_read == {"rovers": "it names no purpose or no basis"}


def test_a_source_with_no_file_in_service_is_told(tmp_path, monkeypatch):
    monkeypatch.setenv("TILTH_KEY_FILE", str(tmp_path / "key"))
    place = tiny.make(tmp_path / "p")
    with pytest.raises(StoreError, match="no source that may be used for planning"):
        build(place, on=tiny.ON)
    tiny.send(place, "patients", [tiny.patient(1)])
    built = build(place, on=tiny.ON)
    assert built.not_read["codes"] == "no file of it is in service"
    assert built.release.rows("event") == 0


# -- opt-outs ----------------------------------------------------------------------------------


def opt_out(place, numbers, *, date="2026-04-08", **manifest):
    path = place.folder / "opted.csv"
    path.write_text("\n".join(["nhs_number", *numbers, ""]))
    told = {"date": date, "rows": len(numbers), **manifest}
    path.with_name(path.name + ".manifest.json").write_text(json.dumps(told))
    return with_settings(place, 'opt_outs = ""', 'opt_outs = "opted.csv"')


def test_CO_whoever_opted_out_is_out_of_planning_in_every_table_and_counted(built_place):
    place = built_place
    gone = [tiny.nhs(2), tiny.nhs(6)]
    release = build(opt_out(place, gone), on=tiny.ON).release
    told = arithmetic(release)
    assert told["people"] == {"used": 18, "opted_out": 2, "out_of_scope": 0}
    assert told["people_in"] == 20
    assert told["rows"]["opted_out"] == 12
    assert told["rows_in"] == sum(told["rows"].values()) == 101
    used = {p["person"] for p in people(release)}
    assert len(used) == 18
    for table in ("event", "membership", "seen"):
        assert set(pq.read_table(release.path(table))["person"].to_pylist()) <= used


def test_CO_whoever_opted_out_stays_in_the_known_store_for_care(built_place):
    place, gone = built_place, tiny.nhs(2)
    build(opt_out(place, [gone]), on=tiny.ON)
    kept = place.store_folder.glob("known/patients/*/accepted.parquet")
    assert any(gone in pq.read_table(p)["nhs_number"].to_pylist() for p in kept)
    (link,) = place.store_folder.glob("stages/link/*/link.parquet")
    assert len(set(pq.read_table(link)["person"].to_pylist())) == 20


def test_CO_the_list_is_kept_apart_as_tokens_only(built_place):
    place = built_place
    gone = tiny.nhs(2)
    build(opt_out(place, [gone]), on=tiny.ON)
    (folder,) = (place.store_folder / "stages" / "opt_outs").iterdir()
    tokens = pq.read_table(folder / "token.parquet").to_pylist()
    assert len(tokens) == 1
    assert len(tokens[0]["token"]) == 64
    for path in [*folder.iterdir(), *(place.store_folder / "releases").rglob("*.json")]:
        assert gone.encode() not in path.read_bytes()


def test_CO_a_new_list_makes_a_new_release_though_no_file_changed(built_place):
    place = built_place
    one = build(opt_out(place, [tiny.nhs(2)]), on=tiny.ON).release
    path = place.folder / "opted.csv"
    path.write_text("")
    path.with_name("opted.csv.manifest.json").write_text('{"date": "2026-04-09", "rows": 0}')
    two = build(Place.open(place.folder), on=tiny.ON, changed=True)
    assert two.changed
    assert len(people(two.release)) == len(people(one)) + 1


@pytest.mark.parametrize(
    ("date", "on"), [("2026-04-02", "2026-04-10"), ("2026-04-11", "2026-04-10")]
)
def test_CO_a_list_older_than_seven_days_or_of_tomorrow_stops_the_run(place, date, on):
    place = opt_out(place, [], date=date)
    with pytest.raises(AgreementError, match="the list of people who opted out is of") as told:
        build(place, on=datetime.date.fromisoformat(on))
    assert told.value.exit_code == 5
    assert name_in_service(place.store_folder) is None


def test_CO_a_list_of_seven_days_ago_will_do(built_place):
    place = built_place
    assert build(opt_out(place, [], date="2026-04-03"), on=tiny.ON).changed


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda p, m: p.unlink(), "cannot be read"),
        (lambda p, m: m.unlink(), "has no manifest"),
        (lambda p, m: m.write_text("{"), "not a manifest"),
        (lambda p, m: m.write_text('{"day": "2026-04-08"}'), "not a manifest"),
        (lambda p, m: m.write_text("[]"), "not a manifest"),
        (lambda p, m: m.write_text('{"rows": 1}'), "does not say the date"),
        (lambda p, m: m.write_text('{"date": "soon"}'), "does not say the date"),
        (lambda p, m: m.write_text('{"date": "2026-04-08", "rows": 2}'), "its manifest says 2"),
        (lambda p, m: m.write_text('{"date": "2026-04-08", "sha256": "00"}'), "not the one"),
        (lambda p, m: p.write_bytes(b"\xff\xfe"), "not text"),
        (lambda p, m: p.write_text("9990000018\nrejected\n"), "lines are not NHS numbers"),
        (lambda p, m: p.write_text("1234567890\n"), "lines are not NHS numbers"),
    ],
)
def test_CO_a_missing_rejected_or_damaged_list_is_an_error(place, spoil, says):
    place = opt_out(place, [tiny.nhs(2)])
    path = place.folder / "opted.csv"
    spoil(path, path.with_name("opted.csv.manifest.json"))
    with pytest.raises(AgreementError, match=says) as told:
        build(place, on=tiny.ON)
    assert tiny.nhs(2) not in str(told.value)


def test_CO_a_real_place_without_a_list_is_refused(place):
    place = with_settings(place, "synthetic = true", "synthetic = false")
    with pytest.raises(AgreementError, match="names no list of people who opted out"):
        build(place, on=tiny.ON)
