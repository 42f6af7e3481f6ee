"""Stories as numbers: words, letters, what they have in common, words that point to a code.

No model comes from elsewhere: everything is learnt from the stories given, and forgotten with them.
"""

import re

import numpy as np
from scipy.sparse import csr_matrix, hstack

WORDS = {"ngram_range": (1, 2), "sublinear_tf": True, "max_features": 20_000}
LETTERS = {"analyzer": "char_wb", "ngram_range": (3, 5), "sublinear_tf": True}
LETTERS |= {"max_features": 30_000, "min_df": 2}
COMMON = 50
"""Dimensions of what stories have in common (latent semantic analysis)."""
MOST = 200
"""Dimensions a story is kept in; with fewer stories than this nothing is lost."""


def features(texts, signs, *, seed=0):
    """Each story as a row of numbers, shape (stories, up to MOST).

    texts: the words of each story. signs: for each code the words that may point to it. seed: of
    what is drawn to find what stories have in common. The rows keep the inner products of words,
    letters, what is in common and signs set side by side: a linear model on them is the model on
    those. Words are weighed over all the stories given; no code is looked at. Empty texts are rows
    of nothing.
    """
    if not texts:
        return np.zeros((0, 0))
    parts = [*_words(texts, seed), _letters(texts), _pointing(texts, signs)]
    beside = hstack([one for one in parts if one is not None and one.shape[1]], format="csr")
    return _narrow(beside)


def points(texts, signs):
    """How often the signs of each code stand in each story, shape (stories, codes)."""
    found = [_any_of(one) for one in signs]
    rows = [[len(one.findall(text)) if one else 0 for one in found] for text in texts]
    return np.asarray(rows, float).reshape(len(texts), len(signs))


def _any_of(words):
    words = [" ".join(one.split()) for one in words if one.strip()]
    if not words:
        return None
    either = "|".join(re.escape(one).replace(r"\ ", r"\s+") for one in words)
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)


def _words(texts, seed):
    """Weighed words, and what they have in common."""
    # scikit-learn is slow to import: only who learns waits for it, here and below
    from sklearn.decomposition import TruncatedSVD
    from sklearn.preprocessing import normalize

    found = _weighed(WORDS, texts)
    if found is None:
        return []
    wide = min(COMMON, min(found.shape) - 1)
    if wide < 2:
        return [found]
    with np.errstate(all="ignore"):  # stories all alike have nothing that sets them apart
        common = TruncatedSVD(wide, random_state=seed).fit_transform(found)
    return [found, csr_matrix(normalize(common))]


def _letters(texts):
    return _weighed(LETTERS, texts)


def _weighed(how, texts):
    from sklearn.feature_extraction.text import TfidfVectorizer

    try:
        return TfidfVectorizer(**how).fit_transform(texts)
    except ValueError:  # no word at all, or none that two stories share
        return None


def _pointing(texts, signs):
    return csr_matrix(np.log1p(points(texts, signs))) if signs else None


def _narrow(beside):
    """The same inner products in as few dimensions as there are stories."""
    inner = np.asarray((beside @ beside.T).todense())
    values, vectors = np.linalg.eigh(inner)
    kept = np.argsort(values)[::-1][:MOST]
    kept = kept[values[kept] > 1e-9]
    return vectors[:, kept] * np.sqrt(values[kept])
