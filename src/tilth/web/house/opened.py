"""The place and its people as this process holds them open: one release for the whole of a page."""

import threading

from django.conf import settings
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from tilth.ground.place import Place
from tilth.store.releases import name_in_service
from tilth.web.house.closed import closing, seen_from

PUBLISHED = "published"  # what figures are kept under where nobody has been linked yet

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
    """The people of one release, opened once in a process; Nobody before the first.

    The one before is let go; a page that still shows it keeps it open until it is done.
    """
    from tilth.see.official.nobody import Nobody
    from tilth.store.counting.population import Population

    if release is None:
        return Nobody(place, as_of=timezone.localdate())
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


def published_in(place):
    """PUBLISHED where the place's open data are there, so that official figures can be shown."""
    return PUBLISHED if (place.geography_folder / "about.json").is_file() else None


class Opened:
    """Gives every request its place, the name of its release, and its population when asked.

    release: None before the first. shown: what figures rest on: the release, or the publishers'
    open data alone; None where there is neither.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        here = place()
        request.place = now = closing(here)
        request.release = release = release_of(here)
        request.shown = release or published_in(here)
        request.population = SimpleLazyObject(lambda: seen_from(population_of(here, release), now))
        return self.get_response(request)
