"""How far word use differs between partners: 0 where it is the same, 1 where no word is shared."""

import itertools

import numpy as np


def divergence(one, other):
    """Jensen-Shannon divergence of two counts of the same words, in bits.

    one, other: whole counts, shape (words,). Returns 0 (the same shares) to 1 (nothing shared).
    NaN where either has no words. Raises ValueError for shapes that differ or negative counts.

    Source: Lin (1991), IEEE Transactions on Information Theory 37:145-151.
    """
    one, other = np.asarray(one, float), np.asarray(other, float)
    if one.shape != other.shape or (one < 0).any() or (other < 0).any():
        raise ValueError("two counts of the same words are needed, none of them negative")
    if not one.sum() or not other.sum():
        return float("nan")
    return float(_between(np.stack([one / one.sum(), other / other.sum()])))


def mean_divergence(counts):
    """The mean divergence of every pair, in bits.

    counts: shape (partners, words), two partners or more. NaN where a partner has no words.
    """
    counts = np.asarray(counts, float)
    if counts.ndim != 2 or len(counts) < 2:
        raise ValueError("at least two partners are needed")
    totals = counts.sum(axis=1, keepdims=True)
    if (totals == 0).any():
        return float("nan")
    shares = counts[:, counts.any(axis=0)] / totals
    own = _entropy(shares)
    pairs = [
        _entropy((shares[a] + shares[b]) / 2) - (own[a] + own[b]) / 2
        for a, b in itertools.combinations(range(len(shares)), 2)
    ]
    return float(np.clip(np.mean(pairs), 0, 1))


def parts(counts):
    """What each word adds to the divergence of all partners at once, shape (words,), in bits."""
    counts = np.asarray(counts, float)
    shares = counts / counts.sum(axis=1, keepdims=True)
    return np.clip(_terms(shares.mean(axis=0)) - _terms(shares).mean(axis=0), 0, None)


def _between(shares):
    return np.clip(_entropy(shares.mean(axis=0)) - _entropy(shares).mean(), 0, 1)


def _entropy(shares):
    return _terms(shares).sum(axis=-1)


def _terms(shares):
    return -shares * np.log2(shares, out=np.zeros_like(shares), where=shares > 0)
