"""Stories that are told of the same things: for whoever may read them, gone as soon as they are."""

import threading

import numpy as np
import pytest
from django.db import connection

from tests.web.learn.making import practice_of, story_of
from tilth.web.agree.standing import Standing
from tilth.web.house.by import By
from tilth.web.learn.models import Indexed
from tilth.web.learn.search import index, space
from tilth.web.learn.search import related as ours
from tilth.web.learn.search.related import related
from tilth.web.learn.search.seen import rows
from tilth.web.learn.search.space import KEPT

pytestmark = pytest.mark.django_db
STRANGER = Standing(By("", ""), None)
WALK = "We walked along the canal to the bandstand and back, carrying a kettle."
DAMP = "The mould came back behind the wardrobe and the child wheezed; the landlord shrugged."


@pytest.fixture(autouse=True)
def nothing_kept():
    KEPT.forget()
    yield
    KEPT.forget()


def kept(title, words, **more):
    story = story_of(title, words=words, **more)
    index.keep(story)
    return story


def titles(found):
    return [one.title for one in found]


def test_two_stories_are_enough_and_it_is_said_what_they_share():
    one, other = kept("Walking", WALK), kept("Boats", "A canal boat with a kettle on board.")
    found = related(one, STRANGER)
    assert titles(found) == ["Boats"]
    assert set(found[0].words) == {"canal", "kettle"}
    assert found[0].why in ("Both speak of canal and kettle.", "Both speak of kettle and canal.")
    assert found[0].address == f"/learn/stories/{other.slug}/"


def test_one_story_or_one_that_shares_no_word_is_like_none():
    one = kept("Walking", WALK)
    assert related(one, STRANGER) == []
    kept("Damp", DAMP)
    assert related(one, STRANGER) == []
    assert related(story_of("Never kept"), STRANGER) == []


def test_the_nearest_come_first_and_a_practice_has_stories_like_it_too():
    one = kept("Walking", WALK)
    kept("Damp", DAMP + " A kettle stood there.")
    kept("Towpath", "They walk the canal to the bandstand on Sundays.")
    assert titles(related(one, STRANGER))[0] == "Towpath"
    assert len(related(one, STRANGER, most=1)) == 1
    practice = practice_of("walks", "Bandstand walks", what="Walk by the canal.")
    index.keep(practice)
    assert titles(related(practice, STRANGER))[0] in ("Walking", "Towpath")


def test_AC_related_stories_obey_the_same_rule_as_the_page():
    one = kept("Walking", WALK)
    kept("Hidden", WALK, to=["partnership"])
    kept("A draft", WALK, state="draft")
    kept("Open", "A walk by the canal.")
    assert titles(related(one, STRANGER)) == ["Open"]


def test_CO_a_story_taken_back_is_like_none_at_once_and_its_words_leave_the_memory():
    one, other = kept("Walking", WALK), kept("Taken", WALK + " Quokka quokka.")
    kept("Stays", "By the canal.")
    assert titles(related(one, STRANGER))[0] == "Taken"
    assert "quokka" in KEPT.now().space.columns
    other.state = "withdrawn"
    other.save()
    assert titles(related(one, STRANGER)) == ["Stays"]  # hidden before the index has let it go
    index.drop(other)
    assert titles(related(one, STRANGER)) == ["Stays"]
    assert "quokka" not in KEPT.now().space.columns


def test_many_stories_are_followed_without_making_the_space_again(monkeypatch):
    monkeypatch.setattr(space, "AT_ONCE", 2)
    made = []
    monkeypatch.setattr(KEPT, "_make_again", lambda: made.append(1))
    stories = [kept(f"Walk {n}", f"{WALK} Number {n} met a heron.") for n in range(40)]
    assert related(stories[0], STRANGER) != []  # by words alone: the space is still being made
    assert KEPT.now() is None
    KEPT.points = space.made()
    assert KEPT.now() is KEPT.points
    made.clear()
    kept("New", "The heron by the canal again.")
    followed = KEPT.now()
    assert len(followed.pks) == 41
    assert not made
    assert np.linalg.norm(followed.points, axis=1) == pytest.approx(np.ones(41), abs=1e-5)
    index.drop(stories[3])
    assert len(KEPT.now().pks) == 40
    assert made == [1]


def test_a_space_is_made_in_the_background_and_then_there(monkeypatch):
    points = object()
    monkeypatch.setattr(space, "made", lambda: points)
    KEPT._make_again()
    KEPT.making.join()
    assert KEPT.points is points
    assert not isinstance(KEPT.making, threading._MainThread)


def test_CO_forgetting_tells_whether_everything_is_gone():
    index.keep(story_of("Here"))
    assert connection.in_atomic_block
    assert index.forget() is False


def test_AC_rankings_are_looked_at_in_pieces_until_enough_may_be_read(monkeypatch):
    monkeypatch.setattr(ours, "PIECES", (2, 3, 5))
    monkeypatch.setattr(ours, "RANKED", 2)
    to = [["everyone"] if number % 4 == 3 else ["partnership"] for number in range(12)]
    stories = [kept(f"Walk {n}", WALK, to=to[n]) for n in range(12)]
    pks = [Indexed.objects.get(key=one.key).pk for one in stories]
    allowed = rows(STRANGER, kinds=["story"])
    assert ours.readable(allowed, pks, pks[::-1]) == [[pks[3], pks[7]], [pks[11], pks[7]]]
    assert ours.readable(allowed, pks[:3], []) == [[], []]


def test_words_of_a_story_are_searched_for_only_as_far_as_about_so_many_stories_hold_them(
    monkeypatch,
):
    for number in range(60):
        kept(f"Walk {number}", WALK if number % 2 else DAMP)
    one = kept("Otters", "Otters and a weir below the lock, the otters of the weir.")
    for number in range(3):
        kept(f"River {number}", "An otter by the weir and the lock.")
    points = KEPT.now()
    told = ours._words(Indexed.objects.get(key=one.key), points)
    assert points.holding("otter") == pytest.approx(4, abs=1)
    assert {word for (word,) in ours.searched_words(told, points)} >= {"otters", "weir", "lock"}
    monkeypatch.setattr(ours, "LOOKED", 5)
    assert len(ours.searched_words(told, points)) == 1
    assert set(titles(related(one, STRANGER))[:3]) == {"River 0", "River 1", "River 2"}
