"""The public page of a place: what everyone may read, and nothing else."""

import datetime
import json
import re
import xml.etree.ElementTree as ET

import pytest
from django.utils import timezone

from tests.web.agree.making import DAY, board_of, decision_of
from tests.web.reader import grade
from tilth.web.agree.actions import commitments as acts
from tilth.web.agree.models import Commitment, Issue, Meeting, Role, Voice

CANARY = "CANARY-7Q4"
PAGES = (
    "/agree/public/",
    "/agree/public/decisions/",
    "/agree/public/commitments/",
    "/agree/public/commitments.csv",
    "/agree/public/commitments.json",
    "/agree/public/feed.atom",
)
ATOM = "{http://www.w3.org/2005/Atom}"


def closed(board, proposer, **told):
    """A decision that was carried."""
    told = {"stage": "closed", "outcome": "carried", "closed": DAY, **told}
    return decision_of(board, proposer, **told)


def test_anyone_reads_who_decides_what_was_decided_promised_and_what_happened(
    visit, table, stands, promised
):
    """P-050, P-048, P-061: who decides and how each is accountable; what was decided; what was
    promised, and what happened."""
    board = board_of(cycle="every month", purpose="Decides for the place.")
    one = closed(board, table["charities"], outcome_says="The hall opens on Sundays.")
    kept = promised(decision=one)
    acts.move(stands("club"), kept, "kept", on=DAY, evidence="Open on 12 Sundays")
    page = visit("/agree/public/", who=None)
    assert page.status == 200
    assert "Place board" in page
    assert "Meets every month." in page
    assert "Council answers to voters, by elections, and meetings the public may come to." in page
    assert "General Hospital answers to the law and to national bodies" in page
    assert "Yes, we do it, on 2 March 2026. The hall opens on Sundays." in page
    assert "What shows it: Open on 12 Sundays" in page
    assert "No public meeting is planned." in page
    page = visit(f"/agree/public/decisions/{one.ref}/", who=None)
    assert "Open the hall on Sundays" in page
    assert "What shows it: Open on 12 Sundays" in page


def test_an_empty_place_says_what_is_missing(visit, db):
    page = visit("/agree/public/", who=None)
    for words in (
        "No board or group is told here yet.",
        "Nothing was decided in public yet.",
        "Nothing was promised in public yet.",
        "No public meeting is planned.",
    ):
        assert words in page
    assert "Nothing was promised in public yet." in visit("/agree/public/commitments/", who=None)
    assert "Nothing is being decided in public" in visit("/agree/public/decisions/", who=None)
    assert visit("/agree/public/feed.atom", who=None).status == 200


def test_AC_AT_nothing_that_is_not_public_reaches_any_public_page(
    visit, table, stands, promised, person_as
):
    """A canary in every hidden field: drafts, hidden decisions and promises, voices before
    closing, confidential issues, emails, reasons of membership, links to join, experts' names."""
    club, homes = table["club"], table["homes"]
    club.email, club.state_reason, club.legal = f"{CANARY}@example.org", CANARY, CANARY
    club.other_names, club.strengths = [CANARY], [CANARY]
    club.save()
    board = board_of()
    expert = person_as("partner", email=f"{CANARY}@x.org", name=CANARY)
    told = {"person": expert, "body": board, "chair": True, "since": DAY}
    Role.objects.create(title="expert by experience", expert=True, **told)
    decision_of(board, club, stage="draft", title=CANARY, proposal=CANARY)
    decision_of(board, club, public=False, title=CANARY, proposal=CANARY)
    closed(board, club, public=False, title=CANARY, outcome_says=CANARY)
    going = decision_of(board, club, stage="objections", rule={"result": CANARY},
                        outcome_says=CANARY)  # fmt: skip
    over = closed(board, club, rule={"result": CANARY, "spoken": ["club"], "silent": ["homes"]})
    for one in (going, over):
        Voice.objects.create(
            decision=one, partner=homes, position="object", words=CANARY, harm=CANARY,
            safe=CANARY, met=CANARY, interest=CANARY, name=CANARY, at=timezone.now(),
        )  # fmt: skip
    hidden = promised(words=CANARY, public=False)
    acts.move(stands("club"), hidden, "stuck", on=DAY, reason=CANARY)
    secret = Commitment.objects.get(pk=hidden.pk)
    shown = promised(words="Open on Saturdays", decision=closed(board, club, public=False,
                                                                title=CANARY))  # fmt: skip
    Commitment.objects.filter(pk=shown.pk).update(became=secret, state="changed")
    other = promised(words="Lend the van")
    acts.move(stands("club"), other, "kept", on=DAY, evidence="Lent")
    acts.see_otherwise(stands("charities"), other, words=CANARY)
    for visible in ("owners", "partnership"):
        issue = Issue.objects.create(
            ref=f"I-{visible[:6]}", title=CANARY, surfaced=CANARY, reframed=CANARY, opened=DAY,
            visible=visible, raised_by=club,
        )  # fmt: skip
        issue.owners.add(club)
    Meeting.objects.create(body=board, on=datetime.date(2999, 1, 1), public=True, minutes=CANARY,
                           join=f"https://meet.example/{CANARY}")  # fmt: skip
    Meeting.objects.create(body=board, on=datetime.date(2999, 1, 2), title=CANARY)
    at = (*PAGES, f"/agree/public/decisions/{going.ref}/", f"/agree/public/decisions/{over.ref}/")
    for address in at:
        page = visit(address, who=None)
        assert page.status == 200, address
        text = page.html or page.response.content.decode("utf-8", "replace")
        assert CANARY not in text, address
        assert secret.ref not in text, address
    assert "Open on Saturdays" in visit("/agree/public/commitments/", who=None)
    page = visit("/agree/public/", who=None)
    assert "Place board, 1 January 2999" in page
    assert "2 January 2999" not in page


