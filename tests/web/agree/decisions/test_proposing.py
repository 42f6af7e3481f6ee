"""Proposing: by any partner, in words of its own, through the five stages."""

import datetime

import pytest

from tests.web.agree.decisions.deciding import AT, PROPOSAL, READY, of
from tests.web.agree.making import board_of, decision_of, partner_of, round_table, signed
from tilth.web.agree.models import Decision, Step, Voice

pytestmark = pytest.mark.django_db


def test_P_047_the_smallest_partner_proposes_as_any_other(visit, table, someone):
    """P-047: equal rights to propose: a title and what is proposed, no more."""
    who = someone("charities")
    page = visit(f"{AT}new/", who=who)
    assert "You propose for Circle of Small Charities" in page
    sent = visit(f"{AT}new/", who=who, post=PROPOSAL | {"body": "place-board"})
    one = Decision.objects.get()
    assert sent.goes_to == f"{AT}{one.ref}/"
    assert (one.ref, one.stage, one.proposer.slug) == ("D-001", "draft", "charities")
    page = visit(sent.goes_to, who=who)
    assert "Before it opens, write down why it is proposed; for whom it is" in page


@pytest.mark.parametrize(
    ("role", "slug", "says"),
    [
        ("chair", "", "You are from no partner"),
        ("checker", "homes", "your role does not speak for it"),
        ("partner", "visitors", "Visitors has not joined"),
    ],
)
def test_AC_who_has_no_voice_cannot_propose(visit, table, someone, role, slug, says):
    partner_of("visitors", state="observing")
    who = someone(slug, role)
    assert says in visit(f"{AT}new/", who=who)
    page = visit(f"{AT}new/", who=who, post=PROPOSAL | {"body": "place-board"})
    assert page.status == 200
    assert "There is a problem" in page
    assert not Decision.objects.exists()


def test_AT_what_a_form_does_not_list_is_not_read(visit, table, someone):
    more = {"proposer": "hospital", "stage": "closed", "outcome": "carried", "ref": "D-999"}
    who = someone("charities")
    visit(f"{AT}new/", who=who, post=PROPOSAL | {"body": "place-board"} | more)
    one = Decision.objects.get()
    assert (one.proposer.slug, one.stage, one.outcome) == ("charities", "draft", "")
    assert one.ref == "D-001"


def test_a_page_without_bodies_says_what_to_do(visit, someone, db):
    round_table()
    assert "Name one first" in visit(f"{AT}new/", who=someone("charities"))


def test_a_proposal_without_words_says_what_is_missing(visit, table, someone):
    page = visit(f"{AT}new/", who=someone("homes"), post={"body": "nowhere", "route": "fast"})
    assert "What is it about?: This field is required." in page
    assert not Decision.objects.exists()


def test_P_087_a_decision_tells_its_layer_and_why_not_nearer(visit, send, table, someone):
    """P-087, P-001, P-091: the layer, why not lower, where it comes from; no opening without."""
    who = someone("charities")
    visit(f"{AT}new/", who=who, post=PROPOSAL | {"body": "place-board"})
    one = Decision.objects.get()
    page = send(one, "open", who)
    assert "why it is not decided nearer to people" in page
    assert of(one).stage == "draft"
    sent = visit(f"{AT}{one.ref}/text/", who=who, post=PROPOSAL | READY)
    assert sent.status == 302
    page = send(one, "open", who)
    assert of(one).stage == "questions"
    assert "Why not nearer to people Heating is bought for the whole place." in page
    assert "Where it comes from From residents" in page
    assert one.version is not None
    assert (one.closes - one.opened).days == 14


def test_voices_stay_open_at_least_as_long_as_agreed(visit, send, table, someone, today):
    who = someone("charities")
    visit(f"{AT}new/", who=who, post=PROPOSAL | {"body": "place-board"})
    one = Decision.objects.get()
    visit(f"{AT}{one.ref}/text/", who=who, post=PROPOSAL | READY)
    soon = (today + datetime.timedelta(days=2)).isoformat()
    assert "The agreement keeps voices open until" in send(one, "open", who, closes=soon)
    late = today + datetime.timedelta(days=30)
    send(one, "open", who, closes=late.isoformat())
    assert of(one).closes == late
    assert "It was opened already" in send(one, "open", who)


