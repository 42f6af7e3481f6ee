"""Where somebody is signed in: each browser, and a way to end any of them."""

import re

import pytest
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import Client

from tests.web.reader import Page
from tilth.web.house.models import AuditEntry
from tilth.web.house.signing.signed_in import browser

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:147.0) Gecko/20100101 Firefox/147.0"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1"
)


@pytest.fixture
def comes_in(db):
    """A function that signs somebody in with a browser of its own, and gives that browser."""

    def sign_in(email, agent=FIREFOX):
        client = Client(headers={"User-Agent": agent})
        client.post("/sign-in/", {"email": email})
        code = re.search(r"sign in is (\S+)", mail.outbox[-1].body)[1]
        assert client.post("/sign-in/code/", {"code": code}).status_code == 302
        return client

    return sign_in


def test_AT_people_see_where_they_are_signed_in_and_end_it(comes_in, person_as):
    """ASVS 7.5.2: the phone that was left on the bus is signed out from the desk."""
    person_as("analyst", email="ann@example.org")
    desk, phone = comes_in("ann@example.org"), comes_in("ann@example.org", IPHONE)
    page = Page(desk.get("/signed-in/"))
    assert "Firefox on Windows (this one)" in page
    assert "Safari on an iPhone" in page
    told = UserSession.objects.get(user_agent=IPHONE)
    answer = desk.post(f"/signed-in/{told.pk}/end/", follow=True)
    assert "Signed out there." in Page(answer)
    assert "iPhone" not in Page(answer)
    assert phone.get("/signed-in/").status_code == 302  # to sign in again
    assert desk.get("/signed-in/").status_code == 200
    assert AuditEntry.objects.filter(act="signed out").count() == 1


def test_AT_all_others_end_at_once_and_not_this_one(comes_in, person_as):
    """ASVS 7.4.3: after a second step was added, no other browser stays signed in."""
    person_as("analyst", email="ann@example.org")
    desk, *rest = (comes_in("ann@example.org", agent) for agent in (FIREFOX, IPHONE, FIREFOX))
    assert "Sign out everywhere else" in Page(desk.get("/signed-in/"))
    desk.post("/signed-in/others/end/")
    assert [one.get("/signed-in/").status_code for one in rest] == [302, 302]
    page = Page(desk.get("/signed-in/"))
    assert "Sign out everywhere else" not in page
    assert "There was no other browser." in Page(desk.post("/signed-in/others/end/", follow=True))


def test_AC_nobody_ends_or_sees_where_others_are_signed_in(comes_in, person_as):
    person_as("analyst", email="ann@example.org")
    person_as("administrator", email="bob@example.org")
    ann, bob = comes_in("ann@example.org"), comes_in("bob@example.org", IPHONE)
    theirs = UserSession.objects.get(user__email="ann@example.org")
    assert "Firefox" not in Page(bob.get("/signed-in/"))
    assert bob.post(f"/signed-in/{theirs.pk}/end/").status_code == 404
    bob.post("/signed-in/others/end/")
    assert ann.get("/signed-in/").status_code == 200
    assert Client().get("/signed-in/").status_code == 302


def test_nothing_is_kept_of_a_browser_that_left(comes_in, person_as):
    person_as("analyst", email="ann@example.org")
    client = comes_in("ann@example.org")
    assert UserSession.objects.count() == 1
    client.post("/sign-out/")
    assert not UserSession.objects.exists()


def test_a_session_of_before_this_was_kept_says_so(client, person_as):
    client.force_login(person_as("analyst", email="ann@example.org"))
    assert "We do not know since when you are signed in here." in Page(client.get("/signed-in/"))


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (FIREFOX, "Firefox on Windows"),
        (IPHONE, "Safari on an iPhone"),
        ("Mozilla/5.0 (Macintosh) AppleWebKit Chrome/150 Safari/537 Edg/150", "Edge on a Mac"),
        ("curl/8.0", "A browser"),
        ("", "A browser"),
    ],
)
def test_a_browser_is_told_in_two_words(told, said):
    assert browser(told) == said
