"""The letter every fortnight: asked for, confirmed, sent once, stopped in one press."""

import datetime
import json
import re

import pytest
from django.core import mail
from django.test import Client

from tests.web.learn.making import DAY, practice_of, story_of
from tilth.web.house.by import By
from tilth.web.learn.actions import digests as act
from tilth.web.learn.models import Carried, Code, Coding, Copy, Gathering, Story, Subscription

HERE = "/learn/digest/"
LATER = datetime.timedelta(days=14)
NOON = datetime.datetime.combine(DAY, datetime.time(9), datetime.UTC)


def on_day(title, days=0, **told):
    """A story published on a day near DAY."""
    when = NOON + datetime.timedelta(days=days)
    return story_of(title, told=when, published=when, **told)


def send(on=DAY):
    return act.send_all(By.command(), on, site="https://t.example", place="Tiltham")


@pytest.fixture
def reader(db):
    """Somebody who said yes."""
    one = act.ask("Reader@Example.org", [])
    return act.confirm(one, [])


def test_P_207_anybody_asks_confirms_changes_and_stops_without_an_account(visit):
    """P-207: GET changes nothing; one press stops, and nothing of the address is kept."""
    page = visit(HERE, who=None, post={"email": "me@example.org", "topics": ["story"]}, follow=True)
    assert "one is on its way" in page
    (letter,) = mail.outbox
    at = re.search(r"https?://[^/]+(/learn/digest/\S+/)", letter.body)[1]
    page = visit(at, who=None)
    assert "Say yes to a letter every fortnight" in page
    assert (page.response["Referrer-Policy"], page.response["X-Robots-Tag"]) == (
        "strict-origin", "noindex",
    )  # fmt: skip
    assert Subscription.objects.get().confirmed is None
    visit(at, who=None, post={"topics": ["gathering"]})
    one = Subscription.objects.get()
    assert one.confirmed
    assert one.topics == ["gathering"]
    assert "Letters go to me@example.org" in visit(at, who=None)
    assert visit(f"{at}stop/", who=None).status == 200
    assert Subscription.objects.exists()
    pressed = Client(enforce_csrf_checks=True).post(f"{at}stop/", {"List-Unsubscribe": "One-Click"})
    assert "No letter comes any more" in pressed.content.decode()
    assert not Subscription.objects.exists()
    assert visit(at, who=None).status == 404
    assert "The letters have stopped" in visit(f"{at}stop/", who=None, post={})
    assert visit(f"{HERE}{'x' * 40}/", who=None).status == 404


def test_AC_05_known_and_unknown_addresses_get_the_same_words_and_one_letter_a_day(visit, reader):
    emails = ("new@example.org", "reader@example.org", "READER@example.org")
    said = [visit(HERE, who=None, post={"email": one}, follow=True) for one in emails]
    assert len({str(one) for one in said}) == 1
    assert [one.to for one in mail.outbox] == [["new@example.org"]]
    Subscription.objects.update(asked=NOON)
    visit(HERE, who=None, post={"email": "reader@example.org", "topics": ["story"]})
    assert "You get our letter every fortnight already." in mail.outbox[-1].body
    assert Subscription.objects.get(email="reader@example.org").topics == []
    page = visit(HERE, who=None, post={"email": "no address"})
    assert "Enter a valid email address." in page
    assert 'value="no address"' in page.html
    for _ in range(12):
        last = visit(HERE, who=None, post={"email": "x@example.org"})
    assert last.status == 429


def test_P_207_letters_tell_titles_of_what_everyone_may_read_once_a_fortnight(reader):
    """P-207: at most one a fortnight, nothing twice, nothing of the partnership, no words."""
    on_day("Forty warm homes", words="CANARY words")
    on_day("Between us", to=("partnership",))
    on_day("Not yet", 3)
    on_day("Long ago", -90)
    assert send() == {"sent": 1, "failed": 0, "nothing_new": 0}
    assert send() == {"sent": 0, "failed": 0, "nothing_new": 1}
    (letter,) = mail.outbox
    assert "- Forty warm homes\n  https://t.example/learn/stories/" in letter.body
    for words in ("CANARY", "Between us", "Not yet", "Long ago"):
        assert words not in letter.body
    end = re.search(r"https://t.example(/learn/digest/\S+/stop/)", letter.body)[1]
    assert letter.extra_headers["List-Unsubscribe"] == f"<https://t.example{end}>"
    assert send(DAY + LATER - datetime.timedelta(days=1))["sent"] == 0
    assert send(DAY + LATER)["sent"] == 1
    assert "Not yet" in mail.outbox[1].body
    assert "Forty warm homes" not in mail.outbox[1].body
    assert send(DAY + 2 * LATER)["sent"] == 0
    assert {one.how for one in Copy.objects.all()} == {"digest"}
    assert Carried.objects.count() == 2


