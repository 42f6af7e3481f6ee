"""The place and its people as this process holds them open: one release for the whole of a page."""

import threading

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from tilth.ground.place import Place
from tilth.store.releases import name_in_service

_lock = threading.Lock()
_places: dict = {}
_populations: dict = {}


def place():
    """The place, read again only when its place.toml has changed."""
    path = settings.PLACE.folder / "place.toml"
    key = str(path), path.stat().st_mtime_ns
    with _lock:
        if key not in _places:
            _places.clear()
            _places[key] = Place.open(path.parent)
        return _places[key]


def release_of(place):
    """The name of the release in service, or None before the first."""
    return name_in_service(place.store_folder)


def population_of(place, release):
    """The people of one release, opened once in a process; the one before is let go.

    A page that still shows the release of before keeps it open until it is done.
    """
    from tilth.store.counting.population import Population

    key = (id(place), release)
    with _lock:
        if key not in _populations:
            opened = Population.open(place, release)
            _populations.clear()
            _populations[key] = (place, opened)
        return _populations[key][1]


def let_go():
    """Close what this process holds open."""
    with _lock:
        for _, people in _populations.values():
            people.close()
        _populations.clear()
        _places.clear()


class Opened:
    """Gives every request its place, the name of its release, and its population when asked."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.place = here = place()
        request.release = release = release_of(here)
        request.population = SimpleLazyObject(lambda: population_of(here, release))
        return self.get_response(request)
