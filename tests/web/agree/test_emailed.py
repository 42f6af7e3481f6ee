"""Emailed links: the one public door for a partner without an account."""

import datetime
import hashlib
import re

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from tests.web.agree.making import board_of, by_of, decision_of, round_table, signed
from tests.web.reader import Page
from tilth.web.agree import emailed
from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.models import Decision, EmailedLink, Partner, Step, Voice
from tilth.web.house.models import AuditEntry

pytestmark = pytest.mark.django_db
GONE = "This link does not work"
VOICE = {"position": "consent", "name": "Ada of the Circle", "words": "Fine by us."}


@pytest.fixture
def asked(db, settings, person_as):
    """A decision at the stage of objections, and the chair who asks."""
    today = day_of(settings.PLACE)
    partners, board = round_table(), board_of()
    for slug in ("charities", "homes"):
        Partner.objects.filter(slug=slug).update(email=f"lead@{slug}.example.org")
    since = today - datetime.timedelta(days=40)
    signed(board, partners, since=since, quorum_partners=1, chair_independent=False)
    one = decision_of(board, partners["club"], stage="objections")
    one.opened = since
    one.save()
    return one, person_as("chair")


@pytest.fixture
def token(asked):
    """What the charities' letter carries."""
    one, chair = asked
    charities = Partner.objects.get(slug="charities")
    return emailed.make(by_of(chair, "chair"), one, charities, "voice")[1]


@pytest.fixture
def go(client):
    """A function that opens a link as a stranger: go(token), go(token, post={...})."""

    def open_link(token, post=None, **more):
        at = emailed.address(token)
        return Page(client.get(at, **more) if post is None else client.post(at, post, **more))

    return open_link


def test_a_partner_speaks_by_link_without_an_account(go, token, client):
    page = go(token)
    assert page.status == 200
    assert "asks for the voice of Circle of Small Charities" in page
    assert "Every partner has one voice, whatever its size." in page
    sent = go(token, post=VOICE)
    assert sent.goes_to == "/agree/by-link/"
    thanks = Page(client.get(sent.goes_to))
    assert "What Circle of Small Charities says is kept." in thanks
    said = Voice.objects.get()
    assert (said.partner.slug, said.position, said.by, said.name) == (
        "charities", "consent", None, "Ada of the Circle",
    )  # fmt: skip
    step = Step.objects.get(about=said.key)
    assert (step.through, step.name, step.partner.slug) == (
        "link",
        "Ada of the Circle",
        "charities",
    )
    assert "Ada of the Circle" in go(token).html or "Fine by us." in go(token).html


def test_AU_what_is_done_by_link_is_in_the_record(go, token):
    go(token, post=VOICE)
    entry = AuditEntry.objects.filter(act="changed").latest("number")
    assert (entry.who, entry.organisation, entry.role) == ("link", "charities", "partner")
    assert token not in "".join(AuditEntry.objects.values_list("what", flat=True))


def test_a_voice_by_link_can_be_changed_by_the_same_link_and_stays_one(go, token):
    go(token, post=VOICE)
    assert (
        go(token, post=VOICE | {"position": "object", "harm": "Noise.", "safe": "Quiet."}).status
        == 302
    )
    assert "Our objection is met: say how, below" in go(token)
    go(token, post=VOICE | {"position": "met", "words": "It is quiet."})
    said = Voice.objects.get()
    assert (said.position, said.met) == ("object", "It is quiet.")


def test_mistakes_are_told_beside_what_was_written(go, token):
    page = go(token, post=VOICE | {"position": "object", "words": "Never."})
    assert "There is a problem" in page
    assert "An objection needs this" in page
    assert "Never." in page.html
    page = go(token, post={"position": "support"})
    assert "Your name: This field is required." in page
    assert not Voice.objects.exists()


def test_what_the_act_refuses_is_told_on_the_page(go, token):
    Partner.objects.filter(slug="charities").update(state="observing")
    page = go(token, post=VOICE)
    assert "listens and may speak, has no voice in decisions yet." in page
    assert not Voice.objects.exists()


def test_where_voices_are_not_open_nothing_can_be_sent(go, token):
    Decision.objects.update(stage="questions")
    page = go(token)
    assert "Voices are not open at the moment" in page
    assert "<form method" not in page.html
    assert "First come questions" in go(token, post=VOICE)


