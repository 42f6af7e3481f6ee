"""Nothing lost, half-published or done twice; the same release from the same files."""

import datetime
import json
import os
import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.see.build import quick, tiny
from tilth.ground.errors import AgreementError, StoreError
from tilth.ground.keys import key_path
from tilth.ground.place import Place
from tilth.see.build import build, steps, work
from tilth.store.ledger import Ledger
from tilth.store.releases import name_in_service, open_release
from tilth.store.whole import hashes_of

ROOT = Path(__file__).parents[3]
LATER = datetime.date(2026, 9, 1)


@pytest.fixture(autouse=True)
def simple_linkage(monkeypatch):
    monkeypatch.setattr(steps.linkage, "link", quick.link)


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """A tiny place whose files are in service; copied by those who use it."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TILTH_KEY_FILE", str(home / "key"))
        place = tiny.make(home / "p")
        tiny.fill(place)
    return home


@pytest.fixture(scope="module")
def ready(filled):
    """The same place with its release built."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TILTH_KEY_FILE", str(filled / "key"))
        patch.setattr(steps.linkage, "link", quick.link)
        shutil.copytree(filled / "p", filled / "ready")
        build(Place.open(filled / "ready"), on=tiny.ON)
    return filled


@pytest.fixture
def built_place(ready, tmp_path, monkeypatch):
    """A place of its own whose release is in service."""
    shutil.copytree(ready / "ready", tmp_path / "p")
    monkeypatch.setenv("TILTH_KEY_FILE", str(ready / "key"))
    return Place.open(tmp_path / "p")


def in_service(place):
    return open_release(place, verify=True)


def new_carers(place):
    """Another file of carers: one of the four is someone else."""
    rows = [{"carer": f"C{n}", **tiny.person_of(n, *tiny.KNOWN)} for n in (0, 1, 2, 9)]
    tiny.send(place, "carers", rows, sequence=2)


def new_stays(place, month, of=range(0, 20, 2)):
    """Ten more stays, of another month: of people the hospital knew, or of others."""
    rows = [
        {"spell": f"N{month}{n}", "hospital_id": f"H{n}", "method": "21",
         "came": f"2026-{month}-02", "went": f"2026-{month}-05",
         **tiny.person_of(n, *tiny.KNOWN, "sex")}
        for n in of
    ]  # fmt: skip
    tiny.send(place, "stays", rows, period=(f"2026-{month}-01", f"2026-{month}-28"), on=LATER)


@pytest.fixture
def place(filled, tmp_path, monkeypatch):
    """A place of its own with files in service and nothing built."""
    shutil.copytree(filled / "p", tmp_path / "p")
    monkeypatch.setenv("TILTH_KEY_FILE", str(filled / "key"))
    return Place.open(tmp_path / "p")


def tables(release):
    """The hash of every table of people, apart from what tells how it was made."""
    return {f: h["sha256"] for f, h in release.manifest["files"].items() if f.endswith("parquet")}


def people(release):
    return pq.read_table(release.path("person")).to_pylist()


def arithmetic(release):
    return json.loads((release.folder / "arithmetic.json").read_text())


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


# -- purposes, bases and until -----------------------------------------------------------------


def with_settings(place, old, new):
    path = place.folder / "place.toml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    return Place.open(place.folder)


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


# -- faults ------------------------------------------------------------------------------------

STAGES = ("pseudonymise", "identity", "context", "link", "people", "events", "derive", "index")


def interrupted(place, name):
    """Build, and be stopped when a stage of this name is done but not yet in its place."""
    real = work.stage

    def stopped(store, which, inputs, make, **more):
        def half(folder):
            make(folder)
            if which == name:
                raise KeyboardInterrupt

        return real(store, which, inputs, half, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(work, "stage", stopped)
        patch.setattr("tilth.see.build.index.stage", stopped)
        with pytest.raises(KeyboardInterrupt):
            build(place, on=tiny.ON)


def test_FT_a_run_stopped_at_any_stage_leaves_the_last_release_and_is_taken_up(built_place):
    place = built_place
    first = in_service(place).name
    new_carers(place)
    for name in STAGES:
        interrupted(place, name)
        assert (in_service(place).name == first) == (name != "index")
        with Ledger.open(place) as ledger:
            assert ledger.runs()[-1]["state"] == "stopped"
    resumed = build(place, on=tiny.ON)
    assert set(resumed.made) == {"index"}
    shutil.rmtree(place.store_folder / "stages")
    assert build(place, on=tiny.ON).release.name == resumed.release.name != first


KILLED = """
import os, signal, sys
sys.path.insert(0, {root!r})
from tests.see.build import quick, tiny
from tilth.ground.place import Place
from tilth.see.build import build, steps
from tilth.store import whole
steps.linkage.link = quick.link
count = 0
real = whole.sync
def sync(path):
    global count
    count += 1
    if count == {moment}:
        os.kill(os.getpid(), signal.SIGKILL)
    real(path)
whole.sync = sync
build(Place.open({folder!r}), on=tiny.ON)
print(count)
"""


def killed_at(place, moment):
    script = KILLED.format(root=str(ROOT), moment=moment, folder=str(place.folder))
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)