def test_CO_a_story_taken_back_is_found_and_told_of_without_its_title(reader):
    """SAFETY section 6: what a letter told is found when it is withdrawn; no copy keeps words."""
    gone = on_day("CANARY title")
    send()
    Story.objects.filter(pk=gone.pk).update(state="withdrawn", title="", words="")
    assert send(DAY + LATER)["sent"] == 1
    assert "One thing that a letter before told you of was taken back since." in mail.outbox[1].body
    assert "CANARY" not in mail.outbox[1].body
    assert send(DAY + 2 * LATER)["sent"] == 0
    assert not Carried.objects.exists()
    kept = json.dumps([*Copy.objects.values_list("to", flat=True)])
    assert "CANARY" not in kept


def test_topics_and_themes_choose_what_a_letter_tells(reader):
    theme = Code.objects.create(slug="warmth", type="theme", name="Warmth")
    warm = on_day("Warm")
    on_day("Cold")
    Coding.objects.create(story=warm, code=theme, at=NOON)
    practice_of(title="Walk together", began=DAY)
    practice_of("hidden", "Ours alone", began=DAY, open_to="partnership")
    soon = {"begins": NOON + LATER, "ends": NOON + LATER, "open_to": "everyone"}
    Gathering.objects.create(slug="talk", type="webinar", title="A talk", **soon)
    Gathering.objects.create(slug="off", type="webinar", title="Off", called_off="Snow", **soon)
    act.confirm(reader, ["story", "theme:warmth", "gathering"])
    send()
    body = mail.outbox[0].body
    assert "- Warm\n" in body
    assert "- A talk (webinar, 16/03/2026)" in body
    for words in ("Cold", "Walk together", "Ours alone", "Off"):
        assert words not in body
    act.confirm(reader, ["practice"])
    send(DAY + LATER)
    assert "- Walk together\n" in mail.outbox[1].body


def test_a_mail_server_that_is_away_loses_nothing_and_is_not_asked_for_ever(reader, monkeypatch):
    on_day("Forty warm homes")
    for n in range(5):
        act.confirm(act.ask(f"r{n}@example.org", []), [])
    act.ask("silent@example.org", [])
    tries = []

    def away(self):
        tries.append(self)
        raise ConnectionRefusedError

    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.EmailMessage.send", away)
        assert send() == {"sent": 0, "failed": 3, "nothing_new": 0}
        assert "You want" not in (act.send_link(reader, site="", place="T") or "")
    assert len(tries) == 4
    assert not Carried.objects.exists()
    assert not Subscription.objects.exclude(sent=None).exists()
    assert send()["sent"] == 6
    assert {one.to[0] for one in mail.outbox} >= {"r0@example.org", "reader@example.org"}
    assert "silent@example.org" not in {one.to[0] for one in mail.outbox}


def test_an_address_that_never_said_yes_is_forgotten_after_a_week(db):
    act.ask("silent@example.org", [])
    act.forget_unconfirmed()
    assert Subscription.objects.exists()
    Subscription.objects.update(asked=NOON - datetime.timedelta(days=9000))
    send()
    assert not Subscription.objects.exists()


def test_a_letter_stopped_while_it_was_on_its_way_leaves_nothing(reader):
    on_day("Forty warm homes")
    claimed = act.claim(reader.pk, DAY)
    act.stop(reader)
    act.unclaim(claimed)
    assert not Carried.objects.exists()
    assert act.claim(reader.pk, DAY) is None


def test_who_reads_the_records_cannot_make_a_link(reader):
    from django.core.signing import Signer

    assert act.known(act.token_of(reader)).pk == reader.pk
    for wrong in (reader.hash, Signer(salt="x", sep=".").sign(reader.hash), "a.b"):
        assert act.known(wrong) is None


def test_P_207_the_preview_says_what_a_new_reader_would_get(visit, settings):
    """P-207: the same as the letter, on a page."""
    page = visit(f"{HERE}preview/", who=None)
    assert "Nothing new that everyone may read." in page
    story_of("Forty warm homes")
    story_of("Between us", to=("partnership",))
    page = visit(f"{HERE}preview/", who=None)
    assert "New stories Forty warm homes" in page
    assert "Between us" not in page


def test_P_207_the_command_tells_and_sends(db, settings, capsys, reader, monkeypatch):
    """P-207: tilth learn digest, and --send."""
    from tilth.cli.main import main

    on_day("Forty warm homes")
    monkeypatch.setattr("tilth.web.records.open_records", lambda place: None)
    folder = ["--place", str(settings.PLACE.folder), "--on", DAY.isoformat()]
    assert main(["learn", "digest", *folder]) == 0
    said = capsys.readouterr().out
    assert "story: Forty warm homes" in said
    assert "1 address has asked for it." in said
    assert not mail.outbox
    assert main(["learn", "digest", "--send", "--site", "https://t.example", *folder]) == 0
    assert "1 sent, 0 not taken by the mail server" in capsys.readouterr().out
    assert len(mail.outbox) == 1
