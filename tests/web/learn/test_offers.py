"""Offers: made by anybody, looked at lightly, shown until their last day, answered, taken back."""

import datetime
import html
import re

import pytest

from tests.web.agree.making import round_table
from tests.web.learn.making import story_of
from tests.web.reader import Page
from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.models import Commitment, Link
from tilth.web.learn.models import Indexed, Story
from tilth.web.learn.sharing.giving import file_of

pytestmark = pytest.mark.django_db
NUMBER = "07700 900123"
LIST = "/learn/offers/"


@pytest.fixture
def today(settings):
    return day_of(settings.PLACE)


@pytest.fixture
def make(client, today):
    """Make an offer without an account: gives the page that thanks for it, and the Story."""

    def do(**told):
        told = {"title": "A warm room on Tuesdays", "words": "Tea is there.", "reach": NUMBER,
                "for_whom": "anybody", "until": today + datetime.timedelta(days=7),
                "for_": ["partnership", "everyone"], **told}  # fmt: skip
        page = Page(client.post("/tell/offer/", told))
        return page, Story.objects.order_by("pk").last()

    return do


def let_be_read(visit, story):
    story.refresh_from_db()
    at = f"/learn/stories/review/{story.slug}/"
    assert visit(f"{at}publish/", who="chair", post={"version": story.seen}).status == 302
    story.refresh_from_db()


def offered(today, title="A lift to the clinic", *, days=7, **told):
    until = today + datetime.timedelta(days=days)
    return story_of(title, type="offer", until=until, reach=NUMBER, **told)


def test_P_199_anyone_offers_something_and_it_is_read_once_somebody_looked(visit, make, client):
    """P-199: an offer, without an account or script, moderated as lightly as a story."""
    assert "you need no account" in Page(client.get("/tell/offer/"))
    assert client.get("/tell/quick/?type=offer")["Location"] == "/tell/offer/"
    page, story = make(reach_shown="on", tellers="Amina, Lantern Street")
    assert "Your code words" in page
    assert (story.state, story.by) == ("sent", None)
    assert "A warm room" not in visit(LIST, who=None)
    look = visit(f"/learn/stories/review/{story.slug}/", who="chair")
    assert "How to reach them, for all who may read it" in look
    assert f">{NUMBER}</mark>" in look.html  # a number is marked for whoever looks
    let_be_read(visit, story)
    row = visit(LIST, who=None)
    for words in ("A warm room on Tuesdays", "The whole place", "For anybody", "Amina"):
        assert words in row
    one = visit(f"/learn/stories/{story.slug}/", who=None)
    for words in ("For whom anybody", f"How to reach them: {NUMBER}", "Tea is there."):
        assert words in one
    assert "A warm room on Tuesdays" in visit("/learn/search/?q=tuesdays", who=None)


def test_CO_how_to_reach_them_is_for_the_chair_and_secretariat_unless_they_choose_otherwise(
    visit, make, client
):
    _, story = make()
    let_be_read(visit, story)
    at = f"/learn/stories/{story.slug}/"
    for who in (None, "resident", "partner", "director", "link_worker"):
        page = visit(at, who=who)
        assert NUMBER not in page.html
        assert "know how to reach them" in page
    assert f"{NUMBER} (only the chair and the secretariat see this)" in visit(at, who="secretariat")
    told = visit("/learn/stories.csv", who="chair", post={})
    assert NUMBER not in told.response.content.decode()
    assert NUMBER not in Indexed.objects.get(key=story.key).words


def test_an_offer_says_what_until_when_and_for_whom_or_every_word_stays_in_the_form(make, today):
    over = today - datetime.timedelta(days=1)
    for told, says in (
        ({"title": ""}, "Say in a few words what it is"),
        ({"until": ""}, "Choose its last day"),
        ({"until": over}, "That day is over"),
        ({"until": "soon"}, "Choose its last day"),
        ({"until": today + datetime.timedelta(days=4000)}, "within two years"),
        ({"for_": []}, "an offer needs somebody to see it"),
    ):
        page, story = make(**told)
        assert says in page
        assert NUMBER in page.html
        assert story is None


