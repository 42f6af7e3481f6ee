import numpy as np
import pytest

from tilth.demo.people import names


def test_surnames_fall_off_as_zipf_has_it():
    chance = names.zipf(1000)
    assert chance.sum() == pytest.approx(1)
    assert chance[0] / chance[9] == pytest.approx(10)
    rng, pool = np.random.default_rng(1), names.Pool()
    british = np.zeros(100_000, int)
    drawn = np.sort(np.bincount(names.draw_surnames(british, pool, rng)))[::-1]
    assert drawn[0] > 5 * drawn[99] > 0
    assert (drawn > 0).sum() > 1000


def test_every_community_has_names_for_men_women_and_families():
    rng, pool = np.random.default_rng(1), names.Pool()
    for number, name in enumerate(names.communities()):
        community, sex = np.full(40, number), np.arange(40) % 2
        born = np.linspace(1920, 2025, 40).astype(int)
        first = names.draw_first_names(community, sex, born, pool, rng)
        family = names.draw_surnames(community, pool, rng)
        assert len(set(first.tolist())) > 5, name
        assert {pool.words[i] for i in family} <= set(names.surnames(name))


def test_names_in_britain_follow_the_year_of_birth():
    rng, pool = np.random.default_rng(1), names.Pool()
    british, girl = np.zeros(2000, int), np.ones(2000, int)
    old = names.draw_first_names(british, girl, np.full(2000, 1935), pool, rng)
    new = names.draw_first_names(british, girl, np.full(2000, 2018), pool, rng)
    table = names.lists()[0]["british"]
    assert np.mean([pool.words[i] in table["female_old"] for i in old]) > 0.97
    assert np.mean([pool.words[i] in table["female_new"] for i in new]) == 1.0


def test_shares_of_ethnic_categories_and_communities_add_up_to_one():
    for shares in [*names.CATEGORIES.values(), *names.COMMUNITIES.values()]:
        assert sum(shares.values()) == pytest.approx(1)
    known = set(names.communities())
    assert {c for shares in names.COMMUNITIES.values() for c in shares} <= known
    assert set(names.LANGUAGES) <= known
