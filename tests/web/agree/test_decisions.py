"""Decisions: their pages as partners, the chair and the secretariat meet them."""

import datetime
import json

import pytest

from tests.web.agree.making import board_of, decision_of, partner_of, round_table, signed
from tests.web.reader import Page
from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.models import Decision, Link, Partner, Role, Step, Voice

pytestmark = pytest.mark.django_db
AT = "/agree/decisions/"
PROPOSAL = {
    "title": "Warm rooms in winter",
    "proposal": "Each neighbourhood opens one warm room a week.",
    "route": "full",
    "layer": "place",
    "origin": "residents",
    "public": "on",
}
READY = {
    "why": "People are cold and alone.",
    "population": "Everyone over 65",
    "why_not_lower": "Heating is bought for the whole place.",
    "equality": "Old Pits gains most.",
    "review": "2027-01-31",
}


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


def of(one):
    one.refresh_from_db()
    return one


# ---- proposing


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


# ---- stages


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


# ---- voices


def test_P_044_one_partner_has_one_voice_and_changing_it_stays_one(send, opened, someone):
    """P-044: two people of one partner are one voice; what was said before stays written down."""
    send(opened, "voice", someone("hospital"), position="support", words="Yes.")
    send(opened, "voice", someone("hospital", "director"), position="aside", words="Not ours.")
    said = Voice.objects.get()
    assert (said.position, said.words) == ("aside", "Not ours.")
    steps = list(Step.objects.filter(about=said.key))
    assert [one.act for one in steps] == ["spoke", "spoke again"]
    assert steps[1].before["position"] == "support"


def test_P_044_a_larger_partner_counts_no_more(opened, table, someone, send, today):
    """P-044: income and staff change nothing of an outcome."""
    from tilth.web.agree.decisions.ruling import ruling

    for slug in ("hospital", "homes", "club"):
        send(opened, "voice", someone(slug), position="support")
    before = ruling(opened, today).outcome
    Partner.objects.filter(slug="hospital").update(income=10**9, staff=9000)
    assert ruling(opened, today).outcome == before


def test_B_256_voices_are_hidden_until_you_speak_the_chair_too(visit, send, opened, someone):
    """B-256: who has spoken is seen by all, what they said by those who spoke."""
    send(opened, "voice", someone("hospital"), position="support", words="Splendid idea.")
    for who in (someone("charities"), someone("", "chair"), someone("council", "secretariat")):
        page = visit(f"{AT}{opened.ref}/", who=who)
        assert "General Hospital (large public body) Has spoken" in page
        assert "Splendid" not in page.html
        assert "In favour." not in page
    assert "The chair, too, sees only who has spoken." in visit(
        f"{AT}{opened.ref}/", who=someone("", "chair")
    )
    page = send(opened, "voice", someone("charities"), position="consent", strength="2")
    assert "Splendid idea." in page


def test_B_256_what_is_hidden_is_in_no_file_history_search_or_undo(visit, send, opened, someone):
    """B-256: files, histories and searches obey the same rule as the page."""
    send(opened, "voice", someone("hospital"), position="object", harm="Splinters.", safe="Gloves.")
    said = Voice.objects.get()
    step = Step.objects.get(about=said.key)
    who = someone("charities")
    for address in (
        f"{AT[:-1]}.csv",
        f"{AT[:-1]}.json",
        f"{AT}",
        "/search/?q=Splinters",
        "/agree/",
    ):
        page = visit(address, who=who)
        said = page.html.replace("Search: Splinters", "").replace("q=Splinters", "")
        assert "Splinters" not in said.replace('value="Splinters"', "").replace("“Splinters”", "")
        assert "sees harm" not in page
        assert "Gloves" not in page
    assert visit(f"/agree/undo/{step.pk}/", who=who, post={}).status == 404


def test_B_103_how_strongly_each_partner_is_in_favour_is_told(send, opened, someone):
    """B-103: strength of endorsement, partner by partner."""
    send(opened, "voice", someone("hospital"), position="support", strength="5")
    page = send(opened, "voice", someone("club"), position="support", strength="3")
    assert "General Hospital (large public body) In favour, 5 of 5." in page
    assert "How strongly those in favour are: 3, 5 of 5." in page


