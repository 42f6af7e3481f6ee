"""The survey, the listening log and the workbook: who may say what, and who may read it."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.web.agree.making import by_of, partner_of, round_table
from tilth.agree.network.workbook import Connection, Element, Sheets, read, write
from tilth.ground.errors import AgreementError
from tilth.web.agree.actions import ties
from tilth.web.agree.models import EmailedLink, Partner, Role, Step, Tie
from tilth.web.agree.network import listened, workbook
from tilth.web.agree.standing import Standing

pytestmark = pytest.mark.django_db
D = datetime.date
TODAY = D(2026, 3, 31)


@pytest.fixture(autouse=True)
def day(monkeypatch):
    """The day on which these pages are read."""
    from tilth.web.agree.network import by_link, listening, map, survey

    for module in (by_link, listening, map, survey, workbook):
        monkeypatch.setattr(module, "day_of", lambda place: TODAY)


@pytest.fixture
def speaks(person_as):
    """A function that gives somebody who speaks for a partner."""

    def make(slug, role="partner"):
        return person_as(role, partner=slug, email=f"{slug}-{role}@example.org", name=slug)

    return make


SAID = {"collaboration": "4", "trust": "2", "strain": "", "stance": "supportive", "began": "2019"}


def test_a_partner_answers_six_questions_and_may_skip_each(visit, speaks):
    """P-055, B-107: the light survey, six questions, each may be skipped."""
    round_table()
    who = speaks("homes")
    page = visit("/agree/map/survey/", who=who)
    assert "You have said something of 0 of 4." in page
    page = visit("/agree/map/survey/club/", who=who)
    assert page.count("Skip") >= 6
    assert "Others read them only once both sides have answered" in page
    kept = visit("/agree/map/survey/club/keep/", who=who, post=SAID)
    assert kept.goes_to == "/agree/map/survey/council/"  # the next in the alphabet
    one = Tie.objects.get(one="partner:homes")
    assert (one.collaboration, one.trust, one.strain) == (4, 2, None)
    assert (one.stance, one.began, one.on) == ("supportive", D(2019, 1, 1), TODAY)
    assert "Club Community Trust : said on 31 March 2026" in visit("/agree/map/survey/", who=who)
    assert 'value="2019"' in visit("/agree/map/survey/club/", who=who).html


def test_AC_histories_tell_that_a_partner_answered_and_not_what(visit, speaks):
    round_table()
    visit("/agree/map/survey/club/keep/", who=speaks("homes"), post=SAID)
    step = Step.objects.get(act=ties.SAID)
    assert (step.before, step.after, step.words) == ({}, {}, "")
    assert step.partner.slug == "homes"


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"trust": "6"},
        {"trust": "0"},
        {"trust": "very"},
        {"stance": "cross"},
        {"began": "2031"},
        {"began": "12"},
        {"strain": "-1"},
        {"collaboration": "4.5"},
        {"began": "1e3"},
    ],
)
def test_wrong_answers_keep_nothing(visit, speaks, told):
    round_table()
    visit("/agree/map/survey/club/keep/", who=speaks("homes"), post=told)
    assert not Tie.objects.exists()


def test_AC_nobody_answers_for_a_partner_they_are_not_from(visit, speaks):
    partners = round_table()
    for who in ("chair", "secretariat", "director", speaks("homes", "administrator")):
        assert visit("/agree/map/survey/club/keep/", who=who, post=SAID).status == 404
        assert visit("/agree/map/survey/own/", who=who, post={"stance": "opposed"}).status == 404
    standing = Standing.for_by(by_of(speaks("homes")))
    with pytest.raises(AgreementError, match="Only somebody from that partner"):
        ties.say(standing, partners["club"], {partners["council"]: {"trust": 1}}, on=TODAY)
    Partner.objects.filter(slug="homes").update(state="left")
    assert visit("/agree/map/survey/club/keep/", who=speaks("homes"), post=SAID).status == 404
    assert visit("/agree/map/survey/homes/", who=speaks("homes")).status == 404
    assert not Tie.objects.exists()


def test_of_itself_a_partner_says_its_stance_only(visit, speaks):
    """P-069: a partner's own stance."""
    partners = round_table()
    who = speaks("hospital")
    visit("/agree/map/survey/own/", who=who, post={"stance": "ambivalent"})
    assert "31 March 2026: in two minds" in visit("/agree/map/survey/", who=who)
    own = partners["hospital"]
    with pytest.raises(AgreementError, match="its stance only"):
        ties.say(Standing.for_by(by_of(who)), own, {own: {"trust": 5}}, on=TODAY)


