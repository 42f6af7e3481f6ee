"""Too many readers at once."""

import threading

from django.http import HttpResponse
from django.test import RequestFactory

from tests.web.reader import Page
from tilth.web.house import load


def test_overload_answers_503_and_is_over_when_readers_have_gone(monkeypatch):
    monkeypatch.setattr(load, "AT_ONCE", 1)
    monkeypatch.setattr(load, "PATIENCE", 0.05)
    inside, go_on = threading.Event(), threading.Event()

    def slow(request):
        inside.set()
        go_on.wait(10)
        return HttpResponse("done")

    turns, request, first = load.Turns(slow), RequestFactory().get("/"), []
    one = threading.Thread(target=lambda: first.append(turns(request)))
    one.start()
    inside.wait(10)
    page = Page(turns(request))
    assert page.status == 503
    assert page.response.headers["Retry-After"] == "10"
    assert "Please try again in a few seconds" in page
    go_on.set()
    one.join(10)
    assert first[0].status_code == 200
    assert turns(request).status_code == 200


def test_a_page_that_fails_gives_its_turn_back(monkeypatch):
    monkeypatch.setattr(load, "AT_ONCE", 1)
    monkeypatch.setattr(load, "PATIENCE", 0.05)

    def fails(request):
        raise KeyError

    turns = load.Turns(fails)
    for _ in range(3):
        try:
            turns(RequestFactory().get("/"))
        except KeyError:
            continue
        raise AssertionError("the second page had no turn")