def test_AC_only_a_hash_of_a_link_is_kept(token):
    link = EmailedLink.objects.get()
    assert link.hash == hashlib.sha256(token.encode()).hexdigest()
    kept = [str(getattr(link, f.attname)) for f in EmailedLink._meta.concrete_fields]
    secret = token.partition(".")[0]
    assert not any(secret in one for one in kept)
    assert not any(secret in one for one in Step.objects.values_list("words", flat=True))


def dead_in(how, token):
    """The link, dead in one of the ways a link can be."""
    now = timezone.now()
    changes = {
        "revoked": {"revoked": now},
        "used": {"used": now},
        "expired": {"until": now},
        "of no purpose": {"purpose": "gossip"},
        "about nothing": {"about": "decision:D-404"},
    }
    EmailedLink.objects.update(**changes[how])
    return token


@pytest.mark.parametrize("how", ["revoked", "used", "expired", "of no purpose", "about nothing"])
def test_AC_a_dead_link_says_the_same_whatever_the_reason(go, token, how):
    unknown = go(emailed.new_token())
    assert unknown.status == 404
    dead_in(how, token)
    for page in (go(token), go(token, post=VOICE)):
        assert page.status == 410
        assert page == unknown
        assert "Circle" not in page.html
        assert "hall" not in page.html
    assert not Voice.objects.exists()


def test_AC_a_link_of_a_partner_that_left_is_dead_on_the_next_request(go, token):
    assert go(token).status == 200
    Partner.objects.filter(slug="charities").update(state="left")
    assert go(token).status == 410


@pytest.mark.parametrize("bad", ["x", "a.b", "..", "a" * 300, "é", "%00", "<script>"])
def test_AC_what_we_did_not_sign_is_never_looked_up(go, token, bad, django_assert_num_queries):
    page = go(bad)
    assert (page.status, GONE in page) == (404, True)
    assert emailed.known(bad) is None
    with django_assert_num_queries(0):
        emailed.known(f"{token}x")
        emailed.known(token.swapcase())


def test_AC_ten_wrong_links_and_then_one_waits(go, token, monkeypatch):
    for _ in range(10):
        assert go(emailed.new_token()).status == 404
    assert go(emailed.new_token()).status == 429
    assert go(token).status == 429
    assert go(token, REMOTE_ADDR="203.0.113.9").status == 200


def test_AT_opening_a_link_changes_nothing(go, token):
    before = (Step.objects.count(), AuditEntry.objects.count())
    for _ in range(3):
        go(token)
    assert (Step.objects.count(), AuditEntry.objects.count()) == before
    assert EmailedLink.objects.get().used is None


def test_AT_the_form_of_a_link_needs_our_own_token(token, asked):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(emailed.address(token), VOICE)
    assert answer.status_code == 403
    assert not Voice.objects.exists()


def test_AT_the_address_of_a_link_is_told_to_nobody(go, token):
    for page in (go(token), go("unknown")):
        assert page.response.headers["Referrer-Policy"] == "strict-origin"
        assert '<meta name="referrer" content="strict-origin">' in page.html
        assert token not in page.html
        assert "no-store" in page.response.headers["Cache-Control"]
        assert page.response.headers["X-Robots-Tag"] == "noindex"
        assert not [at for at in page.links if at.startswith("http")]


def test_AC_a_link_does_one_thing_and_signs_nobody_in(go, token, client):
    go(token, post=VOICE)
    assert client.get("/agree/decisions/").headers["Location"].startswith("/sign-in/")


def test_what_is_used_once_is_used_up_with_what_it_did(go, asked, token, monkeypatch):
    monkeypatch.setitem(
        emailed.PURPOSES, "voice", emailed.Purpose("tilth.web.agree.decisions.by_link")
    )
    assert go(token, post={"position": "object", "name": "Ada"}).status == 200
    assert go(token, post=VOICE).status == 302
    assert go(token, post=VOICE | {"position": "aside"}).status == 410
    assert Voice.objects.get().position == "consent"


def test_where_the_act_is_refused_the_link_is_not_used_up(go, token, monkeypatch):
    monkeypatch.setitem(
        emailed.PURPOSES, "voice", emailed.Purpose("tilth.web.agree.decisions.by_link")
    )
    Decision.objects.update(stage="questions")
    go(token, post=VOICE)
    assert EmailedLink.objects.get().used is None


def test_a_link_that_died_between_opening_and_sending_does_nothing(go, token, monkeypatch):
    link = emailed.known(token)
    EmailedLink.objects.update(revoked=timezone.now())
    with pytest.raises(emailed.AgreementError, match="does not work any more"):
        emailed.use(link, lambda by: pytest.fail("it was done"))


