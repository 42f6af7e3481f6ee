"""Documents: written down, read by those who may, recommended from, and their paper trail."""

import datetime

import pytest

from tests.web.agree.making import DAY, board_of, decision_of, partner_of
from tilth.web.agree.actions import documents as acts
from tilth.web.agree.documents.trail import trail
from tilth.web.agree.documents.visible import documents_for
from tilth.web.agree.models import (
    Commitment,
    Delegation,
    Document,
    Issue,
    Item,
    Link,
    Meeting,
)
from tilth.web.agree.standing import Standing
from tilth.web.house.by import By

pytestmark = pytest.mark.django_db
HERE = "/agree/documents/"


@pytest.fixture
def someone(person_as):
    """A function that gives somebody of a partner, or in a role."""

    def make(slug, role="partner"):
        return person_as(role, partner=slug, email=f"{slug}@example.org", name=slug.title())

    return make


def standing(slug, role="partner"):
    return Standing.for_by(By("a", role, slug))


def document(slug="report", **told):
    told = {"type": "report", "title": slug.replace("-", " ").capitalize(), **told}
    return Document.objects.create(slug=slug, **told)


FORM = {
    "title": "A fair start",
    "type": "report",
    "on": "2026-02-01",
    "told": "Children do better when help comes early.",
    "asks": "Name a lead for each neighbourhood | place\nShare what you learn | council",
    "authors": "A small group",
    "written_with": ["charities", "council"],
    "sectors": ["housing"],
    "residents": "yes",
    "visible": "partnership",
}


def test_P_173_a_document_says_who_wrote_it_which_sectors_and_whether_with_residents(
    visit, table, someone
):
    page = visit(f"{HERE}new/", who=someone("charities"), post=FORM)
    assert page.goes_to == f"{HERE}a-fair-start/"
    page = visit(f"{HERE}a-fair-start/", who=someone("homes"))
    assert "A small group; sectors: council, housing, voluntary; with residents." in page
    assert "Name a lead for each neighbourhood (of every place)" in page
    assert "Share what you learn (of Council)" in page
    assert "A small group; sectors: council, housing, voluntary; with residents" in visit(
        HERE, who=someone("homes")
    )


def test_P_173_what_is_not_known_of_who_wrote_it_is_said(visit, table, someone):
    document()
    page = visit(f"{HERE}report/", who=someone("homes"))
    assert "Sectors not told; not known whether with residents." in page
    Document.objects.update(residents=False)
    assert "without residents" in visit(f"{HERE}report/", who=someone("homes"))


def test_P_071_local_models_are_a_catalogue_in_one_form(visit, table, someone):
    document("early-help", type="model", told="A worker in each school.", layer="place")
    document("other", type="law")
    page = visit(f"{HERE}?type=model", who=someone("homes"))
    assert "Ways of working in one place, all told in the same form" in page
    assert "Early help" in page
    assert "Other" not in page


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("title", "", "required"),
        ("title", "x" * 201, "200"),
        ("type", "poem", "valid choice"),
        ("on", "yesterday", "valid date"),
        ("url", "javascript:alert(1)", "valid URL"),
        ("asks", "Do it | mars", "mars is no layer"),
        ("asks", "a | b | c", "Too many parts"),
        ("written_with", ["nobody"], "not one of"),
        ("sectors", ["pirates"], "valid choice"),
        ("visible", "some", "valid choice"),
    ],
)
def test_wrong_words_are_told_and_nothing_typed_is_lost(visit, table, someone, field, value, said):
    page = visit(f"{HERE}new/", who=someone("charities"), post=FORM | {field: value})
    assert page.status == 200
    assert said in page
    assert not Document.objects.exists()
    if field != "told":
        assert "Children do better when help comes early." in page


