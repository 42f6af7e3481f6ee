"""Memory for many arrays at once, cut from large pieces."""

import mmap
import threading
from functools import cache

import numpy as np
import pyarrow as pa

PIECE = 1 << 26  # bytes; what is not used of one is never really taken
SMALL = 1 << 16  # arrays up to here come as they always do
LINE = 64
OWN = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS  # shared with nobody: each page is had for less


@cache
def small_pages():
    """What files are read into comes in small pages from now on, in this process.

    Arrow's own pool asks for huge ones, and where the system has none at hand each takes it
    milliseconds to find: reading people's columns has taken five times as long for that.
    """
    pa.set_memory_pool(pa.system_memory_pool())


class Room:
    """Zeroed arrays, cut one after another from large pieces. Several threads may ask at once.

    Asked for one by one, large arrays come in huge pages, for each of which the system may first
    have to move what others hold: that has taken twice as long as all that is done with them.
    """

    def __init__(self):
        self._pieces, self._lock = [], threading.Lock()
        self._at = self._used = self._cut = 0  # the first pieces, so many, were cut before

    def again(self):
        """The same pieces are cut anew: nobody holds an array of before any more."""
        self._at, self._used, self._cut = 0, 0, len(self._pieces)

    def zeros(self, shape, kind):
        """As np.zeros."""
        size = int(np.prod(shape, dtype=np.int64)) * np.dtype(kind).itemsize
        if size <= SMALL:
            return np.zeros(shape, kind)
        with self._lock:
            while self._at < len(self._pieces) and self._used + size > len(self._pieces[self._at]):
                self._at, self._used = self._at + 1, 0
            if self._at == len(self._pieces):
                self._pieces.append(
                    np.frombuffer(mmap.mmap(-1, max(size, PIECE), flags=OWN), np.uint8)
                )
            array = self._pieces[self._at][self._used : self._used + size]
            self._used, before = self._used + -(-size // LINE) * LINE, self._at < self._cut
        if before:
            array[:] = 0
        return array.view(kind).reshape(shape)