# ---- letters


@pytest.fixture
def ask(visit, client, asked):
    """A function that presses Ask them, and reads the page it leads back to."""
    one, chair = asked

    def press(who=chair):
        page = visit(f"/agree/decisions/{one.ref}/ask-them/", who=who, post={})
        return Page(client.get(page.goes_to)) if page.status == 302 else page

    return press


def test_ask_them_sends_each_silent_partner_one_letter(ask, asked, go):
    page = ask()
    assert "A letter went to Circle of Small Charities, Together Homes." in page
    assert "Council has no email address here yet." in page
    assert [one.to for one in mail.outbox] == [
        ["lead@charities.example.org"], ["lead@homes.example.org"],
    ]  # fmt: skip
    letter = mail.outbox[0]
    assert letter.subject == "Your voice on D-001: Open the hall on Sundays"
    assert "The link is for Circle of Small Charities alone." in letter.body
    token = re.search(r"/agree/by-link/([^/\s]+)/", letter.body)[1]
    assert "asks for the voice of Circle of Small Charities" in go(token)


def test_nobody_is_asked_every_day(ask, asked):
    ask()
    page = ask()
    assert "Circle of Small Charities was asked less than three days ago." in page
    assert len(mail.outbox) == 2
    EmailedLink.objects.update(sent=timezone.now() - datetime.timedelta(days=4))
    ask()
    assert len(mail.outbox) == 4


def test_a_newer_letter_closes_the_older_one(ask, asked, go):
    ask()
    EmailedLink.objects.update(sent=timezone.now() - datetime.timedelta(days=4))
    ask()
    old, new = (re.search(r"by-link/([^/\s]+)/", mail.outbox[n].body)[1] for n in (0, 2))
    assert (go(old).status, go(new).status) == (410, 200)


def test_who_has_spoken_is_not_asked(ask, token, go, asked):
    go(token, post=VOICE)
    assert "A letter went to Together Homes." in ask()


def test_when_everyone_has_spoken_nobody_is_asked(ask, asked):
    one, _ = asked
    for partner in Partner.objects.filter(state="joined"):
        Voice.objects.create(decision=one, partner=partner, position="consent", at=timezone.now())
    assert "Everyone has spoken." in ask()


def test_nobody_is_asked_before_voices_open_or_without_an_agreement(ask, asked):
    Decision.objects.update(stage="questions")
    assert "Voices are not open at this stage." in ask()
    from tilth.web.agree.models import Version

    Version.objects.update(since=None)
    assert "No agreement of Place board" in ask()
    assert mail.outbox == []


@pytest.mark.parametrize("role", ["partner", "director", "administrator"])
def test_AC_only_those_who_keep_ask(ask, person_as, role):
    assert ask(person_as(role)).status == 404
    assert mail.outbox == []


class Away(BaseEmailBackend):
    """A mail server that cannot be reached."""

    def send_messages(self, messages):
        raise ConnectionRefusedError


def test_a_letter_that_cannot_be_sent_leaves_no_open_link(ask, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Away"
    assert "The letter could not be sent." in ask()
    assert EmailedLink.objects.filter(revoked=None).count() == 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert "A letter went to Circle of Small Charities" in ask()


def test_a_link_taken_back_opens_no_more_and_the_history_says_so(go, token, asked):
    one, chair = asked
    link = EmailedLink.objects.get()
    emailed.revoke(by_of(chair, "chair"), link)
    assert go(token).status == 410
    assert Step.objects.filter(about=one.key, act="took a link back").count() == 1
    with pytest.raises(emailed.AgreementError, match="opens no more already"):
        emailed.revoke(by_of(chair, "chair"), link)


def test_a_partner_that_left_is_not_written_to(asked):
    one, _ = asked
    gone = Partner.objects.get(slug="charities")
    gone.state = "left"
    assert emailed.why_not(one, gone, "voice") == "Circle of Small Charities has left"


def test_letters_name_the_public_address_of_the_site(settings, rf):
    from tilth.web.environment import Address

    request = rf.get("/", headers={"host": "localhost"})
    assert emailed.site_of(request) == "http://localhost"
    settings.SITE = Address("https://tilth.example.org")
    assert emailed.site_of(request) == "https://tilth.example.org"


def test_a_purpose_has_only_what_its_module_has():
    with pytest.raises(AttributeError):
        emailed.PURPOSES["voice"].__nothing__  # noqa: B018
    with pytest.raises(AttributeError):
        emailed.PURPOSES["voice"].nothing  # noqa: B018
