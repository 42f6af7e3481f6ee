"""Meetings on their pages: planned, put on the agenda, held, written down, agreed."""

import datetime

import pytest

from tests.web.agree.making import board_of, by_of, decision_of, round_table, signed
from tilth.ground.errors import AgreementError
from tilth.web.agree import history
from tilth.web.agree.actions import agendas, live_meetings, meetings, minutes
from tilth.web.agree.models import Commitment, Issue, Item, Meeting, Turn
from tilth.web.agree.standing import Standing

pytestmark = pytest.mark.django_db
ON = datetime.date(2026, 3, 10)
TEN = datetime.time(10)
AT = "/agree/meetings/2026-03-10-place-board/"


@pytest.fixture
def partners():
    """Five partners round the table."""
    return round_table()


@pytest.fixture
def keeper(person_as):
    """How somebody of the secretariat stands."""
    return Standing.for_by(by_of(person_as("secretariat"), "secretariat"))


@pytest.fixture
def charity(person_as, partners):
    """Somebody who speaks for the smallest partner."""
    return person_as("partner", partner="charities", name="Ada Small")


@pytest.fixture
def board(partners):
    """A board that meets every 2 months."""
    return board_of(cycle="every 2 months")


@pytest.fixture
def meeting(board, keeper):
    """A meeting of the board with two hours."""
    told = {"starts": TEN, "ends": datetime.time(12), "where": "Town hall"}
    return meetings.plan(keeper, board, ON, **told)


def standing(person):
    return Standing.for_by(by_of(person))


def test_the_secretariat_plans_a_meeting_and_others_find_no_way(visit, board, charity):
    assert "No meeting is planned" in visit("/agree/meetings/", who=charity)
    told = {"body": "place-board", "on": "2026-03-10", "type": "meeting", "starts": "10:00"}
    assert visit("/agree/meetings/new/", who=charity, post=told).status == 404
    answer = visit("/agree/meetings/new/", who="secretariat", post=told)
    assert answer.goes_to == f"{AT}agenda/"
    assert "Place board , 10 March 2026, 10:00" in visit("/agree/meetings/", who=charity)
    again = visit("/agree/meetings/new/", who="secretariat", post=told)
    assert "Place board meets on that day already" in again
    assert Meeting.objects.count() == 1


def test_AC_a_stranger_signs_in_and_a_resident_finds_nothing(visit, meeting):
    for at in ("/agree/meetings/", AT, f"{AT}agenda/", f"{AT}live/", f"{AT}minutes/"):
        assert visit(at, who=None).goes_to.startswith("/sign-in/")
        assert visit(at, who="resident").status == 404


def test_a_meeting_is_found_by_its_day_and_by_day_and_body(visit, meeting, keeper):
    assert "Town hall" in visit("/agree/meetings/2026-03-10/", who="director")
    meetings.plan(keeper, board_of("Other board"), ON)
    page = visit("/agree/meetings/2026-03-10/", who="director")
    assert "More than one group met on that day" in page
    assert AT in page.links
    for wrong in ("2026-03-11", "2026-13-40", "2026-03-10-nobody", "next-week"):
        assert visit(f"/agree/meetings/{wrong}/", who="director").status == 404


def test_any_joined_partner_puts_something_on_and_who_did_is_counted(visit, meeting, charity):
    """P-047: the smallest partner has the same right to the agenda as the largest."""
    told = {"title": "Rooms for small groups", "type": "decide", "minutes": "20"}
    assert visit(f"{AT}agenda/add/", who=charity, post=told).status == 302
    page = visit(f"{AT}agenda/", who="director")
    assert "1. Rooms for small groups" in page
    assert "10:00, to decide, 20 minutes. Asked for by Circle of Small Charities" in page
    assert "Put on by: Circle of Small Charities (1)." in page
    listed = visit("/agree/meetings/", who="director")
    assert "Circle of Small Charities 1 " in listed
    assert "General Hospital 0 " in listed


def test_AC_only_partners_that_joined_put_things_on_and_only_their_own_is_theirs(
    visit, meeting, charity, partners, person_as, keeper
):
    watching = person_as("director", partner="hospital")
    partners["hospital"].state = "observing"
    partners["hospital"].save()
    with pytest.raises(AgreementError, match="have joined"):
        agendas.add(standing(watching), meeting, title="Ours")
    item = agendas.add(keeper, meeting, title="Money", partner=partners["council"])
    with pytest.raises(AgreementError, match="Another partner"):
        agendas.remove(standing(charity), item)
    own = agendas.add(standing(charity), meeting, title="Ours", partner=partners["council"])
    assert own.partner == partners["charities"]
    meetings.move(keeper, meeting, "published")
    with pytest.raises(AgreementError, match="papers are out"):
        agendas.add(standing(charity), meeting, title="Late")
    assert visit(f"{AT}agenda/{item.pk}/", who=charity).status == 404


