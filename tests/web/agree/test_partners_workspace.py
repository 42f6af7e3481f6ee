"""A board's page is where its partners work together: members, meetings, promises, papers."""

import pytest

from tests.web.agree.making import DAY, board_of, decision_of, round_table
from tilth.web.agree.models import Commitment, Document, Issue, Link

pytestmark = pytest.mark.django_db


def test_what_a_board_works_on_stands_on_its_page(visit, person_as):
    """B-013: a space several organisations share, with what each may see of it."""
    partners, board = round_table(), board_of()
    decision = decision_of(board, partners["homes"])
    Commitment.objects.create(
        ref="C-001", words="Open the hall", made_by=partners["homes"], decision=decision, made=DAY
    )
    Commitment.objects.create(
        ref="C-002", words="Long over", made_by=partners["homes"], programme=board, made=DAY,
        state="kept",
    )  # fmt: skip
    for slug, visible in (("paper", "partnership"), ("own", "owners")):
        Document.objects.create(slug=slug, title=f"The {slug}", type="paper", visible=visible)
        Link.objects.create(one=f"document:{slug}", other=decision.key, how="paper for")
    hard = Issue.objects.create(
        ref="I-001", title="Whose hall is it?", surfaced="x", raised_by=partners["homes"],
        body=board, opened=DAY,
    )  # fmt: skip
    hard.owners.add(partners["homes"])
    page = visit("/agree/bodies/place-board/", who="analyst")
    assert "Open the hall , Together Homes" in page
    assert "The paper" in page
    assert not any(word in page for word in ("Long over", "The own", "Whose hall is it?"))
    own = person_as("partner", partner="homes")
    assert "Whose hall is it?" in visit("/agree/bodies/place-board/", who=own)


def test_a_board_with_nothing_on_its_hands_has_no_empty_heading(visit):
    board_of()
    assert "What we work on together" not in visit("/agree/bodies/place-board/")