@pytest.mark.parametrize("told", [{"stage": "draft"}, {"public": False}, {"stage": "withdrawn"}])
def test_AC_what_is_not_public_is_not_found(visit, table, told):
    one = decision_of(board_of(), table["club"], **told)
    assert visit(f"/agree/public/decisions/{one.ref}/", who=None).status == 404
    assert visit("/agree/public/decisions/D-999/", who=None).status == 404


def test_before_closing_nobody_learns_who_spoke_and_after_it_who_did_not(visit, table):
    board = board_of()
    rule = {"spoken": ["club", "homes"], "silent": ["council"]}
    going = decision_of(board, table["club"], stage="objections", rule=rule)
    page = visit(f"/agree/public/decisions/{going.ref}/", who=None)
    assert "What each says is not shown before it is decided" in page
    assert "Did not speak" not in page
    over = closed(board, table["club"], rule=rule)
    Voice.objects.create(decision=over, partner=table["homes"], position="object",
                         harm="Too loud", at=timezone.now())  # fmt: skip
    page = visit(f"/agree/public/decisions/{over.ref}/", who=None)
    assert (
        "Club Community Trust, Together Homes. Did not speak: Council. 1 partner saw harm." in page
    )
    assert "Too loud" not in page
    assert "What they feared was met" not in page
    Voice.objects.filter(decision=over).update(met="Shut at ten")
    page = visit(f"/agree/public/decisions/{over.ref}/", who=None)
    assert "What they feared was met before it was decided." in page
    assert "Shut at ten" not in page


def test_a_chair_is_named_because_it_is_a_public_part(visit, table, person_as):
    board = board_of()
    chair = person_as("chair", name="Amina Khan")
    Role.objects.create(person=chair, body=board, title="chair", chair=True, independent=True,
                        since=DAY)  # fmt: skip
    assert "Chair: Amina Khan, independent." in visit("/agree/public/", who=None)


def test_the_same_promises_can_be_taken_away_by_anyone(visit, promised):
    promised(words="=1+1")
    text = visit("/agree/public/commitments.csv", who=None)
    assert "'=1+1" in text
    rows = json.loads(visit("/agree/public/commitments.json", who=None))["rows"]
    assert [row["words"] for row in rows] == ["=1+1"]
    assert visit("/agree/public/commitments.xml", who=None).status == 404


def test_what_there_is_in_one_area_can_be_chosen(visit, table, promised):
    promised(words="In Scratch", area="P1")
    promised(words="All over the shire", area="SY1")
    closed(board_of(), table["club"], area="P1", title="Scratch decides")
    page = visit("/agree/public/commitments/?area=P1", who=None)
    assert "In Scratch" in page
    assert "All over the shire" not in page
    assert "All over the shire" in visit("/agree/public/commitments/?area=no", who=None)
    page = visit("/agree/public/decisions/?area=SY1", who=None)
    assert "Scratch decides" not in page
    assert "Nothing was decided in public yet." in page


def test_the_feed_tells_decisions_and_promises_the_newest_first(visit, table, stands, promised):
    """P-061: residents follow what is promised and what happens, without coming to look."""
    one = closed(board_of(), table["club"], title="Open & see", outcome_says="It opens.")
    kept = promised(words="Open \x0b the hall", decision=one)
    later = datetime.date(2026, 5, 1)
    acts.move(stands("club"), kept, "kept", on=later, evidence="Open on 12 Sundays")
    page = visit("/agree/public/feed.atom", who=None)
    assert page.response.headers["Content-Type"].startswith("application/atom+xml")
    feed = ET.fromstring(page.response.content)
    titles = [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]
    assert titles[0] == "Club Community Trust: kept"
    assert "Yes, we do it: Open & see" in titles
    ids = [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]
    assert len(set(ids)) == len(ids) == 4
    assert feed.findtext(f"{ATOM}updated").startswith("2026-05-01")
    again = visit("/agree/public/feed.atom", who=None)
    assert again.response.content == page.response.content


def test_pages_for_residents_lead_nowhere_they_may_not_go(visit, table, promised):
    one = closed(board_of(), table["club"])
    promised(decision=one)
    for at in (
        "/agree/public/",
        "/agree/public/commitments/",
        f"/agree/public/decisions/{one.ref}/",
    ):
        main = visit(at, who=None).html.partition("<main")[2].partition("</main>")[0]
        for link in re.findall(r'href="([^"#]+)', main):
            assert link.startswith(("/agree/public/", "/help/", "/learn/talk/about/")), link


def test_the_pages_for_residents_read_at_about_eleven_years(visit, table, stands, promised):
    """Words and sentences of our own on these pages are short: Flesch-Kincaid grade under 7."""
    page = visit("/agree/public/", who=None) + visit("/agree/public/commitments/", who=None)
    own = page.partition("What we agreed in")[2]
    assert grade(own) < 7