def test_the_agenda_adds_up_and_says_when_it_is_too_long(visit, meeting, keeper):
    for title, length in (("Money", 90), ("Rooms", 45)):
        agendas.add(keeper, meeting, title=title, minutes=length)
    page = visit(f"{AT}agenda/", who="secretariat")
    assert "The items take 2 hours 15 minutes." in page
    assert "15 minutes more than the 2 hours there are" in page
    assert "11:30, to talk about, 45 minutes" in page
    agendas.add(keeper, meeting, title="Any other", minutes=None)
    assert "1 item has no time given" in visit(f"{AT}agenda/", who="secretariat")


def test_what_needs_deciding_comes_first_the_soonest_before_the_rest(
    visit, meeting, keeper, board, partners
):
    late = decision_of(board, partners["homes"], title="Late", closes=ON)
    soon = decision_of(board, partners["homes"], title="Soon", closes=ON.replace(day=1))
    agendas.add(keeper, meeting, title="News", type="note")
    agendas.add(keeper, meeting, title="Late one", type="decide", about=late.key)
    agendas.add(keeper, meeting, title="Soon one", type="decide", about=soon.key)
    assert visit(f"{AT}agenda/sort/", who="secretariat", post={}).status == 302
    titles = [one.title for one in Item.objects.order_by("number")]
    assert titles == ["Soon one", "Late one", "News"]
    item = Item.objects.get(title="News")
    assert visit(f"{AT}agenda/{item.pk}/up/", who="secretariat", post={}).status == 302
    titles = [one.title for one in Item.objects.order_by("number")]
    assert titles == ["Soon one", "News", "Late one"]
    visit(f"{AT}agenda/{item.pk}/remove/", who="secretariat", post={})
    assert "News Put it back" in visit(f"{AT}agenda/", who="secretariat")
    visit(f"{AT}agenda/{item.pk}/restore/", who="secretariat", post={})
    assert [one.title for one in Item.objects.order_by("number")][-1] == "News"


def test_two_people_who_change_one_item_at_once_lose_nothing(visit, meeting, keeper):
    item = agendas.add(keeper, meeting, title="Money", minutes=10)
    seen = agendas.newest(item)
    told = {"type": "decide", "minutes": "15", "seen": str(seen)}
    first = visit(f"{AT}agenda/{item.pk}/", who="secretariat",
                  post=told | {"title": "Money for rooms"})  # fmt: skip
    assert first.status == 302
    second = visit(f"{AT}agenda/{item.pk}/", who="chair", post=told | {"title": "Rooms and money"})
    assert "Somebody changed this item while you were writing" in second
    assert 'value="Rooms and money"' in second.html
    assert "Money for rooms" in second
    item.refresh_from_db()
    assert item.title == "Money for rooms"
    again = told | {"title": "Both", "seen": str(agendas.newest(item))}
    assert visit(f"{AT}agenda/{item.pk}/", who="chair", post=again).status == 302


def test_AC_of_an_item_held_in_confidence_others_see_only_its_place_and_time(
    visit, meeting, charity, partners, keeper
):
    issue = Issue.objects.create(ref="I-48213", title="A cut nobody told us of", surfaced="...",
                                 raised_by=partners["charities"], opened=ON)  # fmt: skip
    issue.owners.add(partners["charities"])
    agendas.add(standing(charity), meeting, title="The cut", about=issue.key, minutes=30)
    meetings.move(keeper, meeting, "live")
    item = Item.objects.get()
    item.notes = "Very private words"
    item.save()
    for at in ("", "agenda/", "live/", "live/?item=1", "minutes/"):
        theirs = visit(f"{AT}{at}", who="director")
        assert "The cut" not in theirs.html, at
        assert "Very private" not in theirs.html
    assert "Held in confidence" in visit(AT, who="director")
    assert "The cut" in visit(AT, who=charity)
    meetings.move(keeper, meeting, "held")
    visit(f"{AT}minutes/draft/", who="secretariat", post={})
    meeting.refresh_from_db()
    assert "talked about in confidence" in meeting.minutes
    assert "Very private" not in meeting.minutes
    assert "cut" not in meeting.minutes


