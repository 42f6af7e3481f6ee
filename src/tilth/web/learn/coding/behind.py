"""Work done behind a page and held in memory alone: what it came from changes, and it is gone.

Nothing is written to disk. What is held are numbers and names of records, and words that several
stories share; never the words of one story, and never for other stories than it was worked out of.
"""

import threading
import time

PATIENCE = 1.5  # seconds a page waits for what is worked out behind it
FAILED = 60.0  # seconds after which work that failed is tried again


class Behind:
    """The newest result of one kind of work for each of a few readers.

    most: results held at once.
    """

    def __init__(self, most=4):
        self.most, self.held, self.begun = most, {}, {}
        self.guard = threading.Lock()

    def of(self, name, key, begin, *, wait=PATIENCE):
        """What the work for a key gives; None while it is being worked out, for up to `wait`.

        name: of the reader or kind; a new key of the same name lets the old result go at once.
        begin: reads what is needed and gives the work, a function that touches no record: it runs
        in another thread.
        """
        with self.guard:
            old = self.held.get(name)
            if old is not None and old[0] == key:
                return old[1]
            self.held.pop(name, None)
            thread = self._thread(name, key, begin)
        thread.join(wait)
        with self.guard:
            found = self.held.get(name)
            return found[1] if found is not None and found[0] == key else None

    def _thread(self, name, key, begin):
        begun = self.begun.get(name)
        if begun is not None and begun[0] == key:
            thread, at = begun[1:]
            if thread.is_alive() or time.monotonic() - at < FAILED:
                return thread
        told = (name, key, begin())
        thread = threading.Thread(target=self._do, args=told, daemon=True)
        self.begun[name] = (key, thread, time.monotonic())
        thread.start()
        return thread

    def _do(self, name, key, work):
        found = work()
        with self.guard:
            if self.begun.get(name, (None,))[0] == key:
                self.held[name] = (key, found)
                while len(self.held) > self.most:
                    self.held.pop(next(iter(self.held)))

    def forget(self):
        """Let go of everything at once."""
        with self.guard:
            self.held.clear()
            self.begun.clear()


LEARNING, THEMES, LANGUAGE = Behind(1), Behind(6), Behind(4)
"""Suggested codes, themes for each kind of reader, how near the words of partners are."""


def forget():
    """Let go of all that is held: call it when something was taken back."""
    LEARNING.forget()
    THEMES.forget()
    LANGUAGE.forget()