def test_an_objection_says_what_harm_and_what_would_make_it_safe(visit, send, opened, someone):
    page = send(
        opened, "voice", someone("charities"), position="object", words="No.", harm="Noise."
    )
    assert "An objection needs this, so that it can be met." in page
    assert "No." in page.html
    assert not Voice.objects.exists()
    page = send(
        opened, "voice", someone("charities"), position="object", harm="Noise.", safe="Stop at 9."
    )
    assert "What harm: Noise. What would make it safe to try: Stop at 9." in page
    page = visit(f"{AT}{opened.ref}/", who=someone("", "chair"))
    assert "An objection of Circle of Small Charities is open." in page
    assert "Noise." in page


def test_an_objection_made_early_is_told_without_a_name_until_objections_are_called_for(
    visit, send, opened, someone
):
    Decision.objects.update(stage="reactions")
    send(opened, "voice", someone("charities"), position="object", harm="Noise.", safe="Stop at 9.")
    page = visit(f"{AT}{opened.ref}/", who=someone("", "chair"))
    assert "An objection is open." in page
    assert "Noise." not in page
    assert "objection of Circle" not in page


def test_only_who_objected_says_that_it_is_met(visit, send, opened, someone):
    send(opened, "voice", someone("charities"), position="object", harm="Noise.", safe="Stop at 9.")
    page = send(opened, "voice", someone("council"), position="met", words="Done.")
    assert "Select a valid choice" in page
    page = visit(f"{AT}{opened.ref}/", who=someone("charities"))
    assert "Our objection is met: say how, below" in page
    page = send(opened, "voice", someone("charities"), position="met")
    assert "Say in a word how it was met." in page
    page = send(opened, "voice", someone("charities"), position="met", words="It stops at nine.")
    assert "sees harm. It is met" in page
    assert "How it was met: It stops at nine." in page
    assert Voice.objects.get().harm == "Noise."


def test_a_conflict_of_interest_is_heard_and_not_counted(send, opened, someone):
    told = {"position": "support", "interest": "We would run the hall."}
    page = send(opened, "voice", someone("club"), **told)
    assert "Heard and not counted: We would run the hall." in page
    assert "3 more partners must speak: 0 of at least 3 have" in page


@pytest.mark.parametrize("state", ["observing", "invited", "left"])
def test_AC_who_has_not_joined_or_has_left_has_no_voice(visit, send, opened, someone, state):
    Partner.objects.filter(slug="club").update(state=state)
    page = visit(f"{AT}{opened.ref}/", who=someone("club"))
    assert "Speak for Club" not in page
    page = send(opened, "voice", someone("club"), position="support")
    assert "There is a problem Club Community Trust" in page
    assert not Voice.objects.exists()


def test_AC_a_partner_that_has_not_signed_has_no_voice(send, opened, someone):
    partner_of("newcomers")
    page = send(opened, "voice", someone("newcomers"), position="support")
    assert "Newcomers has not signed the agreement this is decided under" in page


def test_AC_who_speaks_for_no_partner_cannot_send_a_voice(visit, opened, someone):
    at = f"{AT}{opened.ref}/voice/"
    assert visit(at, who=someone("", "chair"), post={"position": "support"}).status == 404
    assert visit(at, who=someone("homes", "checker"), post={"position": "support"}).status == 404
    assert visit(at, who=None, post={"position": "support"}).goes_to.startswith("/sign-in/")
    assert visit(at, who=someone("homes")).status == 405


# ---- closing