def test_a_live_meeting_counts_turns_and_a_mistaken_press_is_taken_back(
    visit, meeting, keeper, partners
):
    item = agendas.add(keeper, meeting, title="Money", minutes=10)
    visit(f"{AT}move/live/", who="secretariat", post={})
    press = {"partner": "charities", "type": "spoke", "item": str(item.pk), "place": "1"}
    for _ in range(2):
        answer = visit(f"{AT}live/press/", who="secretariat", post=press)
    assert answer.goes_to == f"{AT}live/?item=1"
    page = visit(f"{AT}live/?item=1", who="secretariat")
    assert "Circle of Small Charities spoke 2, put forward 0" in page
    last = live_meetings.last_press(meeting)
    visit(f"{AT}live/take-back/{last.pk}/", who="secretariat", post={"place": "1"})
    visit(f"{AT}live/take-back/{last.pk}/", who="secretariat", post={"place": "1"})
    assert Turn.objects.get(type="spoke").count == 1
    assert Turn.objects.get(type="present").count == 1
    acts = [step.act for step in history.of(meeting)]
    assert acts == ["planned", "began", "was there", "spoke", "spoke", "undid"]
    assert visit(f"{AT}live/press/", who="director", post=press).status == 404


def test_minutes_draft_themselves_and_are_agreed_by_the_body(
    visit, meeting, keeper, charity, partners
):
    item = agendas.add(keeper, meeting, title="Money", type="decide", minutes=10,
                       partner=partners["charities"])  # fmt: skip
    agendas.add(keeper, meeting, title="News", type="note")
    meetings.move(keeper, meeting, "live")
    live_meetings.press(keeper, meeting, partners["charities"], "present")
    note = {"outcome": "We open the hall.", "notes": "Small groups need evenings",
            "seen": str(agendas.newest(item)), "place": "1"}  # fmt: skip
    visit(f"{AT}live/note/{item.pk}/", who="secretariat", post=note)
    promise = {"partner": "council", "words": "Give us the key", "due": "2026-05-01", "place": "1"}
    visit(f"{AT}live/promise/{item.pk}/", who="secretariat", post=promise)
    assert "Council: Give us the key, by 1 May 2026" in visit(f"{AT}live/?item=1", who="director")
    visit(f"{AT}move/held/", who="secretariat", post={})
    visit(f"{AT}minutes/draft/", who="secretariat", post={})
    page = visit(f"{AT}minutes/", who=charity)
    for words in (
        "Tuesday 10 March 2026, 10:00 to 12:00.",
        "Circle of Small Charities Not there: Club Community Trust, Council, ",
        "Put on the agenda by Circle of Small Charities.",
        "Said: Small groups need evenings",
        "Decided: We open the hall.",
        "Promised by Council: Give us the key, by 1 May 2026 (C-001).",
        "2. News Nothing was written down.",
    ):
        assert words in page, words
    visit(f"{AT}minutes/answer/", who=charity, post={"right": "no", "words": "Two keys"})
    visit(f"{AT}minutes/agree/", who="secretariat", post={})
    meeting.refresh_from_db()
    assert meeting.state == "held"
    edited = meeting.minutes.replace("the key", "two keys")
    told = {"text": edited, "seen": str(agendas.newest(meeting))}
    assert visit(f"{AT}minutes/edit/", who="secretariat", post=told).status == 302
    visit(f"{AT}minutes/answer/", who=charity, post={"right": "yes"})
    visit(f"{AT}minutes/agree/", who="chair", post={})
    meeting.refresh_from_db()
    assert meeting.state == "agreed"
    assert "two keys" in meeting.minutes
    assert Commitment.objects.get().words == "Give us the key"


def test_agreed_minutes_are_corrected_by_a_row_of_its_own(visit, meeting, keeper):
    agendas.add(keeper, meeting, title="Money")
    meetings.move(keeper, meeting, "live")
    meetings.move(keeper, meeting, "held")
    minutes.write(keeper, meeting, "## Money\nWe met.", seen=agendas.newest(meeting))
    minutes.agree(keeper, meeting)
    assert visit(f"{AT}minutes/edit/", who="secretariat").status == 404
    told = {"text": "## Money\nWe met at ten.", "seen": str(agendas.newest(meeting)), "reason": ""}
    assert visit(f"{AT}minutes/correct/", who="secretariat", post=told).status == 200
    told["reason"] = "The hour was missing"
    assert visit(f"{AT}minutes/correct/", who="secretariat", post=told).status == 302
    page = visit(f"{AT}minutes/", who="director")
    assert "We met at ten." in page
    assert "The hour was missing" in page
    step = history.of(meeting).last()
    assert step.before["minutes"] == "## Money\nWe met.\n"


