"""Partners all the same size: who is there, who is missing, who says what of itself."""

import datetime

import pytest
from django.contrib.auth import get_user_model

from tests.web.agree.making import board_of, decision_of, partner_of, round_table
from tilth.web.agree import loading
from tilth.web.agree.models import Partner, Role, Step
from tilth.web.agree.partners import one
from tilth.web.house.models import AuditEntry

pytestmark = pytest.mark.django_db
AT = "/agree/partners/"


@pytest.fixture
def table():
    return round_table(since=datetime.date(2001, 5, 1))


def charity(person_as, **told):
    return person_as("partner", partner="charities", **told)


def test_partners_stand_in_the_order_of_the_alphabet_all_the_same_size(visit, table):
    """P-022 P-080 B-024: several sectors in one list, none ranked."""
    page = visit(AT)
    names = [one.name for one in table.values()]
    places = [page.index(name) for name in sorted(names)]
    assert places == sorted(places)
    assert page.html.count('<h3 class="nhsuk-heading-s nhsuk-u-margin-bottom-1">') == len(names)
    assert "5 partners are round the table. Each has one voice, whatever its size." in page
    assert "Sport and physical activity" in page


def test_families_that_are_missing_are_said(visit, table):
    """P-022: warn when a sector is absent from a partnership."""
    assert "Nobody round the table is from: primary care, residents." in visit(AT)
    partner_of("gp", "Practices", "primary care")
    partner_of("us", "Residents of Walton", "residents")
    assert "Something is missing" not in visit(AT)


def test_an_empty_table_says_what_to_do_next(visit, person_as):
    Partner.objects.all().delete()
    page = visit(AT, who="secretariat")
    assert "Nobody is round the table yet." in page
    assert "Invite the first partner" in page
    assert "Something is missing" not in page
    assert "The secretariat adds the first ones." in visit(AT)


def test_the_list_can_be_taken_away_and_holds_no_money(visit, table):
    Partner.objects.update(income=48000)
    page = visit("/agree/partners.csv")
    assert page.response.headers["Content-Disposition"].endswith('"partners.csv"')
    assert "Circle of Small Charities,Voluntary and community" in page
    assert "48000" not in page
    assert visit("/agree/partners.exe").status == 404


def test_a_partner_tells_who_it_is_in_its_own_words(visit, person_as, table):
    """P-048 P-099 P-068 B-179: accountability, how formed, footprint, strengths."""
    told = {"purpose": "We hold a street together.", "strengths": "trusted\nclose by\n"}
    told |= {"type": "a circle", "other_names": "The Circle", "email": "", "legal": ""}
    page = visit(f"{AT}charities/edit/", who=charity(person_as), post=told)
    assert page.goes_to == f"{AT}charities/"
    Partner.objects.filter(slug="charities").update(formed="choice", footprint=["X1", "Y2"])
    page = visit(f"{AT}charities/")
    assert "We hold a street together." in page
    assert "trusted close by" in page
    assert "Charitable: answers to its trustees and its purpose" in page
    assert "It came together by choice" in page
    assert "None of them has to lie inside another. Other areas: X1, Y2" in page
    assert "Also called The Circle" in page
    step = Step.objects.get(about="partner:charities", act="told who it is")
    assert step.partner.slug == "charities"
    assert AuditEntry.objects.filter(what="partner:charities told who it is").exists()


def test_AT_a_form_changes_only_the_fields_it_lists(visit, person_as, table):
    sent = {"purpose": "x", "sector": "hospital", "state": "left", "accountability": "elected",
            "name": "Bank", "slug": "bank", "strengths": "", "other_names": ""}  # fmt: skip
    visit(f"{AT}charities/edit/", who=charity(person_as), post=sent)
    one = Partner.objects.get(slug="charities")
    assert (one.sector, one.state, one.name) == ("voluntary", "joined", "Circle of Small Charities")


def test_AC_nobody_tells_for_another_partner(visit, person_as, table):
    for at in (f"{AT}hospital/edit/", f"{AT}nobody/edit/"):
        assert visit(at, who=charity(person_as)).status == 404
        assert visit(at, who=charity(person_as), post={"purpose": "ours now"}).status == 404
    assert visit(f"{AT}hospital/edit/", who=None).goes_to.startswith("/sign-in/")
    assert Partner.objects.get(slug="hospital").purpose == ""


