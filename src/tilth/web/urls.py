"""Every address, room by room in the order of the loop."""

from importlib.util import find_spec

from django.urls import include, path

from tilth.web.house import errors

ROOMS = (
    ("", "tilth.web.house.urls"),
    ("see/", "tilth.web.see.urls"),
    ("manage/", "tilth.web.house.manage.urls"),
    ("api/", "tilth.web.api.urls"),
)


def built(room):
    """Whether a room of the site is there."""
    return find_spec(room.rpartition(".")[0]) is not None and find_spec(room) is not None


urlpatterns = [path(at, include(room)) for at, room in ROOMS if built(room)]

handler400 = errors.not_understood
handler403 = errors.not_found
handler404 = errors.not_found
handler500 = errors.defect
