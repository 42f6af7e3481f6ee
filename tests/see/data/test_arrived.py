"""What each source sent, told without a handful."""

import datetime
import random

import pytest

from tilth.see.data.arrived import arrived
from tilth.see.data.checked import checked
from tilth.see.intake import load_all
from tilth.verify import scratch


@pytest.fixture
def place(tmp_path):
    """A register of 40 made-up people: one row twice, one that is no row, three tests in it."""
    place = scratch.make_place(tmp_path / "place")
    rows = scratch.made_up_rows(random.Random(1), 40, scratch.MONTHS[0])
    for row in (3, 5, 8):
        rows[row][scratch.HEADER.index("first_name")] = "Test"
    rows.append(list(rows[0]))
    path = place.folder / "incoming" / "register_2026-03.csv"
    path.write_bytes(scratch.as_csv([scratch.HEADER, *rows]) + b"Total,40\n")
    load_all(place, on=scratch.ON)
    return place


def test_DC_rows_in_are_exact_and_a_handful_of_them_is_hidden(place):
    (register,) = [s for s in arrived(place) if s["source"] == "register"]
    assert register["rows"] == {
        "rows_in": 42, "accepted": 40, "quarantined": "*", "duplicate": "*", "blank": 0,
        "erased": 0, "balances": True,
    }  # fmt: skip
    assert register["in_use"] == len(register["files"]) == 1


def test_each_source_says_who_sends_it_and_how_old_it_is(place):
    (register,) = [s for s in arrived(place) if s["source"] == "register"]
    partner = next(p.name for p in place.partners if p.slug == place.source("register").partner)
    assert register["partner"] == partner
    assert register["files"][0]["state"] == "in_service"
    assert register["data_to"] in (None, datetime.date(2026, 3, 31))


def test_checks_nobody_has_run_are_not_run_by_looking(place):
    assert checked(place, on=scratch.ON) is None
    assert not (place.store_folder / "checks").exists()


def test_DC_a_handful_of_rows_at_fault_is_hidden(place):
    told = checked(place, on=scratch.ON, run=True)
    assert told == checked(place, on=scratch.ON)
    (found,) = [f for f in told["failed"] if f["check"] == "test_person:register:first_name"]
    assert (found["checked"], found["failed"], found["share"]) == (40, "*", None)
    assert found["reason"]
    assert found["remedy"]
    assert sum(told["counts"].values()) == sum(sum(c.values()) for c in told["by_source"].values())
