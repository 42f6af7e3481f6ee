"""What people tell a chart over time: new limits with their reason, notes, and the way back."""

import pytest

from tests.web.reader import Page
from tilth.web.house.models import AuditEntry
from tilth.web.see import sections
from tilth.web.see.marks import limits_begun, told_of
from tilth.web.see.models import ChartMark

CHART = "/see/indicators/falls/neighbourhood/"
SEND = f"{CHART}marks/"
LIMITS = {
    "kind": "limits",
    "month": "2025-09",
    "words": "The falls service began to visit at home.",
}
NOTE = {"kind": "note", "month": "2025-12", "words": "Ice on the roads for two weeks."}


@pytest.fixture
def read(visit, demo_place, monkeypatch):
    """The chart's page of 2,000 made-up people; only its change is worked out."""
    nothing = {"why": "not looked at here"}
    for other in ("now", "map", "fairness", "varies"):
        monkeypatch.setattr(sections.Sections, other, lambda self: nothing)
    monkeypatch.setattr(sections.Sections, "groups", lambda self: [])

    def page(address=CHART, **more):
        return visit(address, place=demo_place, **more)

    return page


def picture(page):
    start = page.html.index('id="change"')
    return page.html[start : page.html.index('id="fairness"', start)]


def test_an_analyst_begins_new_limits_with_a_reason_and_everyone_reads_it(read):
    before = picture(read())
    sent = read(SEND, post=LIMITS)
    assert sent.goes_to == f"{CHART}?period=month#change"
    page = read(who="partner")
    assert "New limits, September 2025: The falls service began to visit at home." in page
    assert "new limits" in picture(page)
    assert picture(page) != before
    assert "Tell this chart something" not in page


def test_a_note_is_numbered_in_the_picture_and_told_beneath_it(read):
    read(SEND, post=NOTE)
    page = read()
    assert "Note 1, December 2025: Ice on the roads for two weeks." in page
    assert "note 1" in picture(page)


def test_what_was_told_is_taken_back_and_stays_written_down(read):
    before = picture(read(who="partner"))
    read(SEND, post=LIMITS)
    one = ChartMark.objects.get()
    read(f"{SEND}{one.pk}/end/", post={})
    assert picture(read(who="partner")) == before
    one.refresh_from_db()
    assert (one.words, one.ended_by.email) == (LIMITS["words"], "analyst@example.org")
    assert "taken back already" in Page(read(f"{SEND}{one.pk}/end/", post={}, follow=True).response)


def test_AU_01_who_told_a_chart_what_is_written_down_and_names_nobody(read):
    read(SEND, post=LIMITS)
    read(f"{SEND}{ChartMark.objects.get().pk}/end/", post={})
    told = list(AuditEntry.objects.filter(what__contains="see:chart").order_by("number"))
    assert [one.result for one in told] == ["marked", "taken back"]
    assert told[0].what.startswith("see:chart falls whole limits 2025-09 mark:")
    assert "visit" not in told[0].what


@pytest.mark.parametrize("who", ["partner", "director", "administrator", None])
def test_AC_01_only_analysts_tell_a_chart_anything(read, who):
    assert read(SEND, post=LIMITS, who=who).status in (302, 404)
    assert not ChartMark.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"words": "why"}, "at least 10 characters"),
        ({"month": "1999-01"}, "1999-01 is not one of the available choices"),
        ({"kind": "target"}, "target is not one of the available choices"),
    ],
)
def test_what_cannot_be_meant_is_said_in_words(read, wrong, said):
    page = read(SEND, post=LIMITS | wrong, follow=True)
    assert said in page
    assert not ChartMark.objects.exists()


def test_AT_06_a_chart_there_is_not_takes_nothing(read):
    for address in (
        "/see/indicators/nothing/neighbourhood/marks/",
        "/see/indicators/falls/x/marks/",
    ):
        assert read(address, post=LIMITS).status == 404
    assert read(SEND, post=LIMITS | {"area": "NOWHERE"}).status == 404
    assert not ChartMark.objects.exists()


def test_the_same_twice_has_one_effect(read):
    read(SEND, post=LIMITS)
    again = read(SEND, post=LIMITS, follow=True)
    assert "That is written down already." in again
    assert "Take that back first." in read(
        SEND, post=LIMITS | {"words": "Another reason."}, follow=True
    )
    assert ChartMark.objects.count() == 1


def test_an_area_and_the_whole_place_are_told_apart(read):
    read(SEND, post=LIMITS | {"area": "GRM-OPLD"})
    assert told_of("falls").standing == ()
    assert len(told_of("falls", "GRM-OPLD").rebase) == 1
    assert list(limits_begun()) == [("falls", "GRM-OPLD")]
    told = read(f"{CHART[:-1]}.json?area=GRM-OPLD&period=month")
    assert told.status == 200


def test_two_notes_of_one_month_share_a_line(read):
    read(SEND, post=NOTE)
    read(SEND, post=NOTE | {"words": "The count of falls was late too."})
    assert list(told_of("falls").notes.values()) == ["note 1, 2"]