def test_an_offer_ends_by_itself_after_its_last_day(visit, today, settings, client):
    last, over = offered(today, "Until today", days=0), offered(today, "Over now", days=-1)
    over.reach_shown = True
    over.save()
    page = visit(LIST, who=None)
    assert "Until today" in page
    for at in (LIST, "/learn/stories/", "/learn/feed.atom", "/api/v1/learning"):
        assert "Over now" not in visit(at, who=None).html
    page = visit(f"/learn/stories/{over.slug}/", who=None)
    assert "This offer ended" in page  # its conversation and thanks go on
    assert NUMBER not in page.html
    assert last.title in visit("/learn/stories/?type=offer", who=None)


def test_offers_are_chosen_by_area_and_an_offer_of_the_whole_place_is_everywhere(visit, today):
    offered(today, "Digging", area="N1")
    offered(today, "Cooking", area="N2")
    offered(today, "Anywhere")
    page = visit(f"{LIST}?area=N1", who=None)
    assert "Digging" in page
    assert "Anywhere" in page
    assert "Cooking" not in page


def test_AC_an_offer_to_the_partnership_is_read_by_no_stranger(visit, today):
    one = offered(today, to=("partnership",))
    assert one.title in visit(LIST, who="partner")
    assert one.title not in visit(LIST, who=None)
    assert visit(f"/learn/stories/{one.slug}/", who=None).status == 404


def test_a_partner_takes_an_offer_up_with_a_promise_of_its_own(visit, person_as, today):
    table = round_table()
    one = offered(today)
    speaks = person_as("partner", partner=table["homes"].slug)
    at = f"/learn/stories/{one.slug}/"
    assert "Take it up" in visit(at, who=speaks)
    assert "Take it up" not in visit(at, who="resident")
    sent = {"type": "commitment", "words": ""}
    assert "There is a problem" in visit(f"{at}answer/", who=speaks, post=sent)
    sent["words"] = "We bring four people every Monday"
    assert visit(f"{at}answer/", who="resident", post=sent).status == 200
    assert not Commitment.objects.exists()
    done = visit(f"{at}answer/", who=speaks, post=sent)
    made = Commitment.objects.get()
    assert done.goes_to == f"/agree/commitments/{made.ref}/"
    assert (made.made_by, made.state, made.public) == (table["homes"], "growing", True)
    assert Link.objects.get(one=one.key, other=made.key).how == "led to"
    assert "We bring four people" in visit(at, who=None)
    ask = {**sent, "type": "ask", "words": "Who has a bus?"}
    visit(f"{at}answer/", who=speaks, post=ask)
    assert "Who has a bus?" in visit(LIST, who="partner")


def test_offers_are_thanked_rated_and_talked_about_like_stories(visit, today):
    one = offered(today)
    sent = {"type": "review", "rating": "5", "words": "She was early", "name": "Tom"}
    visit(f"/learn/talk/about/{one.key}/", who=None, post=sent)
    comment = one_waiting(visit)
    visit(f"/learn/talk/{comment}/look/yes/", who="chair", post={})
    assert "She was early" in visit(f"/learn/stories/{one.slug}/", who=None)


def one_waiting(visit):
    page = visit("/learn/talk/waiting/", who="chair")
    return re.search(r"/learn/talk/(\d+)/look/yes/", page.html)[1]


def test_an_offer_is_changed_and_taken_back_like_any_telling(visit, make, client, today):
    page, story = make()
    code = html.unescape(re.search(r'code__words">([^<]*)<', page.html)[1])
    let_be_read(visit, story)
    client.logout()
    client.post("/tell/again/", {"story": story.slug, "code": code})
    form = Page(client.get(f"/tell/{story.slug}/change/"))
    assert NUMBER in form.html
    later = today + datetime.timedelta(days=30)
    client.post(f"/tell/{story.slug}/change/", {
        "title": "A warm room", "until": later, "for_": ["partnership", "everyone"],
        "reach": NUMBER, "reach_shown": "on", "for_whom": "anybody", "words": "Tea is there.",
    })  # fmt: skip
    story.refresh_from_db()
    assert story.until == later  # what nobody has to look at holds at once
    assert (story.title, story.reach_shown) == ("A warm room on Tuesdays", False)
    client.post("/tell/again/", {"story": story.slug, "code": code, "back": "1"})
    story.refresh_from_db()
    assert (story.state, story.title, story.reach, story.until) == ("withdrawn", "", "", None)
    assert "A warm room" not in visit(LIST, who=None)


def test_offers_stay_at_home_other_systems_are_told_stories_alone(today, settings):
    offered(today, "At home")
    story_of("Travels")
    told = file_of(settings.PLACE).decode()
    assert "Travels" in told
    assert "At home" not in told
