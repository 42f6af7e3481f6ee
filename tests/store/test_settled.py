"""What was settled is kept by all it depends on, believed only as written, for two releases."""

import threading

import numpy as np
import pytest

from tilth.store.settled import Settled

ABOUT = [b"counts", b"how"]


@pytest.fixture
def kept(tmp_path):
    return Settled(tmp_path, "r1")


def given(*values):
    return lambda: {"numerator": np.array(values, np.int8)}


def refused():
    raise AssertionError("it was there already")


def test_what_was_made_once_is_read_by_others(kept, tmp_path):
    first = kept.arrays(ABOUT, given(0, 1, 2))
    again = Settled(tmp_path, "r1").arrays(ABOUT, refused)
    assert again["numerator"].tolist() == first["numerator"].tolist() == [0, 1, 2]
    assert again["numerator"].dtype == np.int8


@pytest.mark.parametrize("other", [[b"counts", b"other"], [b"countsh", b"ow"], [b"countshow"]])
def test_what_depends_on_anything_else_is_made_for_it(kept, other):
    kept.arrays(ABOUT, given(1))
    assert kept.arrays(other, given(2))["numerator"].tolist() == [2]


def test_a_flipped_bit_anywhere_is_never_believed(kept):
    kept.arrays(ABOUT, given(*range(40)))
    (path,) = kept.folder.glob("*.arrays")
    sound = path.read_bytes()
    for place in range(len(sound)):
        changed = bytearray(sound)
        changed[place] ^= 4
        path.write_bytes(changed)
        found = kept.arrays(ABOUT, given(*range(40)))
        assert found["numerator"].tolist() == list(range(40)), place
    path.write_bytes(sound[:20])
    assert kept.arrays(ABOUT, given(7))["numerator"].tolist() == [7]


def test_what_fails_leaves_nothing_and_holds_nobody(kept):
    with pytest.raises(ZeroDivisionError):
        kept.arrays(ABOUT, lambda: 1 / 0)
    assert list(kept.folder.iterdir()) == []
    assert kept.arrays(ABOUT, given(3))["numerator"].tolist() == [3]


def test_of_two_who_ask_at_once_one_makes_it(kept):
    begun, made = threading.Event(), []

    def slowly():
        begun.set()
        made.append(1)
        return given(4)()

    first = threading.Thread(target=lambda: kept.arrays(ABOUT, slowly))
    first.start()
    assert begun.wait(10)
    assert kept.arrays(ABOUT, slowly)["numerator"].tolist() == [4]
    first.join()
    assert made == [1]


def test_the_release_in_service_and_the_one_before_are_kept(tmp_path):
    for release in ("r1", "r2", "r3"):
        Settled(tmp_path, release).arrays(ABOUT, given(1))
    assert sorted(f.name for f in (tmp_path / "settled").iterdir()) == ["r2", "r3"]
