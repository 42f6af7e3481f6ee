"""Signing in: one page, a code by email, ten tries, a new session, and buttons in the demo only."""

import re
import time

import pytest
from django.core import mail

from tests.web.reader import Page

LOCAL = {"REMOTE_ADDR": "127.0.0.1"}


@pytest.fixture
def ask(client, db):
    """A function that asks for a code for an email address."""

    def send(email, **more):
        return Page(client.post("/sign-in/", {"email": email}, **more))

    return send


def code_in(letter):
    return re.search(r"sign in is (\S+)", letter.body)[1]


def test_a_code_by_email_signs_in_and_goes_back_where_they_were_going(ask, client, person_as):
    person_as("analyst", email="ann@example.org")
    page = Page(client.post("/sign-in/?next=/privacy/", {"email": "Ann@example.org"}))
    assert page.status == 302
    assert page.goes_to.startswith("/sign-in/code/")
    [letter] = mail.outbox
    assert letter.to == ["ann@example.org"]
    page = Page(client.post(page.goes_to, {"code": code_in(letter)}))
    assert (page.status, page.goes_to) == (302, "/privacy/")
    assert "Sign out" in Page(client.get("/privacy/"))


def test_AT_a_code_ends_after_ten_minutes(ask, client, person_as, monkeypatch):
    """ASVS 6.5.5."""
    person_as("analyst", email="ann@example.org")
    ask("ann@example.org")
    later = time.time() + 10 * 60 + 1
    monkeypatch.setattr(time, "time", lambda: later)
    page = Page(client.post("/sign-in/code/", {"code": code_in(mail.outbox[0])}))
    assert page.goes_to != "/"
    assert "Sign out" not in Page(client.get("/privacy/"))


def test_AT_an_unknown_address_gets_the_same_words_and_a_letter_too(ask, client, person_as):
    person_as("analyst", email="ann@example.org")
    pages = []
    for email in ("ann@example.org", "nobody@example.org"):
        client.logout()
        sent = ask(email)
        pages.append((sent.status, sent.goes_to, Page(client.get(sent.goes_to))))
    assert pages[0] == pages[1]
    assert [letter.to[0] for letter in mail.outbox] == ["ann@example.org", "nobody@example.org"]
    wrong = [Page(client.post("/sign-in/code/", {"code": "nonsense"}))]
    assert "Sign out" not in wrong[0]


def test_AT_ten_tries_for_an_account_then_wait_whoever_it_is(ask):
    for n in range(10):
        assert ask("ann@example.org", REMOTE_ADDR=f"10.0.0.{n}").status == 302
    late = ask("ann@example.org", REMOTE_ADDR="10.0.0.99")
    assert late.status == 429
    assert "Wait 15 minutes" in late
    assert ask("other@example.org", REMOTE_ADDR="10.0.0.99").status == 302


def test_AT_good_sign_ins_from_an_office_do_not_shut_the_door(ask, client, person_as):
    for n in range(12):
        person_as("analyst", email=f"ann{n}@example.org")
        client.logout()
        page = ask(f"ann{n}@example.org", REMOTE_ADDR="10.0.0.1")
        assert page.status == 302, n
        client.post(page.goes_to, {"code": code_in(mail.outbox[-1])}, REMOTE_ADDR="10.0.0.1")


def test_AT_ten_tries_from_an_address_then_wait(ask):
    for n in range(10):
        assert ask(f"a{n}@example.org", REMOTE_ADDR="10.0.0.1").status == 302
    assert ask("b@example.org", REMOTE_ADDR="10.0.0.1").status == 429
    assert ask("b@example.org", REMOTE_ADDR="10.0.0.2").status == 302


def test_AT_the_wait_is_over_after_fifteen_minutes(ask):
    from datetime import timedelta

    from tilth.web.house.models import SignInTry

    for _ in range(11):
        ask("ann@example.org")
    assert ask("ann@example.org").status == 429
    for one in SignInTry.objects.all():
        one.at -= timedelta(minutes=15, seconds=1)
        one.save()
    assert ask("ann@example.org").status == 302


def test_AT_a_wrong_code_is_a_try_and_a_record_of_it_names_nobody(ask, client, person_as):
    from tilth.web.house.models import AuditEntry

    person_as("analyst", email="ann@example.org")
    ask("ann@example.org")
    page = Page(client.post("/sign-in/code/", {"code": "WRONG1"}))
    assert "There is a problem" in page
    entry = AuditEntry.objects.filter(act="could not sign in").last()
    assert entry.who == "nobody"


def test_AC_a_new_session_begins_at_sign_in(ask, client, person_as):
    person_as("analyst", email="ann@example.org")
    sent = ask("ann@example.org")
    before = client.session.session_key
    client.post(sent.goes_to, {"code": code_in(mail.outbox[0])})
    assert client.session.session_key != before


