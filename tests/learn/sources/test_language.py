"""Whether partners come to use the same words: reference values, planted truths, false alarms."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from scipy.spatial.distance import jensenshannon

from tilth.learn.sources.converging import language
from tilth.learn.sources.corpus import Corpus, Text, common_words, words_of
from tilth.learn.sources.divergence import divergence, mean_divergence, parts
from tilth.learn.sources.telling_words import telling

MANY = 200
BASE = (1 / np.arange(1, MANY + 1)) / (1 / np.arange(1, MANY + 1)).sum()
WORDS = ["w" + "".join(chr(97 + int(d)) for d in f"{n:03}") for n in range(MANY)]
counts = some.lists(some.integers(0, 50), min_size=2, max_size=8)


def made(rng, mixes, *, partners=4, texts=5, size=60):
    """Made-up texts: each partner's own words mixed with words of all; mixes: one a period."""
    own = [rng.permutation(BASE) for _ in range(partners)]
    for year, mix in enumerate(mixes, 2020):
        for partner in range(partners):
            for _ in range(texts):
                shares = rng.dirichlet(((1 - mix) * own[partner] + mix * BASE) * 300 + 1e-9)
                drawn = rng.choice(WORDS, size=size + rng.integers(40), p=shares)
                yield Text(f"partner {partner}", str(year), " ".join(drawn))


def test_the_same_words_are_no_distance_apart_and_none_shared_is_one_bit():
    assert divergence([3, 5, 2], [6, 10, 4]) == pytest.approx(0, abs=1e-12)
    assert divergence([3, 5, 0, 0], [0, 0, 4, 1]) == pytest.approx(1)  # ln 2 nats
    # by hand, Lin (1991): H(3/4, 1/4) - (H(1/2, 1/2) + H(1, 0)) / 2
    by_hand = -(0.75 * math.log2(0.75) + 0.25 * math.log2(0.25)) - 0.5
    assert divergence([1, 1], [1, 0]) == pytest.approx(by_hand)
    assert math.isnan(divergence([0, 0], [1, 2]))
    with pytest.raises(ValueError):
        divergence([1, 2], [1])
    with pytest.raises(ValueError):
        mean_divergence([[1, 2]])


@given(counts.flatmap(lambda one: some.tuples(some.just(one), some.lists(
    some.integers(0, 50), min_size=len(one), max_size=len(one)))))  # fmt: skip
def test_distance_agrees_with_its_twin_and_keeps_its_laws(pair):
    one, other = pair
    if not sum(one) or not sum(other):
        return
    found = divergence(one, other)
    assert found == pytest.approx(jensenshannon(one, other, base=2) ** 2, abs=1e-9)
    assert 0 <= found <= 1
    assert found == pytest.approx(divergence(other, one))
    assert mean_divergence([one, other]) == pytest.approx(found)
    assert parts([one, other]).sum() == pytest.approx(found, abs=1e-9)


def test_P_127_partners_who_come_to_use_the_same_words_are_found_to():
    rng = np.random.default_rng(1)
    told = language(Corpus(made(rng, (0.2, 0.5, 0.8)), frozenset()), rng=rng)
    assert told.change.verdict == "nearer"
    assert told.change.upper < 0
    assert [one.period for one in told.stretches] == ["2020", "2021", "2022"]
    assert told.stretches[0].value > told.stretches[2].value > told.stretches[2].chance
    again = language(Corpus(made(rng, (0.8, 0.2)), frozenset()), rng=rng)
    assert again.change.verdict == "further apart"


def test_nothing_is_found_where_nothing_changed_but_now_and_then():
    rng = np.random.default_rng(2)
    alarms = sum(
        language(Corpus(made(rng, (0.5, 0.5), partners=2, texts=4), frozenset()), rng=rng)
        .change.verdict != "cannot tell"
        for _ in range(20)
    )  # fmt: skip
    assert alarms <= 3  # 5% of 20 is 1; 4 or more would come once in 60 times


def test_writing_more_does_not_look_like_agreeing_more():
    rng = np.random.default_rng(3)
    few = list(made(rng, (0.5,), texts=3, size=60))
    own = np.random.default_rng(3)
    many = [Text(one.by, "2021", one.words) for one in made(own, (0.5,), texts=15, size=60)]
    told = language(Corpus([*few, *many], frozenset()), rng=rng)
    assert abs(told.change.value) < 0.1
    assert told.change.verdict == "cannot tell"
    raw = Corpus([*few, *many], frozenset())
    by_size = [mean_divergence([raw.counts(raw.cells[year, by]) for by in raw.partners(year)])
               for year in ("2020", "2021")]  # fmt: skip
    assert by_size[1] - by_size[0] < told.change.value  # counted whole, it would look nearer


def test_too_little_text_is_said_and_not_compared():
    thin = Corpus([Text("a", "2020", "garden soil"), Text("b", "2020", "garden wall")])
    told = language(thin, rng=np.random.default_rng(4))
    assert told.change is None
    assert told.why
    assert told.stretches[0].note == "too little text"
    assert thin.thin["2020", "a"] == (1, 2)
    assert telling(thin, None).shared == ()


def test_words_that_are_shared_and_words_that_keep_apart_are_told():
    def text(by, year, word):
        return Text(by, year, f"garden {word} " * 40)

    rows = [text(by, "2020", f"{by}{by}{by}") for by in "xyz" for _ in range(3)]
    later = {"x": "soil", "y": "soil", "z": "weeds"}
    rows += [text(by, "2021", word) for by, word in later.items() for _ in range(3)]
    corpus = Corpus(rows, frozenset())
    told = telling(corpus, language(corpus, rng=np.random.default_rng(5)).change)
    assert told.shared == ("garden",)
    assert told.apart[0][0] in ("soil", "weeds")
    assert ("weeds", ("z",)) in told.apart


def test_common_words_and_short_ones_are_left_out():
    assert words_of("The gardener's soil, and it is 3 ok", common_words()) == ["gardener", "soil"]
