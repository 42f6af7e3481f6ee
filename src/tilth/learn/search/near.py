"""The words that somebody may have meant who wrote one we do not have."""

import difflib

SPREAD = 2  # letters more or fewer
LIKE = 0.72


def near(word, vocabulary, *, most=5):
    """Words of a vocabulary that are spelled nearly alike, the most alike first.

    vocabulary: (word, how many texts hold it); of two as much alike, the commoner comes first.
    """
    pairs = _pairs(word)
    close = []
    for other, often in vocabulary:
        fits = other != word and abs(len(other) - len(word)) <= SPREAD
        if fits and 5 * len(pairs & _pairs(other)) >= 2 * len(pairs):
            close.append((other, often))
    judged = [(_alike(word, other), often, other) for other, often in close]
    best = sorted((one for one in judged if one[0] >= LIKE), key=lambda one: (-one[0], -one[1]))
    return [other for _, _, other in best[:most]]


def _pairs(word):
    padded = f"^{word}$"
    return {padded[at : at + 2] for at in range(len(padded) - 1)}


def _alike(word, other):
    """The share of letters in common, in order; two letters swapped count as one mistake."""
    if sorted(word) == sorted(other):
        return 1 - 1 / (2 * len(word))
    return difflib.SequenceMatcher(None, word, other, autojunk=False).ratio()
