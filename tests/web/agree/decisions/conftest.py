"""A board with its partners, a decision on its table, and whoever speaks."""

import datetime

import pytest

from tests.web.agree.decisions.deciding import AT
from tests.web.agree.making import board_of, decision_of, round_table, signed
from tests.web.reader import Page
from tilth.web.agree.agreements.force import day_of


@pytest.fixture
def today(settings):
    return day_of(settings.PLACE)


@pytest.fixture
def table(db, today):
    """A board, its five partners, and a rule: three must speak, one outside the large bodies."""
    partners = round_table()
    board = board_of()
    since = today - datetime.timedelta(days=400)
    rule = {"quorum_partners": 3, "non_statutory": 1, "chair_independent": False}
    signed(board, partners, since=since, days=14, **rule)
    return board, partners


@pytest.fixture
def opened(table, today):
    """A decision of the charities' at the stage of objections, open long enough to be closed."""
    board, partners = table
    one = decision_of(board, partners["charities"], stage="objections")
    one.opened = today - datetime.timedelta(days=30)
    one.save()
    return one


@pytest.fixture
def someone(person_as):
    """A function that gives somebody of a partner: someone("homes")."""

    def make(slug, role="partner"):
        return person_as(role, partner=slug, email=f"{role}@{slug or 'nobody'}.example.org")

    return make


@pytest.fixture
def send(visit, client):
    """A function that sends a form of a decision and gives the page one is sent back to."""

    def post(one, what, who, **told):
        page = visit(f"{AT}{one.ref}/{what}/", who=who, post=told)
        return Page(client.get(page.goes_to)) if page.status == 302 else page

    return post
