"""The words partners share, the words that keep them apart, and those that came nearer."""

from dataclasses import dataclass

import numpy as np

from tilth.learn.sources.divergence import parts

MOST = 12
TEXTS = 3  # a word of fewer texts tells of a person or an event, not of a language


@dataclass(frozen=True)
class Telling:
    """Words, the most telling first. apart: (word, partners it is mostly used by)."""

    shared: tuple[str, ...] = ()
    apart: tuple[tuple[str, tuple[str, ...]], ...] = ()
    nearer: tuple[str, ...] = ()


def telling(corpus, change):
    """The telling words of a Change; words that stand in few texts are left out."""
    if change is None:
        return Telling()
    now = _counts(corpus, change.last, change.partners)
    before = _counts(corpus, change.first, change.partners)
    often = corpus.spread >= TEXTS
    shares = now / now.sum(axis=1, keepdims=True)
    adds = parts(now)
    fell = np.where((now > 0).sum(axis=0) > 1, parts(before) - adds, 0)
    return Telling(
        shared=_words(corpus, np.where(often, shares.min(axis=0), 0)),
        apart=tuple(
            (word, _who(shares[:, corpus.vocabulary.index(word)], change.partners))
            for word in _words(corpus, np.where(often, adds, 0))
        ),
        nearer=_words(corpus, np.where(often, fell, 0)),
    )


def _counts(corpus, period, partners):
    return np.stack([corpus.counts(corpus.cells[period, by]) for by in partners]).astype(float)


def _words(corpus, weight):
    order = np.argsort(-weight, kind="stable")[:MOST]
    return tuple(corpus.vocabulary[at] for at in order if weight[at] > 0)


def _who(shares, partners):
    mean = shares.mean()  # over half as much again as the mean: of two, three times the other
    return tuple(
        sorted(by for by, share in zip(partners, shares, strict=True) if share > 1.5 * mean)
    )
