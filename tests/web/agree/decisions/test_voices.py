"""Voices: one a partner, hidden until you speak, and objections that say what harm."""

import pytest

from tests.web.agree.decisions.deciding import AT
from tests.web.agree.making import partner_of
from tilth.web.agree.models import Decision, Partner, Step, Voice

pytestmark = pytest.mark.django_db


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
