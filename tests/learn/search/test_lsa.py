"""What texts are about: their weights as scikit-learn has them, their space as numpy has it."""

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from tilth.demo.corpus import corpus
from tilth.learn.search import lsa
from tilth.learn.search.tokens import telling_words


@pytest.fixture(scope="module")
def told():
    return list(corpus(420, seed=2))


@pytest.fixture(scope="module")
def texts(told):
    return [one["words"] for one in told]


def test_weights_are_those_of_a_twin(texts):
    twin = TfidfVectorizer(
        analyzer=lambda text: [stem for stem, _ in telling_words(text)], sublinear_tf=True, min_df=2
    )
    theirs = twin.fit_transform(texts)
    counted = [lsa._counted(text) for text in texts]
    columns, rarity = lsa.vocabulary(counted)
    assert columns == twin.vocabulary_
    assert rarity == pytest.approx(twin.idf_)
    assert abs(lsa.weighted(counted, columns, rarity) - theirs).max() < 1e-12


def test_the_quick_decomposition_comes_near_the_full_one(texts):
    counted = [lsa._counted(text) for text in texts]
    weights = lsa.weighted(counted, *lsa.vocabulary(counted))
    full = np.linalg.svd(weights.toarray(), full_matrices=False)
    axes = lsa._axes(weights, 30, np.random.default_rng(1))
    assert axes @ axes.T == pytest.approx(np.eye(30), abs=1e-9)
    held = np.linalg.norm(weights @ axes.T) ** 2
    assert held > 0.995 * (full[1][:30] ** 2).sum()
    few = lsa._axes(weights[:200], 30, np.random.default_rng(1))
    exact = np.linalg.svd(weights[:200].toarray(), full_matrices=False)[2][:30]
    assert abs(few) == pytest.approx(abs(exact), abs=1e-8)


def test_the_same_texts_and_seed_give_the_same_space(texts):
    one, other = (lsa.fit(texts, rng=np.random.default_rng(7)) for _ in range(2))
    assert (one.points == other.points).all()
    assert one.project(texts[:20]) == pytest.approx(one.points[:20], abs=1e-5)


def test_texts_of_one_planted_theme_lie_together(told, texts):
    space = lsa.fit(texts, rng=np.random.default_rng(7), dimensions=40)
    right = base = 0
    for number, one in enumerate(told[:120]):
        cosines = lsa.nearness(space.points, space.points[number])
        cosines[number] = -1
        right += sum(told[n]["theme"] == one["theme"] for n in np.argsort(-cosines)[:5])
        base += sum(other["theme"] == one["theme"] for other in told[:5])
    assert right > 0.7 * 600
    assert base < 0.3 * 600


def test_two_texts_are_enough_and_one_is_not():
    space = lsa.fit(["A walk by the canal.", "The canal froze."], rng=np.random.default_rng(1))
    assert lsa.nearness(space.points, space.points[0])[0] == pytest.approx(1, abs=1e-6)
    assert space.rarity_of("never-met") == space.rarity.max()
    with pytest.raises(ValueError, match="one text"):
        lsa.fit(["Alone."], rng=np.random.default_rng(1))


def test_a_text_without_a_word_that_tells_is_near_nothing():
    space = lsa.fit(["canal walk", "canal boat", "it was 12"], rng=np.random.default_rng(1))
    assert not space.points[2].any()
    assert not space.project(["zebra"]).any()
    assert not lsa.tells("it was 12")


def test_the_nearest_are_those_a_whole_sort_puts_first_and_none_that_is_far():
    cosines = np.array([0.1, 0.9, 0.5, 0.9, -1, 0.5, 0.2, 0.5])
    assert lsa.nearest(cosines, 3, over=0.15).tolist() == [1, 3, 2]
    assert lsa.nearest(cosines, 99, over=0.15).tolist() == [1, 3, 2, 5, 7, 6]
    assert lsa.nearest(cosines, 2, over=0.95).tolist() == []