def test_two_people_who_edit_minutes_at_once_lose_nothing(visit, meeting, keeper):
    agendas.add(keeper, meeting, title="Money")
    meetings.move(keeper, meeting, "live")
    meetings.move(keeper, meeting, "held")
    seen = str(agendas.newest(meeting))
    visit(f"{AT}minutes/edit/", who="chair", post={"text": "First words", "seen": seen})
    page = visit(f"{AT}minutes/edit/", who="secretariat", post={"text": "My words", "seen": seen})
    assert "First words" in page
    assert "My words" in page
    meeting.refresh_from_db()
    assert meeting.minutes == "First words\n"


def test_a_cycle_in_words_gives_the_next_days_to_plan(visit, meeting, board, partners):
    """P-024: boards, their terms of reference, what was handed to them and their cycle as data."""
    signed(board, partners)
    board.mandate = "Decides on neighbourhood budgets"
    board.save()
    page = visit("/agree/meetings/?body=place-board", who="secretariat")
    assert "Place board meets every 2 months" in page
    assert "Tuesday 12 May 2026" in page or "2027" in page
    assert "Decides on neighbourhood budgets" in page
    assert "How we work" in page
    days = page.html.split('name="days" value="')[1:]
    chosen = [one.partition('"')[0] for one in days[:2]]
    at = "/agree/meetings/plan/place-board/"
    visit(at, who="secretariat", post={"days": chosen, "starts": "10:00", "ends": "12:00"})
    assert Meeting.objects.count() == 3
    visit(at, who="secretariat", post={"days": ["1999-01-01"]})
    assert Meeting.objects.count() == 3


def test_a_calendar_file_opens_and_keeps_its_identity(visit, meeting, keeper):
    from icalendar import Calendar

    first = visit(f"{AT}meeting.ics", who="director")
    assert first.response.headers["Content-Disposition"].startswith("attachment")
    before = Calendar.from_ical(first.response.content).walk("VEVENT")[0]
    meetings.change(keeper, meeting, starts=datetime.time(11))
    again = visit(f"{AT}meeting.ics", who="director").response.content
    after = Calendar.from_ical(again).walk("VEVENT")[0]
    assert before["UID"] == after["UID"]
    assert after["SEQUENCE"] == before["SEQUENCE"] + 1
    assert after.decoded("DTSTART").hour == 11


def test_a_meeting_moves_only_as_meetings_do(visit, meeting, keeper, board):
    refused = [
        ("agreed", "cannot"),
        ("held", "cannot"),
        ("published", "an item"),
        ("cancelled", "Say why"),
    ]
    for state, why in refused:
        with pytest.raises(AgreementError, match=why):
            meetings.move(keeper, meeting, state)
    with pytest.raises(AgreementError, match="still to come"):
        meetings.move(keeper, meeting, "live", today=ON - datetime.timedelta(days=1))
    meetings.move(keeper, meeting, "cancelled", reason="Snow")
    assert "called off" in visit("/agree/meetings/", who="director").lower()


def test_a_meeting_is_moved_with_its_reason_once_its_papers_are_out(visit, meeting, keeper):
    agendas.add(keeper, meeting, title="Money")
    meetings.move(keeper, meeting, "published")
    assert 'value="Town hall"' in visit(f"{AT}change/", who="chair").html
    told = {"on": "2026-03-12", "type": "meeting", "starts": "10:00", "ends": "12:00"}
    assert "Say why the day changes" in visit(f"{AT}change/", who="chair", post=told)
    late = told | {"starts": "", "reason": "Snow"}
    assert "Say when it starts as well" in visit(f"{AT}change/", who="chair", post=late)
    moved = visit(f"{AT}change/", who="chair", post=told | {"reason": "Snow"})
    assert moved.goes_to == "/agree/meetings/2026-03-12-place-board/"
    assert "Snow" in visit(moved.goes_to, who="director")
    meetings.move(keeper, meeting, "cancelled", reason="More snow")
    assert visit(f"{moved.goes_to}change/", who="chair").goes_to == moved.goes_to
    assert visit(f"{moved.goes_to}change/", who="director").status == 404


