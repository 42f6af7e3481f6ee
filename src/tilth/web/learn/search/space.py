"""What stories are about, as points in memory: made from the index, never kept on disk."""

import threading
from dataclasses import dataclass

import numpy as np
from django.db import close_old_connections, connection

from tilth.learn.search import lsa
from tilth.web.learn.models import Indexed

AT_ONCE = 300  # stories up to which the space is made while somebody waits
SHARE = 0.05  # of the stories may be new before it is made again
SEED = 11


@dataclass(frozen=True)
class Version:
    """What tells that the index changed: a row is never changed, only taken away or added."""

    stories: int
    newest: int
    title: str
    length: int


@dataclass(frozen=True)
class Points:
    """The stories at one version. pks: of their rows, (stories,), rising. points: (stories,
    dimensions). fitted: how many the space was made of. stale: one of those is gone since."""

    space: lsa.Space
    version: Version
    pks: np.ndarray
    points: np.ndarray
    fitted: int
    stale: bool = False

    @property
    def worn(self):
        """It should be made again: a story was taken out of it, or too many are new."""
        return self.stale or len(self.pks) > (1 + SHARE) * self.fitted

    def holding(self, stem):
        """About how many stories hold a word: from its rarity, which lsa.vocabulary works out."""
        return len(self.pks) * float(np.exp(1 - self.space.rarity_of(stem)))

    def of(self, pk):
        """The point of one row, or None."""
        at = int(np.searchsorted(self.pks, pk))
        return self.points[at] if at < len(self.pks) and self.pks[at] == pk else None


class Keeper:
    """Holds the points of one process, follows the index, and makes the space again when worn."""

    def __init__(self):
        self.lock = threading.Lock()
        self.points = None
        self.making = None

    def now(self):
        """The points of the stories as the index has them at this moment, or None.

        None: fewer than two stories, or the first space of many stories is still being made.
        """
        version = version_now()
        with self.lock:
            held = self.points
            if held is not None and held.version == version:
                return held
            if version.stories < 2:
                self.points = None
            elif version.stories <= AT_ONCE:
                self.points = made()
            else:
                self.points = followed(held, version) if held is not None else None
                if self.points is None or self.points.worn:
                    self._make_again()
            return self.points

    def _make_again(self):
        if self.making is None or not self.making.is_alive():
            self.making = threading.Thread(target=self._make, daemon=True)
            self.making.start()

    def _make(self):
        try:
            close_old_connections()
            points = made()
            with self.lock:
                self.points = points
        finally:
            connection.close()

    def forget(self):
        """As if nothing had been asked yet."""
        with self.lock:
            self.points = None


def version_now():
    """The version of the index: how many stories, and its newest row."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select (select count(*) from learn_indexed where kind = 'story'), id, title, "
            "length(words) from learn_indexed order by id desc limit 1"
        )
        return Version(*(cursor.fetchone() or (0, 0, "", 0)))


def made():
    """Points of every story there is, in a space made of them; None of fewer than two."""
    version = version_now()
    rows = list(_stories().values_list("pk", "title", "words"))
    texts = [f"{title}\n{words}" for _, title, words in rows]
    if len(texts) < 2 or not any(map(lsa.tells, texts)):
        return None
    space = lsa.fit(texts, rng=np.random.default_rng(SEED))
    pks = np.array([pk for pk, _, _ in rows])
    return Points(space, version, pks, space.points, len(rows))


def followed(held, version):
    """The same space with the stories that were added, and without those that are gone."""
    pks = np.array(list(_stories().values_list("pk", flat=True)), dtype=np.int64)
    stays = np.isin(held.pks, pks)
    new = pks[~np.isin(pks, held.pks)]
    rows = _stories().filter(pk__in=new.tolist()).values_list("pk", "title", "words")
    texts = {pk: f"{title}\n{words}" for pk, title, words in rows}
    added = held.space.project([texts.get(pk, "") for pk in new.tolist()])
    every = np.concatenate([held.pks[stays], new])
    points = np.concatenate([held.points[stays], added])
    order = np.argsort(every)
    gone = held.stale or not stays.all()
    return Points(held.space, version, every[order], points[order], held.fitted, gone)


def _stories():
    return Indexed.objects.filter(kind="story").order_by("pk")


KEPT = Keeper()
"""The points of this process."""
