"""Stories that use the same words: for few stories, where topics would be guessed."""

import numpy as np

from tilth.learn.search.tokens import telling_words

NEAR = 0.08
"""How much alike two stories must be before they are told as near (cosine of weighed words)."""
MOST = 3


def neighbours(names, texts):
    """{name: the names of stories most like it, up to MOST}; empty for one like no other.

    Words are weighed over the stories given, and only words that two of them use can make them
    alike. Cosine of TF-IDF rows.
    """
    alike = _alike(texts)
    found = {}
    for number, name in enumerate(names):
        order = np.argsort(-alike[number], kind="stable") if len(texts) > 1 else []
        near = [i for i in order if i != number and alike[number, i] >= NEAR]
        found[name] = tuple(names[i] for i in near[:MOST])
    return found


def _alike(texts):
    from sklearn.feature_extraction.text import TfidfVectorizer

    told = [telling(text) for text in texts]
    maker = TfidfVectorizer(analyzer=lambda text: [stem for stem, _ in text], sublinear_tf=True)
    try:
        rows = maker.fit_transform(told)
    except ValueError:  # no word at all
        return np.zeros((len(texts), len(texts)))
    return np.asarray((rows @ rows.T).todense())


def telling(text):
    """[(stem, word)] of the words that tell what a text is about: no everyday words."""
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

    return [pair for pair in telling_words(text) if pair[1] not in ENGLISH_STOP_WORDS]
