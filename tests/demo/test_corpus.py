"""Thousands of made-up stories: marked, the same for a seed, varied, with planted themes."""

import itertools
import tomllib
from collections import Counter
from importlib import resources

import pytest

from tilth.demo.corpus import CODES, THEMES, corpus
from tilth.learn import words


@pytest.fixture(scope="module")
def told():
    return list(corpus(1_500))


def test_every_made_up_story_says_that_it_is_made_up(told):
    assert all(one["made_up"] and one["title"].startswith("Made up: ") for one in told)


def test_a_corpus_is_the_beginning_of_a_larger_one_and_the_same_for_a_seed(told):
    assert list(corpus(40)) == told[:40]
    assert list(itertools.islice(corpus(10**9), 3)) == told[:3]
    assert list(corpus(3, seed=2)) != told[:3]


def test_stories_have_words_of_ours_for_kind_layer_and_growth(told):
    assert {one["type"] for one in told} <= set(words.TYPES)
    assert {one["layer"] for one in told} == set(words.LAYERS)
    assert {one["growth"] for one in told} == set(words.GROWTH)
    assert set(CODES.values()) == {"enabler", "barrier"}
    assert len(CODES) == 17


def test_the_codes_are_of_the_frame_of_the_essay():
    at = resources.files("tilth.definitions") / "codebooks" / "integration.toml"
    frame = {one["slug"]: one["type"] for one in tomllib.loads(at.read_text("utf-8"))["code"]}
    assert {slug: frame[slug] for slug in CODES} == CODES


def test_every_code_lies_on_a_sentence_of_its_story(told):
    for one in told:
        assert set(one["quotes"]) == set(one["codes"]) <= set(CODES)
        assert all(quote in one["words"] for quote in one["quotes"].values())


def test_every_theme_code_voice_and_area_occurs_and_no_slot_stays_open(told):
    assert {one["theme"] for one in told} == set(THEMES)
    assert {code for one in told for code in one["codes"]} == set(CODES)
    assert len({one["voice"] for one in told}) == 12
    assert len({one["area"] for one in told}) == 11
    assert not [one for one in told if "{" in one["words"] + one["title"]]


def test_lengths_differ_and_hardly_two_stories_are_alike(told):
    lengths = sorted(len(one["words"].split()) for one in told)
    assert lengths[0] < 40 < 90 < lengths[len(lengths) // 2] < 200 < 400 < lengths[-1]
    assert len({one["words"] for one in told}) == len(told)


def test_words_follow_a_long_tail_that_grows_with_the_stories(told):
    counted = Counter(word for one in told for word in one["words"].lower().split())
    half = Counter(word for one in told[:750] for word in one["words"].lower().split())
    once = sum(1 for times in counted.values() if times == 1)
    assert once > len(counted) / 4
    assert len(counted) > 1.2 * len(half)


def test_a_second_reader_agrees_mostly_but_not_always(told):
    same = sum(set(one["codes"]) == set(one["second"]) for one in told)
    assert 0.4 * len(told) < same < 0.9 * len(told)