def test_a_document_is_changed_and_put_away_by_those_who_wrote_it(visit, table, someone):
    visit(f"{HERE}new/", who=someone("charities"), post=FORM)
    at = f"{HERE}a-fair-start/"
    assert "Children do better" in visit(f"{at}edit/", who=someone("council")).html
    changed = FORM | {"told": "Early is better.", "written_with": ["council"]}
    assert visit(f"{at}edit/", who=someone("council"), post=changed).goes_to == at
    page = visit(at, who=someone("homes"))
    assert "Early is better." in page
    assert "Written with: Council" in page
    assert visit(f"{at}edit/", who=someone("homes"), post=FORM).status == 404
    visit(f"{at}away/", who=someone("homes"), post={"reason": "no"})
    assert visit(at, who=someone("homes")).status == 200
    visit(f"{at}away/", who=someone("council"), post={"reason": "A newer one is out"})
    assert visit(at, who=someone("council")).status == 404


def test_AC_a_document_of_its_authors_is_nowhere_for_others(visit, table, someone):
    """Not on its page, in the list, in a count, in a file or on a trail."""
    secret = document("secret", visible="owners", type="paper")
    secret.written_with.add(table["charities"])
    meeting_paper = document("open", type="paper")
    Link.objects.create(one=secret.key, other=meeting_paper.key, how="led to")
    for address in (HERE, f"{HERE}open/", "/agree/documents.csv"):
        assert "Secret" not in visit(address, who=someone("homes"))
        assert "Secret" in visit(address, who=someone("charities"))
    assert visit(f"{HERE}secret/", who=someone("homes")).status == 404
    assert visit(f"{HERE}secret/edit/", who=someone("homes")).status == 404
    assert visit(f"{HERE}secret/", who=someone("", role="secretariat")).status == 200
    assert not documents_for(None).exists()
    told = {"other": secret.key, "how": "led to"}
    visit(f"{HERE}open/tie/", who=someone("homes"), post=told)
    assert Link.objects.count() == 1


def test_AC_strangers_are_sent_to_sign_in_and_residents_find_nothing(visit, table, person_as):
    document()
    for address in (HERE, f"{HERE}report/", f"{HERE}law/", "/agree/documents.csv", f"{HERE}new/"):
        assert visit(address, who=None).status == 302
        assert visit(address, who="resident").status == 404


def test_P_091_B_091_a_recommendation_is_followed_from_its_report_to_each_place(
    visit, table, someone
):
    document("review")
    at = f"{HERE}review/"
    told = {"words": "Open one front door", "made_to": "council"}
    assert "No recommendation of it is written down" in visit(at, who=someone("homes"))
    assert visit(f"{at}recommend/", who=someone("homes"), post=told).status == 302
    one = Commitment.objects.get()
    assert (one.type, one.made_by.slug, one.made_to.slug) == ("recommendation", "homes", "council")
    page = visit(at, who=someone("homes"))
    assert "1 recommended: 1 waits for an answer" in page
    assert (
        f"{one.ref} Open one front door To Council For the whole place How it stands Waits for"
        in page
    )
    one.state = "kept"
    one.save()
    assert "1 recommended: 1 kept" in visit(at, who=someone("homes"))


def test_a_recommendation_without_words_is_not_written_down(visit, table, someone):
    document("review")
    visit(f"{HERE}review/recommend/", who=someone("homes"), post={"words": " "})
    assert not Commitment.objects.exists()


def on_the_way(table):
    """A conversation, a paper, a meeting and a decision, tied as they came about."""
    board = board_of()
    issue = Issue.objects.create(
        ref="I-001", title="Late buses", surfaced="Nobody comes home", raised_by=table["homes"],
        opened=DAY, visible="partnership",
    )  # fmt: skip
    paper = document("bus-paper", type="paper", on=DAY + datetime.timedelta(days=5))
    meeting = Meeting.objects.create(body=board, on=DAY + datetime.timedelta(days=10))
    decision = decision_of(board, table["homes"], title="Run a late bus", stage="closed",
                           closed=DAY + datetime.timedelta(days=20), meeting=meeting)  # fmt: skip
    Link.objects.create(one=issue.key, other=paper.key, how="led to")
    Item.objects.create(meeting=meeting, number=1, title="Buses", about=decision.key)
    Link.objects.create(one=paper.key, other=decision.key, how="paper for")
    made = Commitment.objects.create(
        ref="C-001", words="Run it", made_by=table["council"], made=DAY, decision=decision
    )
    return issue, paper, decision, made


