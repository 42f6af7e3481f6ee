"""Decisions: their pages as partners, the chair and strangers meet them."""

import pytest

from tests.web.agree.making import DAY, board_of, decision_of, round_table, signed

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(db):
    partners = round_table(email="someone@example.org")
    board = board_of()
    signed(board, partners, quorum_partners=3, chair_independent=False, days=0)
    return board, partners


def test_page(visit, table, person_as):
    board, partners = table
    one = decision_of(board, partners["charities"], stage="objections")
    page = visit(f"/agree/decisions/{one.ref}/", who=person_as("partner", partner="charities"))
    assert page.status == 200
    print(page)
    page = visit("/agree/decisions/", who=person_as("partner", partner="charities"))
    print(page)
    page = visit("/agree/decisions/new/", who=person_as("partner", partner="charities"))
    print(page)
