"""Names: a first name by community, sex and year of birth; surnames as Zipf's law has them."""

import tomllib
from functools import cache
from importlib import resources

import numpy as np

# Ethnic category (16+1) shares within each of the Census's five groups.
CATEGORIES = {
    "asian": {"H": 0.42, "J": 0.34, "K": 0.11, "L": 0.09, "R": 0.04},
    "black": {"M": 0.38, "N": 0.48, "P": 0.14},
    "mixed": {"D": 0.45, "E": 0.12, "F": 0.25, "G": 0.18},
    "other": {"S": 1.0},
    "white": {"A": 0.93, "B": 0.012, "C": 0.058},
}
COMMUNITIES = {
    "A": {"british": 1.0},
    "B": {"irish": 1.0},
    "C": {"polish": 1.0},
    "D": {"british": 0.55, "caribbean": 0.45},
    "E": {"british": 0.5, "west_african": 0.5},
    "F": {"british": 0.4, "punjabi": 0.3, "pakistani": 0.3},
    "G": {"british": 0.7, "chinese": 0.3},
    "H": {"punjabi": 0.72, "gujarati": 0.28},
    "J": {"pakistani": 1.0},
    "K": {"bangladeshi": 1.0},
    "L": {"tamil": 1.0},
    "M": {"caribbean": 1.0},
    "N": {"west_african": 1.0},
    "P": {"west_african": 0.5, "caribbean": 0.5},
    "R": {"chinese": 1.0},
    "S": {"arab": 1.0},
}
LANGUAGES = {
    "punjabi": ("pa", 0.35), "gujarati": ("gu", 0.3), "pakistani": ("ur", 0.35),
    "bangladeshi": ("bn", 0.4), "polish": ("pl", 0.6), "arab": ("ar", 0.6),
    "chinese": ("zh", 0.45), "west_african": ("yo", 0.12), "tamil": ("other", 0.4),
}  # fmt: skip
LETTERS = list(CATEGORIES["asian"] | CATEGORIES["black"] | CATEGORIES["mixed"])
LETTERS = sorted({c for shares in CATEGORIES.values() for c in shares})


@cache
def lists():
    """Each community's names, and the nicknames."""
    text = resources.files("tilth.demo").joinpath("names.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    return {k: v for k, v in table.items() if k != "nicknames"}, table["nicknames"]


def communities():
    """The communities in the order of their numbers."""
    return list(lists()[0])


class Pool:
    """All words used as names, each once; people hold the places of their words."""

    def __init__(self):
        self.words, self.place = [], {}

    def put(self, words):
        """The places of these words, adding those not yet there."""
        places = []
        for word in words:
            if word not in self.place:
                self.place[word] = len(self.words)
                self.words.append(word)
            places.append(self.place[word])
        return np.array(places, np.int64)


def zipf(count, *, shift=0.0):
    """Chances falling as one over the rank, `shift` flattening the top."""
    weights = 1 / (np.arange(1, count + 1) + shift)
    return weights / weights.sum()


def surnames(community):
    """A community's surnames, common first; stems and endings make the rare ones."""
    table = lists()[0][community]
    made = [s + e for s in table.get("stems", ()) for e in table.get("endings", ())]
    step = 7919
    mixed = [made[i * step % len(made)] for i in range(len(made))]
    return list(dict.fromkeys([*table["surnames"], *mixed]))


def draw_surnames(community, pool, rng):
    """A surname for a household of each of these communities; places in the pool."""
    out = np.zeros(len(community), np.int64)
    for number, name in enumerate(communities()):
        here = np.flatnonzero(community == number)
        places = pool.put(surnames(name))
        chance = zipf(len(places), shift=lists()[0][name].get("shift", 1.0))
        out[here] = places[_choose(chance, len(here), rng)]
    return out


def born_surnames(community, sex, given, pool, rng):
    """What each person was called at birth where custom gives women their own (Kaur, Begum)."""
    out = given.copy()
    for number, name in enumerate(communities()):
        own = lists()[0][name].get("born_female")
        if own:
            here = np.flatnonzero((community == number) & (sex == 1))
            places = pool.put(own)
            out[here] = places[_choose(zipf(len(own)), len(here), rng)]
    return out


def draw_first_names(community, sex, born, pool, rng):
    """A first name for each person. born: year of birth; names in Britain changed with it."""
    out = np.zeros(len(community), np.int64)
    for number, name in enumerate(communities()):
        table = lists()[0][name]
        for which, word in enumerate(("male", "female")):
            here = np.flatnonzero((community == number) & (sex == which))
            if word in table:
                out[here] = pool.put(table[word])[
                    _choose(zipf(len(table[word]), shift=2), len(here), rng)
                ]
                continue
            years = born[here] + rng.normal(0, 4, len(here))
            for age, low, high in (("old", 0, 1950), ("mid", 1950, 1981), ("new", 1981, 3000)):
                part = here[(years >= low) & (years < high)]
                words = table[f"{word}_{age}"]
                out[part] = pool.put(words)[_choose(zipf(len(words), shift=3), len(part), rng)]
    return out


def _choose(chance, count, rng):
    return np.searchsorted(np.cumsum(chance), rng.random(count) * 0.999999999, side="right").clip(
        0, len(chance) - 1
    )


def keeps():
    """The share of wives of each community who keep the surname they were born to."""
    return np.array([table["keeps"] for table in lists()[0].values()])
