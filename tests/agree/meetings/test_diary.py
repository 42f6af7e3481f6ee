"""Calendar files: they read back as they were written, and keep their identity."""

import datetime

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from tilth.agree.meetings.diary import Entry, calendar_file

CHANGED = datetime.datetime(2026, 3, 1, 9, tzinfo=datetime.UTC)
ON = datetime.date(2026, 7, 14)


def entry(**told):
    told = {"uid": "meeting-7.gm@tilth", "title": "Board", "on": ON, "changed": CHANGED, **told}
    return Entry(**told)


def event_of(data):
    return Calendar.from_ical(data).walk("VEVENT")[0]


def test_an_hour_in_summer_is_an_hour_of_london():
    data = calendar_file([entry(starts=datetime.time(10), ends=datetime.time(12))], name="M")
    event = event_of(data)
    assert event.decoded("DTSTART").utcoffset() == datetime.timedelta(hours=1)
    assert event.decoded("DTEND").hour == 12
    assert b"BEGIN:VTIMEZONE" in data
    assert b"TZID:Europe/London" in data
    assert b"DTSTART;TZID=Europe/London:20260714T100000" in data
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))


def test_whole_days_open_ends_and_ends_after_midnight():
    whole = event_of(calendar_file([entry()], name="M"))
    assert whole.decoded("DTSTART") == ON
    assert whole.decoded("DTEND") == ON + datetime.timedelta(days=1)
    assert b"VTIMEZONE" not in calendar_file([entry()], name="M")
    open_ = event_of(calendar_file([entry(starts=datetime.time(10))], name="M"))
    assert open_.decoded("DTEND").hour == 11
    late = entry(starts=datetime.time(23), ends=datetime.time(1))
    assert event_of(calendar_file([late], name="M")).decoded("DTEND").day == 15


def test_the_same_meeting_moved_keeps_its_uid_and_goes_up_in_sequence():
    before = event_of(calendar_file([entry()], name="M"))
    after = event_of(calendar_file([entry(sequence=1, cancelled=True)], name="M"))
    assert before["UID"] == after["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    assert (before["STATUS"], after["STATUS"]) == ("CONFIRMED", "CANCELLED")


def test_AT_words_cannot_add_lines_of_their_own():
    bad = "Board\r\nATTACH:http://x\r\nBEGIN:VALARM; a, b\\n"
    data = calendar_file([entry(title=bad, where=bad, says=bad)], name=bad)
    assert b"\r\nATTACH" not in data
    assert b"\r\nBEGIN:VALARM" not in data
    assert str(event_of(data)["SUMMARY"]).replace("\r", "") == bad.replace("\r", "")


@given(st.text(min_size=1, max_size=120))
def test_any_title_reads_back(title):
    data = calendar_file([entry(title=title)], name=title)
    assert len(Calendar.from_ical(data).walk("VEVENT")) == 1
    assert event_of(data)["UID"] == "meeting-7.gm@tilth"
