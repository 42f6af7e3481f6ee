"""What every address declares, and what happens where one does not."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from django.urls import include, path

from tilth.cli.main import parser
from tilth.cli.verbs import Verb
from tilth.web.house.access import (
    ANYONE,
    SIGNED_IN,
    Route,
    check_every_route,
    declare,
    declared,
    route,
    undeclared,
)
from tilth.web.house.access.middleware import Access


def bare(request):
    return HttpResponse("bare")


def test_AC_01_an_undeclared_address_stops_start_up(settings):
    patterns = [path("open/", route("D0", "plan", ANYONE)(lambda r: None)), path("shut/", bare)]
    assert undeclared(patterns) == ["/shut/"]
    with pytest.raises(ImproperlyConfigured, match="/shut/"):
        check_every_route(patterns)
    settings.ROOT_URLCONF = type("Urls", (), {"urlpatterns": patterns})
    with pytest.raises(ImproperlyConfigured, match="/shut/"):
        Access(bare)


def test_AC_01_an_undeclared_command_stops_start_up():
    with pytest.raises(AssertionError, match="no level or no purpose"):
        parser([Verb("see", "peek", "look", run=None)])


def test_every_address_of_the_site_is_declared():
    check_every_route()


def test_AC_01_patterns_that_others_wrote_are_declared_together_and_only_here():
    others = [path("a/", bare), path("b/", include([path("c/", bare)]))]
    declare(others, "D1", "plan")
    assert undeclared(others) == []
    assert declared(bare) is None
    assert others[0].callback(None).content == b"bare"


def test_a_view_written_as_a_class_declares_too():
    class View:
        route = Route("D1", "plan")

    def shown(request):
        return None

    shown.view_class = View
    assert declared(shown) == Route("D1", "plan")


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"level": "D9"}, "level 'D9'"),
        ({"purpose": "gossip"}, "purpose 'gossip'"),
        ({"relation": "friend"}, "relation 'friend'"),
        ({"roles": ANYONE}, "a page for anyone is public"),
        ({"roles": frozenset({"king"})}, "no role is called king"),
        ({"level": "D3", "roles": frozenset({"director"})}, "lets nobody see D3"),
        ({"level": "D4"}, "lets nobody see D4"),
    ],
)
def test_AC_01_a_declaration_that_cannot_be_meant_stops_start_up(told, said):
    with pytest.raises(ImproperlyConfigured, match=said):
        Route(**({"level": "D1", "purpose": "plan"} | told))


def test_AU_01_what_comes_close_to_people_or_is_taken_away_is_written_down():
    assert Route("D2", "plan").audited
    assert Route("D3", "care").audited
    assert Route("D1", "plan", act="exported").audited
    assert not Route("D1", "plan").audited


def test_a_relation_may_be_worked_out_for_each_request():
    told = Route("D3", "care", relation=lambda request, ref: "own" if ref == "mine" else "none")
    assert told.relation_of(None, {"ref": "mine"}) == "own"
    assert Route("D1", "plan", SIGNED_IN).relation_of(None, {}) == "none"
