import csv
import datetime
import errno
import hashlib
import io
import itertools
import json
import shutil
import unicodedata

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.see.intake.places import ON, VISITS, accepted, aside, column, parts, place, send
from tilth.ground.errors import AgreementError, DefinitionError, ExtractError, StoreError
from tilth.ground.keys import key_path, make_key
from tilth.ground.place import Place
from tilth.see import intake
from tilth.see.intake import Manifest, blocks, loading, validating
from tilth.see.intake.erasing import erase
from tilth.see.intake.remedies import told
from tilth.store import whole
from tilth.store.ledger import Ledger

HEAD = "visit,nhs_number,born,name\n"


def rows(count, start=0, name="x"):
    return HEAD + "".join(f"V{n},,,{name}\n" for n in range(start, start + count))


def versions(here):
    with Ledger.open(here) as ledger:
        return ledger.versions()


def serving(here):
    with Ledger.open(here) as ledger:
        return [(v.file, v.sequence) for v in ledger.in_service("visits")]


# -- arithmetic --------------------------------------------------------------------------------


def test_IN_05_every_row_is_accounted_for_and_no_number_is_lost_with_its_row(tmp_path):
    text = (
        HEAD + "V1,943 476 5919,1970-01-02,Null\n"  # accepted
        "V1,9434765919,1970-01-02,Null \n"  # the same row again
        "V2,9434765918,1970-01-02,Ann\n"  # accepted, its number emptied
        "V3,,1970-02-30,Ann\n"  # no such day
        "\n"
        "V4,,,a\nV4,,,b\n"  # one key, two stories
        ",,,c\n"  # no key
    )
    receipt = send(place(tmp_path), text)
    assert parts(receipt) == (2, 4, 1, 1, 0)
    assert receipt.arithmetic == (
        "8 rows in = 2 accepted + 4 quarantined + 1 duplicate + 1 blank + 0 erased"
    )
    assert [(r["line"], r["nhs_number"]) for r in accepted(receipt)] == [
        (2, "9434765919"),
        (4, None),
    ]
    assert receipt.unlinked == 1
    assert [(line, rules) for line, rules, _ in aside(receipt)] == [
        (5, [told("not_date", "born")[0]]),
        (7, [told("same_key", "visit")[0]]),
        (8, [told("same_key", "visit")[0]]),
        (9, [told("empty", "visit")[0]]),
    ]
    assert pq.read_table(receipt.folder / "duplicate.parquet").to_pylist() == [
        {"line": 3, "first_line": 2}
    ]
    with Ledger.open(place(tmp_path)) as ledger:
        assert [d["lines"] for d in ledger.disagreements("visits")] == [[7, 8]]


def test_a_row_that_breaks_two_rules_is_told_both(tmp_path):
    text = "visit,born,name\n,1970-02-30,x\n"
    assert aside(send(place(tmp_path), text))[0][1] == [
        told("empty", "visit")[0],
        told("not_date", "born")[0],
    ]


def test_letters_get_one_form_and_it_is_counted(tmp_path):
    receipt = send(place(tmp_path), HEAD + "V1,,, Zoe\u0308 \nV2,,,A\u00a0B\nV3,,,Zoë\n")
    assert [r["name"] for r in accepted(receipt)] == ["Zoë", "A B", "Zoë"]
    assert receipt.tidied == 3  # outer spaces, one accent, one space


def test_rows_of_a_key_of_which_a_part_is_empty_are_told_apart_by_all_they_say(tmp_path):
    contract = VISITS.replace('key = ["visit"]', 'key = ["visit", "born"]')
    text = HEAD + "V1,,,a\nV1,,,b\nV1,,,a\n"
    assert parts(send(place(tmp_path, contract), text)) == (2, 0, 1, 0, 0)


def test_two_failed_numbers_are_two_people_even_in_a_key(tmp_path):
    contract = VISITS.replace('key = ["visit"]', 'key = ["nhs_number"]')
    text = "visit,nhs_number\nV1,9434765918\nV1,9434765917\nV1,9434765918\n"
    receipt = send(place(tmp_path, contract), text)
    assert parts(receipt) == (2, 0, 1, 0, 0)
    assert receipt.unlinked == 3