def test_FT_kill_9_at_any_moment_leaves_one_whole_release_and_a_rerun_completes(built_place):
    """Killed between any two writes to the disk: before, while and after it publishes."""
    place = built_place
    first = in_service(place).name
    new_carers(place)
    # Each run goes on where the one before was killed, so these moments lie all along the build.
    for moment in (9, 25):
        ended = killed_at(place, moment)
        assert ended.returncode == -signal.SIGKILL, ended.stderr
        assert in_service(place)
    last = build(place, on=tiny.ON).release.name
    assert last != first
    assert not list(place.store_folder.rglob("*.part"))
    shutil.rmtree(place.store_folder / "stages")
    assert build(place, on=tiny.ON).release.name == last


def test_FT_a_full_disk_publishes_nothing(built_place, monkeypatch):
    place = built_place
    first = in_service(place).name
    new_carers(place)

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tilth.store.releases.shutil.copyfile", full)
    with pytest.raises(StoreError, match="the disk is full"):
        build(place, on=tiny.ON)
    assert in_service(place).name == first


def test_FT_rival_runs_are_told_to_wait(place):
    with (
        Ledger.open(place) as ledger,
        ledger.lock("build"),
        pytest.raises(StoreError, match="build is busy"),
    ):
        build(place, on=tiny.ON)


def flip(path, at=None):
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2 if at is None else at] ^= 4
    path.write_bytes(raw)


@pytest.mark.parametrize("where", ["releases", "stages/derive", "stages/people"])
def test_FT_a_flipped_bit_is_found_and_mended(built_place, where):
    place = built_place
    name = in_service(place).name
    flip(sorted((place.store_folder / where).rglob("person.parquet"))[0])
    if where == "releases":
        with pytest.raises(StoreError, match=r"person\.parquet is missing or has changed"):
            in_service(place)
    assert build(place, on=tiny.ON).release.name == name
    assert in_service(place).name == name


def test_FT_an_accepted_file_that_changed_is_not_read(place):
    (path,) = place.store_folder.glob("known/rovers/*/accepted.parquet")
    flip(path, -20)
    for changed in (False, True):
        with pytest.raises(StoreError, match=r"accepted\.parquet is missing or has changed"):
            build(place, on=tiny.ON, changed=changed)
    flip(path, -20)
    receipt = path.with_name("receipt.json")
    receipt.rename(path.with_name("aside"))
    with pytest.raises(StoreError, match=r"accepted\.parquet is missing or has changed"):
        build(place, on=tiny.ON)
    path.with_name("aside").rename(receipt)
    path.unlink()
    with pytest.raises(StoreError, match=r"accepted\.parquet is missing or has changed"):
        build(place, on=tiny.ON)


@pytest.mark.parametrize("damage", ["pointer", "release", "manifest", "card"])
def test_FT_a_lost_or_damaged_release_is_published_again(built_place, damage):
    place = built_place
    name = in_service(place).name
    store = place.store_folder
    if damage == "pointer":
        (store / "current").write_text("../../etc\n")
        with pytest.raises(StoreError, match="pointer"):
            open_release(place)
    elif damage == "release":
        shutil.rmtree(store / "releases" / name)
    elif damage == "manifest":
        (store / "releases" / name / "manifest.json").write_text("{}")
    else:
        next(store.glob("stages/build/*/build.json")).write_text("[]")
    built = build(place, on=tiny.ON, changed=True)
    assert built.release.name == name
    assert open_release(place, verify=True).name == name


def test_a_table_lost_from_a_release_is_noticed_by_a_quick_build_too(built_place):
    place = built_place
    release = in_service(place)
    release.path("seen").unlink()
    assert build(place, on=tiny.ON, changed=True).release.name == release.name
    assert open_release(place, verify=True)


def test_a_place_without_its_key_cannot_be_built(place, monkeypatch, tmp_path):
    monkeypatch.setenv("TILTH_KEY_FILE", str(tmp_path / "no key"))
    with pytest.raises(StoreError, match="there is no key here"):
        build(place, on=tiny.ON)
    assert key_path(place.folder).name == "no key"


# -- what people decided -----------------------------------------------------------------------


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