def test_two_people_who_write_on_one_item_of_a_live_meeting_lose_nothing(visit, meeting, keeper):
    item = agendas.add(keeper, meeting, title="Money")
    meetings.move(keeper, meeting, "live")
    note = {"seen": str(agendas.newest(item)), "place": "1"}
    visit(f"{AT}live/note/{item.pk}/", who="chair", post=note | {"outcome": "Yes"})
    page = visit(f"{AT}live/note/{item.pk}/", who="secretariat", post=note | {"outcome": "Perhaps"})
    assert "Somebody wrote here while you were writing" in page
    assert "Decided: Yes" in page
    assert "Perhaps" in page
    item.refresh_from_db()
    assert item.outcome == "Yes"
    both = {"seen": str(agendas.newest(item)), "place": "1", "outcome": "Yes, perhaps"}
    visit(f"{AT}live/note/{item.pk}/", who="secretariat", post=both)
    item.refresh_from_db()
    assert item.outcome == "Yes, perhaps"


def test_who_came_without_a_seat_is_counted_and_a_partner_that_left_is_not(
    visit, meeting, keeper, partners, board
):
    from tilth.web.agree.models import Role

    Role.objects.create(partner=partners["council"], body=board, title="member", since=ON)
    meetings.move(keeper, meeting, "live")
    page = visit(f"{AT}live/", who="secretariat")
    assert "Somebody without a seat has come" in page
    press = {"partner": "club", "type": "present", "place": "0"}
    visit(f"{AT}live/press/", who="secretariat", post=press)
    assert "Club Community Trust here" in visit(f"{AT}live/", who="director")
    live_meetings.press(keeper, meeting, partners["club"], "spoke")
    there = history.of(meeting, acts=["was there"]).last()
    with pytest.raises(AgreementError, match="Take that back first"):
        live_meetings.take_back(keeper, meeting, there.pk)
    partners["homes"].state = "left"
    partners["homes"].save()
    with pytest.raises(AgreementError, match="has left"):
        live_meetings.press(keeper, meeting, partners["homes"], "spoke")
    for wrong in ({"partner": "no", "type": "spoke"}, {"partner": "", "type": ""}):
        assert visit(f"{AT}live/press/", who="secretariat", post=wrong).status == 404
    assert visit(f"{AT}live/?item=9", who="director").status == 404


def test_nothing_is_lost_when_an_item_is_about_a_record_that_is_gone(visit, meeting, keeper):
    item = agendas.add(keeper, meeting, title="Old thing")
    Item.objects.filter(pk=item.pk).update(about="decision:D-999")
    assert "Held in confidence" in visit(AT, who="director")
    assert visit(f"{AT}agenda/{item.pk}/", who="secretariat").status == 404


def test_a_record_lends_its_title_to_an_item_and_is_put_on_once(visit, meeting, board, partners):
    decision = decision_of(board, partners["homes"], title="Share vans")
    told = {"title": "", "type": "decide", "minutes": "10", "about": decision.key}
    visit(f"{AT}agenda/add/", who="secretariat", post=told)
    assert Item.objects.get().title == "D-001 Share vans"
    visit(f"{AT}agenda/add/", who="secretariat", post=told)
    assert Item.objects.count() == 1
    page = visit(f"{AT}agenda/add/", who="secretariat", post=told | {"about": ""})
    assert "Say what it is about, or choose something." in page
    for wrong in ({"minutes": "0"}, {"minutes": "x"}, {"type": "shout"}, {"about": "issue:I-1"}):
        visit(f"{AT}agenda/add/", who="secretariat", post=told | wrong)
    assert Item.objects.count() == 1


def test_the_calendar_of_all_that_are_to_come_holds_them(visit, keeper, board, settings):
    from tilth.web.agree.agreements.force import day_of

    coming = meetings.plan(keeper, board, day_of(settings.PLACE) + datetime.timedelta(days=3))
    file = visit("/agree/meetings/calendar.ics", who="director")
    assert f"UID:meeting-{coming.pk}." in file
    assert visit("/agree/meetings/next/", who="director").goes_to.endswith("-place-board/")
    assert visit("/agree/meetings/?body=nobody", who="director").status == 404


def test_AC_undo_is_no_way_round_an_agenda_whose_papers_are_out(visit, meeting, keeper, charity):
    item = agendas.add(standing(charity), meeting, title="Ours")
    agendas.add(keeper, meeting, title="Money")
    agendas.remove(standing(charity), item)
    meetings.move(keeper, meeting, "published")
    step = history.of(item).last()
    visit(f"/agree/undo/{step.pk}/", who=charity, post={})
    item.refresh_from_db()
    assert item.removed
    published = [s for s in history.of(meeting) if s.act == "put the papers out"][-1]
    visit(f"/agree/undo/{published.pk}/", who="director", post={})
    meeting.refresh_from_db()
    assert meeting.state == "published"