def test_all_answers_are_kept_or_none(speaks):
    partners = round_table()
    standing = Standing.for_by(by_of(speaks("homes")))
    answers = {partners["club"]: {"trust": 3}, partners["council"]: {"trust": 9}}
    with pytest.raises(AgreementError, match="from 1 to 5"):
        ties.say(standing, partners["homes"], answers, on=TODAY)
    for told, said in (
        ({"stance": "cross"}, "stance"),
        ({"began": D(2030, 1, 1)}, "day to come"),
        ({"trust": 1, "type": "diagonal"}, "kind of tie"),
        ({"type": "vertical"}, "every question was skipped"),
    ):
        with pytest.raises(AgreementError, match=said):
            ties.say(standing, partners["homes"], {partners["club"]: told}, on=TODAY)
    gone = partners["club"]
    gone.state = "left"
    with pytest.raises(AgreementError, match="is not round the table"):
        ties.say(standing, partners["homes"], {gone: {"trust": 1}}, on=TODAY)
    assert not Tie.objects.exists()


def test_what_was_said_can_be_taken_back_by_who_said_it_alone(visit, speaks):
    round_table()
    visit("/agree/map/survey/club/keep/", who=speaks("homes"), post=SAID)
    tie = Tie.objects.get()
    at = f"/agree/map/ties/{tie.pk}/take-back/"
    assert visit(at, who=speaks("club"), post={}).status == 404
    assert visit(at, who="chair", post={}).status == 404
    visit(at, who=speaks("homes"), post={})
    assert Tie.objects.get().withdrawn
    assert visit(at, who=speaks("homes"), post={}).status == 404
    step = Step.objects.get(act=ties.TOOK_BACK)
    visit(f"/agree/undo/{step.pk}/", who="chair", post={})
    assert Tie.objects.get().withdrawn  # nobody else puts words back in its mouth
    with pytest.raises(AgreementError, match="taken back already"):
        ties.take_back(Standing.for_by(by_of(speaks("homes"))), tie)


def test_the_survey_by_an_emailed_link_needs_no_account(client, visit, speaks, mailoutbox):
    """P-055: the survey for a partner without an account, by a link for that one thing."""
    round_table()
    Partner.objects.filter(slug="charities").update(email="hello@charities.example.org")
    visit("/agree/map/survey/ask/", who="secretariat", post={})
    (letter,) = mailoutbox
    assert "Six short questions" in letter.body
    at = "/agree/by-link/" + letter.body.split("/agree/by-link/")[1].split()[0]
    client.logout()
    page = visit(at, who=None)
    assert page.status == 200
    assert "How Circle of Small Charities stands to the others" in page
    assert "Club Community Trust" in page
    told = {"name": "Amina", "hospital:trust": "2", "hospital:collaboration": "4"}
    wrong = visit(at, who=None, post={"name": "Amina"})
    assert "Answer at least one question" in wrong
    assert "There is a problem" in visit(at, who=None, post=told | {"club:trust": "77"})
    visit(at, who=None, post=told)
    tie = Tie.objects.get()
    assert (tie.one, tie.other, tie.trust) == ("partner:charities", "partner:hospital", 2)
    step = Step.objects.get(act=ties.SAID)
    assert (step.name, step.through, step.after) == ("Amina", "link", {})
    assert EmailedLink.objects.get().used
    assert visit(at, who=None).status == 410
    said = visit("/agree/map/survey/ask/", who="secretariat", post={})
    assert said.status == 302
    assert visit("/agree/map/survey/ask/", who="analyst", post={}).status == 404


HEARD = {
    "other": "partner:charities",
    "on": "2026-03-10",
    "topic": "Falls after hospital",
    "words": "Nobody asks us <script>",
    "area": "",
    "began": "2020",
}


def test_a_conversation_is_written_down_after_listening(visit, speaks):
    """B-085, B-133: who, when, about what, how long they know each other; listen first."""
    round_table()
    who = speaks("hospital")
    page = visit("/agree/map/listening/", who=who)
    assert "Listen first, then propose." in page
    assert "What gets in your way, and is any of it us?" in page
    assert "Circle of Small Charities" in page.split("Not heard in the last half year")[1]
    visit("/agree/map/listening/keep/", who=who, post=HEARD)
    page = visit("/agree/map/listening/", who="analyst")
    assert "General Hospital listened to Circle of Small Charities" in page
    assert "They have known each other for 6 years." in page
    assert "Nobody asks us <script>" in page
    assert "<script>" not in page.html.split("<main")[1]
    hospital = Partner.objects.get(slug="hospital")
    assert "charities" not in [one.slug for one in listened.not_heard(hospital, TODAY)]
    assert "charities" in [one.slug for one in listened.not_heard(hospital, D(2027, 1, 1))]


