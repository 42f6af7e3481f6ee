import contextlib
import datetime
import multiprocessing
import os
import signal
import sqlite3
import time

import pytest

from tilth.ground.errors import StoreError
from tilth.ground.place import About, Place
from tilth.store.ledger import Ledger
from tilth.store.ledger.service import Version
from tilth.store.ledger.tables import FORM

ON = datetime.date(2026, 6, 1)


@pytest.fixture
def place(tmp_path):
    return Place(About("Tiltham", "X1"), folder=tmp_path)


@pytest.fixture
def ledger(place):
    with Ledger.open(place) as opened:
        yield opened


def version(name, sequence=0, **more):
    return Version("gp", name, sha256=name, sequence=sequence, accepted=10, **more)


def test_a_version_is_entered_once_and_comes_back_with_its_state(ledger):
    may = (datetime.date(2026, 5, 1), datetime.date(2026, 5, 31))
    first = version("a", 1, period_from=may[0], period_to=may[1], unlinked=3)
    entered = ledger.record(first, at=ON, disagreements=[[2, 5]])
    again = ledger.record(first, at=ON, disagreements=[[2, 5]])
    assert entered == again
    assert (entered.state, entered.unlinked, entered.period_to) == ("in_service", 3, may[1])
    assert entered.folder == ledger.folder / "known" / "gp" / "a"
    assert ledger.disagreements("gp") == [{"source": "gp", "version": "a", "lines": [2, 5]}]
    assert ledger.disagreements("other") == []
    assert ledger.history("gp", "a") == [("in_service", "", "2026-06-01")]


def test_a_new_version_supersedes_and_the_history_keeps_both_states(ledger):
    ledger.record(version("a", 1), at=ON)
    ledger.record(version("b", 2), at=ON)
    assert [v.version for v in ledger.in_service("gp")] == ["b"]
    assert [s for s, _, _ in ledger.history("gp", "a")] == ["in_service", "superseded"]
    assert [v.version for v in ledger.versions()] == ["a", "b"]
    assert ledger.version("gp", "none") is None


def test_a_persons_word_is_kept_with_its_reason(ledger):
    ledger.record(version("a", 1), at=ON)
    held = ledger.record(version("c", 3), at=ON)
    assert held.state == "held"
    with pytest.raises(StoreError, match="with its reason"):
        ledger.rule("gp", "c", "release", by="Ann", because=" ", at=ON)
    with pytest.raises(StoreError, match="there is no version x"):
        ledger.rule("gp", "x", "release", by="Ann", because="why", at=ON)
    now = ledger.rule("gp", "c", "release", by="Ann", because="b was never made", at=ON)
    assert (now.state, now.because) == ("in_service", "b was never made")
    back = ledger.rule("gp", "c", "withdraw", by="Ann", because="it was", at=ON)
    assert back.state == "withdrawn"
    assert [v.version for v in ledger.in_service("gp")] == ["a"]


def test_the_last_word_on_a_pair_counts_whichever_way_round(ledger):
    ledger.decide(7, 3, "same", by="Ann", reason="one address", at=ON)
    ledger.decide(3, 7, "different", by="Ben", reason="twins", at=ON)
    ledger.decide(1, 2, "unsure", by="Ben", reason="ask", at=ON)
    pairs = [(d.record_l, d.record_r, d.verdict, d.by) for d in ledger.decisions()]
    assert pairs == [(1, 2, "unsure", "Ben"), (3, 7, "different", "Ben")]
    with pytest.raises(ValueError, match="verdict maybe"):
        ledger.decide(1, 2, "maybe", by="Ann", reason="", at=ON)


def test_runs_and_notices_are_told_in_order(ledger):
    first = ledger.start_run("build", ON)
    second = ledger.start_run("build", ON)
    ledger.finish_run(first, "done", {"people": 5})
    ledger.finish_run(second, "failed", at=ON)
    third = ledger.start_run("link", ON)
    assert [(r["id"], r["state"], r["told"]) for r in ledger.runs()] == [
        (first, "done", {"people": 5}),
        (second, "failed", {}),
        (third, "started", {}),
    ]
    ledger.notify("late", {"source": "gp", "days": 3}, ON)
    assert [(n["kind"], n["told"]) for n in ledger.notices()] == [
        ("late", {"source": "gp", "days": 3})
    ]


def test_marks_of_erased_people_are_kept_once(ledger):
    ledger.erase("m1", at=ON)
    ledger.erase("m1", at=ON)
    assert ledger.erased() == {"m1"}


@pytest.mark.parametrize("act", ["update version set rows_in = 0", "delete from state"])
def test_FT_02_the_ledger_only_grows(ledger, act):
    ledger.record(version("a"), at=ON)
    with pytest.raises(sqlite3.IntegrityError, match="only grows"):
        ledger.book.execute(act)


