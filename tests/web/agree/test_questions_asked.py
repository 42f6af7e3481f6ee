"""A page asks the records as many questions of many rows as of few."""

import datetime
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.web.agree.making import DAY, board_of, decision_of, signed
from tilth.web.agree import history
from tilth.web.agree.balance.report import cycles_of
from tilth.web.agree.models import Link, Meeting, Role, Turn, Voice
from tilth.web.learn.models import Moment

WEEK = datetime.timedelta(weeks=1)
AT = "2026-03-02T10:00Z"


@pytest.fixture
def grows(visit):
    """A function that says whether a page asks more once `add` has put more rows there."""

    def asked(address, who):
        visit(address, who=who)  # what is kept for all pages is there by now
        with CaptureQueriesContext(connection) as told:
            assert visit(address, who=who).status == 200
        return len(told)

    def ask(address, add, *, who="analyst"):
        before = asked(address, who)
        add()
        return asked(address, who) > before

    return ask


def met(board, table, on):
    """A meeting at which all spoke."""
    meeting = Meeting.objects.create(body=board, on=on, state="agreed")
    for one in table.values():
        Turn.objects.create(meeting=meeting, partner=one, type="spoke", count=2)


def test_how_even_voices_are_asks_no_more_of_ten_cycles_than_of_three(table, grows):
    board = board_of()
    signed(board, table, since=DAY - 200 * WEEK)
    for quarter in range(3):
        met(board, table, DAY - 13 * quarter * WEEK)
    count = len(cycles_of(board, DAY))

    def add():
        for quarter in range(3, 8):
            met(board, table, DAY - 13 * quarter * WEEK)
        assert len(cycles_of(board, DAY)) > count

    assert not grows("/agree/balance/place-board/", add)


def test_the_map_asks_no_more_of_more_meetings_decisions_and_seats(table, grows):
    board = board_of()

    def add(first=0, last=1):
        for number in range(first, last):
            met(board, table, DAY - number * WEEK)
            told = {"ref": f"D-8{number}", "stage": "closed", "closed": DAY}
            one = decision_of(board, table["homes"], **told)
            Voice.objects.create(decision=one, partner=table["club"], position="support", at=AT)
            Role.objects.create(partner=table["homes"], body=board, title="seat", since=DAY)

    add()
    assert not grows("/agree/map/", lambda: add(1, 6))


def test_boards_and_agreements_are_asked_for_at_once(table, grows):
    def add(first=0, last=1):
        for number in range(first, last):
            body = board_of(f"Board {number}", seats=[{"sector": "housing", "least": 1}])
            Role.objects.create(partner=table["homes"], body=body, title="seat", since=DAY)
            signed(body, table)

    add()
    assert not grows("/agree/bodies/", lambda: add(1, 5))
    assert not grows("/agree/agreement/", lambda: add(5, 9))
    assert not grows("/agree/levels/", lambda: add(9, 13))


def test_what_rules_a_body_is_asked_once_for_all_its_open_decisions(table, visit):
    board = board_of()
    signed(board, table)
    for _ in range(4):
        decision_of(board, table["homes"])
    with CaptureQueriesContext(connection) as told:
        assert visit("/agree/decisions/").status == 200
    of_boards = [one for one in told.captured_queries if "agree_version" in one["sql"]
                 and "'sharing'" not in one["sql"]]  # fmt: skip
    assert len(of_boards) <= 3  # the versions, their signatures, and those that decisions kept


def test_the_timeline_asks_at_once_who_wrote_each_moment_down(someone, stands, grows):
    def add(count=1):
        for _ in range(count):
            one = Moment.objects.create(type="founding", words="We began", on=DAY)
            history.added(stands("homes").by, one, "wrote it down")

    add()
    assert not grows("/learn/timeline/", lambda: add(5), who=someone("homes"))


def test_a_paper_trail_asks_once_which_links_may_be_known_of(table, promised, visit):
    board = board_of()
    stops = [promised(), *(decision_of(board, table["homes"]) for _ in range(5))]
    for one, other in pairwise(stops):
        Link.objects.create(one=one.key, other=other.key, how="led to")
    with CaptureQueriesContext(connection) as told:
        page = visit(f"/agree/commitments/{stops[0].ref}/")
    assert stops[-1].ref in page
    begins = 'SELECT "agree_issue"."ref"'
    assert sum(one["sql"].startswith(begins) for one in told.captured_queries) <= 2
