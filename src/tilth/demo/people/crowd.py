"""The crowd: everyone in the made-up system, in arrays of equal length, one place a person."""

from dataclasses import dataclass, field

import numpy as np

from tilth.demo.land.margins import AGE_FROM, GROUPS, fit, round_exactly
from tilth.demo.people import names

AS_OF = np.datetime64("2026-03-31", "D")
TODAY = int(AS_OF.astype(int))
NEVER = np.iinfo(np.int32).max


def stream(seed, name):
    """A random stream for one stage: its own, whatever other stages draw."""
    return np.random.default_rng([seed, *name.encode()])


@dataclass
class Crowd:
    """Everyone. Days are counted from 1970-01-01; NEVER is no day; -1 is no postcode, no word.

    Residents come first (`residents` of them), then those who died, then those who live outside.
    """

    area: np.ndarray
    sex: np.ndarray
    group: np.ndarray
    born: np.ndarray
    died: np.ndarray
    residents: int
    category: np.ndarray | None = None
    community: np.ndarray | None = None
    household: np.ndarray | None = None
    mother: np.ndarray | None = None
    partner: np.ndarray | None = None
    first: np.ndarray | None = None
    surname: np.ndarray | None = None
    maiden: np.ndarray | None = None
    postcode: np.ndarray | None = None
    old_postcode: np.ndarray | None = None
    moved: np.ndarray | None = None
    uprn: np.ndarray | None = None
    practice: np.ndarray | None = None
    nhs: np.ndarray | None = None
    registered: np.ndarray | None = None
    unknown_to_nhs: np.ndarray | None = None
    opted_out: np.ndarray | None = None
    words: names.Pool = field(default_factory=names.Pool)
    postcodes: list | None = None

    def __len__(self):
        return len(self.area)

    @property
    def age(self):
        """Whole years on the as-of date, or at death."""
        return years_between(self.born, np.minimum(self.died, TODAY))

    @property
    def living(self):
        return self.died == NEVER


def years_between(born, day):
    """Whole years from one day to another."""
    a, b = (np.asarray(d).astype("datetime64[D]") for d in (born, day))
    months = b.astype("datetime64[M]").astype(int) - a.astype("datetime64[M]").astype(int)
    later = (a - a.astype("datetime64[M]")) > (b - b.astype("datetime64[M]"))
    return (months - later) // 12


def birthdays(age, rng):
    """A day of birth that makes people this old on the as-of date."""
    last = (np.datetime64("2026-04", "M") - 12 * age.astype("timedelta64[M]")).astype(
        "datetime64[D]"
    )
    return (last.astype(int) - 1 - rng.integers(0, 365, len(age))).astype(np.int32)


def settle(land, *, seed):
    """The residents, so many of each age, sex and group in each area as its margins say."""
    rng = stream(seed, "settle")
    margins = (land.age, land.sex, land.group)
    whole = round_exactly(fit(first_guess(), margins), margins, rng=rng)
    cell = np.repeat(np.arange(whole.size), whole.ravel())
    area, band, sex, group = (a.astype(np.int32) for a in np.unravel_index(cell, whole.shape))
    age = np.array(AGE_FROM)[band] + rng.integers(0, 5, len(band))
    oldest = band == len(AGE_FROM) - 1
    age[oldest] = 90 + np.minimum(rng.geometric(0.3, oldest.sum()) - 1, 15)
    born = birthdays(age, rng)
    died = np.full(len(area), NEVER, np.int32)
    return Crowd(area, sex.astype(np.int8), group.astype(np.int8), born, died, len(area))


def first_guess():
    """How age, sex and group go together before fitting: women live longer, groups differ."""
    age = np.array(AGE_FROM, float)[:, None, None]
    women = np.array([1.0, 1.0])[None, :, None] * np.exp(
        [[[0.0], [0.012]]] * np.maximum(age - 60, 0)
    )
    younger = {"asian": 0.016, "black": 0.014, "mixed": 0.034, "other": 0.018, "white": 0.0}
    rate = np.array([younger[g] for g in GROUPS])[None, None, :]
    return (women * np.exp(-rate * np.maximum(age - 25, 0)))[None]


def give_origins(crowd, *, seed):
    """Ethnic category and community of everyone, within their Census group."""
    rng = stream(seed, "origins")
    crowd.category = np.zeros(len(crowd), np.int8)
    crowd.community = np.zeros(len(crowd), np.int8)
    for number, group in enumerate(GROUPS):
        here = np.flatnonzero(crowd.group == number)
        shares = names.CATEGORIES[group]
        drawn = rng.choice(len(shares), len(here), p=np.array(list(shares.values())))
        crowd.category[here] = np.array([names.LETTERS.index(c) for c in shares])[drawn]
    known = names.communities()
    for number, letter in enumerate(names.LETTERS):
        here = np.flatnonzero(crowd.category == number)
        shares = names.COMMUNITIES[letter]
        drawn = rng.choice(len(shares), len(here), p=np.array(list(shares.values())))
        crowd.community[here] = np.array([known.index(c) for c in shares])[drawn]
    _inherit(crowd)


def _inherit(crowd):
    """Children of a mother in their own Census group are of her community too."""
    for low, high in ((18, 200), (0, 18)):
        age = crowd.age
        child = np.flatnonzero((crowd.mother >= 0) & (age >= low) & (age < high))
        child = child[crowd.group[child] == crowd.group[crowd.mother[child]]]
        for name in ("category", "community"):
            values = getattr(crowd, name)
            values[child] = values[crowd.mother[child]]