def test_B_101_the_paper_trail_runs_from_conversation_to_paper_to_board_to_decision(table):
    issue, paper, decision, made = on_the_way(table)
    for start in (issue, paper, decision, made):
        stops = trail(start.key, standing("charities"))
        kinds = [one.kind for one in stops]
        assert kinds.index("Conversation") < kinds.index("Document") < kinds.index("Decision")
        assert {"Meeting", "On the agenda", "Promise"} <= set(kinds)
        assert [one.key for one in stops if one.here] == [start.key]
        assert len({one.key for one in stops}) == len(stops)


def test_AC_a_trail_stops_where_the_reader_may_not_look(table):
    issue, paper, decision, _ = on_the_way(table)
    issue.visible = "owners"
    issue.save()
    Item.objects.update(about=issue.key)
    keys = {one.key for one in trail(paper.key, standing("charities"))}
    assert issue.key not in keys
    assert not [one for one in keys if one.startswith("item:")]
    assert decision.key in keys
    assert trail("decision:D-999", standing("charities")) == []


def test_a_trail_never_goes_round_in_circles(table):
    first, second = document("one"), document("two")
    Link.objects.create(one=first.key, other=second.key, how="led to")
    Link.objects.create(one=second.key, other=first.key, how="came from")
    assert len(trail(first.key, standing("homes"))) == 2


def test_a_document_is_tied_and_untied(visit, table, someone):
    document()
    decision = decision_of(board_of(), table["homes"])
    at = f"{HERE}report/"
    told = {"other": decision.key, "how": "evidence for"}
    visit(f"{at}tie/", who=someone("homes"), post=told)
    assert "Open the hall on Sundays" in visit(at, who=someone("homes"))
    visit(f"{at}tie/", who=someone("homes"), post=told)
    link = Link.objects.get()
    visit(f"{at}untie/{link.pk}/", who=someone("homes"), post={})
    assert "Nothing is tied to this yet" in visit(at, who=someone("homes"))
    visit(f"{at}untie/{link.pk}/", who=someone("homes"), post={})
    visit(f"{at}tie/", who=someone("homes"), post=told)
    assert not Link.objects.get().removed
    for wrong in (
        {"other": "decision:D-999"},
        {"other": "x"},
        {"how": "loves"},
        {"other": "document:report"},
    ):
        visit(f"{at}tie/", who=someone("homes"), post=told | wrong)
    assert Link.objects.count() == 1


def test_B_005_the_law_page_tells_each_partners_law_and_each_tasks(visit, table, someone):
    table["council"].legal = "Care Act 2014"
    table["council"].save()
    law = document("care-act", type="law", asks=[{"words": "Assess needs", "of": "council"}])
    board = board_of()
    task = Delegation.objects.create(
        ref="G-001", function="wound care", from_body=board, to_body=board, since=DAY
    )
    page = visit(f"{HERE}law/", who=someone("homes"))
    assert "Council Care Act 2014 Assess needs ( Care act )" in page
    assert "Together Homes Not told yet." in page
    assert "no law is tied to it yet" in page
    acts.tie(standing("homes"), law, task.key, "law for")
    assert "no law is tied to it yet" not in visit(f"{HERE}law/", who=someone("homes"))


def test_lists_are_taken_away_as_files_with_cells_made_safe(visit, table, someone):
    document(title="=cmd()", asks=[{"words": "Do", "of": ""}])
    page = visit("/agree/documents.csv", who=someone("homes"))
    assert "'=cmd()" in page
    assert "Do (everyone)" in page
    assert visit("/agree/documents.exe", who=someone("homes")).status == 404


def test_an_empty_place_says_what_to_do_next(visit, table, someone):
    assert "Write the first one down" in visit(HERE, who=someone("homes"))
    assert "No task has been passed on yet" in visit(f"{HERE}law/", who=someone("homes"))


def test_somebody_who_only_listens_cannot_write(visit, table, someone):
    partner_of("listeners", state="observing")
    assert visit(f"{HERE}new/", who=someone("listeners")).status == 404
