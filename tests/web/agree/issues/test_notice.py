"""What ends before the notice that was signed is flagged; the rule survives a cut."""

import datetime

import pytest

from tests.web.agree.issues.holding import DAY
from tests.web.agree.making import (
    board_of,
    signed,
)
from tilth.web.agree import history
from tilth.web.agree.issues.notice import must_wait
from tilth.web.agree.issues.short import too_short
from tilth.web.agree.models import Contribution


def test_the_notice_of_an_agreement_survives_a_cut_and_its_end(table, stands, visit):
    body = board_of()
    signed(body, table, since=datetime.date(2025, 1, 1), until=datetime.date(2026, 2, 1))
    wait = must_wait(table["council"], datetime.date(2026, 5, 1), DAY, body)
    assert wait == (
        "Partners agreed 90 days of notice. Told on 2 March 2026, "
        "it can be less from 31 May 2026, not before"
    )
    assert must_wait(table["council"], datetime.date(2026, 5, 30), DAY, body) == ""
    page = visit("/agree/issues/notice/?partner=council&told=2026-03-02&body=", who="director")
    assert "Told on 2 March 2026, less may be given from 31 May 2026." in page
    assert "That agreement holds no more. Its notice still does." in page
    assert "To be told: Circle of Small Charities" in page


def test_without_a_signed_agreement_the_notice_page_says_what_is_missing(table, visit):
    page = visit("/agree/issues/notice/?partner=homes&told=2026-03-02&body=", who="director")
    assert "has signed no agreement that says how much notice it must give" in page
    page = visit("/agree/issues/notice/?partner=homes&told=never&body=", who="director")
    assert "There is a problem" in page
    assert must_wait(table["homes"], DAY, DAY) == ""
    assert visit("/agree/issues/notice/", who="resident").status == 404


def gift(table, **told):
    told = {"currency": "cash", "type": "grant", "amount": 9000, "since": DAY} | told
    return Contribution.objects.create(
        partner=table["council"], to_partner=table["charities"], **told
    )


@pytest.mark.parametrize(
    ("was", "cut", "flagged"),
    [
        ({}, {"until": datetime.date(2026, 3, 31)}, True),
        ({}, {"until": datetime.date(2026, 8, 31)}, False),
        ({"until": datetime.date(2027, 3, 31)}, {"until": datetime.date(2026, 4, 30)}, True),
        ({"until": datetime.date(2026, 4, 1)}, {"until": datetime.date(2027, 3, 31)}, False),
        ({}, {"amount": 4000}, True),
        ({}, {"amount": 12000}, False),
        ({}, {"withdrawn": True}, True),
        ({}, {"type": "in kind"}, False),
        ({"since": datetime.date(2027, 1, 1)}, {"withdrawn": True}, False),
        ({"until": datetime.date(2026, 3, 5)}, {"withdrawn": True}, False),
    ],
)
def test_what_ends_before_its_notice_is_flagged_in_words(table, stands, visit, was, cut, flagged):
    signed(board_of(), table, since=datetime.date(2025, 1, 1))
    one = gift(table, **was)
    at = datetime.datetime(2026, 3, 10, 10, tzinfo=datetime.UTC)
    history.changed(stands("council").by, one, "corrected", "money is short", at=at, **cut)
    found = too_short()
    assert bool(found) is flagged
    page = visit("/agree/issues/notice/", who="director")
    assert ("Less than was agreed" in page) is flagged
    if flagged:
        assert "Told on 10 March 2026" in found[0]["words"]
        assert "it can be less from 8 June 2026, not before" in page


def test_where_nobody_signed_a_notice_nothing_is_flagged(table, stands):
    one = gift(table)
    history.changed(stands("council").by, one, "corrected", withdrawn=True)
    assert too_short() == []