def test_IN_02_as_many_rows_as_the_manifest_says_or_none(tmp_path):
    here = place(tmp_path)
    assert send(here, rows(3) + "\n", manifest=Manifest(rows=3)).accepted == 3
    with pytest.raises(ExtractError, match="it has 3 rows and its manifest says 4"):
        send(here, rows(3, name="y"), manifest=Manifest(rows=4))


def test_dates_turned_round_refuse_the_whole_file_and_a_few_are_put_aside(tmp_path):
    here = place(tmp_path, column('type = "date", date_format = "%d/%m/%Y"'))
    good = "".join(f"A{n},01/02/2020\n" for n in range(20))
    few = send(here, "visit,it\n" + good + "B1,12/25/2020\n")
    assert aside(few)[0][1] == [told("month_first", "it")[0]]
    with pytest.raises(ExtractError, match="20 of 40 dates in it have day and month the other way"):
        send(here, "visit,it\n" + good + "".join(f"B{n},12/25/2020\n" for n in range(20)))


def test_a_contract_whose_pattern_cannot_be_read_says_so(tmp_path):
    here = place(tmp_path, column('type = "text", pattern = "[A-"'))
    with pytest.raises(DefinitionError, match="cannot be used"):
        send(here, "visit,it\nV1,A\n")


def test_a_file_of_exactly_a_spreadsheets_length_waits(tmp_path, monkeypatch):
    monkeypatch.setattr(validating, "ROW_CAPS", (6,))
    receipt = send(place(tmp_path), rows(5))
    assert receipt.state == "held"
    assert "as many as a spreadsheet can hold" in receipt.because


# -- versions ----------------------------------------------------------------------------------


def test_IN_06_the_same_file_twice_changes_nothing(tmp_path):
    here = place(tmp_path)
    first = send(here, rows(5))
    before = whole.hashes_of(first.folder)
    again = send(here, rows(5), "under_another_name.csv")
    assert (again.same, again.version, again.accepted) == (True, first.version, 5)
    assert whole.hashes_of(again.folder) == before
    assert len(versions(here)) == 1


def test_IN_06_a_corrected_file_is_a_new_version_and_the_old_one_is_kept(tmp_path):
    here = place(tmp_path)
    old = send(here, rows(5), manifest=Manifest(sequence=1))
    new = send(here, rows(5, name="y"), manifest=Manifest(sequence=2))
    assert (new.state, versions(here)[0].state) == ("in_service", "superseded")
    assert old.folder.exists()
    assert accepted(old)[0]["name"] == "x"


def test_another_contract_map_or_manifest_makes_another_version(tmp_path):
    here = place(tmp_path)
    first = send(here, "visit,label\nV1,a\n")
    mapped = send(here, "visit,label\nV1,a\n", mapping={"label": "name"})
    told_of = send(here, "visit,label\nV1,a\n", manifest=Manifest(sequence=3))
    more = "[columns]\nmore = {type = 'text', optional = true}"
    stricter = place(tmp_path, VISITS.replace("[columns]", more))
    again = send(stricter, "visit,label\nV1,a\n")
    assert len({first.version, mapped.version, told_of.version, again.version}) == 4
    assert accepted(mapped)[0]["name"] == "a"
    assert first.extra == ("label",)


def test_a_place_may_map_columns_for_every_file(tmp_path):
    here = place(tmp_path, more="map = {label = 'name', gone = 'born'}")
    assert accepted(send(here, "visit,label\nV1,a\n"))[0]["name"] == "a"


def test_FT_05_two_stores_make_the_same_bytes(tmp_path):
    text = rows(50) + "V1,,,other\n" + "V2,,,x\n" + "bad\n"
    one, two = send(place(tmp_path / "one"), text), send(place(tmp_path / "two"), text)
    assert one.version == two.version
    assert whole.hashes_of(one.folder) == whole.hashes_of(two.folder)


