"""What is closed at this moment because an agreement is over: asked on every request, never kept.

The house does not know agreements. The settings name who does: CLOSED_SOURCES(place) gives source
-> Closed, CLOSED_SHARINGS(place) gives the slug of a project -> Closed; `.words` says why.
"""

import threading

from django.conf import settings
from django.utils.module_loading import import_string

_lock = threading.Lock()
_places: dict = {}
_views: dict = {}


def sources(place):
    """source -> why it is closed, in words."""
    return {name: one.words for name, one in import_string(settings.CLOSED_SOURCES)(place).items()}


def sharings(place):
    """slug of a project -> why it is closed, in words."""
    found = import_string(settings.CLOSED_SHARINGS)(place)
    return {name: one.words for name, one in found.items()}


def closing(place):
    """The place with what is closed now; the very same Place for as long as the same is closed."""
    closed = sources(place)
    if not closed:
        return place
    key = id(place), tuple(sorted(closed.items()))
    with _lock:
        if key not in _places:
            _places.clear()
            _places[key] = place, place.closing(closed)  # held, so that its id stays its own
        return _places[key][1]


def seen_from(people, place):
    """The people of a place as it stands now; the same view for as long as the same is closed."""
    if not place.closed or not hasattr(people, "at"):
        return people
    key = id(people), id(place)
    with _lock:
        held = _views.get(key)
        if held is None:
            _views.clear()
            held = _views[key] = people, place, people.at(place)
        return held[2]