@pytest.mark.parametrize(
    "told",
    [
        {"other": ""},
        {"other": "partner:nobody"},
        {"other": "partner:hospital"},
        {"other": "person:0000000000000000"},
        {"other": "step:1"},
        {"on": "2027-01-01"},
        {"on": "soon"},
        {"topic": " "},
        {"topic": "x" * 201},
        {"words": "x" * 5001},
        {"began": "2099"},
        {"area": "NO1"},
    ],
)
def test_a_conversation_that_cannot_be_is_not_kept(visit, speaks, told):
    round_table()
    visit("/agree/map/listening/keep/", who=speaks("hospital"), post=HEARD | told)
    assert not Tie.objects.exists()


def test_AC_what_a_person_told_is_read_by_the_partner_that_heard_it_alone(visit, speaks, person_as):
    """B-085: personal listening entries stay within, and leave in no file."""
    partners = round_table()
    ann = person_as("director", name="Ann Other")
    Role.objects.create(person=ann, partner=partners["homes"], title="lead", since=D(2020, 1, 1))
    told = HEARD | {"other": f"person:{ann.ref}", "topic": "Tired of meetings"}
    visit("/agree/map/listening/keep/", who=speaks("hospital"), post=told)
    assert Tie.objects.count() == 1
    assert "Tired of meetings" in visit("/agree/map/listening/", who=speaks("hospital"))
    for who in ("chair", "secretariat", "analyst", "administrator", speaks("homes")):
        assert "Tired of meetings" not in visit("/agree/map/listening/", who=who)
        assert "Tired of meetings" not in visit("/agree/map/", who=who)
        assert "Ann Other" not in visit("/agree/map/", who=who)
    sheets = read(visit("/agree/map/map.xlsx", who="analyst").response.content)
    assert "Tired" not in repr(sheets)
    assert "Ann" not in repr(sheets)
    assert visit("/agree/map/listening/keep/", who="chair", post=told).status == 404


def test_AC_no_conversation_leaves_in_the_workbook_or_the_public_pages(visit, speaks):
    round_table()
    visit("/agree/map/listening/keep/", who=speaks("hospital"), post=HEARD)
    sheets = read(visit("/agree/map/map.xlsx", who="analyst").response.content)
    assert "Nobody asks us" not in repr(sheets)
    assert "Falls after hospital" not in repr(sheets)
    assert "Falls after hospital" not in visit("/agree/public/", who=None)


def test_AC_one_sided_answers_leave_in_no_file():
    """P-055: the workbook holds thirds, and only where both sides have spoken."""
    round_table()
    told = {"on": TODAY, "heard": "survey"}
    Tie.objects.create(one="partner:homes", other="partner:club", collaboration=5, **told)
    Tie.objects.create(one="partner:homes", other="partner:council", collaboration=4, **told)
    Tie.objects.create(one="partner:council", other="partner:homes", collaboration=2, **told)
    found = {(one.one, one.other): one for one in workbook.held(TODAY).connections}
    assert found["Together Homes", "Club Community Trust"].strength is None
    assert found["Together Homes", "Council"].strength == 5
    assert found["Council", "Together Homes"].strength == 1


MAP = Sheets(
    (
        Element("Council", "council"),
        Element("Walking Group", "voluntary", ("walks",), "We walk", layer="neighbourhood"),
        Element("Together Homes", "housing"),
    ),
    (
        Connection("Council", "Walking Group", True, "shares a hall", "vertical", 4),
        Connection("Together Homes", "Council", False, "", "horizontal", 2, D(2018, 1, 1)),
    ),
)


def sent(sheets):
    content = sheets if isinstance(sheets, bytes) else write(sheets)
    return {"file": SimpleUploadedFile("map.xlsx", content)}


def kept_in(page):
    return page.html.split('name="kept" value="')[1].split('"')[0]