def test_no_agreement_in_force_and_nothing_can_be_decided(visit, send, someone, db, today):
    partners = round_table()
    board = board_of()
    one = decision_of(board, partners["charities"], stage="objections")
    page = visit(f"{AT}{one.ref}/", who=someone("charities"))
    assert "No agreement of Place board is signed and in force" in page
    assert "/agree/agreement/" in page.links
    page = send(one, "voice", someone("charities"), position="support")
    assert "No agreement of Place board is signed and in force" in page
    assert not Voice.objects.exists()
    page = visit(AT, who=someone("charities"))
    assert "nothing can be decided" in page
    signed(board, partners, since=today, until=today - datetime.timedelta(days=1))
    assert "No agreement" in visit(f"{AT}{one.ref}/", who=someone("charities"))


def test_the_secretariat_helps_with_the_text_and_others_do_not(visit, table, someone, opened):
    told = PROPOSAL | READY | {"proposal": opened.proposal}
    page = visit(f"{AT}{opened.ref}/text/", who=someone("council", "secretariat"), post=told)
    assert page.status == 302
    assert of(opened).title == "Warm rooms in winter"
    page = visit(f"{AT}{opened.ref}/text/", who=someone("hospital"), post=told | {"title": "Ours"})
    assert "Only Circle of Small Charities and the secretariat can do this" in page
    page = visit(
        f"{AT}{opened.ref}/text/",
        who=someone("charities"),
        post=told | {"proposal": "Something else"},
    )
    assert "changes by an amendment" in page
    assert "Change the text of" in visit(f"{AT}{opened.ref}/text/", who=someone("charities"))


def test_the_five_stages_from_question_to_outcome(visit, send, table, someone, today):
    board, partners = table
    one = decision_of(board, partners["charities"], stage="questions")
    charities, council, homes = someone("charities"), someone("council"), someone("homes")
    page = send(one, "ask", council, words="Who opens the door?")
    assert "Asked , Partner, Council" in page.replace("Asked,", "Asked ,")
    send(one, "answer", charities, words="Volunteers do.")
    assert "First come questions" in send(one, "react", council, words="Good.")
    page = send(one, "voice", council, position="support")
    assert "First come questions" in page
    send(one, "move", charities, stage="reactions")
    assert of(one).stage == "reactions"
    page = send(one, "react", council, words="It is well meant.")
    assert "It is well meant." in page
    page = visit(f"{AT}{one.ref}/", who=homes)
    assert "1 reaction so far" in page
    assert "well meant" not in page
    page = send(one, "react", homes, words="Who pays?")
    assert "well meant" in page
    send(one, "move", someone("", "chair"), stage="objections")
    assert of(one).stage == "objections"
    page = send(one, "move", homes, stage="questions")
    assert "Only Circle of Small Charities, the chair or the secretariat" in page


def test_P_047_any_partner_puts_another_wording_forward_and_voices_are_asked_anew(
    visit, send, opened, someone
):
    """P-047: equal rights to amend; who consented to other words says whether they still do."""
    send(opened, "voice", someone("council"), position="consent")
    page = send(
        opened,
        "change",
        someone("homes"),
        text="We open it on Saturdays.",
        why="Sundays are for families.",
    )
    assert "We open it on Saturdays." in page
    step = Step.objects.get(act="proposed a change")
    page = send(opened, f"change/{step.pk}", someone("hospital"))
    assert "Only somebody from that partner can do this" in page
    page = send(opened, f"change/{step.pk}", someone("charities"))
    assert of(opened).proposal == "We open it on Saturdays."
    assert "taken up" in page
    assert "Spoke before the wording was changed" in page
    assert "3 more partners must speak: 0 of at least 3 have" in page
    assert "This is how it reads already" in send(opened, f"change/{step.pk}", someone("charities"))
    assert "There is no such change" in send(opened, "change/999999", someone("charities"))
    page = send(opened, "change", someone("homes"), text=opened.proposal, why="Same.")
    assert "This is how it reads already" in page
    page = send(opened, "voice", someone("council"), position="consent")
    assert "2 more partners must speak" in page