def test_the_secretariat_changes_what_a_partner_does_not_say_itself(visit, person_as, table):
    sent = {"name": "The Circle", "sector": "voluntary", "accountability": "community",
            "layer": "neighbourhood", "formed": "choice", "purpose": "", "strengths": "",
            "other_names": ""}  # fmt: skip
    page = visit(f"{AT}charities/edit/", who="secretariat", post=sent)
    assert page.goes_to == f"{AT}charities/"
    one = Partner.objects.get(slug="charities")
    assert (one.name, one.accountability, one.layer) == ("The Circle", "community", "neighbourhood")
    assert Step.objects.get(act="told who it is").before["name"] == "Circle of Small Charities"


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [("income", "-1", "Income"), ("email", "not one", "email"), ("staff", "many", "posts")],
)
def test_what_was_written_stays_on_the_page_where_it_was_wrong(
    visit, person_as, table, field, value, said
):
    sent = {"purpose": "My long words", "strengths": "", "other_names": "", field: value}
    page = visit(f"{AT}charities/edit/", who=charity(person_as), post=sent)
    assert page.status == 200
    assert "There is a problem" in page
    assert said in page
    assert "My long words" in page.html


def test_any_partner_that_joined_invites_another(visit, person_as, table):
    """P-065: invited, observing."""
    sent = {
        "name": "Town Library",
        "sector": "leisure",
        "state": "observing",
        "words": "Warm rooms",
    }
    page = visit(f"{AT}new/", who=charity(person_as), post=sent)
    assert page.goes_to == f"{AT}town-library/"
    one = Partner.objects.get(slug="town-library")
    assert (one.state, one.accountability) == ("observing", "charitable")
    again = visit(f"{AT}new/", who=charity(person_as), post=sent | {"name": "TOWN LIBRARY"})
    assert "Town Library is there already" in again
    assert "Listening" in visit(AT)


def test_two_names_alike_get_addresses_of_their_own(visit, person_as, table):
    for name in ("The Hub!", "The Hub?", "!!!", "New"):  # /agree/partners/new/ is a page
        sent = {"name": name, "sector": "voluntary", "state": "invited"}
        visit(f"{AT}new/", who="secretariat", post=sent)
    slugs = set(Partner.objects.filter(state="invited").values_list("slug", flat=True))
    assert slugs == {"the-hub", "the-hub-2", "partner", "new-2"}


@pytest.mark.parametrize("state", ["invited", "observing", "left"])
def test_AC_only_who_has_joined_invites(visit, person_as, table, state):
    Partner.objects.filter(slug="charities").update(state=state)
    sent = {"name": "Town Library", "sector": "leisure", "state": "invited"}
    page = visit(f"{AT}new/", who=charity(person_as), post=sent)
    assert "Only a partner that has joined" in page
    assert not Partner.objects.filter(slug="town-library").exists()
    assert visit(f"{AT}new/", who="resident").status == 404


def test_a_partner_joins_listens_leaves_and_is_invited_again(visit, person_as, table):
    """P-065: membership states, with reasons."""
    Partner.objects.filter(slug="club").update(state="invited")
    for step, state in (("join", "joined"), ("listen", "observing"), ("join", "joined")):
        page = visit(f"{AT}club/{step}/", who="secretariat", post={"reason": ""})
        assert page.goes_to == f"{AT}club/"
        assert Partner.objects.get(slug="club").state == state
    own = person_as("partner", email="c@example.org", partner="club")
    without = visit(f"{AT}club/leave/", who=own, post={"reason": " "})
    assert "Say why it leaves" in without
    visit(f"{AT}club/leave/", who=own, post={"reason": "Our money ended."})
    page = visit(AT)
    assert "Once with us" in page
    assert "Our money ended." in page
    visit(f"{AT}club/invite-again/", who="chair", post={"reason": ""})
    assert Partner.objects.get(slug="club").state == "invited"
    acts = list(Step.objects.filter(about="partner:club").values_list("act", flat=True))
    assert acts == ["joined", "came to listen", "joined", "left", "invited again"]


def test_AC_nobody_joins_by_itself_or_is_put_out_by_another(visit, person_as, table):
    Partner.objects.filter(slug="club").update(state="invited")
    own = person_as("partner", email="c@example.org", partner="club")
    assert "Only the chair or the secretariat" in visit(f"{AT}club/join/", who=own, post={})
    other = charity(person_as)
    page = visit(f"{AT}hospital/leave/", who=other, post={"reason": "They talk too much"})
    assert "Only that partner, the chair or the secretariat" in page
    assert Partner.objects.get(slug="hospital").state == "joined"
    assert visit(f"{AT}club/fly/", who=own, post={}).status == 404
    assert visit(f"{AT}club/join/", who=own).status == 405


