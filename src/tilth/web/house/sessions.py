"""How long someone stays signed in: thirty minutes idle, twelve hours at most."""

import time

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout

STARTED, SEEN = "started", "seen"
TOUCH = 60  # the time last seen is written at most once in this many seconds


class Limits:
    """Ends a session that is too old, on the very next request."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.session.session_key and SESSION_KEY in request.session:
            if request.user.is_authenticated:
                self._limit(request, time.time())
            else:  # whoever it names may not sign in any more
                request.session.flush()
        return self.get_response(request)

    def _limit(self, request, now):
        started = request.session.setdefault(STARTED, now)
        seen = request.session.setdefault(SEEN, now)
        idle = now - seen > settings.SESSION_IDLE_SECONDS
        if idle or now - started > settings.SESSION_MOST_SECONDS:
            logout(request)
        elif now - seen >= TOUCH:
            request.session[SEEN] = now
