"""Too many readers at once."""

import threading

import pytest
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
    for _ in range(3):  # without a turn it would answer 503 instead
        with pytest.raises(KeyError):
            turns(RequestFactory().get("/"))


def asked(turns, count, asked_for):
    """So many readers, each coming once the one before waits or is in."""
    readers = []
    for number in range(count):
        request = RequestFactory().get("/", {"n": number})
        readers.append(threading.Thread(target=turns, args=(request,)))
        readers[-1].start()
        until(lambda n=number: len(turns._since) + len(turns._waiting) + len(asked_for) > n)
    return readers


def three_of_five(side_by_side):
    """Five readers of pages that take until they are let go: three are in, later all have been."""
    inside, go_on = [], threading.Event()

    def page(request):
        inside.append(request)
        go_on.wait(10)

    turns = load.Turns(page)
    turns.side_by_side = side_by_side
    readers = asked(turns, 5, [])
    until(lambda: len(inside) == 3)
    threading.Event().wait(0.1)
    assert len(inside) == 3  # the fourth waits until one of the three is done
    go_on.set()
    for reader in readers:
        reader.join(10)
    assert len(inside) == 5


def until(so):
    for _ in range(1_000):
        if so():
            return
        threading.Event().wait(0.01)
    raise AssertionError("it never came to that")


def test_pages_are_made_one_after_another_in_the_order_they_were_asked_for(monkeypatch):
    monkeypatch.setattr(load, "QUICK", 60)
    inside, most, done, go_on = [], [], [], threading.Event()

    def page(request):
        inside.append(request)
        most.append(len(inside))
        go_on.wait(10)
        inside.remove(request)
        done.append(int(request.GET["n"]))

    turns = load.Turns(page)
    turns.side_by_side = 1
    readers = asked(turns, 6, done)
    go_on.set()
    for reader in readers:
        reader.join(10)
    assert done == list(range(6))
    assert max(most) == 1


def test_a_slow_page_holds_nobody_up_and_slow_ones_are_counted_too(monkeypatch):
    monkeypatch.setattr(load, "QUICK", 0.02)
    monkeypatch.setattr(load, "AT_ONCE", 3)
    three_of_five(side_by_side=1)


def test_as_many_quick_pages_at_a_time_as_the_database_allows(monkeypatch):
    monkeypatch.setattr(load, "QUICK", 60)
    three_of_five(side_by_side=load.SIDE_BY_SIDE["postgresql"])
