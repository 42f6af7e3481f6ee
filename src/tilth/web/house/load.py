"""Too many readers at once: pages are made in the order they were asked for, and some wait.

A process makes few quick pages at a time: Python runs one of them at once, so that more would
only keep each other waiting. A page that turns out slow holds nobody up for longer than QUICK.
"""

import threading
import time
from collections import deque

from django.db import connection
from django.http import HttpResponse
from django.template.loader import render_to_string

AT_ONCE = 8  # pages one process makes at the same time, slow ones among them
QUICK = 0.1  # seconds after which a page is a slow one
SIDE_BY_SIDE = {"sqlite": 1, "postgresql": 3}  # quick pages; PostgreSQL answers from elsewhere
PATIENCE = 10  # seconds a reader waits for their turn
COME_BACK = 10  # seconds after which to try again


class Turns:
    """Lets so many in; whoever waits too long for a turn reads that the site is busy (503)."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.side_by_side = SIDE_BY_SIDE[connection.vendor]
        self._guard = threading.Lock()
        self._waiting: deque = deque()
        self._since: dict = {}  # turn -> when it came

    def __call__(self, request):
        turn = threading.Event()
        if not self._come(turn):
            return busy()
        try:
            return self.get_response(request)
        finally:
            self._go(turn)

    def _come(self, turn):
        """Wait for one's turn; False where that took too long."""
        until = time.monotonic() + PATIENCE
        with self._guard:
            self._waiting.append(turn)
            self._let_in()
        while not turn.wait(min(QUICK, PATIENCE)):
            with self._guard:
                self._let_in()  # a page before us may have turned out slow
                if not turn.is_set() and time.monotonic() > until:
                    self._waiting.remove(turn)
                    return False
        return True

    def _go(self, turn):
        with self._guard:
            del self._since[turn]
            self._let_in()

    def _let_in(self):
        now = time.monotonic()
        quick = sum(now - came < QUICK for came in self._since.values())
        while self._waiting and quick < self.side_by_side and len(self._since) < AT_ONCE:
            first = self._waiting.popleft()
            self._since[first] = now
            first.set()
            quick += 1


def busy():
    """A page that needs nothing of what is busy: no records, no place, no figures."""
    page = HttpResponse(render_to_string("house/busy.jinja"), status=503)
    page.headers["Retry-After"] = str(COME_BACK)
    return page
