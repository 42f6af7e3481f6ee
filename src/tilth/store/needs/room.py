"""Memory for many arrays at once, cut from large pieces."""

import mmap
import threading

import numpy as np

PIECE = 1 << 26  # bytes; what is not used of one is never really taken
SMALL = 1 << 16  # arrays up to here come as they always do
LINE = 64


class Room:
    """Zeroed arrays, cut one after another from large pieces. Several threads may ask at once.

    Asked for one by one, large arrays come in huge pages, for each of which the system may first
    have to move what others hold: that has taken twice as long as all that is done with them.
    """

    def __init__(self):
        self._piece, self._used, self._lock = np.empty(0, np.uint8), 0, threading.Lock()

    def zeros(self, shape, kind):
        """As np.zeros."""
        size = int(np.prod(shape, dtype=np.int64)) * np.dtype(kind).itemsize
        if size <= SMALL:
            return np.zeros(shape, kind)
        with self._lock:
            if self._used + size > len(self._piece):
                self._piece = np.frombuffer(mmap.mmap(-1, max(size, PIECE)), np.uint8)
                self._used = 0
            first, self._used = self._used, self._used + -(-size // LINE) * LINE
            return self._piece[first : first + size].view(kind).reshape(shape)
