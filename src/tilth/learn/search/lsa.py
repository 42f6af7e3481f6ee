"""What texts are about: each a point in a space of few dimensions, near those told alike.

Source: Deerwester and others (1990), Indexing by latent semantic analysis, J Am Soc Inf Sci
41:391-407; the decomposition after Halko, Martinsson and Tropp (2011), SIAM Review 53:217-288.
"""

import functools
from collections import Counter
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from tilth.learn.search.tokens import telling_words

DIMENSIONS, SPARE, ROUNDS = 100, 20, 5
EXACT = 300  # texts up to which the decomposition is worked out in full
MANY = 50  # texts from which a word has to be in two of them
MOST_WORDS = 30_000


@dataclass(frozen=True)
class Space:
    """columns: {stem: column}. rarity: (words,). axes: (dimensions, words). points: (texts,
    dimensions), each of length one; a text without a word that is known is all zeros."""

    columns: dict
    rarity: np.ndarray
    axes: np.ndarray
    points: np.ndarray

    def rarity_of(self, stem):
        """How rare a word is; a word that is not known is as rare as the rarest."""
        at = self.columns.get(stem)
        return self.rarest if at is None else float(self.rarity[at])

    @functools.cached_property
    def rarest(self):
        """The rarity of the rarest word that is known."""
        return float(self.rarity.max())

    def project(self, texts):
        """The points of texts that were not there when the space was made, (texts, dimensions)."""
        weights = weighted([_counted(text) for text in texts], self.columns, self.rarity)
        return _unit(np.asarray(weights @ self.axes.T)).astype(np.float32)


def fit(texts, *, rng, dimensions=DIMENSIONS):
    """The Space of some texts; two or more of them, with at least one word that tells something.

    texts: strings. rng: a numpy Generator, used where there are more than 300. The dimensions are
    fewer where there are few texts. Raises ValueError for fewer than two texts.
    """
    if len(texts) < 2:
        raise ValueError("one text is like no other")
    counted = [_counted(text) for text in texts]
    columns, rarity = vocabulary(counted)
    weights = weighted(counted, columns, rarity)
    axes = _axes(weights, min(dimensions, len(texts), max(1, len(columns))), rng)
    points = _unit(np.asarray(weights @ axes.T))
    return Space(columns, rarity, axes.astype(np.float32), points.astype(np.float32))


def tells(text):
    """Whether a text holds a word that tells what it is about."""
    return bool(telling_words(text))


def nearness(points, point):
    """The cosine between a point and each of some points, (texts,); 0 where one knows no word."""
    return np.einsum("ij,j->i", points, point)  # on one processor: others have theirs to do


def nearest(cosines, most, *, over):
    """Where the greatest cosines are, the greatest first: at most so many, each `over` or more."""
    if len(cosines) > most:
        over = max(over, np.partition(cosines, -most)[-most])
    near = np.flatnonzero(cosines >= over)
    return near[np.argsort(-cosines[near], kind="stable")][:most]


def vocabulary(counted):
    """The words that tell texts apart: ({stem: column}, the rarity of each).

    counted: a Counter of stems for each text. A word of one text alone is left out from 50 texts
    on; of very many words the commonest are kept. rarity = ln((1 + n) / (1 + df)) + 1.
    """
    held = Counter(word for one in counted for word in one)
    fewest = 2 if len(counted) >= MANY else 1
    kept = [word for word, texts in held.most_common(MOST_WORDS) if texts >= fewest]
    columns = {word: number for number, word in enumerate(sorted(kept))}
    often = np.array([held[word] for word in columns], float)
    return columns, np.log((1 + len(counted)) / (1 + often)) + 1


def weighted(counted, columns, rarity):
    """TF-IDF, (texts, words), sparse: (1 + ln times) x rarity, each row of length one."""
    places, values, ends = [], [], [0]
    for one in counted:
        for word, times in one.items():
            if word in columns:
                places.append(columns[word])
                values.append(times)
        ends.append(len(places))
    shape = (len(counted), len(columns))
    found = sparse.csr_matrix((np.array(values, float), places, ends), shape=shape)
    found.data = (1 + np.log(found.data)) * rarity[found.indices]
    lengths = np.sqrt(np.asarray(found.multiply(found).sum(axis=1)).ravel())
    lengths[lengths == 0] = 1
    return sparse.diags(1 / lengths) @ found


def _axes(weights, dimensions, rng):
    """The right singular vectors of the greatest singular values, (dimensions, words)."""
    if weights.shape[0] <= EXACT:
        return _told(np.linalg.svd(weights.toarray(), full_matrices=False), dimensions)
    wide = min(dimensions + SPARE, *weights.shape)
    seen = np.linalg.qr(weights @ rng.standard_normal((weights.shape[1], wide)))[0]
    for _ in range(ROUNDS):
        seen = np.linalg.qr(weights @ np.linalg.qr(weights.T @ seen)[0])[0]
    return _told(np.linalg.svd((weights.T @ seen).T, full_matrices=False), dimensions)


def _told(parts, dimensions):
    _, values, axes = parts
    return axes[:dimensions][values[:dimensions] > 1e-9 * values[0]]


def _counted(text):
    return Counter(stem for stem, _ in telling_words(text))


def _unit(rows):
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 1e-12)
