"""A published story told anew: read as it was until somebody looked; fewer readers at once."""

import pytest

from tests.web.agree.making import by_of
from tests.web.learn.making import story_of
from tilth.ground.errors import AgreementError
from tilth.web.agree.standing import Standing
from tilth.web.learn.actions import moderating
from tilth.web.learn.actions import telling as acts
from tilth.web.learn.actions.waiting import waiting
from tilth.web.learn.actions.withdrawing import withdraw
from tilth.web.learn.models import Edition, Indexed
from tilth.web.learn.telling.teller import TELLER

pytestmark = pytest.mark.django_db
OLD, NEW = "We met at the bandstand.", "We met at the pond, and Tom came."
REVIEW = "/learn/stories/review/"


@pytest.fixture
def teller(person_as):
    return person_as("resident")


@pytest.fixture
def story(teller):
    one = story_of("A walk", words=OLD, by=teller)
    return acts.change(TELLER, one, {"growth": "bud"})  # search knows it


def at(story):
    return f"/learn/stories/{story.slug}/"


def published(visit, story):
    """The chair lets it be read."""
    story.refresh_from_db()
    done = visit(f"{REVIEW}{story.slug}/publish/", who="chair", post={"version": story.seen})
    story.refresh_from_db()
    return done


def test_CO_new_words_are_read_once_they_were_looked_at_and_the_old_ones_until_then(
    visit, story, teller
):
    sent = {"words": NEW, "title": "A walk", "for_": ["everyone"], "why": "He was there too"}
    assert visit(f"/tell/{story.slug}/change/", who=teller, post=sent).status == 302
    story.refresh_from_db()
    assert (story.state, story.words) == ("published", OLD)
    for who in (None, "partner"):
        assert OLD in visit(at(story), who=who)
        assert NEW not in visit(at(story), who=who)
    assert Indexed.objects.get(key=story.key).words == OLD
    mine = visit(f"/tell/{story.slug}/", who=teller)
    assert "What is new in it is looked at first" in mine
    assert NEW in mine
    assert NEW in visit(f"/tell/{story.slug}/change/", who=teller).html
    assert "1 story waits for you" in visit("/learn/stories/", who="chair")
    assert "read by others already; something in it is new" in visit(REVIEW, who="chair")
    look = visit(f"{REVIEW}{story.slug}/", who="chair")
    assert NEW in look
    assert "He was there too" in look
    assert visit(f"{REVIEW}{story.slug}/", who="partner").status == 404
    assert published(visit, story).goes_to == REVIEW
    assert NEW in visit(at(story), who=None)
    assert Indexed.objects.get(key=story.key).words == NEW
    assert [one.told for one in Edition.objects.all()] == [{"words": OLD}]
    assert "Nothing waits" in visit(REVIEW, who="chair")


def test_CO_more_readers_wait_and_fewer_hold_at_once(visit, story):
    acts.change(TELLER, story, {"for_everyone": False, "for_partnership": True})
    assert visit(at(story), who=None).status == 404
    assert visit(at(story), who="partner").status == 404  # nobody looked at it for them yet
    published(visit, story)
    assert visit(at(story), who="partner").status == 200
    acts.change(TELLER, story, {"for_everyone": True})
    assert visit(at(story), who="partner").status == 200
    assert visit(at(story), who=None).status == 404
    acts.change(TELLER, story, {"for_everyone": False})  # changed their mind: nothing waits
    assert waiting(story) is None
    acts.change(TELLER, story, {"words": NEW, "for_partnership": False})
    story.refresh_from_db()
    assert (story.audiences, story.words, waiting(story)) == ([], NEW, None)


def test_CO_words_told_to_few_are_not_read_by_whoever_looks_at_the_new_ones(visit, story):
    acts.change(TELLER, story, {"for_everyone": False, "for_worker": True})
    acts.change(TELLER, story, {"words": NEW, "for_everyone": True})
    assert NEW in visit(f"{REVIEW}{story.slug}/", who="chair")
    assert OLD not in visit(f"{REVIEW}{story.slug}/", who="chair").html
    assert visit(at(story), who="chair").status == 404
    assert OLD in visit(at(story), who="link_worker")
    published(visit, story)
    assert NEW in visit(at(story), who=None)


def test_a_question_about_new_words_goes_to_their_teller_and_readers_see_the_old(
    visit, story, teller
):
    acts.change(TELLER, story, {"words": NEW})
    story.refresh_from_db()
    asked = {"version": story.seen, "words": "Does Tom know?"}
    visit(f"{REVIEW}{story.slug}/return/", who="chair", post=asked)
    assert OLD in visit(at(story), who=None)
    mine = visit(f"/tell/{story.slug}/", who=teller)
    assert "came back to you with a question" in mine
    assert "Does Tom know?" in mine
    assert "Back with who told it: 1" in visit(REVIEW, who="chair")
    visit(f"/tell/{story.slug}/send/", who=teller, post={})
    assert "Waiting for you: 1" in visit(REVIEW, who="chair")
    with pytest.raises(AgreementError, match="sent already"):
        acts.send(TELLER, story)


def test_shown_no_more_takes_what_waits_with_it_and_other_words_are_not_proposed_meanwhile(
    visit, story, person_as
):
    acts.change(TELLER, story, {"words": NEW})
    chair = Standing.for_by(by_of(person_as("chair"), "chair"))
    story.refresh_from_db()
    with pytest.raises(AgreementError, match="something new"):
        moderating.propose(chair, story, story.seen, {"words": "x"}, "why")
    with pytest.raises(AgreementError, match="Say why"):
        moderating.decline(chair, story, story.seen, " ")
    moderating.decline(chair, story, story.seen, "It names a child")
    story.refresh_from_db()
    assert (story.state, story.words, waiting(story)) == ("declined", NEW, None)
    assert visit(at(story), who=None).status == 404


def test_CO_taking_back_takes_what_waits_too(story):
    acts.change(TELLER, story, {"words": NEW, "for_national": True})
    withdraw(TELLER, story)
    assert not Edition.objects.exists()
    story.refresh_from_db()
    assert (story.words, story.state) == ("", "withdrawn")


def test_what_a_partner_tells_the_partnership_changes_at_once(person_as):
    by = by_of(person_as("partner"), "partner")
    one = story_of(words=OLD, to=("partnership",), by=by.person)
    acts.change(by, one, {"words": NEW})
    one.refresh_from_db()
    assert (one.words, one.state) == (NEW, "published")
    acts.change(by, one, {"for_everyone": True, "words": OLD})
    one.refresh_from_db()
    assert (one.words, one.audiences) == (NEW, ["partnership"])
