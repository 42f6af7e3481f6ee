"""Topics: planted ones are found again, the same stories give the same, few stories give none."""

import numpy as np
import pytest

from tilth.learn.themes.coherence import npmi
from tilth.learn.themes.neighbours import neighbours
from tilth.learn.themes.topics import SEEDS, stability, themes

PLANTED = (
    "allotment spade beans compost tomatoes shed seedlings watering harvest soil digging weeds",
    "goalkeeper stadium match striker supporters whistle pitch penalty training league boots",
    "surgery nurse prescription pharmacist bloods appointment clinic stethoscope tablets gp",
    "choir piano singing rehearsal tenor chorus hymn concert melody harmony soprano conductor",
)


def planted(count, seed=4, about=18):
    """Stories of one of four topics each, with words they all may use; and which topic it was."""
    rng = np.random.default_rng(seed)
    common = [f"day{chr(97 + i)}{chr(97 + j)}" for i in range(12) for j in range(10)]
    texts, truth = [], []
    for number in range(count):
        topic = number % len(PLANTED)
        said = rng.choice(PLANTED[topic].split(), about), rng.choice(common, 20)
        texts.append(" ".join(np.concatenate(said)))
        truth.append(topic)
    return texts, truth


@pytest.fixture(scope="module")
def found():
    texts, truth = planted(80)
    return themes(list(range(80)), texts), truth


def test_planted_topics_are_found_and_so_is_their_number(found):
    told, truth = found
    assert len(told.topics) == len(PLANTED)
    for topic in told.topics:
        said = [set(topic.words[:8]) <= set(words.split()) for words in PLANTED]
        assert sum(said) == 1
        of = said.index(True)
        right = sum(truth[story] == of for story in topic.stories)
        assert right / len(topic.stories) >= 0.95
        assert right >= 18
        assert topic.again == SEEDS
        assert topic.npmi > 0.2
    assert told.tried[4][1] > 0.95
    assert len(told.tried) > 4


def test_the_same_stories_give_the_same_topics():
    texts, _ = planted(50, seed=2)
    one, other = (themes(list(range(50)), texts, seeds=3) for _ in "ab")
    assert one == other


def test_words_of_one_stem_are_one_and_written_as_most_write_them():
    texts, _ = planted(52)
    texts = [
        f"{text} gardens gardens garden" if n % 4 == 0 else text for n, text in enumerate(texts)
    ]
    told = themes(list(range(52)), texts, seeds=2)
    words = [word for topic in told.topics for word in topic.words]
    assert "gardens" in words
    assert "garden" not in words


def test_few_stories_or_no_shared_words_give_no_topic():
    assert themes(["a"], ["some words"]) is None
    texts = [" ".join(f"{chr(97 + i % 26)}{chr(97 + i // 26)}word{chr(97 + w)}" for w in range(5))
             for i in range(60)]  # fmt: skip
    told = themes(list(range(60)), texts)
    assert (told.topics, len(told.alone)) == ((), 60)


def test_a_word_of_one_person_never_names_a_topic():
    """SHARED: what fewer than three stories say is not told of all."""
    texts, _ = planted(60)
    texts[0] += " canaryword" * 40
    texts[1] += " canaryword" * 40
    told = themes(list(range(60)), texts, seeds=2)
    assert not any("canaryword" in topic.words for topic in told.topics)


def test_npmi_is_one_for_words_never_apart_and_minus_one_for_words_never_together():
    there = np.array([[1, 1, 0], [1, 1, 0], [0, 0, 1], [0, 0, 1]], bool)
    assert npmi([0, 1], there) == pytest.approx(1)
    assert npmi([0, 2], there) == -1
    chance = np.array([[1, 1], [1, 0], [0, 1], [0, 0]], bool)
    assert npmi([0, 1], chance) == pytest.approx(0)
    assert npmi([0, 1], np.ones((3, 2), bool)) == 0


def test_stability_is_one_where_starts_agree_in_any_order():
    one = [(1, 2, 3), (4, 5, 6)]
    assert stability([one, one[::-1]]) == 1
    assert stability([one, [(7, 8, 9), (10, 11, 12)]]) == 0
    assert stability([one, [(1, 2, 9), (4, 5, 6)]]) == pytest.approx((0.5 + 1) / 2)
    assert stability([one]) == 1


def test_neighbours_use_the_same_words_and_a_story_may_have_none():
    texts = ["we dug the allotment beans", "beans and compost on the allotment", "a choir sang"]
    assert neighbours(["a", "b", "c"], texts) == {"a": ("b",), "b": ("a",), "c": ()}
    assert neighbours(["a"], ["alone here"]) == {"a": ()}
    assert neighbours(["a", "b"], ["", ""]) == {"a": (), "b": ()}
