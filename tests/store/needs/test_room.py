"""Arrays cut from large pieces: zeroed, apart, and as many as are asked for."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pyarrow as pa

from tilth.store.needs import room
from tilth.store.needs.room import Room


def test_arrays_of_every_kind_and_size_are_noughts_and_lie_apart(monkeypatch):
    monkeypatch.setattr(room, "PIECE", 256)
    monkeypatch.setattr(room, "SMALL", 20)
    asked = [
        ((3,), np.uint8),
        ((2, 5), np.int64),
        ((0, 4), np.int32),
        ((90,), np.float64),
        ((7,), np.int32),
    ]
    held = Room()
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda of: held.zeros(*of), asked * 20))
    for number, (array, (shape, kind)) in enumerate(zip(found, asked * 20, strict=True)):
        assert (array.shape, array.dtype, array.any()) == (shape, kind, False)
        array[...] = number % 100 + 1
    for number, array in enumerate(found):
        assert (array == number % 100 + 1).all(), "another was written over it"


def test_a_room_given_up_is_cut_anew_and_is_noughts_again(monkeypatch):
    monkeypatch.setattr(room, "PIECE", 256)
    monkeypatch.setattr(room, "SMALL", 20)
    held = Room()
    first = [held.zeros((20,), np.int64) for _ in range(3)]
    for array in first:
        array[:] = 7
    held.again()
    again = [held.zeros((20,), np.int64) for _ in range(3)]
    more, wide = held.zeros((20,), np.int64), held.zeros((300,), np.uint8)
    assert all(np.shares_memory(*pair) for pair in zip(first, again, strict=True))
    for array in (*again, more, wide):
        assert not array.any()
        array[:] = 1


def test_what_files_are_read_into_is_given_back_to_the_system():
    room.small_pages()
    assert pa.default_memory_pool().backend_name == "system"