def test_B_242_B_243_options_can_be_both_and_are_weighed_by_all(visit, send, table, someone):
    """B-242, B-243, P-104: blended and both-and options, asked for, and weighed as equals."""
    board, partners = table
    one = decision_of(board, partners["charities"], stage="reactions")
    page = visit(f"{AT}{one.ref}/", who=someone("homes"))
    assert "Is there an and in it? Could it be both" in page
    told = {"name": "Both halls", "says": "One each month.", "kind": "both"}
    page = send(one, "option", someone("homes"), **told)
    assert "Both halls (both). One each month." in page
    assert "Is there an and in it" not in page
    assert "There is an option called Both halls already" in send(
        one, "option", someone("club"), **told
    )
    send(one, "criteria", someone("charities"), criteria="Reach\nTrust\n\nReach")
    assert of(one).criteria == ["Reach", "Trust"]
    many = "\n".join("abcdefg")
    assert "Six at most" in send(one, "criteria", someone("charities"), criteria=many)
    scores = {"score-0-0": "4", "score-0-1": "2"}
    send(one, "voice", someone("homes"), position="support", **scores)
    page = visit(f"{AT}{one.ref}/", who=someone("club"))
    assert "is shown once you have spoken" in page
    page = send(one, "voice", someone("club"), position="support", **{"score-0-0": "1"})
    assert "Both halls 2.5 (1 to 4; 2 partners) 2 (2 to 2; 1 partner)" in page
    assert "Options of an open decision stay" in send(
        one, "option/drop", someone("charities"), name="Both halls"
    )


def test_an_option_can_be_taken_out_of_a_draft(send, table, someone):
    board, partners = table
    one = decision_of(board, partners["homes"], stage="draft")
    send(one, "option", someone("homes"), name="No", says="As it is.", kind="no")
    assert "There is no such option" in send(one, "option/drop", someone("homes"), name="Yes")
    page = send(one, "option/drop", someone("homes"), name="No")
    assert of(one).options == []
    assert "It is this proposal or none" in page
    one.stage = "objections"
    one.save()
    page = send(one, "option", someone("homes"), name="No", says="As it is.", kind="no")
    assert "Options can be added until the stage of objections" in page


def test_P_147_a_light_test_goes_straight_to_objections_and_back_to_the_full_way(
    visit, send, table, someone
):
    """P-147: few days, one stage, and anybody round the table can ask for more care."""
    who = someone("club")
    visit(f"{AT}new/", who=who, post=PROPOSAL | {"body": "place-board", "route": "light"})
    one = Decision.objects.get()
    visit(f"{AT}{one.ref}/text/", who=who, post=PROPOSAL | READY)
    page = send(one, "open", who)
    assert (of(one).stage, (one.closes - one.opened).days) == ("objections", 3)
    assert "A small test that can be undone" in page
    assert "A light decision has one stage" in send(one, "move", who, stage="reactions")
    page = send(one, "full-way", someone("hospital"))
    assert (of(one).stage, one.route) == ("questions", "full")
    assert (one.closes - one.opened).days == 14
    assert "It goes the full way already" in send(one, "full-way", someone("hospital"))
    outside = someone("", "director")
    assert "Only a partner, the chair or the secretariat" in send(one, "full-way", outside)


def test_what_another_wrote_meanwhile_is_not_lost_in_silence(visit, table, opened, someone):
    told = PROPOSAL | READY | {"proposal": opened.proposal}
    at, who = f"{AT}{opened.ref}/text/", someone("charities")
    page = visit(at, who=who)
    assert '<input type="hidden" name="seen" value="0">' in page.html
    visit(at, who=someone("council", "secretariat"), post=told | {"seen": "0", "why": "Theirs."})
    page = visit(at, who=who, post=told | {"seen": "0", "why": "Mine."})
    assert "Somebody changed it while you wrote." in page
    assert "Mine." in page.html
    assert '<input type="hidden" name="seen" value="1">' in page.html
    assert of(opened).why == "Theirs."
    assert visit(at, who=who, post=told | {"seen": "1", "why": "Mine."}).status == 302
    assert of(opened).why == "Mine."
