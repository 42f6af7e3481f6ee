"""Suggested codes: learnt from what people said, shown only where right, never where too little."""

import numpy as np
import pytest

from tilth.learn.coding import accuracy as measured
from tilth.learn.coding.features import features, points
from tilth.learn.coding.model import _sureness, chances, learnable
from tilth.learn.coding.suggesting import Told, suggestions
from tilth.see.linkage.accuracy import wilson

FILLER = "we met on a morning in the hall with tea and rain and the children of the street".split()
SIGNS = {"trust": ("trust", "knew each other"), "rules": ("the rules",), "rare": ("comet",)}


def corpus(count=60, seed=1, open_=6):
    """Stories whose words follow their codes, of three places, the last few not coded yet."""
    rng = np.random.default_rng(seed)
    stories = []
    for number in range(count):
        fits = {code for code, share in (("trust", 0.5), ("rules", 0.55)) if rng.random() < share}
        words = rng.choice(FILLER, 25).tolist()
        words += ["trusted", "neighbour", "trust"] * ("trust" in fits)
        words += ["form", "the rules", "refused"] * ("rules" in fits)
        coded = number < count - open_
        stories.append(
            Told(number, " ".join(words), f"place {number % 3}",
                 frozenset(fits if coded else ()), frozenset(), coded)
        )  # fmt: skip
    return stories


@pytest.fixture(scope="module")
def told():
    return suggestions(corpus(), SIGNS, rng=np.random.default_rng(0))


def test_a_code_is_suggested_only_where_its_lower_limit_of_precision_is_right(told):
    by = {one.code: one for one in told.accuracy.codes}
    for code in ("trust", "rules"):
        one = by[code]
        assert one.sure in measured.SURE
        assert one.lower >= measured.RIGHT
        lower = wilson(one.right, one.suggested, confidence=1 - 0.05 / 3)["lower"]
        assert one.lower <= lower
    stories = corpus()
    for name, fits in told.fits.items():
        assert not stories[name].coded or not {code for code, _ in fits} & stories[name].fits
        assert all(chance > by[code].sure for code, chance in fits)
    open_ = [told.fits.get(number, ()) for number in range(54, 60)]
    said = ["trusted" in stories[number].text for number in range(54, 60)]
    assert [any(code == "trust" for code, _ in one) for one in open_] == said


def test_fewer_than_five_examples_are_too_few_to_learn(told):
    [rare] = [one for one in told.accuracy.codes if one.code == "rare"]
    assert (rare.enough, rare.sure, rare.stories) == (False, None, 0)
    few = suggestions(corpus(4, open_=0), SIGNS, rng=np.random.default_rng(0))
    assert (few.fits, few.next) == ({}, ())
    assert not any(one.enough for one in few.accuracy.codes)
    none = suggestions([], SIGNS, rng=np.random.default_rng(0))
    assert (none.fits, none.accuracy.n) == ({}, 0)
    codes = np.array([[1, 1, 0]] * 4 + [[0, 1, 0]] * 6 + [[1, 1, 0]])
    assert learnable(codes).tolist() == [True, False, False]


def test_it_is_better_than_chance_and_says_so_on_stories_and_places_left_out(told):
    found = told.accuracy
    assert (found.n, found.places, found.alone) == (54, 3, True)
    assert found.f1 > 0.9
    assert found.f1_places > 0.9
    assert found.shuffled < 0.65 < found.f1
    assert found.majority < 0.75
    assert 0.8 < found.by_story.lower <= found.by_story.value <= found.by_story.upper
    assert found.by_place.units == 54


def test_codes_without_words_to_learn_from_are_never_suggested():
    """Codes dealt out at random: no precision reaches the limit."""
    rng = np.random.default_rng(5)
    stories = [
        Told(n, " ".join(rng.choice(FILLER, 25)), f"place {n % 3}",
             frozenset({"trust"} if rng.random() < 0.4 else ()), frozenset(), n < 50)
        for n in range(54)
    ]  # fmt: skip
    told = suggestions(stories, SIGNS, rng=np.random.default_rng(0))
    assert told.fits == {}
    assert all(one.sure is None for one in told.accuracy.codes)
    assert len(told.next) == 4
    assert set(told.next) == set(range(50, 54))


def test_one_place_alone_suggests_nothing():
    """What is learnt in one place is not known to hold in another."""
    stories = [Told(s.name, s.text, "here", s.fits, s.against, s.coded) for s in corpus(24)]
    told = suggestions(stories, SIGNS, rng=np.random.default_rng(0))
    assert told.fits == {}
    assert told.accuracy.by_place is None
    assert told.accuracy.f1 > 0.9


def test_what_somebody_said_does_not_fit_is_not_suggested_again():
    stories = corpus()
    stories[-6:] = [
        Told(s.name, s.text, s.place, frozenset(), frozenset({"trust"}), False)
        for s in stories[-6:]
    ]
    told = suggestions(stories, SIGNS, rng=np.random.default_rng(0))
    assert not any(code == "trust" for number in range(54, 60)
                   for code, _ in told.fits.get(number, ()))  # fmt: skip


def test_the_same_seed_gives_the_same_and_a_model_never_saw_what_it_judges():
    stories = corpus(16, open_=0)
    one, other = (suggestions(stories, SIGNS, rng=np.random.default_rng(2)) for _ in "ab")
    assert one == other
    rows = features([s.text for s in stories], list(SIGNS.values()))
    codes = np.array([[c in s.fits for c in ("trust", "rules")] for s in stories], int)
    turned = codes.copy()
    turned[0] = 1 - turned[0]
    parts = np.arange(16)
    first = measured.left_out(rows, codes, parts, rng=np.random.default_rng(1))
    again = measured.left_out(rows, turned, parts, rng=np.random.default_rng(1))
    assert np.allclose(first[0], again[0])
    assert not np.allclose(first[1:], again[1:])


def test_signs_are_whole_words_in_any_case():
    found = points(["The Rules! the rules", "unruly rulest", ""], [("the rules",), (), ("tea",)])
    assert found.tolist() == [[2, 0, 0], [0, 0, 0], [0, 0, 0]]


def test_stories_without_a_word_are_rows_of_nothing():
    assert features([], []).shape == (0, 0)
    assert not np.any(features(["", ""], [()]))
    rows = features(["trust us", "trust us", "rain"], [("trust",)])
    assert rows[0] @ rows[1] == pytest.approx(rows[0] @ rows[0])


def test_how_sure_follows_how_often_it_was_right():
    rng = np.random.default_rng(3)
    leaning = rng.normal(size=4000)
    carried = (rng.random(4000) < 1 / (1 + np.exp(-(2 * leaning - 1)))).astype(int)
    slope, base = _sureness(leaning, carried)
    assert slope == pytest.approx(2, abs=0.2)
    assert base == pytest.approx(-1, abs=0.15)
    slope, base = _sureness(-leaning, carried)
    assert slope == 0
    assert 1 / (1 + np.exp(-base)) == pytest.approx(carried.mean(), abs=0.01)


def test_a_code_carried_by_one_alone_is_as_likely_as_it_is_common():
    rows = np.eye(6)
    codes = np.array([[1, 0, 0, 0, 0, 0]]).T
    found = chances(rows, codes, np.arange(5), np.array([5]), rng=np.random.default_rng(0))
    assert found[0, 0] == pytest.approx(1.5 / 6)