def test_AC_thirty_minutes_idle_or_twelve_hours_end_the_session(client, person_as, monkeypatch):
    import time

    from tilth.web.house import sessions

    start = time.time()
    clock = {"now": start}
    monkeypatch.setattr(sessions.time, "time", lambda: clock["now"])
    client.force_login(person_as("analyst"))
    for minutes in range(0, 12 * 60, 25):
        clock["now"] = start + minutes * 60
        assert "Sign out" in Page(client.get("/privacy/")), minutes
    clock["now"] = start + 12 * 3600 + 1
    assert "Sign out" not in Page(client.get("/privacy/"))
    client.force_login(person_as("analyst"))
    assert "Sign out" in Page(client.get("/privacy/"))
    clock["now"] += 30 * 60 + 1
    assert "Sign out" not in Page(client.get("/privacy/"))


def test_AC_someone_who_has_left_is_not_let_in(ask, client, person_as):
    person = person_as("analyst", email="ann@example.org")
    person.is_active = False
    person.save()
    sent = ask("ann@example.org")
    page = Page(client.post(sent.goes_to, {"code": "ABC123"}))
    assert "Sign out" not in page
    assert "Sign out" not in Page(client.get("/privacy/"))


def test_signing_out_takes_a_form_and_ends_the_session(client, person_as):
    client.force_login(person_as("analyst"))
    assert client.get("/sign-out/").status_code == 405
    gone = client.post("/sign-out/")
    assert gone.status_code == 302
    assert "Sign out" not in Page(client.get("/privacy/"))


@pytest.fixture
def demo(settings, db):
    settings.DEMO, settings.BOUND_TO = True, "127.0.0.1:8000"
    return settings


def test_AC_role_buttons_sign_in_on_the_demo_asked_from_this_machine(demo, client):
    assert "Link worker" in Page(client.get("/sign-in/", **LOCAL))
    came = Page(client.post("/sign-in/as/link_worker/", **LOCAL))
    assert (came.status, came.goes_to) == (302, "/")
    assert "Link worker (made up)" in Page(client.get("/privacy/"))
    client.post("/sign-out/")
    for going, to in (("/see/data/", "/see/data/"), ("//evil.example/", "/")):
        came = Page(client.post("/sign-in/as/analyst/", {"next": going}, **LOCAL))
        assert came.goes_to == to
        client.post("/sign-out/")


@pytest.mark.parametrize(
    ("change", "request_from"),
    [
        ({"DEMO": False}, LOCAL),
        ({"BOUND_TO": "0.0.0.0:8000"}, LOCAL),
        ({"BOUND_TO": ""}, LOCAL),
        ({}, {"REMOTE_ADDR": "192.0.2.7"}),
        ({}, LOCAL | {"HTTP_X_FORWARDED_FOR": "192.0.2.7"}),
    ],
)
def test_AC_role_buttons_are_nowhere_else(demo, client, change, request_from):
    for name, value in change.items():
        setattr(demo, name, value)
    assert "Link worker" not in Page(client.get("/sign-in/", **request_from))
    assert client.post("/sign-in/as/link_worker/", **request_from).status_code in (302, 404)
    assert "_auth_user_id" not in client.session


def test_AC_there_is_no_button_for_a_role_that_is_none(demo, client):
    client.post("/sign-in/as/king/", **LOCAL)
    assert "_auth_user_id" not in client.session


def test_AT_the_way_back_is_never_to_another_site(client, person_as):
    person_as("analyst", email="ann@example.org")
    sent = Page(
        client.post("/sign-in/?next=https://elsewhere.example/", {"email": "ann@example.org"})
    )
    page = Page(client.post(sent.goes_to, {"code": code_in(mail.outbox[0])}))
    assert page.goes_to == "/"


def test_a_second_step_is_asked_for_once_an_app_is_added(client, person_as):
    from allauth.mfa.totp.internal import auth

    person = person_as("analyst", email="ann@example.org")
    client.force_login(person)
    page = Page(client.get("/second-step/app/"))
    assert page.status == 200
    assert page.headings == ["Add an authenticator app"]
    secret = re.search(r"Key: <code>([A-Z2-7]+)</code>", page.html)[1]
    good = auth.format_hotp_value(
        auth.hotp_value(secret, next(auth.yield_hotp_counters_from_time()))
    )
    assert client.post("/second-step/app/", {"code": good}).status_code == 302
    assert Page(client.get("/second-step/")).status == 200
    kept = person.authenticator_set.get(type="totp").data["secret"]
    assert secret not in kept
    assert Page(client.get("/second-step/codes/", follow=True)).headings == ["Is it still you?"]
    client.post("/sign-out/")
    sent = Page(client.post("/sign-in/", {"email": "ann@example.org"}))
    letter = next(one for one in mail.outbox if "Your code" in one.subject)
    page = Page(client.post(sent.goes_to, {"code": code_in(letter)}))
    assert page.goes_to == "/sign-in/second/"
    assert "Sign out" not in Page(client.get("/privacy/"))
    assert "One more step" in Page(client.get("/sign-in/second/"))
    assert "There is a problem" in Page(client.post("/sign-in/second/", {"code": "000000"}))
