"""What someone reads when a page cannot be shown."""

import pytest
from django.test import RequestFactory
from django.urls import path

from tests.web.reader import Page
from tilth.ground.errors import DefinitionError, DisclosureError, StoreError, UsageError
from tilth.web.house import errors
from tilth.web.house.access import ANYONE, route


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (400, "We could not read that"),
        (404, "Page not found"),
        (419, "Please send that again"),
        (429, "Wait 15 minutes"),
        (500, "a fault of ours, not yours"),
        (503, "try again in a few minutes"),
    ],
)
def test_every_error_page_says_what_happened_and_what_to_do(status, words, db):
    page = Page(errors.page(RequestFactory().get("/x/"), status))
    assert words in page
    assert len(page.headings) == 1
    assert page.status == (403 if status == 419 else status)


def test_AC_what_may_not_be_seen_reads_like_what_is_not_there(visit):
    hidden = visit("/manage/people/", who="resident")
    missing = visit("/no/such/page/", who="resident")
    assert hidden.status == missing.status == 404
    assert hidden == missing


def failing(error):
    @route(level="D0", purpose="plan", roles=ANYONE)
    def view(request):
        raise error

    return view


class Wrong:
    """Addresses whose views fail in each way."""

    handler500, handler404 = errors.defect, errors.not_found
    urlpatterns = (
        path("word/", failing(DefinitionError("there is no indicator called x"))),
        path("secret/", failing(DisclosureError("not shown"))),
        path("busy/", failing(StoreError("the store is busy", where="/a/path"))),
        path("other/", failing(UsageError("odd"))),
        path("defect/", failing(KeyError("our mistake"))),
    )


@pytest.mark.parametrize(
    ("address", "status"),
    [("/word/", 404), ("/secret/", 404), ("/busy/", 503), ("/other/", 503), ("/defect/", 500)],
)
def test_what_a_room_refuses_becomes_a_page_that_tells_nothing_inner(
    client, settings, address, status, db
):
    settings.ROOT_URLCONF = Wrong
    client.raise_request_exception = False
    page = Page(client.get(address))
    assert page.status == status
    assert "/a/path" not in page.html
    assert "our mistake" not in page.html


def test_AT_a_form_without_its_token_changes_nothing(db):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    page = Page(strict.post("/sign-in/", {"email": "a@example.org"}))
    assert page.status == 403
    assert "Nothing was saved or changed" in page


def test_a_fault_before_the_place_is_read_has_its_page_for_somebody_signed_in(
    client, person_as, monkeypatch
):
    def unread():
        raise KeyError("our mistake")

    client.force_login(person_as("analyst"))
    monkeypatch.setattr("tilth.web.house.opened.place", unread)
    client.raise_request_exception = False
    page = Page(client.get("/"))
    assert page.status == 500
    assert "a fault of ours, not yours" in page
    assert "Analyst" in page  # the header still says who
