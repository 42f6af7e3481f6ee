"""Promises by an emailed link: a partner without an account answers, and acknowledges."""

import re

import pytest

from tests.web.agree.making import DAY, by_of, partner_of, round_table
from tilth.web.agree.actions import commitments as acts
from tilth.web.agree.models import Commitment, EmailedLink, Step
from tilth.web.agree.standing import Standing


@pytest.fixture
def table(db):
    """Five partners, each with an address for letters."""
    found = round_table()
    for slug, one in found.items():
        one.email = f"office@{slug}.example"
        one.save()
    return found


@pytest.fixture
def club(person_as):
    """Somebody of the club."""
    return person_as("partner", partner="club", email="club@example.org")


@pytest.fixture
def stands(table, club):
    """How somebody of the club stands."""
    return Standing.for_by(by_of(club))


def kept(stands, table):
    """A promise of the club to the charities that it says it kept."""
    told = {"made_by": table["club"], "made_to": table["charities"], "made": DAY}
    one = acts.propose(stands, type="commitment", words="Open the hall on Sundays", **told)
    return acts.move(stands, one, "kept", on=DAY, evidence="Open on 12 Sundays")


def link_in(letters):
    """The address in the last letter."""
    return re.search(r"/agree/by-link/\S+", letters[-1].body)[0]


def test_AC_a_partner_acknowledges_by_the_link_it_was_sent(visit, stands, table, club, mailoutbox):
    """P-054: the partner it was made to acknowledges it, here from a phone and without account."""
    one = kept(stands, table)
    page = visit(f"/agree/commitments/{one.ref}/", who=club)
    assert "Ask Circle of Small Charities to acknowledge it" in page
    visit(f"/agree/commitments/{one.ref}/ask-by-email/", who=club, post={})
    assert mailoutbox[-1].to == ["office@charities.example"]
    at = link_in(mailoutbox)
    page = visit(at, who=None)
    assert "Open on 12 Sundays" in page
    sent = visit(at, who=None, post={"says": "seen", "words": "We were there", "name": "Ada"})
    assert sent.status == 302
    one.refresh_from_db()
    assert one.seen is not None
    step = Step.objects.get(act="acknowledged it")
    assert (step.name, step.through, step.partner.slug) == ("Ada", "link", "charities")
    assert visit(at, who=None).status == 410
    again = visit(at, who=None, post={"says": "otherwise", "words": "No", "name": "Eve"})
    assert again.status == 410


def test_seeing_it_otherwise_by_link_needs_words_and_stays_with_the_promise(
    visit, stands, table, club, mailoutbox
):
    one = kept(stands, table)
    visit(f"/agree/commitments/{one.ref}/ask-by-email/", who=club, post={})
    at = link_in(mailoutbox)
    page = visit(at, who=None, post={"says": "otherwise", "words": "", "name": "Ada"})
    assert "Say how you see it." in page
    sent = {"says": "otherwise", "words": "It was shut in May", "name": "Ada"}
    assert visit(at, who=None, post=sent).status == 302
    assert "It was shut in May" in visit(f"/agree/commitments/{one.ref}/", who=club)
    assert Commitment.objects.get().seen is None


def test_AC_a_link_to_answer_acknowledges_nothing(visit, stands, table, club, mailoutbox):
    """A link to answer holds no way to acknowledge."""
    told = {"made_by": table["club"], "made_to": table["homes"], "made": DAY}
    one = acts.propose(stands, type="ask", words="A room on Tuesdays", **told)
    visit(f"/agree/commitments/{one.ref}/ask-by-email/", who=club, post={})
    assert EmailedLink.objects.get().purpose == "answer"
    at = link_in(mailoutbox)
    page = visit(at, who=None, post={"says": "seen", "name": "Eve"})
    assert "There is a problem" in page
    assert Commitment.objects.get().state == "asked"


@pytest.mark.parametrize(
    ("says", "reason", "state"),
    [("yes", "", "growing"), ("in part", "One room", "growing"), ("no", "All full", "declined")],
)
def test_AC_a_national_partner_answers_by_the_link_it_was_sent(
    visit, stands, table, club, mailoutbox, says, reason, state
):
    """B-136: asks reach national partners, who answer without an account."""
    far = partner_of("sport", "Sport for All", layer="nation", state="observing", email="a@b.org")
    told = {"made_by": table["club"], "made_to": far, "made": DAY}
    one = acts.propose(stands, type="ask", words="A coach for two years", **told)
    visit(f"/agree/commitments/{one.ref}/ask-by-email/", who=club, post={})
    at = link_in(mailoutbox)
    assert "A coach for two years" in visit(at, who=None)
    if reason:
        refused = visit(at, who=None, post={"says": says, "reason": "", "name": "Bo"})
        assert "Say why." in refused
    sent = visit(at, who=None, post={"says": says, "reason": reason, "name": "Bo"})
    assert sent.status == 302
    one.refresh_from_db()
    assert (one.state, one.reason) == (state, reason)
    assert Step.objects.get(about=one.key, act__startswith="answered").through == "link"


def test_AC_nobody_asks_by_email_for_another(visit, stands, table, club, person_as):
    one = kept(stands, table)
    other = person_as("partner", partner="homes", email="homes@example.org")
    at = f"/agree/commitments/{one.ref}/ask-by-email/"
    assert visit(at, who=other, post={}).status == 404
    assert visit(at, who=None, post={}).goes_to.startswith("/sign-in/")
    assert not EmailedLink.objects.exists()


def test_a_partner_without_an_address_cannot_be_asked_by_email(visit, stands, table, club):
    table["charities"].email = ""
    table["charities"].save()
    one = kept(stands, table)
    page = visit(f"/agree/commitments/{one.ref}/", who=club)
    assert "has no email address here yet" in page
    visit(f"/agree/commitments/{one.ref}/ask-by-email/", who=club, post={})
    assert not EmailedLink.objects.exists()


def test_a_link_to_what_was_settled_meanwhile_says_that_nothing_waits(
    visit, stands, table, club, mailoutbox, person_as
):
    one = kept(stands, table)
    visit(f"/agree/commitments/{one.ref}/ask-by-email/", who=club, post={})
    at = link_in(mailoutbox)
    ada = person_as("partner", partner="charities", email="ada@example.org")
    acts.acknowledge(Standing.for_by(by_of(ada)), one, on=DAY)
    assert "Nothing waits for Circle of Small Charities here any more" in visit(at, who=None)
    page = visit(at, who=None, post={"says": "seen", "name": "Eve"})
    assert "It was acknowledged already." in page
    assert EmailedLink.objects.get().used is None
