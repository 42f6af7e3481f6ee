"""Reminders, search, and what residents may read of meetings."""

import datetime

import pytest
from django.core import mail

from tests.web.agree.making import board_of, by_of, decision_of, round_table
from tilth.ground.errors import AgreementError
from tilth.web.agree.actions import agendas, meetings
from tilth.web.agree.actions import minutes as minute_acts
from tilth.web.agree.actions import reminders as act
from tilth.web.agree.meetings import reminders
from tilth.web.agree.models import Commitment, Decision, Issue, Step
from tilth.web.agree.standing import Standing

pytestmark = pytest.mark.django_db
MONDAY = datetime.date(2026, 3, 9)
HERE = "/agree/meetings/reminders/"


@pytest.fixture
def on(monkeypatch):
    """Today is a Monday."""
    monkeypatch.setattr(reminders, "day_of", lambda place: MONDAY)


@pytest.fixture
def charity(person_as):
    """Somebody who speaks for the smallest partner, and what waits for them."""
    partners = round_table()
    board = board_of()
    decision_of(board, partners["hospital"], stage="objections", closes=MONDAY)
    told = {"made_by": partners["charities"], "made": MONDAY - datetime.timedelta(days=30)}
    Commitment.objects.create(ref="C-001", words="Open the door", due=MONDAY, **told)
    return person_as("partner", partner="charities", name="Ada Small")


def keeper_of(person_as):
    return Standing.for_by(by_of(person_as("secretariat"), "secretariat"))


def test_the_page_shows_who_would_be_told_what_and_why(visit, charity, on):
    page = visit(HERE, who="secretariat")
    assert "Circle of Small Charities: Ada Small A letter goes. Something new waits." in page
    assert "Speak on D-001, Open the hall on Sundays , by 9 March 2026" in page
    assert "Your promise C-001 is due: Open the door" in page
    assert "Nobody to write to" in page
    assert "General Hospital" in page
    assert len(mail.outbox) == 0


def test_a_letter_goes_once_a_day_whoever_presses(visit, charity, on):
    for who in ("secretariat", "chair", "secretariat"):
        assert visit(f"{HERE}send/", who=who, post={}).goes_to == HERE
    assert len(mail.outbox) == 1
    letter = mail.outbox[0]
    assert letter.to == [charity.email]
    assert letter.subject.startswith("Waiting for you")
    assert "- Speak on D-001, Open the hall on Sundays (by 9 March 2026)" in letter.body
    assert "/agree/decisions/D-001/" in letter.body
    assert "one such letter a day" in letter.body
    page = visit(HERE, who="secretariat")
    assert "No letter goes. They had a letter today." in page
    assert Step.objects.filter(act="reminded").count() == 1


def test_AC_others_see_their_own_and_send_nothing(visit, charity, on, person_as):
    own = visit(HERE, who=charity)
    assert "Speak on D-001" in own
    hospital = person_as("director", partner="hospital", email="h@example.org")
    other = visit(HERE, who=hospital)
    assert "Ada Small" not in other
    assert visit(f"{HERE}send/", who=charity, post={}).status == 404
    assert visit(HERE, who=None).goes_to.startswith("/sign-in/")
    letter, person, partner = reminders.letters_on(MONDAY)[0]
    with pytest.raises(AgreementError):
        act.send(Standing.for_by(by_of(charity)), letter, person, partner, on=MONDAY, site="",
                 place="")  # fmt: skip


def test_AC_a_leaver_and_somebody_of_a_partner_that_left_are_not_written_to(charity, on):
    assert len(reminders.letters_on(MONDAY)) == 1
    charity.until = datetime.date(2020, 1, 1)
    charity.save()
    assert reminders.letters_on(MONDAY) == []


