"""The chain of the record: what breaks it is found, and where."""

import hashlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tilth.ground.errors import StoreError
from tilth.ground.place import About, Audit, Place
from tilth.web.house.audit.anchors import anchors_path, read_anchors, write_anchor
from tilth.web.house.audit.chain import FIELDS, START, Break, canonical, first_break, link


def made(count):
    """A whole chain of so many entries."""
    entries, previous = [], START
    for number in range(1, count + 1):
        one = dict.fromkeys(FIELDS, "x") | {"number": number}
        one |= {"previous": previous, "hash": link(previous, one)}
        entries.append(one)
        previous = one["hash"]
    return entries


def test_AU_04_a_link_is_the_sha_256_of_the_hash_before_and_the_content():
    one = dict.fromkeys(FIELDS, "x") | {"number": 1}
    content = json.dumps(one, sort_keys=True, separators=(",", ":")).encode()
    assert canonical(one) == content
    by_hand = hashlib.sha256(b"0" * 64 + b"\n" + content).hexdigest()
    assert link(START, one) == by_hand


def test_AU_04_a_whole_chain_holds():
    assert first_break(made(5)) == (None, 5)
    assert first_break([]) == (None, 0)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_AU_04_any_change_of_any_entry_is_found_where_it_is(data):
    entries = made(8)
    at = data.draw(st.integers(0, 7))
    name = data.draw(st.sampled_from([*FIELDS[1:], "hash"]))
    entries[at][name] += data.draw(st.text("abc123", min_size=1, max_size=3))
    found, _ = first_break(entries)
    assert found.number == at + 1
    assert found.why == "its content was changed"


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 6))
def test_AU_04_an_entry_taken_out_is_found(at):
    entries = made(8)
    del entries[at]
    assert first_break(entries)[0] == Break(at + 1, f"gone: the next entry is {at + 2}")


def test_AU_04_an_entry_taken_out_and_the_rest_numbered_again_is_found():
    entries = made(8)
    del entries[3]
    for number, one in enumerate(entries, start=1):
        one["number"] = number
    assert first_break(entries)[0] == Break(4, "it does not follow the entry before")


def test_AU_05_entries_cut_off_the_end_are_found_by_the_anchors():
    anchors = [("2026-06-01", 6, made(6)[-1]["hash"])]
    assert first_break(made(6), anchors) == (None, 6)
    assert first_break(made(5), anchors)[0] == Break(6, "gone: entry 6 was anchored on 2026-06-01")


def test_AU_05_a_chain_written_anew_from_the_start_is_found_by_the_anchors():
    anchors = [("2026-06-01", 3, "f" * 64)]
    why = "it is not what was anchored on 2026-06-01"
    assert first_break(made(5), anchors)[0] == Break(3, why)
    twice = [("2026-06-01", 3, made(3)[-1]["hash"]), ("2026-06-02", 3, made(3)[-1]["hash"])]
    assert first_break(made(5), twice) == (None, 5)


def place_in(folder, **told):
    """A place with nothing but a name."""
    return Place(place=About("Here", "X"), folder=folder, audit=Audit(**told))


def test_AU_05_heads_are_written_outside_the_place_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("TILTH_KEY_FILE", str(tmp_path / "keys" / "here.key"))
    here = place_in(tmp_path / "place")
    path = anchors_path(here)
    assert path == tmp_path / "keys" / "here.anchors.csv"
    assert read_anchors(path) == []
    write_anchor(path, "2026-06-01", 6, "a" * 64)
    write_anchor(path, "2026-06-02", 9, "b" * 64)
    assert read_anchors(path) == [("2026-06-01", 6, "a" * 64), ("2026-06-02", 9, "b" * 64)]
    named = place_in(tmp_path / "place", anchors=str(tmp_path / "far"))
    assert anchors_path(named).parent == tmp_path / "far"
    with pytest.raises(StoreError, match="inside the place folder"):
        anchors_path(place_in(tmp_path / "place", anchors="here"))


@pytest.mark.parametrize("line", ["one,two", "day,six," + "a" * 64, "day,6,short"])
def test_AU_05_a_damaged_line_of_anchors_is_refused(tmp_path, line):
    path = tmp_path / "anchors.csv"
    path.write_text(line + "\n", encoding="ascii")
    with pytest.raises(StoreError, match="line 1"):
        read_anchors(path)
