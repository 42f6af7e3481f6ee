"""Which codes may fit a story nobody put them on, and which story to code next."""

from dataclasses import dataclass

import numpy as np

from tilth.learn.coding.accuracy import Accuracy, accuracy
from tilth.learn.coding.features import features
from tilth.learn.coding.model import chances, learnable

NEXT = 10
"""Stories named as worth coding next."""


@dataclass(frozen=True)
class Told:
    """One story to learn from or to judge.

    name: any. place: where it is told of. fits: the codes people say fit it. against: those that
    people say do not. coded: somebody went through it or put a code on it.
    """

    name: object
    text: str
    place: str
    fits: frozenset
    against: frozenset
    coded: bool


@dataclass(frozen=True)
class Suggestions:
    """What may fit: {story: ((code, how likely), ...)}, the likeliest first.

    next: stories that would teach most. accuracy: how right all this is.
    """

    fits: dict
    next: tuple
    accuracy: Accuracy


def suggestions(stories, signs, *, rng):
    """Codes that may fit, and how right that is.

    stories: of Told. signs: {code: words that may point to it}; these codes and no others are
    learnt. A code is suggested only where the lower limit of its precision, on stories and places
    left out, is RIGHT or more, and never where somebody has said anything of it.
    """
    from sklearn import config_context
    from threadpoolctl import threadpool_limits

    # Many small sums: threads would only wait for each other, and looking at each costs more.
    quick = config_context(assume_finite=True, skip_parameter_validation=True)
    with threadpool_limits(1), quick:
        return _suggestions(stories, signs, rng)


def _suggestions(stories, signs, rng):
    names = list(signs)
    learnt = [number for number, one in enumerate(stories) if one.coded]
    codes = np.array([[name in stories[i].fits for name in names] for i in learnt], int)
    codes = codes.reshape(len(learnt), len(names))
    texts = [one.text for one in stories]
    words = [signs[name] for name in names]
    rows = features(texts, words)
    told = accuracy(
        rows[learnt], [texts[i] for i in learnt], codes, names, words,
        [stories[i].place for i in learnt], rng=rng,
    )  # fmt: skip
    enough = np.flatnonzero(learnable(codes)) if len(learnt) else np.array([], int)
    if not len(enough):
        return Suggestions({}, (), told)
    full = np.zeros((len(stories), len(names)), int)
    full[learnt] = codes
    likely = chances(rows, full[:, enough], np.array(learnt), np.arange(len(stories)), rng=rng)
    sure = {one.code: one.sure for one in told.codes if one.sure is not None}
    fits = {}
    for number, one in enumerate(stories):
        may = [(names[c], float(likely[number, at])) for at, c in enumerate(enough)]
        may = [
            (code, chance)
            for code, chance in may
            if code in sure and chance > sure[code] and code not in one.fits | one.against
        ]
        if may:
            fits[one.name] = tuple(sorted(may, key=lambda x: (-x[1], x[0])))
    return Suggestions(fits, _next(stories, likely), told)


def _next(stories, likely):
    """The stories nobody has coded about which there is least certainty over all codes."""
    doubt = -(likely * np.log2(likely) + (1 - likely) * np.log2(1 - likely)).mean(1)
    open_ = [number for number, one in enumerate(stories) if not one.coded]
    open_.sort(key=lambda number: (-doubt[number], str(stories[number].name)))
    return tuple(stories[number].name for number in open_[:NEXT])