def test_IN_07_any_order_of_arrival_ends_in_the_same_state(tmp_path):
    files = [(rows(10, name=n), s) for n, s in (("a", 1), ("b", 2), ("c", 3))]
    ends = set()
    for number, order in enumerate(itertools.permutations(files)):
        here = place(tmp_path / str(number))
        for text, sequence in order:
            send(here, text, f"{sequence}.csv", manifest=Manifest(sequence=sequence))
        ends.add(tuple(sorted((v.version, v.state) for v in versions(here))))
    assert len(ends) == 1


def test_IN_08_a_file_far_shorter_than_the_last_waits_for_a_person(tmp_path):
    here = place(tmp_path)
    for sequence in (1, 2, 3):
        send(here, rows(20, name=str(sequence)), manifest=Manifest(sequence=sequence))
    short = send(here, rows(15, name="short"), manifest=Manifest(sequence=4))
    assert (short.state, serving(here)) == ("held", [("visits.csv", 3)])
    assert "15 rows accepted, where the last 3 had 20" in short.because


def test_rows_put_aside_count_against_the_volume(tmp_path):
    here = place(tmp_path)
    send(here, rows(20), manifest=Manifest(sequence=1))
    text = HEAD + "".join(f"V{n},,{'1970-02-30' if n < 10 else ''},x\n" for n in range(20))
    assert send(here, text, manifest=Manifest(sequence=2)).state == "held"


def test_a_source_that_sends_periods_notes_when_none_is_told(tmp_path):
    here = place(tmp_path, VISITS.replace("[columns]", 'delivery = "period"\n[columns]'))
    receipt = send(here, rows(5))
    assert receipt.notes == ("nothing says which period it is",)
    may = send(here, rows(5, name="may"), "visits_2026-05.csv")
    assert may.period_to == datetime.date(2026, 5, 31)


# -- refusals ----------------------------------------------------------------------------------


def test_IN_03_a_refused_file_leaves_the_last_good_one_in_service(tmp_path):
    here = place(tmp_path)
    send(here, rows(5), "good.csv")
    for _ in range(2):
        with pytest.raises(ExtractError, match="never closes"):
            send(here, rows(5) + 'V9,,,"x\n', "bad.csv")
    assert [(v.file, v.state) for v in versions(here)] == [
        ("good.csv", "in_service"),
        ("bad.csv", "refused"),
    ]
    assert "never closes" in versions(here)[1].because
    assert not list(here.store_folder.rglob("*.part"))
    with pytest.raises(ExtractError, match="no such file"):
        intake.load(here, "visits", tmp_path / "none.csv", on=ON)


def test_an_agreement_that_has_ended_is_not_read_past(tmp_path):
    here = place(tmp_path)
    with pytest.raises(AgreementError, match="was agreed until 2027-01-01"):
        send(here, rows(1), on=datetime.date(2027, 1, 2))
    assert send(here, rows(1), on=datetime.date(2027, 1, 1)).accepted == 1


@pytest.mark.parametrize(("said", "instead"), [('["plan"]', "[]"), ('"agreed for tests"', '" "')])
def test_a_source_without_purpose_or_basis_is_not_read(tmp_path, said, instead):
    place(tmp_path)
    path = tmp_path / "place.toml"
    path.write_text(path.read_text().replace(said, instead))
    with pytest.raises(AgreementError, match="no purpose or no basis"):
        send(Place.open(tmp_path), rows(1))


def test_DC_no_message_ledger_or_receipt_repeats_a_persons_data(tmp_path):
    here = place(tmp_path)
    text = HEAD + "V1,9434765918,1970-02-30,Featherstonehaugh\nV2,,,Featherstonehaugh\n"
    receipt = send(here, text)
    ledger = (here.store_folder / "ledger.sqlite").read_bytes()
    wal = here.store_folder / "ledger.sqlite-wal"
    ledger += wal.read_bytes() if wal.exists() else b""
    said = json.dumps(receipt.told()).encode() + (receipt.folder / "receipt.json").read_bytes()
    for secret in (b"9434765918", b"Featherstonehaugh", b"1970-02-30"):
        assert secret not in ledger
        assert secret not in said


