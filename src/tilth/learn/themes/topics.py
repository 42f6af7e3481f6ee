"""What stories are about: topics that many starts find again, and whose words belong together."""

import warnings
from collections import Counter
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from tilth.learn.themes.coherence import npmi
from tilth.learn.themes.neighbours import telling

FEWEST = 50
"""Stories below which there are no topics, only neighbours."""
SHARED = 3
"""Stories that must use a word before it can name a topic: no word of one person does."""
SEEDS = 20
MOST_TOPICS = 12
TOP = 10
"""Words by which a topic is told and compared."""
LOOKED = 1000
"""Stories on which the number of topics is chosen, where there are more."""
BELONGS = 0.3
"""How much of a story must be of a topic for it to be told under it."""
AGAIN = 0.5
"""Share of words two topics have in common from which one start has found the other's again."""
WIDE = 2000
"""Words looked at: the most used."""


@dataclass(frozen=True)
class Topic:
    """One topic. words: the most telling first. stories: names, the clearest first.

    again: of SEEDS starts, in how many it was found. npmi: whether its words belong together.
    """

    words: tuple[str, ...]
    stories: tuple
    again: int
    npmi: float


@dataclass(frozen=True)
class Themes:
    """The topics found. tried: {number of topics: (npmi, stability)}. alone: of no topic."""

    topics: tuple[Topic, ...]
    alone: tuple
    tried: dict
    n: int


def themes(names, texts, *, seeds=SEEDS):
    """Topics of stories, by NMF of their weighed words; None with fewer than FEWEST stories.

    names, texts: of the stories. The number of topics is the one whose NPMI and stability (how far
    the top words of different starts are the same) are highest together; fewer where it is a draw.
    Of its starts the one most like the others is told. Nothing is drawn but from seeds 0, 1, ...:
    the same stories give the same topics.
    """
    if len(texts) < FEWEST:
        return None
    # scikit-learn is slow to import: only who works themes out waits for it
    from sklearn import config_context
    from threadpoolctl import threadpool_limits

    try:
        weighed, words = _weighed(texts)
    except ValueError:  # no word that SHARED stories use
        return Themes((), tuple(names), {}, len(texts))
    some = weighed
    if len(texts) > LOOKED:
        some = weighed[np.random.default_rng(0).permutation(len(texts))[:LOOKED]]
    # Many small sums: threads would only wait for each other, and looking at each costs more.
    quick = config_context(assume_finite=True, skip_parameter_validation=True)
    with threadpool_limits(1), quick:
        return _chosen(names, words, weighed, some, seeds)


def _chosen(names, words, weighed, some, seeds):
    there = np.asarray(some.todense()) > 0
    tried, best = {}, None
    for count in range(2, min(MOST_TOPICS, len(names) // 10, len(words) // TOP) + 1):
        starts = [_top(_fitted(some, count, seed)[1]) for seed in range(seeds)]
        coherent = float(np.mean([npmi(top, there) for start in starts for top in start]))
        tried[count] = (coherent, stability(starts))
        if best is None or sum(tried[count]) > sum(tried[best[0]]) + 1e-9:
            best = (count, starts)
    if best is None:
        return Themes((), tuple(names), tried, len(names))
    return _told(names, words, weighed, there, best, tried)


def stability(starts):
    """How far starts found the same topics: the mean over pairs of starts, 0 to 1.

    starts: of each, the top words of its topics. Topics are paired so that they have most in common
    (Hungarian method); two topics have in common what both say of what either says (Jaccard).
    """
    pairs = [
        _paired(one, other)[0].mean()
        for number, one in enumerate(starts)
        for other in starts[number + 1 :]
    ]
    return float(np.mean(pairs)) if pairs else 1.0


def _paired(one, other):
    """For each topic of one start, in order, what it has in common with its pair in the other."""
    common = np.array([[_common(a, b) for b in other] for a in one])
    rows, columns = linear_sum_assignment(-common)
    return common[rows, columns], columns


def _common(one, other):
    one, other = set(one), set(other)
    return len(one & other) / len(one | other)


def _weighed(texts):
    """Weighed words, shape (stories, words), and how each is most often written."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    told = [telling(text) for text in texts]
    maker = TfidfVectorizer(
        analyzer=lambda text: [stem for stem, _ in text],
        min_df=SHARED,
        max_df=0.5,
        max_features=WIDE,
        sublinear_tf=True,
    )
    weighed = maker.fit_transform(told)
    written = Counter(pair for text in told for pair in text)
    shown = {}
    for (stem, word), _ in sorted(written.items(), key=lambda one: (one[1], one[0])):
        shown[stem] = word
    return weighed, np.array([shown[stem] for stem in maker.get_feature_names_out()])


def _fitted(weighed, count, seed):
    from sklearn.decomposition import NMF
    from sklearn.exceptions import ConvergenceWarning

    model = NMF(count, init="random", solver="cd", max_iter=150, tol=1e-3, random_state=seed)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # near enough to compare starts
        shares = model.fit_transform(weighed)
    return shares, model.components_


def _top(topics):
    return [tuple(np.argsort(-one, kind="stable")[:TOP].tolist()) for one in topics]


def _told(names, words, weighed, there, best, tried):
    count, starts = best
    likeness = [np.mean([_paired(one, other)[0].mean() for other in starts]) for one in starts]
    seed = int(np.argmax(likeness))
    shares, topics = _fitted(weighed, count, seed)
    top, again = _top(topics), np.zeros(count, int)
    for other in starts:
        again += (_paired(top, other)[0] >= AGAIN).astype(int)
    whole = shares.sum(1, keepdims=True)
    part = np.divide(shares, whole, out=np.zeros_like(shares), where=whole > 0)
    found = [
        Topic(
            tuple(words[list(top[topic])]),
            tuple(names[i] for i in np.argsort(-part[:, topic], kind="stable")
                  if part[i, topic] >= BELONGS),
            int(again[topic]),
            npmi(top[topic], there),
        )
        for topic in range(count)
    ]  # fmt: skip
    found.sort(key=lambda one: (-len(one.stories), one.words))
    alone = tuple(name for i, name in enumerate(names) if part[i].max() < BELONGS)
    return Themes(tuple(found), alone, tried, len(names))
