"""Whether partners come to use the same words over time, told with how sure we can be.

Every partner counts the same: as many words are drawn from each, in each period, so that a partner
who writes more does not look nearer to the others. Texts, not words, are shuffled and drawn again,
since words of one text belong together.
"""

from dataclasses import dataclass

import numpy as np

from tilth.learn.sources.divergence import mean_divergence

DRAWS, ENDS, AGAIN, SHUFFLES, CHANCE = 10, 3, 99, 199, 30
MOST_WORDS = 2_000
SURE = 0.05


@dataclass(frozen=True)
class Stretch:
    """One period. value: the mean divergence of pairs, in bits, with its interval.

    chance: what would be seen if all of them drew on the same words. partners: who is in it.
    value is None where fewer than two partners have enough text; note says so.
    """

    period: str
    partners: tuple[str, ...]
    value: float | None = None
    lower: float | None = None
    upper: float | None = None
    chance: float | None = None
    note: str = ""


@dataclass(frozen=True)
class Change:
    """From the first period to the last. value below 0: nearer. p: as often by chance, both ways.

    verdict: nearer, further apart, or cannot tell. partners: those with enough text in both.
    words: drawn from each partner in each period.
    """

    first: str
    last: str
    partners: tuple[str, ...]
    value: float
    lower: float
    upper: float
    p: float
    words: int

    @property
    def verdict(self):
        """What can be said."""
        if self.p > SURE:
            return "cannot tell"
        return "nearer" if self.value < 0 else "further apart"


@dataclass(frozen=True)
class Language:
    """Every period in order, and the change between the two furthest apart that can be compared.

    change is None, with `why`, where no two periods share two partners with enough text.
    """

    stretches: tuple[Stretch, ...]
    change: Change | None = None
    why: str = ""


def language(corpus, *, rng):
    """How near the words of partners are, period by period. corpus: Corpus. rng: a Generator."""
    ends = _ends(corpus)
    among = set(ends[2]) if ends else None
    stretches = tuple(_stretch(corpus, period, among, rng) for period in corpus.periods)
    if ends is None:
        return Language(stretches, None, "No two periods have two partners with enough text in "
                        "both.")  # fmt: skip
    return Language(stretches, _change(corpus, *ends, rng))


def _ends(corpus):
    """(first, last, partners): the two periods furthest apart that share two partners or more."""
    periods = corpus.periods
    for span in range(len(periods) - 1, 0, -1):
        for start in range(len(periods) - span):
            first, last = periods[start], periods[start + span]
            both = sorted(set(corpus.partners(first)) & set(corpus.partners(last)))
            if len(both) > 1:
                return first, last, tuple(both)
    return None


def _size(cells):
    return min(MOST_WORDS, *(sum(map(len, cell)) for cell in cells))


def _mean(corpus, cells, size, rng, draws=1):
    found = [mean_divergence([corpus.counts(cell, size, rng) for cell in cells])
             for _ in range(draws)]  # fmt: skip
    return float(np.mean(found))


def _again(cell, rng):
    """As many texts as there are, drawn with replacement."""
    return [cell[at] for at in rng.integers(len(cell), size=len(cell))]


def _stretch(corpus, period, among, rng):
    partners = tuple(by for by in corpus.partners(period) if among is None or by in among)
    if len(partners) < 2:
        return Stretch(period, partners, note="too little text")
    cells = [corpus.cells[period, by] for by in partners]
    size = _size([corpus.cells[key] for key in corpus.cells if among is None or key[1] in among])
    value = _mean(corpus, cells, size, rng, DRAWS)
    drawn = [_mean(corpus, [_again(cell, rng) for cell in cells], size, rng) for _ in range(AGAIN)]
    lower, upper = _around(value, drawn)
    chance = [_mean(corpus, _dealt(cells, rng), None, rng) for _ in range(CHANCE)]
    return Stretch(period, partners, value, max(0.0, lower), min(1.0, upper),
                   float(np.mean(chance)))  # fmt: skip


def _dealt(cells, rng):
    """The texts of all, dealt out anew: as many to each as before, cut to the same size."""
    every = [text for cell in cells for text in cell]
    order = iter(rng.permutation(len(every)))
    dealt = [[every[next(order)] for _ in cell] for cell in cells]
    size = _size(dealt)
    return [[rng.permutation(np.concatenate(cell))[:size]] for cell in dealt]


def _around(value, drawn):
    """The interval: how far draws lie from their own mean, put round the value.

    Drawing texts again makes partners look further apart than they are; their spread is right.
    """
    off = np.asarray(drawn) - np.mean(drawn)
    return float(value - np.quantile(off, 0.975)), float(value - np.quantile(off, 0.025))


def _change(corpus, first, last, partners, rng):
    before = [corpus.cells[first, by] for by in partners]
    after = [corpus.cells[last, by] for by in partners]
    size = _size([*before, *after])
    value = _difference(corpus, before, after, size, rng)
    drawn = [
        _difference(corpus, [_again(c, rng) for c in before], [_again(c, rng) for c in after],
                    size, rng) for _ in range(AGAIN)
    ]  # fmt: skip
    shuffled = [_shuffled(corpus, before, after, size, rng) for _ in range(SHUFFLES)]
    as_far = sum(abs(one) >= abs(value) for one in shuffled)
    lower, upper = _around(value, drawn)
    p = (1 + as_far) / (1 + SHUFFLES)
    return Change(first, last, partners, value, lower, upper, p, size)


def _difference(corpus, before, after, size, rng):
    size = min(size, _size([*before, *after]))
    return _mean(corpus, after, size, rng, ENDS) - _mean(corpus, before, size, rng, ENDS)


def _shuffled(corpus, before, after, size, rng):
    """The change when each partner's own texts are dealt to the two periods by lot."""
    early, late = [], []
    for one, other in zip(before, after, strict=True):
        both = [*one, *other]
        order = rng.permutation(len(both))
        early.append([both[at] for at in order[: len(one)]])
        late.append([both[at] for at in order[len(one) :]])
    return _difference(corpus, early, late, size, rng)