# -- when things go wrong ----------------------------------------------------------------------


def test_FT_01_a_run_stopped_before_its_folder_is_named_leaves_nothing(tmp_path, monkeypatch):
    here = place(tmp_path)
    monkeypatch.setattr(validating, "write_json", lambda *given: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        send(here, rows(5))
    monkeypatch.undo()
    home = here.store_folder / "known" / "visits"
    assert list(home.iterdir()) == []
    (home / ".left.part").mkdir()
    assert send(here, rows(5)).accepted == 5
    assert not (home / ".left.part").exists()


def test_FT_03_a_run_stopped_before_the_ledger_is_finished_by_the_next(tmp_path, monkeypatch):
    here = place(tmp_path)
    monkeypatch.setattr(Ledger, "record", lambda *given, **more: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        send(here, rows(5))
    monkeypatch.undo()
    assert versions(here) == []
    receipt = send(here, rows(5))
    assert (receipt.state, receipt.same) == ("in_service", False)


def test_FT_04_a_version_changed_on_disk_is_found_out(tmp_path):
    here = place(tmp_path)
    receipt = send(here, rows(5))
    path = receipt.folder / "accepted.parquet"
    data = bytearray(path.read_bytes())
    data[50] ^= 1
    path.write_bytes(bytes(data))
    with pytest.raises(StoreError, match=r"accepted.parquet is missing or has changed"):
        send(here, rows(5))
    path.write_bytes(bytes(data[:50]) + bytes([data[50] ^ 1]) + bytes(data[51:]))
    assert send(here, rows(5)).same
    told = (receipt.folder / "receipt.json").read_text()
    (receipt.folder / "receipt.json").write_text(told.replace('"rows_in": 5', '"rows_in": 6'))
    with pytest.raises(StoreError, match="receipt is missing or damaged"):
        send(here, rows(5))
    (receipt.folder / "receipt.json").write_text("{")
    with pytest.raises(StoreError, match="receipt is missing or damaged"):
        send(here, rows(5))
    shutil.rmtree(receipt.folder)
    assert send(here, rows(5)).version == receipt.version


@pytest.mark.parametrize(("number", "kind"), [(errno.ENOSPC, StoreError), (errno.EBADF, OSError)])
def test_FT_06_a_full_disk_is_said_and_changes_nothing(tmp_path, monkeypatch, number, kind):
    here = place(tmp_path)

    def full(*given):
        raise OSError(number, "No space left on device")

    monkeypatch.setattr(validating, "write_json", full)
    with pytest.raises(kind, match="No space left"):
        send(here, rows(5))
    assert versions(here) == []


def test_FT_07_two_runs_of_one_source_do_not_meet(tmp_path):
    here = place(tmp_path)
    busy = pytest.raises(StoreError, match="visits is busy")
    with Ledger.open(here) as ledger, ledger.lock("visits"), busy:
        send(here, rows(5))


def test_what_the_writing_thread_meets_is_raised(tmp_path):
    def fail(value):
        raise OSError(errno.ENOSPC, value)

    def run(*values, then=None):
        with blocks.Behind(fail) as call:
            for value in values:
                call(value)
            if then:
                raise then

    run()
    with pytest.raises(OSError, match="first"):
        run("first")
    with pytest.raises(OSError, match="first"):
        run("first", "second")
    with pytest.raises(KeyError):
        run("first", then=KeyError())


# -- erased people -----------------------------------------------------------------------------


def test_CO_erased_people_stay_out_of_what_is_sent_again(tmp_path):
    contract = VISITS.replace(
        "visit = {", 'patient = {type = "code", means = "local_id", optional = true}\nvisit = {'
    )
    here = place(tmp_path, contract)
    make_key(key_path(here.folder))
    text = "visit,patient,nhs_number\nV1,P1,9434765919\nV2,P2,\nV3,P3,\n"
    assert parts(send(here, text)) == (3, 0, 0, 0, 0)
    with Ledger.open(here) as ledger:
        erase(here, ledger, at=ON, nhs_number="9434765919")
        erase(here, ledger, at=ON, source="visits", local_id="P2")
        assert not any("9434765919" in mark for mark in ledger.erased())
    again = send(here, text)
    assert parts(again) == (1, 0, 0, 0, 2)
    assert [r["patient"] for r in accepted(again)] == ["P3"]
    assert [v.state for v in versions(here)] == ["superseded", "in_service"]


# -- many files --------------------------------------------------------------------------------


def test_all_of_a_places_files_are_taken_in_whatever_becomes_of_one(tmp_path):
    here = place(tmp_path)
    incoming = tmp_path / "incoming"
    (incoming / "a.csv").write_text(rows(5))
    (incoming / "a.csv.manifest.json").write_text('{"sequence": 1}')
    (incoming / "b.csv").write_text("what\n")
    (incoming / ".hidden.csv").write_text("x")
    (incoming / "folder").mkdir()
    done = intake.load_all(here, on=ON)
    assert [(o.file, o.receipt and o.receipt.state) for o in done] == [
        ("a.csv", "in_service"),
        ("b.csv", None),
    ]
    assert isinstance(done[1].error, ExtractError)
    late = intake.load_all(here, on=datetime.date(2028, 1, 1))
    assert [type(o.error) for o in late] == [AgreementError]
    seen = []
    intake.load_all(here, on=ON, progress=lambda *told: seen.append(told))
    assert loading.unwatched("x") is None


def test_a_source_may_lie_outside_the_place_and_an_empty_path_is_no_file(tmp_path):
    (tmp_path / "sent").mkdir()
    (tmp_path / "sent" / "a.csv").write_text(rows(5))
    for path, expected in (
        (str(tmp_path / "sent" / "*.csv"), ["a.csv"]),
        ("../sent/a.csv", ["a.csv"]),
        ("", []),
    ):
        here = place(tmp_path / "place")
        toml = tmp_path / "place" / "place.toml"
        toml.write_text(toml.read_text().replace('"incoming/*"', f'"{path}"'))
        here = Place.open(tmp_path / "place")
        assert [p.name for p in intake.files_of(here, here.sources[0])] == expected


# -- laws --------------------------------------------------------------------------------------

NUMBERS = itertools.count()
word = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), max_size=6)
record = st.tuples(st.integers(0, 5), word)
quick = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@quick
@given(st.lists(record, min_size=1, max_size=12))
def test_what_is_written_is_read_back_and_nothing_vanishes(tmp_path, records):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([("visit", "name"), *records])
    receipt = send(place(tmp_path / f"{next(NUMBERS)}"), out.getvalue())
    receipt.check()
    assert receipt.rows_in == len(records)
    by_line = dict(enumerate(records, start=2))
    for row in accepted(receipt):
        key, name = by_line[row["line"]]
        plain = "".join(" " if unicodedata.category(c) == "Zs" else c for c in name)
        expected = unicodedata.normalize("NFC", plain.strip()).strip() or None
        assert (row["visit"], row["name"]) == (str(key), expected)


@quick
@given(st.integers(0, 10_000), st.integers(0, 7))
def test_IN_04_no_flipped_bit_changes_what_is_accepted_without_a_word(tmp_path, at, bit):
    text = rows(8, name="Zoë").encode()
    vouched = Manifest(sha256=hashlib.sha256(text).hexdigest(), rows=8)
    data = bytearray(text)
    data[at % len(data)] ^= 1 << bit
    here = place(tmp_path / f"{next(NUMBERS)}")
    with pytest.raises(ExtractError):
        send(here, bytes(data), manifest=vouched)
    assert [v.state for v in versions(here)] == ["refused"]
