"""Search by reading every text anew: slow and plain, the twin that the index is measured by."""

import math
from collections import Counter

from tilth.learn.search.tokens import stems

K1, B = 1.2, 0.75
RARELY = 1e-6  # the weight of what more than half of the texts hold, as FTS5 has it


def scan(texts, asked, *, title_weight=1.0, every=True):
    """[(number, score)] of the texts that hold every part of what is asked, the best first.

    texts: [(title, words)]. asked: an Asked. every: all parts must be there, or any. Equal
    scores: in the order of the texts.
    Source: Robertson and Zaragoza (2009), The probabilistic relevance framework: BM25 and beyond,
    Foundations and Trends in Information Retrieval 3:333-389, with the constants of SQLite's FTS5
    and its weights of columns: score = sum of idf f (k1 + 1) / (f + k1 (1 - b + b length / mean)).
    """
    read = [(stems(title), stems(words)) for title, words in texts]
    ways = [[_stemmed(*way) for way in ways] for ways in asked.phrases()]
    if not read or not ways:
        return []
    counted = {way: _counts(read, way, title_weight) for some in ways for way in some}
    lengths = [len(title) + len(words) for title, words in read]
    mean = sum(lengths) / len(read)
    rare = {way: _rarity(len(read), len(times)) for way, times in counted.items()}
    met = [set().union(*(counted[way] for way in some)) for some in ways]
    found = []
    for number in set.intersection(*met) if every else set.union(*met):
        long = K1 * (1 - B + B * lengths[number] / mean)
        often = [(rare[w], counted[w].get(number, 0)) for some in ways for w in some]
        found.append((number, sum(idf * f * (K1 + 1) / (f + long) for idf, f in often if f)))
    return sorted(found, key=lambda one: (-one[1], one[0]))


def _stemmed(words, goes_on):
    return tuple(one for word in words for one in stems(word)), goes_on


def _rarity(texts, holding):
    idf = math.log((texts - holding + 0.5) / (holding + 0.5))
    return idf if idf > 0 else RARELY


def _counts(read, way, title_weight):
    """number -> how often a phrase is met in a text, once in a title counting as several."""
    found: Counter = Counter()
    for number, (title, words) in enumerate(read):
        often = title_weight * _times(title, way) + _times(words, way)
        if often:
            found[number] = often
    return found


def _times(tokens, way):
    words, goes_on = way
    if goes_on:
        return sum(token.startswith(words[0]) for token in tokens)
    if len(words) == 1:
        return tokens.count(words[0])
    return sum(
        tuple(tokens[at : at + len(words)]) == words for at in range(len(tokens) - len(words) + 1)
    )
