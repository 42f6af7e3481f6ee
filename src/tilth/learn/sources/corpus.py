"""Texts of partners as counted words, period by period."""

import functools
import re
from collections import Counter, defaultdict
from dataclasses import dataclass

import numpy as np

from tilth.ground.strict import read_toml
from tilth.learn.sources.shipped import path_of

LETTERS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
SHORTEST = 3
ENOUGH_WORDS = 100
ENOUGH_TEXTS = 3


@dataclass(frozen=True)
class Text:
    """What a partner wrote or said. by: the partner. period: when, such as 2025."""

    by: str
    period: str
    words: str


@functools.cache
def common_words():
    """Words that say nothing of what a text is about."""
    table = read_toml(path_of("sources", "common_words.toml"))
    return frozenset(table["words"].split())


def words_of(text, leave=frozenset()):
    """The words of a text that are compared: of three letters or more, and not common."""
    found = (one.replace("’", "'").removesuffix("'s") for one in LETTERS.findall(text.casefold()))
    return [one for one in found if len(one) >= SHORTEST and one not in leave]


class Corpus:
    """Texts as arrays of word numbers.

    vocabulary: the words, in order. cells: {(period, partner): [array, one a text]}; those with
    enough in them. thin: {(period, partner): (texts, words)} of those without. spread: in how many
    texts each word stands.
    """

    def __init__(self, texts, leave=None):
        leave = common_words() if leave is None else leave
        told = [(one, words_of(one.words, leave)) for one in texts]
        self.vocabulary = sorted({word for _, words in told for word in words})
        number = {word: at for at, word in enumerate(self.vocabulary)}
        every = defaultdict(list)
        spread = Counter()
        for one, words in told:
            spread.update(set(words))
            if words:
                every[one.period, one.by].append(np.array([number[w] for w in words]))
        self.spread = np.array([spread[word] for word in self.vocabulary], dtype=int)
        self.cells, self.thin = {}, {}
        for key, arrays in sorted(every.items()):
            size = sum(map(len, arrays))
            if len(arrays) >= ENOUGH_TEXTS and size >= ENOUGH_WORDS:
                self.cells[key] = arrays
            else:
                self.thin[key] = (len(arrays), size)

    @property
    def periods(self):
        """Every period with any text, in order."""
        return sorted({period for period, _ in (*self.cells, *self.thin)})

    def partners(self, period):
        """Those with enough text in a period, by name."""
        return sorted(by for one, by in self.cells if one == period)

    def counts(self, arrays, size=None, rng=None):
        """How often each word stands in arrays; in `size` words drawn from them where given."""
        joined = np.concatenate(arrays)
        if size is not None and size < len(joined):
            joined = rng.permutation(joined)[:size]
        return np.bincount(joined, minlength=len(self.vocabulary))
