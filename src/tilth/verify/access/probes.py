"""Addresses made for the walk: one for every level, purpose and relation that can be declared."""

from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse, HttpResponseNotFound
from django.urls import include, path

from tilth.verify.access.twin import LEVELS, PURPOSES, RELATIONS
from tilth.web import urls
from tilth.web.house.access import route


def made():
    """(level, purpose, relation) -> an address pattern; None where it cannot even be declared."""
    found = {}
    for level in LEVELS:
        for purpose in PURPOSES:
            for relation in RELATIONS:
                found[level, purpose, relation] = _one(level, purpose, relation)
    return found


def _one(level, purpose, relation):
    def shown(request):
        return HttpResponse("reached")

    try:
        told = {"relation": lambda request: relation, "one_person": True, "by_token": True}
        view = route(level=level, purpose=purpose, **told)(shown)
    except ImproperlyConfigured:
        return None
    return path(address(level, purpose, relation), view)


def address(level, purpose, relation):
    """Where a probe answers, without the first slash."""
    return f"probe/{level}/{purpose}/{relation}/"


PROBES = made()
urlpatterns = [one for one in PROBES.values() if one] + [path("", include(urls))]


def handler404(request, exception):
    """Not found, without drawing a page for it: a walk meets thousands."""
    return HttpResponseNotFound("not found")


class Reached:
    """Stands before every view and says that a request came through, without showing anything."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, named):
        """The last step before the view."""
        return HttpResponse("reached", headers={"X-Reached": "yes"})