def test_a_map_is_looked_at_before_it_is_brought_in(visit):
    """P-055: import with a review; nothing is half-written; the same file twice adds nothing."""
    round_table()
    page = visit("/agree/map/workbook/look/", who="secretariat", post=sent(MAP))
    assert "New here: 1 Walking Group (voluntary)" in page
    assert "Here already, left as they are: 2" in page
    assert "Council and Walking Group: shares a hall, strength 4" in page
    assert not Tie.objects.exists()
    visit("/agree/map/workbook/bring/", who="secretariat", post={"kept": kept_in(page)})
    group = Partner.objects.get(name="Walking Group")
    assert (group.state, group.purpose, group.layer) == ("invited", "We walk", "neighbourhood")
    assert Tie.objects.count() == 3
    assert set(Tie.objects.values_list("heard", flat=True)) == {"act"}
    assert "seen in what they did" in visit("/agree/map/")
    assert "has not spoken yet" not in visit("/agree/map/?partner=homes")
    again = visit("/agree/map/workbook/look/", who="secretariat", post=sent(MAP))
    assert "Ties to draw: 0" in again
    assert "2 are drawn already" in again


def test_taken_away_and_brought_into_an_empty_place_the_map_is_the_same(visit):
    """P-055: export and import of the two-sheet workbook, round trip equal."""
    round_table()
    told = {"on": TODAY, "heard": "survey", "began": D(2019, 1, 1)}
    Tie.objects.create(one="partner:homes", other="partner:council", collaboration=4, **told)
    Tie.objects.create(one="partner:council", other="partner:homes", collaboration=5, **told)
    Tie.objects.create(one="partner:club", other="partner:homes", collaboration=3, **told)
    Tie.objects.create(
        one="partner:club", other="partner:hospital", heard="act", topic="Shares a van",
        collaboration=2, on=TODAY,
    )  # fmt: skip
    first = workbook.held(TODAY)
    assert len(first.connections) == 3
    Tie.objects.all().delete()
    Partner.objects.all().delete()
    page = visit("/agree/map/workbook/look/", who="chair", post=sent(first))
    visit("/agree/map/workbook/bring/", who="chair", post={"kept": kept_in(page)})
    assert workbook.held(TODAY) == first
    assert write(workbook.held(TODAY)) == write(first)


def test_a_map_with_a_mistake_brings_in_nothing(visit):
    round_table()
    wrong = Sheets(MAP.elements, (*MAP.connections, Connection("Council", "Nobody Known")))
    page = visit("/agree/map/workbook/look/", who="secretariat", post=sent(wrong))
    assert "1 place was not understood" in page
    assert "Row 4, To" in page
    assert 'name="kept"' not in page.html
    assert not Partner.objects.filter(name="Walking Group").exists()


def test_AT_a_look_is_signed_bound_to_who_looked_and_ends(visit, monkeypatch):
    round_table()
    page = visit("/agree/map/workbook/look/", who="secretariat", post=sent(MAP))
    kept = kept_in(page)
    at = "/agree/map/workbook/bring/"
    assert visit(at, who="chair", post={"kept": kept}).status == 404
    assert visit(at, who="analyst", post={"kept": kept}).status == 404
    for bad in ("", "x", kept[:-1]):
        visit(at, who="secretariat", post={"kept": bad})
    monkeypatch.setattr(workbook, "AN_HOUR", -1)
    visit(at, who="secretariat", post={"kept": kept})
    assert not Tie.objects.exists()


def test_AT_what_is_no_workbook_is_refused_with_words(visit):
    round_table()
    at = "/agree/map/workbook/look/"
    for content in (b"From,To", b"PK\x03\x04", b""):
        visit(at, who="secretariat", post={"file": SimpleUploadedFile("a.xlsx", content)})
        assert "/agree/map/workbook/" in visit(at, who="secretariat", post={}).goes_to
    assert visit(at, who="analyst", post=sent(MAP)).status == 404
    assert "Bring one in" not in visit("/agree/map/workbook/", who="analyst")


def test_a_partner_that_came_between_look_and_bringing_in_is_not_made_twice(visit):
    round_table()
    page = visit("/agree/map/workbook/look/", who="secretariat", post=sent(MAP))
    partner_of("walkers", "Walkers", other_names=["Walking group"])
    visit("/agree/map/workbook/bring/", who="secretariat", post={"kept": kept_in(page)})
    assert not Partner.objects.filter(name="Walking Group").exists()
    assert Tie.objects.filter(other="partner:walkers", one="partner:council").count() == 1


def test_names_that_became_two_partners_meanwhile_write_nothing(visit):
    round_table()
    two = Sheets((Element("Walking Group", "voluntary", other_names=("Ramblers",)),))
    page = visit("/agree/map/workbook/look/", who="secretariat", post=sent(two))
    partner_of("walkers", "Walking Group")
    partner_of("ramblers", "Ramblers")
    before = Partner.objects.count()
    visit("/agree/map/workbook/bring/", who="secretariat", post={"kept": kept_in(page)})
    assert Partner.objects.count() == before