def test_the_chair_closes_when_every_part_of_the_rule_is_met(visit, send, opened, someone, today):
    chair = someone("", "chair")
    page = visit(f"{AT}{opened.ref}/", who=chair)
    assert "3 more partners must speak" in page
    assert 'disabled aria-disabled="true" aria-describedby="why-not"' in page.html
    page = send(opened, "close", chair)
    assert "3 more partners must speak: 0 of at least 3 have" in page
    assert of(opened).stage == "objections"
    for slug in ("hospital", "homes", "club"):
        send(opened, "voice", someone(slug), position="consent")
    send(opened, "voice", someone("charities"), position="object", harm="Noise.", safe="Quiet.")
    assert "An objection of Circle of Small Charities is open" in send(opened, "close", chair)
    send(opened, "voice", someone("charities"), position="met", words="It is quiet.")
    page = send(opened, "close", chair, words="The hall opens on Sundays.")
    assert (of(opened).stage, opened.outcome, opened.closed) == ("closed", "carried", today)
    assert "Carried on" in page
    assert "4 of 5 partners spoke" in page
    assert "Council (large public body) Did not speak" in page
    assert opened.rule["with_voice"] == ["charities", "club", "council", "hospital", "homes"]
    assert json.dumps(opened.rule)
    assert "This decision is not open: decided" in send(opened, "close", chair)
    assert "This decision is not open" in send(
        opened, "voice", someone("council"), position="aside"
    )


def test_P_046_the_rule_that_was_signed_is_shown_and_enforced(send, opened, someone):
    """P-046: large public bodies cannot carry it alone where partners agreed so."""
    for slug in ("hospital", "council"):
        send(opened, "voice", someone(slug), position="support")
    send(opened, "voice", someone("homes"), position="aside")
    page = send(opened, "close", someone("", "chair"))
    assert "Nobody outside the large public bodies is in favour or able to live with it yet" in page
    assert "At least 1 outside the large public bodies must be in favour or live with it." in page


@pytest.mark.parametrize(("role", "slug"), [("secretariat", "council"), ("partner", "charities")])
def test_AC_only_the_chair_closes(visit, send, opened, someone, role, slug):
    who = someone(slug, role)
    assert "Only the chair closes a decision" in send(opened, "close", who)
    assert "Close the decision" not in visit(f"{AT}{opened.ref}/", who=who)


def test_the_chair_must_be_independent_where_that_was_signed(visit, send, someone, today):
    partners, board = round_table(), board_of()
    signed(board, partners, since=today, chair_independent=True, days=0)
    one = decision_of(board, partners["homes"], stage="objections")
    send(one, "voice", someone("homes"), position="support")
    page = visit(f"{AT}{one.ref}/", who=someone("homes"))
    assert "The chair must be independent (Place board has no chair yet)." in page
    chair = someone("", "chair")
    page = send(one, "close", chair)
    assert "has not been made the chair" in page
    since = today - datetime.timedelta(days=9)
    Role.objects.create(person=chair, body=board, title="Chair", chair=True, since=since)
    assert "has not told their interests" in send(one, "close", chair)
    chair.interests = "none"
    chair.save()
    send(one, "close", chair)
    assert of(one).outcome == "carried"
    assert "Nothing has happened" not in visit(f"{AT}{one.ref}/", who=someone("homes"))


def test_a_majority_that_is_not_there_is_closed_as_not_carried(send, someone, today):
    partners, board = round_table(), board_of()
    signed(board, partners, since=today, method="majority", chair_independent=False, days=0)
    one = decision_of(board, partners["homes"], stage="objections")
    send(one, "voice", someone("homes"), position="support")
    send(one, "voice", someone("club"), position="aside")
    page = send(one, "close", someone("", "chair"))
    assert of(one).outcome == "not carried"
    assert "Not carried on" in page


# ---- taking back, looking again, paper trail


def test_the_proposing_partner_takes_it_back_with_a_reason(visit, send, opened, someone):
    assert "Only Circle of Small Charities can take it back" in send(
        opened, "withdraw", someone("", "chair"), words="No."
    )
    page = send(opened, "withdraw", someone("charities"), words="We found a better way.")
    assert "This was taken back." in page
    assert "We found a better way." in page
    again = send(opened, "withdraw", someone("charities"), words="Again.")
    assert "It is taken back already" in again
    assert "It was taken back" in send(opened, "review", someone("charities"), review="2027-01-01")
    assert "Taken back" in visit(AT, who=someone("club"))


def test_where_the_proposing_partner_has_left_the_chair_takes_it_back(send, opened, someone):
    Partner.objects.filter(slug="charities").update(state="left")
    send(opened, "withdraw", someone("", "chair"), words="They have left.")
    assert of(opened).stage == "withdrawn"