def test_a_mail_server_that_is_away_is_told_and_nothing_goes_twice(
    visit, charity, on, monkeypatch, person_as
):
    def away(self):
        raise ConnectionRefusedError

    monkeypatch.setattr(act.EmailMessage, "send", away)
    page = visit(f"{HERE}send/", who="secretariat", post={})
    assert page.status == 302
    assert Step.objects.filter(act="reminder not sent").count() == 1
    letter, person, partner = reminders.letters_on(MONDAY)[0]
    assert act.send(keeper_of(person_as), letter, person, partner, on=MONDAY, site="",
                    place="").startswith("not sent: they had one")  # fmt: skip


def test_who_has_spoken_kept_and_written_hears_nothing(charity, on, visit):
    Decision.objects.update(stage="closed")
    Commitment.objects.update(state="kept")
    assert "Nothing waits for anybody" in visit(HERE, who="secretariat")


def test_a_front_sheet_not_written_yet_waits_for_who_asked_for_the_item(charity, on, person_as):
    Decision.objects.update(stage="closed")
    Commitment.objects.update(state="kept")
    keeper = keeper_of(person_as)
    meeting = meetings.plan(keeper, board_of("Other"), MONDAY + datetime.timedelta(days=9))
    item = agendas.add(Standing.for_by(by_of(charity)), meeting, title="Rooms")
    letter = reminders.letters_on(MONDAY)[0][0]
    assert "Write the front sheet of your item" in letter.things[0].words
    agendas.change(keeper, item, agendas.newest(item), title="Rooms", type="decide", minutes=None,
                   partner=item.partner, front={"asks": "Share rooms"})  # fmt: skip
    assert reminders.letters_on(MONDAY) == []


@pytest.fixture
def held(charity, person_as):
    """A public meeting with agreed minutes, one item of it in confidence."""
    keeper = keeper_of(person_as)
    meeting = meetings.plan(keeper, board_of("Open board"), MONDAY, public=True, where="Hall")
    issue = Issue.objects.create(ref="I-48213", title="Quiet", surfaced="x",
                                 raised_by=Standing.for_by(by_of(charity)).partner,
                                 opened=MONDAY)  # fmt: skip
    issue.owners.add(issue.raised_by)
    agendas.add(Standing.for_by(by_of(charity)), meeting, title="Zebra crossing cut",
                about=issue.key)  # fmt: skip
    agendas.add(keeper, meeting, title="Evening buses")
    meetings.move(keeper, meeting, "live")
    meetings.move(keeper, meeting, "held")
    minute_acts.write(keeper, meeting, "## Buses\nWe want a giraffe bus.",
                      seen=agendas.newest(meeting))  # fmt: skip
    return keeper, meeting


def test_AC_search_finds_minutes_and_items_only_for_those_who_may_read_them(visit, held, charity):
    assert "giraffe bus" in visit("/search/?q=giraffe", who="director")
    assert "Evening buses" in visit("/search/?q=evening", who="director")
    assert "Zebra crossing cut" not in visit("/search/?q=zebra", who="director")
    assert "Zebra crossing cut" in visit("/search/?q=zebra", who=charity)
    for who in (None, "resident"):
        assert "giraffe bus" not in visit("/search/?q=giraffe", who=who)
    minute_acts.agree(*held)
    assert "giraffe bus" in visit("/search/?q=giraffe", who=None)


def test_AC_residents_read_public_meetings_once_agreed_and_nothing_else(visit, held):
    keeper, meeting = held
    at = "/agree/public/meetings/2026-03-09-open-board/"
    page = visit(at, who=None)
    assert "Evening buses" in page
    assert "Held in confidence" in page
    assert "Zebra" not in page.html
    assert "The minutes are not agreed yet" in page
    minute_acts.agree(keeper, meeting)
    assert "We want a giraffe bus." in visit(at, who=None)
    assert at in visit("/agree/public/meetings/", who="resident").links
    feed = visit("/agree/public/meetings.ics", who=None)
    assert "SUMMARY:Open board" in feed
    meeting.public = False
    meeting.save()
    assert visit(at, who=None).status == 404
    assert "Open board" not in visit("/agree/public/meetings/", who=None)
    assert "BEGIN:VEVENT" not in visit("/agree/public/meetings.ics", who=None)
