"""Suggested codes: only where right, never above people, gone with what was taken back."""

import threading

import numpy as np
import pytest

from tests.web.agree.making import by_of, round_table
from tests.web.learn.making import story_of
from tilth.learn.coding.agreement import Alpha
from tilth.web.agree.standing import Standing
from tilth.web.learn.coding import behind, learning
from tilth.web.learn.coding.beginning import begin_codes
from tilth.web.learn.coding.behind import Behind
from tilth.web.learn.coding.suggested import no_better
from tilth.web.learn.models import Code, Coding

pytestmark = pytest.mark.django_db
FILLER = "we met on a morning in the hall with tea and rain and the children of the street".split()


@pytest.fixture
def chair(person_as):
    round_table()
    begin_codes()
    behind.forget()
    yield Standing.for_by(by_of(person_as("chair")))
    behind.forget()


def stories(count, **told):
    """Stories of two places, half of which carry trust and say so; the last two not coded yet."""
    rng, trust = np.random.default_rng(1), Code.objects.get(slug="e3-trust")
    made = []
    for number in range(count):
        words = rng.choice(FILLER, 20).tolist()
        words += ["neighbours", "trusted", "lean on"] * (number % 2)
        one = story_of(f"Story {number}", words=" ".join(words), area=f"a{number % 4 // 2}", **told)
        made.append(one)
        if number < count - 2:
            slug = trust if number % 2 else Code.objects.get(slug="w1-inflexible")
            Coding.objects.create(story=one, code=slug, coder="teller", at=one.told)
    return made


def test_a_suggestion_is_taken_or_refused_by_somebody(chair, visit):
    """A suggestion appears where it is right enough; people decide; it is not asked twice."""
    made = stories(50)
    learning.learnt(wait=60)
    page = visit("/learn/codes/suggestions/", who="chair")
    assert "Story 49 : Trust, collaboration and relationships" in page
    assert "People among themselves: cannot be told yet" in page
    assert "Too few: 100 are needed." in page
    assert "so this is a first sign" in page
    assert "each left out alone" in page
    assert "codes with too few to learn" in page
    at = f"/learn/stories/{made[49].slug}/code/"
    sent = {"code": "e3-trust", "suggested": "1", "fits": "no"}
    assert visit(at, who="chair", post=sent).goes_to == at
    told = Coding.objects.get(story=made[49])
    assert (told.coder, told.fits) == ("suggested", False)
    assert "who took a suggestion" in visit(at, who="chair")
    learning.learnt(wait=60)
    assert "Story 49 : Trust" not in visit("/learn/codes/suggestions/", who="chair")


def test_what_is_taken_back_leaves_the_model_at_once(chair, visit):
    """CO: nothing learnt from a story that was taken back is shown, or held, afterwards."""
    made = stories(8)
    before = learning.learnt(wait=60)
    assert before.accuracy.n == 6
    story = made[0]
    story.state, story.words, story.seen = "withdrawn", "", story.seen + 1
    story.save()
    assert learning.learnt(wait=60).accuracy.n == 5
    assert behind.LEARNING.held["all"][1] is not before
    private = made[2]
    private.for_everyone = False
    private.for_worker = True
    private.save()
    assert learning.learnt(wait=60).accuracy.n == 4
    page = visit("/learn/codes/suggestions/", who="chair")
    assert "Too few to learn." in page
    assert visit("/learn/codes/suggestions/", who="resident").status in (403, 404)


def test_nothing_above_what_people_reach_is_claimed():
    machine = Alpha(0.9, 0.8, 0.95, 120)
    told = no_better(machine, Alpha(0.7, 0.6, 0.8, 120), 120)
    assert told == {"value": 0.7, "lower": 0.7, "upper": 0.7, "capped": True, "unknown": False}
    told = no_better(machine, Alpha(0.95, 0.9, 1, 120), 120)
    assert (told["value"], told["capped"]) == (0.9, False)
    assert no_better(machine, Alpha(0.7, 0.6, 0.8, 99), 99)["unknown"]
    assert no_better(None, machine, 120) is None


def test_work_behind_a_page_is_waited_for_once_and_let_go_when_it_is_old():
    """A page is not held up; a new key lets the old result go; what failed is not asked at once."""
    held, go, asked = Behind(1), threading.Event(), []

    def slow():
        asked.append(1)
        go.wait(5)
        return "done"

    assert held.of("a", 1, lambda: slow, wait=0.01) is None
    assert held.of("a", 1, lambda: slow, wait=0.01) is None
    go.set()
    assert held.of("a", 1, lambda: slow, wait=5) == "done"
    assert len(asked) == 1
    assert held.of("a", 2, lambda: lambda: "new", wait=5) == "new"
    assert held.held == {"a": (2, "new")}
    assert held.of("b", 1, lambda: lambda: "other", wait=5) == "other"
    assert list(held.held) == ["b"]
    held.forget()
    assert not held.held
