"""Reading decisions: the list, the trail, the file, the record."""

import json

import pytest

from tests.web.agree.decisions.deciding import AT
from tests.web.agree.making import decision_of
from tilth.web.agree.models import Decision, Link, Step

pytestmark = pytest.mark.django_db


def test_the_paper_trail_shows_what_a_reader_may_see(visit, opened, someone, table):
    board, partners = table
    first = decision_of(board, partners["club"], title="An earlier one")
    for one, other, how in (
        (first.key, opened.key, "led to"),
        (opened.key, "decision:D-404", "led to"),
        (opened.key, "issue:I-00001", "came from"),
    ):
        Link.objects.create(one=one, other=other, how=how)
    Link.objects.create(one=opened.key, other=first.key, how="replaced", removed=True)
    page = visit(f"{AT}{opened.ref}/", who=someone("homes"))
    assert "Led to (before it): D-002 An earlier one" in page
    assert "Came from" not in page
    assert "Replaced" not in page


def test_B_272_residents_who_wrote_it_are_named(visit, table, someone):
    """B-272: communities as co-authors of a proposal."""
    board, partners = table
    one = decision_of(board, partners["charities"], with_whom="residents of Old Pits")
    page = visit(f"{AT}{one.ref}/", who=someone("homes"))
    assert "proposed by Circle of Small Charities with residents of Old Pits to Place board" in page


def test_the_list_shows_what_waits_and_narrows_by_layer_and_origin(visit, opened, table, someone):
    """P-051, P-091: what was asked for nationally and what was chosen here."""
    board, partners = table
    told = {"stage": "closed", "outcome": "carried", "layer": "system", "origin": "national"}
    decision_of(board, partners["hospital"], title="Fewer beds", **told)
    decision_of(board, partners["club"], stage="draft", title="Not yet")
    decision_of(board, partners["club"], stage="questions", title="Only asked")
    page = visit(AT, who=someone("homes"))
    assert page.index("Waiting for you") < page.index("Open the hall") < page.index("Only asked")
    assert "5 of 5 partners have not spoken." in page
    assert "Asked for nationally 1" in page
    page = visit(f"{AT}?origin=national&layer=system", who=someone("homes"))
    assert "Fewer beds" in page
    assert "Open the hall" not in page
    assert f"{AT[:-1]}.csv?layer=system&origin=national" in page.links
    assert visit(f"{AT}?layer=moon", who=someone("homes")).status == 200


def test_AT_the_list_as_a_file_is_safe_to_open(visit, opened, someone):
    Decision.objects.update(title="=cmd()", money=1200)
    page = visit(f"{AT[:-1]}.csv", who=someone("homes"))
    assert "'=cmd()" in page
    told = json.loads(visit(f"{AT[:-1]}.json", who=someone("homes")))
    assert told["rows"][0]["with_voice"] == 5
    assert visit(f"{AT[:-1]}.xlsx", who=someone("homes")).response.content[:2] == b"PK"
    assert visit(f"{AT[:-1]}.exe", who=someone("homes")).status == 404
    from tilth.web.house.models import AuditEntry

    assert AuditEntry.objects.filter(act="exported").count() == 3


def test_an_empty_list_says_what_to_do(visit, table, someone):
    assert "Nothing has been proposed yet" in visit(AT, who=someone("homes"))


@pytest.mark.parametrize("at", [AT, f"{AT}new/", f"{AT}D-001/", f"{AT}D-001/text/"])
def test_AC_strangers_sign_in_and_residents_find_nothing(visit, opened, at):
    assert visit(at, who=None).goes_to.startswith("/sign-in/")
    assert visit(at, who="resident").status == 404


def test_AC_what_is_not_there_is_not_found(visit, opened, someone):
    assert visit(f"{AT}D-404/", who=someone("homes")).status == 404
    assert visit(f"{AT}{opened.ref}/explode/", who=someone("homes"), post={}).status == 404
    assert visit(f"{AT}{opened.ref}/ask-them/", who=someone("homes"), post={}).status == 404


def test_AT_reading_changes_nothing(visit, opened, someone):
    for what in ("open", "move", "close", "withdraw", "voice", "ask-them", "figure", "full-way"):
        assert visit(f"{AT}{opened.ref}/{what}/", who=someone("", "chair")).status in (404, 405)
    assert not Step.objects.exists()


def test_AU_every_act_is_in_the_record_and_names_nobody(send, opened, someone):
    from tilth.web.house.models import AuditEntry

    send(opened, "voice", someone("homes"), position="object", harm="Noise.", safe="Quiet.")
    entry = AuditEntry.objects.filter(act="changed").latest("number")
    assert (entry.act, entry.organisation) == ("changed", "homes")
    assert entry.what.startswith("voice:")
    assert "object" not in entry.what
    assert "Noise" not in entry.what


def test_a_closed_decision_in_a_file_tells_how_many_spoke(visit, opened, someone):
    Decision.objects.update(stage="closed", rule={"spoken": ["a", "b"], "with_voice": ["a"] * 5})
    told = json.loads(visit(f"{AT[:-1]}.json", who=someone("homes")))
    assert (told["rows"][0]["spoken"], told["rows"][0]["with_voice"]) == (2, 5)
    Decision.objects.update(rule={})
    told = json.loads(visit(f"{AT[:-1]}.json", who=someone("homes")))
    assert told["rows"][0]["spoken"] is None


def test_the_trail_leads_to_the_meeting_and_the_promises(visit, opened, someone, table, today):
    from tilth.web.agree.models import Commitment, Document, Meeting

    board, partners = table
    opened.meeting = Meeting.objects.create(body=board, on=today, title="March board")
    opened.save()
    promise = {"made_by": partners["homes"], "made": today, "words": "We lend the key. " * 9}
    Commitment.objects.create(ref="C-001", decision=opened, **promise)
    hidden = Document.objects.create(slug="draft-law", type="law", title="A", visible="owners")
    Link.objects.create(one=hidden.key, other=opened.key, how="paper for")
    page = visit(f"{AT}{opened.ref}/", who=someone("club"))
    assert "Taken at (before it): March board" in page
    assert "Promised: C-001 We lend the key." in page
    assert "We lend the key. " * 5 not in page
    assert "Paper for" not in page
