"""The emailed links that open, and taking one back."""

import pytest

from tests.web.agree.making import board_of, by_of, decision_of, round_table, signed
from tilth.web.agree import emailed
from tilth.web.agree.models import EmailedLink, Issue

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(person_as):
    """A link to speak on D-001, sent to the charities; the link and what it carries."""
    partners = round_table(email="post@example.org")
    board = board_of()
    signed(board, partners)
    decision = decision_of(board, partners["hospital"], stage="objections")
    by = by_of(person_as("secretariat"), role="secretariat")
    return emailed.make(by, decision, partners["charities"], "voice")


def test_a_link_that_went_astray_is_taken_back_and_opens_nothing(visit, asked):
    link, token = asked
    page = visit("/agree/links/", who="chair")
    assert "Circle of Small Charities" in page
    assert "to speak on D-001" in page
    assert visit(emailed.address(token), who=None).status == 200
    assert visit(f"/agree/links/{link.pk}/take-back/", who="chair", post={}).status == 302
    assert visit(emailed.address(token), who=None).status == 410
    assert "No link opens today" in visit("/agree/links/", who="chair")
    assert visit(f"/agree/links/{link.pk}/take-back/", who="chair", post={}).status == 302


def test_AC_only_those_who_keep_what_was_agreed_see_or_take_back_links(visit, asked):
    link, _ = asked
    for who in ("partner", "resident", "administrator", "analyst"):
        assert visit("/agree/links/", who=who).status == 404
        assert visit(f"/agree/links/{link.pk}/take-back/", who=who, post={}).status == 404
    assert EmailedLink.objects.get().revoked is None


def test_AC_a_link_about_something_one_may_not_know_of_is_not_there(visit, asked, person_as):
    link, _ = asked
    partners = link.partner.__class__.objects.all()
    issue = Issue.objects.create(
        ref="I-001", title="Hard", surfaced="Hard", raised_by=partners[0], opened="2026-01-01"
    )
    EmailedLink.objects.create(
        hash="x", purpose="answer", about=issue.key, partner=partners[0], email="a@example.org",
        sent=link.sent, until=link.until,
    )  # fmt: skip
    gone = EmailedLink.objects.create(
        hash="y", purpose="answer", about="decision:D-999", partner=partners[0],
        email="a@example.org", sent=link.sent, until=link.until,
    )  # fmt: skip
    page = visit("/agree/links/", who="chair")
    assert page.html.count("take-back") == 1
    hidden = EmailedLink.objects.get(hash="x")
    for one in (hidden, gone):
        assert visit(f"/agree/links/{one.pk}/take-back/", who="chair", post={}).status == 404