def test_one_organisation_takes_the_place_of_another(visit, table):
    """B-118 B-086: historic bodies kept with their successors."""
    old = partner_of("ccg", "Old Commissioners", "integrated care")
    partner_of("icb", "New Board", "integrated care")
    sent = {"successor": "icb", "until": "2022-06-30", "words": "Closed by law."}
    assert visit(f"{AT}ccg/follow/", who="secretariat", post=sent).goes_to == f"{AT}ccg/"
    old.refresh_from_db()
    assert (old.state, old.successor.slug, old.state_reason) == ("left", "icb", "Closed by law.")
    assert "Followed by New Board" in visit(f"{AT}ccg/")
    assert "Came after Old Commissioners , until 30 June 2022" in visit(f"{AT}icb/")
    round_again = {"successor": "ccg", "until": "2022-06-30", "words": "Back."}
    assert "There is a problem" in visit(f"{AT}icb/follow/", who="secretariat", post=round_again)
    back = visit(f"{AT}ccg/invite-again/", who="secretariat", post={"reason": ""})
    assert "Invite the one that took its place" in back
    page = visit(f"{AT}hospital/follow/", who="analyst", post=sent)
    assert "Only the chair or the secretariat" in page


def test_a_partner_s_page_holds_its_people_seats_and_shared_posts(visit, person_as, table):
    """P-152: joint roles across statutory and voluntary."""
    someone = get_user_model().objects.create_known("Ros Quayle")
    day, board = datetime.date(2020, 1, 1), board_of()
    Role.objects.create(person=someone, partner=table["council"], and_for=table["charities"],
                        title="Lead of link work", since=day)  # fmt: skip
    Role.objects.create(
        person=someone, partner=table["charities"], body=board, title="Member", since=day
    )
    page = visit(f"{AT}charities/")
    assert "Posts it shares with another partner" in page
    assert "for Council and Circle of Small Charities" in page
    assert "Member ( Place board )" in page
    decision_of(board, table["charities"])
    assert visit(f"{AT}nobody/").status == 404


def test_a_partner_s_page_tells_what_it_sends_and_what_is_closed(visit, table, settings):
    """P-039: a housing association is a full partner and sends what it knows of homes."""
    source = settings.PLACE.sources[0]
    Partner.objects.filter(slug=source.partner).delete()
    partner_of(source.partner, "Sender")
    page = visit(f"{AT}{source.partner}/")
    assert "What it sends" in page
    assert source.basis in page
    assert "What it sends" not in visit(f"{AT}homes/")


def test_what_was_promised_and_who_sits_is_told_of_the_demo_s_partners(visit, monkeypatch):
    """P-172 B-138 B-174: national partners, a leisure trust and a local care organisation."""
    loading.load(1)
    page = visit(f"{AT}active-nation/")
    assert "Observing: listens and may speak, has no voice in decisions yet" in page
    assert "Two years of money for the women's sessions" in page
    assert "Champion for moving more in the nation" in page
    assert "leisure trust" in visit(f"{AT}leisure/")
    assert "local care organisation" in visit(f"{AT}community/")
    monkeypatch.setattr(one, "MOST", 1)
    assert "And 2 more" in visit(f"{AT}active-nation/")


def test_forms_are_filled_in_with_what_is_known(visit, person_as, table):
    Partner.objects.filter(slug="charities").update(strengths=["trusted"], purpose="We hold.")
    own = charity(person_as)
    page = visit(f"{AT}charities/edit/", who=own)
    assert ">trusted</textarea>" in page.html
    assert ">We hold.</textarea>" in page.html
    assert "Which sector is it from?" in visit(f"{AT}new/", who=own)
    assert 'value="charities" selected' in visit("/agree/people/new/", who=own).html
    known = get_user_model().objects.create_known("Jean")
    Role.objects.create(person=known, title="Walks", partner=table["charities"],
                        since=datetime.date(2020, 1, 1))  # fmt: skip
    part = visit(f"/agree/people/{known.ref}/part/?body=none", who=own)
    assert "A part that Jean plays" in part
    wrong = visit(f"/agree/people/{known.ref}/part/", who=own, post={"title": "x"})
    assert "There is a problem" in wrong


def test_AC_nobody_puts_a_name_back_by_undoing(visit, person_as, table):
    one = get_user_model().objects.create_known("Eve")
    day = datetime.date(2020, 1, 1)
    role = Role.objects.create(person=one, title="Expert", expert=True, consented=day, since=day,
                               partner=table["club"])  # fmt: skip
    visit(f"/agree/people/parts/{role.pk}/not-named/", who="secretariat", post={})
    step = Step.objects.get(act="is no longer named")
    visit(f"/agree/undo/{step.pk}/", who="secretariat", post={})
    role.refresh_from_db()
    assert role.consented is None
