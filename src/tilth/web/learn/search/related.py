"""Stories that are told of the same things, and the words they share."""

from collections import Counter
from dataclasses import dataclass
from itertools import islice

import numpy as np

from tilth.learn.search import lsa
from tilth.learn.search.asked import Asked
from tilth.learn.search.fusion import fused
from tilth.learn.search.tokens import telling_words
from tilth.web.agree.found import address
from tilth.web.learn.models import Indexed
from tilth.web.learn.search.engines import engine
from tilth.web.learn.search.find import records_of
from tilth.web.learn.search.seen import rows
from tilth.web.learn.search.space import KEPT

MOST = 5
RANKED = 50  # how far each ranking goes
PIECES = (100, 400, 1500)  # of each ranking so many are looked at, as far as is needed
LOOKED = sum(PIECES)
WORDS = 10  # the words of a story that are searched for
RARE = 1 + np.log(20)  # the rarity of a word that one in twenty stories holds
SHARED = 4  # the words that are told
LONGEST = 100_000
NEAR = 0.15  # the cosine under which two stories are about different things


@dataclass(frozen=True)
class Related:
    """A story that is about the same things. words: what both speak of, the rarest first."""

    key: str
    title: str
    address: str
    words: tuple
    record: object

    @property
    def why(self):
        """Why it is shown, in plain words."""
        *some, last = self.words
        return f"Both speak of {', '.join(some)}{' and ' if some else ''}{last}."


def related(story, standing, *, most=MOST):
    """The stories most like one, of those this reader may read: a list of Related, best first.

    story: any record that is kept in the index; it need not be a story. Two rankings are fused:
    its rarest words searched for (BM25), and what it is about (LSA).
    """
    row = Indexed.objects.filter(key=story.key).first()
    if row is None:
        return []
    points = KEPT.now()
    told = _words(row, points)
    allowed = rows(standing, kinds=["story"]).exclude(pk=row.pk)
    rankings = readable(allowed, _by_words(told, points), _by_sense(row, points))
    best = [pk for pk, _ in fused(*rankings)[: most * 3]]
    found = Indexed.objects.in_bulk(best)  # each was put through the rule of who may read
    pairs = ((found[pk], _shared(told, found[pk])) for pk in best if pk in found)
    chosen = list(islice(((other, shared) for other, shared in pairs if shared), most))
    records = records_of(other for other, _ in chosen)
    return [
        Related(other.key, other.title, address(records[other.key]), shared, records[other.key])
        for other, shared in chosen
        if other.key in records
    ]


def readable(allowed, *rankings):
    """Of rankings of rows, each with no more than the reader may see, as far as RANKED.

    They are looked at in ever larger pieces, together: one question is mostly enough.
    """
    found: list[list] = [[] for _ in rankings]
    at = 0
    for piece in PIECES:
        some = [
            one[at : at + piece] if len(kept) < RANKED else []
            for kept, one in zip(found, rankings, strict=True)
        ]
        asked = set().union(*some)
        if not asked:
            break
        seen = set(allowed.filter(pk__in=asked).values_list("pk", flat=True))
        for kept, pks in zip(found, some, strict=True):
            kept += [pk for pk in pks if pk in seen]
        at += piece
    return [kept[:RANKED] for kept in found]


def _words(row, points):
    """{stem: (word, weight)} of what a story tells, the weightiest first."""
    text = f"{row.title}\n{row.words}"[:LONGEST]
    pairs = telling_words(text)
    times, as_told = Counter(stem for stem, _ in pairs), dict(reversed(pairs))
    rare = points.space.rarity_of if points is not None else lambda stem: 1.0
    weights = {stem: (1 + np.log(n)) * rare(stem) for stem, n in times.items()}
    order = sorted(weights, key=lambda stem: (-weights[stem], stem))
    return {stem: (as_told[stem], weights[stem]) for stem in order}


def searched_words(told, points):
    """The words of a story that others are searched for: its weightiest, and no very common ones.

    Where fewer than three are in under a twentieth of the stories, the weightiest do. There are so
    many that about LOOKED stories hold them: with more stories, fewer words tell as much.
    """
    stems = list(told)
    if points is None:
        return [(told[one][0],) for one in stems[:WORDS]]
    rare = [one for one in stems if points.space.rarity_of(one) > RARE]
    chosen, held = [], 0.0
    for stem in (rare if len(rare) > 2 else stems)[:WORDS]:
        held += points.holding(stem)
        if chosen and held > LOOKED:
            break
        chosen.append((told[stem][0],))
    return chosen


def _by_words(told, points):
    words = searched_words(told, points)
    return engine().best(engine().words(Asked(tuple(words)), every=False), LOOKED) if words else []


def _by_sense(row, points):
    """The rows nearest in sense, whoever may read them."""
    point = points.of(row.pk) if points is not None else None
    if point is None and points is not None:
        point = points.space.project([f"{row.title}\n{row.words}"])[0]
    if point is None:
        return []
    cosines = lsa.nearness(points.points, point)
    return points.pks[lsa.nearest(cosines, LOOKED, over=NEAR)].tolist()


def _shared(told, other):
    """The words both hold, as the first tells them, the weightiest first."""
    theirs = {stem for stem, _ in telling_words(f"{other.title}\n{other.words}"[:LONGEST])}
    return tuple([word for stem, (word, _) in told.items() if stem in theirs][:SHARED])