def test_FT_02_it_is_kept_in_a_write_ahead_log_with_full_syncing(ledger):
    assert ledger.book.execute("pragma journal_mode").fetchone() == ("wal",)
    assert ledger.book.execute("pragma synchronous").fetchone() == (2,)


def test_FT_02_half_an_entry_is_no_entry(ledger, monkeypatch):
    monkeypatch.setattr(ledger, "_settle", lambda *given: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        ledger.record(version("a"), at=ON)
    assert ledger.versions() == []


def test_a_damaged_ledger_says_so(place):
    place.store_folder.mkdir(parents=True)
    (place.store_folder / "ledger.sqlite").write_bytes(b"not a ledger at all" * 100)
    with pytest.raises(StoreError, match="damaged"), Ledger.open(place):
        pass


def test_a_ledger_held_by_another_for_too_long_says_so(place, ledger):
    ledger.book.execute("begin immediate")
    with Ledger.open(place) as other:
        other.book.execute("pragma busy_timeout = 10")
        with pytest.raises(StoreError, match="cannot be used now"):
            other.start_run("build", ON)
    ledger.book.execute("rollback")


def test_FT_07_one_run_a_feed_and_other_feeds_go_on(place, ledger):
    with ledger.lock("gp"), Ledger.open(place) as other:
        with pytest.raises(StoreError, match="gp is busy"), other.lock("gp"):
            pass
        with other.lock("hospital"):
            pass
    with ledger.lock("gp"):
        pass


def hold(folder, ready):
    with Ledger.open(Place(About("T", "X1"), folder=folder)) as ledger, ledger.lock("gp"):
        ready.set()
        time.sleep(60)


def test_FT_07_a_killed_run_leaves_no_lock(place, ledger):
    start = multiprocessing.get_context("spawn")
    ready = start.Event()
    run = start.Process(target=hold, args=(place.folder, ready))
    run.start()
    assert ready.wait(30)
    with pytest.raises(StoreError, match="busy"), ledger.lock("gp"):
        pass
    os.kill(run.pid, signal.SIGKILL)
    run.join()
    with contextlib.ExitStack() as stack:
        stack.enter_context(ledger.lock("gp"))


def test_FT_a_changed_letter_in_the_ledger_is_noticed_when_it_is_opened(place):
    """SQLite keeps no checksums: every row carries its own."""
    with Ledger.open(place) as ledger:
        ledger.notify("release", {"release": "a very particular word"}, ON)
        ledger.book.execute("pragma wal_checkpoint(truncate)")
    path = place.store_folder / "ledger.sqlite"
    good = path.read_bytes()
    path.write_bytes(good.replace(b"a very particular word", b"a very Particular word"))
    with pytest.raises(StoreError, match="what is written in it has changed"), Ledger.open(place):
        pass
    path.write_bytes(good)
    with Ledger.open(place) as ledger:
        assert ledger.notices()[0]["told"] == {"release": "a very particular word"}


def test_FT_a_ledger_whose_words_are_torn_is_refused_without_repeating_them(place):
    with Ledger.open(place) as ledger:
        ledger.book.execute("pragma wal_checkpoint(truncate)")
    path = place.store_folder / "ledger.sqlite"
    path.write_bytes(path.read_bytes().replace(b"CREATE TABLE notice", b"CREATE TABLE not\xe5ce"))
    with pytest.raises(StoreError, match="damaged"), Ledger.open(place):
        pass


def without_seals(path, form):
    """The ledger as it was before rows were sealed."""
    with contextlib.closing(sqlite3.connect(path)) as book:
        book.execute("create table version (id integer primary key, source text not null) strict")
        book.execute("insert into version values (1, 'gp')")
        book.execute(f"pragma user_version = {form}")
        book.commit()


@pytest.mark.parametrize("form", [0, 1, FORM, FORM + 1])
def test_a_ledger_of_another_form_is_left_as_it_is_and_what_to_do_is_said(place, form):
    path = place.store_folder / "ledger.sqlite"
    path.parent.mkdir(parents=True)
    without_seals(path, form)
    before = path.read_bytes()
    with (
        pytest.raises(StoreError, match="made by another version of Tilth") as error,
        Ledger.open(place),
    ):
        pass
    assert "tilth see import" in error.value.remedy
    assert path.read_bytes() == before


def test_a_ledger_of_a_later_form_is_not_touched(place):
    with Ledger.open(place) as ledger:
        ledger.book.execute(f"pragma user_version = {FORM + 1}")
    with pytest.raises(StoreError, match="another version"), Ledger.open(place):
        pass
