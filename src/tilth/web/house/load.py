"""Too many readers at once: some are asked to come back, so that the rest are served."""

import threading

from django.http import HttpResponse
from django.template.loader import render_to_string

AT_ONCE = 8  # pages one process makes at the same time
PATIENCE = 10  # seconds a reader waits for their turn
COME_BACK = 10  # seconds after which to try again


class Turns:
    """Lets so many in; whoever waits too long for a turn reads that the site is busy (503)."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.turns = threading.BoundedSemaphore(AT_ONCE)

    def __call__(self, request):
        if not self.turns.acquire(timeout=PATIENCE):
            return busy()
        try:
            return self.get_response(request)
        finally:
            self.turns.release()


def busy():
    """A page that needs nothing of what is busy: no records, no place, no figures."""
    page = HttpResponse(render_to_string("house/busy.jinja"), status=503)
    page.headers["Retry-After"] = str(COME_BACK)
    return page
