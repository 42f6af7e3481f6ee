"""Runs stopped dead, full disks, flipped bits and rivals: the command, and that it can see harm."""

import dataclasses
import json

import pytest

from tilth.cli.main import main
from tilth.verify import faults, flips, watching
from tilth.verify.watching import State

GOOD = State("r2", (("gp", "v1", 9, 9),), (("gp", "v1"),), ("news",), 0)


def changed(**parts):
    return State(**{**GOOD.__dict__, **parts})


@pytest.mark.parametrize(
    ("found", "names"),
    [
        (GOOD, set()),
        (changed(release="r1"), {"lost"}),
        (changed(versions=()), {"lost"}),
        (changed(serving=()), {"lost"}),
        (changed(notices=("news", "news")), {"doubled"}),
        (changed(versions=(*GOOD.versions, ("gp", "v2", 9, 9))), {"doubled"}),
        (changed(leavings=1), {"partial"}),
    ],
)
def test_FT_what_differs_from_an_undisturbed_run_is_named(found, names):
    assert set(faults.differences(found, GOOD)) == names


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    """A place with one month published and the next waiting, and what undisturbed runs give."""
    return faults.prepare(tmp_path_factory.mktemp("bench"), seed=5)


def test_FT_undisturbed_runs_of_the_same_files_give_the_same_hash(bench):
    folder = bench.fresh("again")
    run = watching.run(folder)
    assert run.answer == ("done", bench.after.release)
    assert watching.state_of(folder) == bench.after
    assert bench.before.release != bench.after.release


def test_FT_a_store_killed_once_in_every_stage_ends_as_if_nothing_had_happened(bench):
    tally = faults.killed(bench, 1, lambda *told: None)
    assert set(tally.tried["kills"].values()) == {1}
    assert tally.wrong == dict.fromkeys(faults.COUNTED, 0)


def test_FT_a_disk_that_fills_up_stops_the_run_and_harms_nothing(bench):
    tally = faults.disk_full(bench, 2, lambda *told: None)
    assert tally.tried["stopped"] >= 1
    assert tally.wrong == dict.fromkeys(faults.COUNTED, 0)


def test_FT_rival_runs_finish_or_say_it_is_busy_and_leave_one_release(bench):
    tally = faults.rival_runs(bench, 4, lambda *told: None)
    assert tally.tried["done"] + tally.tried["busy"] == 4
    assert tally.wrong == dict.fromkeys(faults.COUNTED, 0)


def test_FT_flipped_bits_are_noticed_in_every_kind_of_file(bench):
    tally = faults.bits_flipped(bench, 50, lambda *told: None)
    assert set(tally.tried["by_file"]) == {"release", "pointer", "accepted", "stage", "ledger"}
    assert tally.wrong == dict.fromkeys(faults.COUNTED, 0)


def test_FT_a_flip_nobody_notices_is_counted(bench, monkeypatch):
    monkeypatch.setattr(flips, "flip", lambda folder, trial, rng: ("release", "undetected"))
    monkeypatch.setattr(faults, "_finish", lambda folder: None)
    tally = faults.bits_flipped(faults.Bench(bench.folder, bench.scratch / "u", *[None] * 4), 2,
                                lambda *told: None)  # fmt: skip
    assert tally.wrong["undetected"] == 2


def test_FT_harm_right_after_a_stop_is_named(bench):
    allowed = {bench.before.release, bench.after.release}
    folder = bench.fresh("harmed")
    assert watching.faults_now(folder, allowed) == []
    assert watching.faults_now(folder, {"another"}) == ["partial"]
    stage = next((folder / "store" / "stages" / "link").iterdir())
    (stage / "link.parquet").unlink()
    version = next((folder / "store" / "known" / "register").iterdir())
    (version / "accepted.parquet").write_bytes(b"torn")
    assert watching.faults_now(folder, allowed) == ["partial", "partial"]
    (folder / "store" / "ledger.sqlite").write_bytes(b"torn" * 1000)
    assert "unreadable" in watching.faults_now(folder, allowed)
    (folder / "store" / "current").write_text("0000000000000000\n")
    assert watching.faults_now(folder, allowed) == ["unreadable"]


def test_FT_an_undisturbed_run_that_does_not_finish_is_our_defect(bench):
    folder = bench.fresh("without")
    (folder.parent / "scratch.key").unlink()
    with pytest.raises(AssertionError, match="did not finish"):
        faults._finish(folder)
    assert faults._after_rerun(bench, folder) == ["unfinished"]


def test_FT_a_run_that_breaks_where_another_was_killed_is_counted_though_the_next_one_finishes(
    bench, monkeypatch
):
    broken = watching.run(bench.folder, most_bytes="no number: a defect")
    assert (broken.broke, broken.killed, broken.answer) == (True, False, ())
    whole = watching.Run(answer=("done",))
    monkeypatch.setattr(watching, "run", lambda _, kill=None: broken if kill else whole)
    monkeypatch.setattr(watching, "state_of", lambda _: bench.after)
    tally = faults.Tally()
    faults._kill_chain(bench, 0, ["link"], {"link": 0}, tally)
    assert tally.wrong == dict.fromkeys(faults.COUNTED, 0) | {"unfinished": 1}


def test_FT_a_kill_that_came_too_late_comes_sooner_the_next_time(bench, monkeypatch):
    quick = watching.Run(told=[("receive", 0.1), ("link", 0.5)], answer=("done",), seconds=0.75)
    monkeypatch.setattr(watching, "run", lambda _, kill=None: quick)
    monkeypatch.setattr(watching, "state_of", lambda _: bench.after)
    timed = dataclasses.replace(bench, timing={"link": [9.0], "notify": [9.0]})
    faults._kill_chain(timed, 1, ["link", "notify"], {"link": 0, "notify": 0}, faults.Tally())
    assert timed.timing == {"link": [4.5], "notify": [9.0]}


def test_command_reports_and_fails_where_harm_was_done(monkeypatch, capsys):
    harm = dict.fromkeys(faults.COUNTED, 0)
    part = {**harm, "seconds": 1.0}
    told = {"seed": 1, **harm, "seconds": 1.0, "parts": {"killed": part}}
    asked = {}
    monkeypatch.setattr(faults, "verify", lambda **more: asked.update(more) or told)
    assert main(["verify", "faults", "--kills", "2", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == told
    assert asked["kills"] == 2
    told["lost"] = part["lost"] = 1
    assert main(["verify", "faults"]) == 6
    out, err = capsys.readouterr()
    assert out.splitlines()[1].startswith("killed,0,0,1")
    assert "1 lost" in err
