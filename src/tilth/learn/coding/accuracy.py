"""How right suggested codes are, measured on stories and places the model had not seen."""

from dataclasses import dataclass

import numpy as np

from tilth.learn.coding.agreement import Alpha, alpha_with_interval
from tilth.learn.coding.features import points
from tilth.learn.coding.model import chances, learnable
from tilth.see.linkage.accuracy import wilson

RIGHT = 0.8
"""The lower limit of precision without which no code is suggested."""
SURE = (0.5, 0.7, 0.9)
"""How likely a code must seem before it is suggested; the first that is right enough is taken."""
ALONE = 100
"""Up to so many stories each is left out alone; beyond, in PARTS parts."""
PARTS = 20
SHUFFLES = 3


@dataclass(frozen=True)
class CodeAccuracy:
    """How right one code is suggested.

    stories: that carry it. sure: how likely it must seem to be suggested; None: it is not.
    right, suggested: of the stories left out, at that or the first of SURE. lower: the lower limit
    of precision, of leaving out stories or places, whichever is lower; None where none was
    suggested. f1, alpha: against what people said, on stories left out.
    """

    code: str
    stories: int
    enough: bool
    sure: float | None = None
    right: int = 0
    suggested: int = 0
    lower: float | None = None
    f1: float | None = None
    f1_places: float | None = None
    alpha: float | None = None


@dataclass(frozen=True)
class Accuracy:
    """How right suggestions are altogether. n: stories learnt from. places: how many there are.

    by_story, by_place: alpha between machine and people. f1...: the mean over codes. majority,
    lexicon, shuffled: what comes of saying the commoner of the two, of the signs alone, and of
    learning from codes dealt out at random.
    """

    n: int
    places: int
    codes: tuple[CodeAccuracy, ...]
    by_story: Alpha | None = None
    by_place: Alpha | None = None
    f1: float | None = None
    f1_places: float | None = None
    majority: float | None = None
    lexicon: float | None = None
    shuffled: float | None = None
    alone: bool = True


def accuracy(rows, texts, codes, names, signs, places, *, rng):
    """How right suggestions are, as Accuracy; the same rng gives the same.

    rows: features, shape (stories, dimensions). codes: shape (stories, codes), 1 where people say
    it fits. names: of the codes. signs: words of each code. places: of each story. Every story is
    judged by a model that did not see it, once leaving out stories and once whole places; with one
    place only, leaving it out leaves nothing to learn from, and nothing is suggested.
    """
    enough = learnable(codes)
    few = [CodeAccuracy(names[c], int(codes[:, c].sum()), False) for c in np.flatnonzero(~enough)]
    known = len(set(places))
    if not enough.any():
        return Accuracy(len(codes), known, tuple(few))
    wanted = np.flatnonzero(enough)
    said = codes[:, wanted]
    alone = len(said) <= ALONE
    stories = left_out(rows, said, _parts(len(said), alone, rng), rng=rng)
    by_place = left_out(rows, said, places, rng=rng) if known > 1 else None
    told = [_of(names[c], said[:, i], stories[:, i], None if by_place is None else by_place[:, i])
            for i, c in enumerate(wanted)]  # fmt: skip
    pointed = points(texts, [signs[c] for c in wanted]) > 0
    mixed = [_shuffled(rows, said, rng) for _ in range(SHUFFLES)]
    return Accuracy(
        n=len(said),
        places=known,
        codes=tuple(sorted(told + few, key=lambda one: one.code)),
        by_story=_against(said, stories, rng),
        by_place=_against(said, by_place, rng),
        f1=macro_f1(said, stories > SURE[0]),
        f1_places=None if by_place is None else macro_f1(said, by_place > SURE[0]),
        majority=macro_f1(said, np.broadcast_to(said.mean(0) > 0.5, said.shape)),
        lexicon=macro_f1(said, pointed),
        shuffled=float(np.mean(mixed)),
        alone=alone,
    )


def left_out(rows, codes, parts, *, rng):
    """How likely each code fits each story, by a model that saw nothing of its part.

    parts: for each story the name of its part. Shape (stories, codes).
    """
    parts = np.asarray(parts, object)
    found = np.empty(codes.shape)
    for part in dict.fromkeys(parts.tolist()):
        held = np.flatnonzero(parts == part)
        found[held] = chances(rows, codes, np.flatnonzero(parts != part), held, rng=rng)
    return found


def f1(said, judged):
    """2 right / (2 right + wrong + missed); 0 where nothing is right. Shape (stories,) each."""
    right = int((said.astype(bool) & judged).sum())
    return 2 * right / (int(said.sum()) + int(judged.sum())) if right else 0.0


def macro_f1(said, judged):
    """The mean F1 over codes. Shape (stories, codes) each."""
    return float(np.mean([f1(said[:, c], judged[:, c]) for c in range(said.shape[1])]))


def limit(said, judged):
    """Right, suggested, and the lower Wilson limit of precision, for one of the looks at SURE."""
    suggested, right = int(judged.sum()), int((said.astype(bool) & judged).sum())
    confidence = 1 - 0.05 / len(SURE)  # there are so many looks, and the first good one is taken
    return right, suggested, wilson(right, suggested, confidence=confidence)["lower"]


def _of(name, said, stories, by_place):
    """One code: the first of SURE at which it is right enough on stories and on places."""
    looks = []
    for sure in SURE:
        right, suggested, lower = limit(said, stories > sure)
        if by_place is not None:
            other = limit(said, by_place > sure)[2]
            lower = None if lower is None or other is None else min(lower, other)
        good = by_place is not None and lower is not None and lower >= RIGHT
        looks.append((sure if good else None, right, suggested, lower))
    chosen = next((one for one in looks if one[0] is not None), looks[0])
    units = [[int(a), int(b)] for a, b in zip(said, stories > SURE[0], strict=True)]
    return CodeAccuracy(
        name,
        int(said.sum()),
        True,
        *chosen,
        f1=f1(said, stories > SURE[0]),
        f1_places=None if by_place is None else f1(said, by_place > SURE[0]),
        alpha=alpha_with_interval(units, rng=np.random.default_rng(0), draws=1).value,
    )


def _parts(stories, alone, rng):
    return np.arange(stories) if alone else rng.permutation(np.arange(stories) % PARTS)


def _shuffled(rows, codes, rng):
    """Macro F1 of learning from codes that were dealt out to the stories at random."""
    dealt = codes[rng.permutation(len(codes))]
    parts = rng.permutation(np.arange(len(codes)) % min(5, len(codes)))
    return macro_f1(dealt, left_out(rows, dealt, parts, rng=rng) > SURE[0])


def _against(said, judged, rng):
    """Alpha between what people said and what the machine would, stories drawn whole."""
    if judged is None:
        return None
    units, within = [], []
    for story in range(len(said)):
        for code in range(said.shape[1]):
            units.append([int(said[story, code]), int(judged[story, code] > SURE[0])])
            within.append(story)
    return alpha_with_interval(units, rng=rng, within=within, draws=1000)