def test_a_decision_is_looked_at_again(visit, send, opened, someone, today):
    who = someone("charities")
    assert "Only what was decided is looked back on" in send(opened, "look", who, words="Good.")
    past = today - datetime.timedelta(days=3)
    Decision.objects.update(stage="closed", outcome="carried", closed=past, review=past)
    assert "To be looked at again" in visit(AT, who=who)
    page = visit(f"{AT}{opened.ref}/", who=who)
    assert "It was to be looked at again by" in page
    page = send(opened, "look", who, words="Forty people came.", again="2027-06-01")
    assert "Forty people came." in page
    assert of(opened).review == datetime.date(2027, 6, 1)
    send(opened, "review", who, review="2027-07-01")
    send(opened, "look", who, words="Still good.")
    assert of(opened).review is None


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


# ---- the list and its files


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


# ---- who may come in


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


# ---- evidence


FINDING = {
    "title": "Cold homes",
    "sentence": "1 in 5 homes here is cold.",
    "subtitle": "Per 100 homes",
    "headings": {"area": "Code", "name": "Area", "value": "Figure", "numerator": "Homes"},
    "rows": [{"area": "X", "name": "Old Pits", "value": 20.5, "numerator": 1200}, {"name": "All"}],
    "caveats": ["Small numbers are hidden."],
    "source": "A survey.",
    "data_to": "2026-03-31",
    "recipe": {"command": "tilth see indicator cold_homes"},
}


@pytest.fixture
def kept(opened, someone, today):
    """A figure kept with a decision by the smallest partner."""
    from tilth.web.agree.actions import closing
    from tilth.web.agree.standing import Standing
    from tilth.web.house.by import by_person

    by = by_person(someone("charities"), None)
    picture = '<svg viewBox="0 0 9 9" role="img"><title>Cold homes</title></svg>'
    told = {"finding": FINDING, "picture": picture, "release": "r1"}
    return closing.freeze(Standing.for_by(by), opened, today, **told)


def test_P_047_any_partner_keeps_a_figure_and_it_is_shown_as_it_was(visit, opened, kept, someone):
    """P-047: equal rights to evidence; a figure is told with its picture, numbers and recipe."""
    page = visit(f"{AT}{opened.ref}/", who=someone("hospital"))
    assert "Cold homes : 1 in 5 homes here is cold." in page
    assert "Area Figure Homes Old Pits 20.5 1,200" in page
    assert "tilth see indicator cold_homes" in page
    assert "and unchanged since" in page
    assert '<svg viewBox="0 0 9 9"' in page.html
    assert "Kept a figure" in page


@pytest.mark.parametrize(
    "statement",
    [
        "update agree_evidence set finding = '{}'",
        "update agree_evidence set hash = ''",
        "update agree_evidence set picture = ''",
        "delete from agree_evidence",
    ],
)
def test_AT_evidence_never_changes(kept, statement):
    from django.db import DatabaseError, connection, transaction

    with pytest.raises(DatabaseError, match="stays as it was kept"), transaction.atomic():
        connection.cursor().execute(statement)


def test_a_figure_somebody_changed_behind_our_back_is_told(kept):
    from tilth.web.agree.decisions.papers import figure

    kept.finding = kept.finding | {"sentence": "All is well."}
    assert not figure(kept)["whole"]


def test_the_same_figure_is_kept_once_and_left_out_with_a_reason(
    visit, send, opened, kept, someone, today
):
    from tilth.ground.errors import AgreementError
    from tilth.web.agree.actions import closing
    from tilth.web.agree.standing import Standing
    from tilth.web.house.by import by_person

    standing = Standing.for_by(by_person(someone("charities"), None))
    told = {"finding": FINDING, "picture": kept.picture}
    with pytest.raises(AgreementError, match="kept with it already"):
        closing.freeze(standing, opened, today, **told)
    at = f"figure/{kept.pk}/leave-out"
    assert "Only Circle of Small Charities" in send(opened, at, someone("hospital"), words="No.")
    page = send(opened, at, someone("", "chair"), words="It is of another year.")
    assert "Cold homes: It is of another year." in page
    assert "No figure is kept with it." in page
    assert "It was left out already" in send(opened, at, someone("", "chair"), words="Again.")
    Decision.objects.update(stage="closed")
    with pytest.raises(AgreementError, match="before a decision closes"):
        closing.freeze(standing, of(opened), today, **told)
    assert "stays with it" in send(opened, at, someone("", "chair"), words="Late.")


