"""Is every voice equal in fact: pages of the balance, told to the chair, never about people."""

import datetime

import pytest

from tests.web.agree.making import board_of, decision_of, round_table, signed
from tilth.web.agree.models import Item, Meeting, Turn

DAY = datetime.date(2026, 1, 12)


@pytest.fixture
def board(db, monkeypatch, settings):
    """A board whose hospital spoke far more than the rest, in six meetings of one quarter."""
    partners = round_table()
    board = board_of()
    signed(board, partners, since=datetime.date(2025, 1, 1), quorum_partners=3)
    for week in range(6):
        meeting = Meeting.objects.create(
            body=board, on=DAY + datetime.timedelta(weeks=week), state="agreed"
        )
        for slug, count in (("hospital", 6), ("council", 1), ("homes", 1)):
            Turn.objects.create(meeting=meeting, partner=partners[slug], type="spoke", count=count)
        Item.objects.create(
            meeting=meeting, number=1, title="Beds", partner=partners["hospital"], type="discuss"
        )
    for number in range(3):
        decision_of(board, partners["hospital"], stage="closed", outcome="carried", closed=DAY,
                    ref=f"D-1{number}")  # fmt: skip
    return board


def test_P_042_the_page_says_who_stands_out_against_chance_and_who_was_not_heard(board, visit):
    """P-042, P-045, B-256."""
    page = visit("/agree/balance/place-board/?cycle=2026-Q1", who="chair")
    assert page.status == 200
    assert (
        "General Hospital took 36 of 48 turns to speak; by chance alone one partner would" in page
    )
    assert "Circle of Small Charities" in page
    assert "For the chair." in page