def test_where_there_are_no_figures_none_can_be_kept(visit, opened, someone):
    page = visit(f"{AT}{opened.ref}/figure/", who=someone("homes"), post={"indicator": "falls"})
    assert page.status == 404


def test_a_figure_is_kept_from_what_see_shows(client, demo_place, showing, someone, today):
    """The page's own way: choose a figure and a layer; what is kept is what SEE says today."""
    showing(demo_place)
    partners, board = round_table(), board_of()
    one = decision_of(board, partners["homes"], stage="questions")
    client.force_login(someone("homes"))
    page = Page(client.get(f"{AT}{one.ref}/"))
    assert "Keep a figure with it" in page
    told = {"indicator": "inactive_adults", "layer": "neighbourhood", "what": "finding"}
    sent = client.post(f"{AT}{one.ref}/figure/", told)
    assert sent.status_code == 302
    kept = one.evidence.get()
    assert kept.finding["title"] in Page(client.get(sent.headers["Location"]))
    assert "<svg" in kept.picture
    client.post(f"{AT}{one.ref}/figure/", told | {"what": "fairness"})
    assert one.evidence.count() == 2
    page = Page(client.post(f"{AT}{one.ref}/figure/", told | {"layer": "moon"}, follow=True))
    assert "Select a valid choice" in page


# ---- two at once, and the last corners


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


def test_the_chair_too_can_keep_a_figure(opened, someone, today):
    from tilth.web.agree.actions import closing
    from tilth.web.agree.standing import Standing
    from tilth.web.house.by import by_person

    chair = Standing.for_by(by_person(someone("", "chair"), None))
    assert closing.freeze(chair, opened, today, finding=FINDING).hash


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


def test_sectors_that_are_missing_are_told_by_their_titles(visit, someone, today):
    partners, board = round_table(), board_of()
    signed(board, partners, since=today, quorum_sectors=2, chair_independent=False, days=0)
    one = decision_of(board, partners["homes"], stage="objections")
    page = visit(f"{AT}{one.ref}/", who=someone("homes"))
    assert "Partners from 2 more sectors must speak (" in page
    assert "(council," not in page


def test_the_demo_keeps_figures_as_they_stood_when_a_decision_was_opened(
    visit, demo_place, showing, monkeypatch
):
    from tilth.store.counting.population import Population
    from tilth.web.agree import loading
    from tilth.web.agree.decisions import demo_figures
    from tilth.web.house.closed import closing

    showing(demo_place)
    loading.load(1)
    place = closing(demo_place)
    with Population.open(demo_place) as people:
        assert demo_figures.keep_figures(place, people) == 2
        assert demo_figures.keep_figures(place, people) == 0
        monkeypatch.setattr(demo_figures, "made_by_demo", lambda place: False)
        assert demo_figures.keep_figures(place, people) == 0
        monkeypatch.undo()
        monkeypatch.setattr(demo_figures, "FIGURES", (("D-043", "falls"),))
        monkeypatch.setattr(demo_figures.see, "finding", _refused, raising=False)
        assert demo_figures.keep_figures(place, people) == 0
    page = visit(f"{AT}D-014/", who="director", place=demo_place)
    assert "Kept as it stood on 11 June 2024, and unchanged since" in page
    assert "Data to 11 June 2024." in page
    assert "taken up" in page
    assert "It would also empty our hall" in page


def _refused(*told, **more):
    from tilth.ground.errors import DisclosureError

    raise DisclosureError("too few")


def test_whoever_had_a_voice_then_is_listed_though_they_left_since(visit, opened, someone, today):
    told = {"with_voice": ["charities", "club", "homes"], "spoken": ["charities"]}
    Decision.objects.update(stage="closed", outcome="carried", closed=today, rule=told)
    Partner.objects.filter(slug="club").update(state="left")
    page = visit(f"{AT}{opened.ref}/", who=someone("homes"))
    assert "Club Community Trust Did not speak" in page
    assert "General Hospital" not in page.partition("Voices")[2].partition("Outcome")[0]
