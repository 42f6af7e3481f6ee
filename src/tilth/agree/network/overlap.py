"""Where partners' purposes overlap: words they share, each named, with how telling it is.

Nothing hidden: a word counts for two partners when both use it in their purpose or chose it as a
tag. It tells more the fewer use it: ln(1 + partners / partners who use it). Two partners overlap
by the words they share, of all the words they use (cosine, 0 to 1).
"""

import math
import re
from dataclasses import dataclass
from itertools import combinations

LETTERS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
SMALL = frozenset(
    """after before better everyone first year years
    a about across all also an and any are as at be because been being but by can do does each
    every for from had has have help helps her his how i if in into is it its make makes making may
    me more most much must my near need needs no not of on one only or other our out over own part
    people person place run runs she should so some such support supports than that the their them
    then there these they this those through to together too under up us use very want was way we
    well were what when where which who whole whom will with within work working works would you
    your bring brings give gives get gets keep keeps live lives look looks provide
    provides""".split()
)
"""Words too small or too usual to tell a purpose."""


@dataclass(frozen=True)
class Spot:
    """A word several partners share: who, of how many sectors, how telling it is."""

    word: str
    partners: tuple[str, ...]
    sectors: tuple[str, ...]
    telling: float


@dataclass(frozen=True)
class Shared:
    """What two purposes share: the words, the most telling first, and how much of all."""

    one: str
    other: str
    words: tuple[str, ...]
    overlap: float


def terms(purpose, tags=()):
    """The words of a purpose, plain and in the singular, and the tags as they were chosen."""
    found = {one for one in map(plain, LETTERS.findall(purpose)) if one not in SMALL}
    kept = {one for one in found if len(one) > 2}
    return kept | {" ".join(map(plain, LETTERS.findall(tag))) for tag in tags if tag.strip()}


def plain(word):
    """One word in small letters, without the ending of a plural or of somebody's own."""
    word = word.lower().replace("’", "'").removesuffix("'s")
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def telling(organisations):
    """How telling each word is: {word: ln(1 + all / those who use it)}."""
    using = {}
    for one in organisations:
        for word in terms(one.purpose, one.words):
            using[word] = using.get(word, 0) + 1
    return {word: math.log(1 + len(organisations) / count) for word, count in using.items()}


def sweet_spots(organisations, *, sectors=2):
    """Words shared across so many sectors, those that reach most sectors first, then partners."""
    weight, users = telling(organisations), {}
    for one in organisations:
        for word in terms(one.purpose, one.words):
            users.setdefault(word, []).append(one)
    found = [
        Spot(
            word,
            tuple(sorted(one.name for one in who)),
            tuple(sorted({one.sector for one in who})),
            weight[word],
        )
        for word, who in users.items()
        if len({one.sector for one in who}) >= sectors
    ]
    return sorted(found, key=lambda spot: (-len(spot.sectors), -len(spot.partners), spot.word))


def shared(organisations):
    """Every two partners whose purposes share a word, in the order of the alphabet."""
    weight = telling(organisations)
    known = sorted(organisations, key=lambda one: one.name)
    words = {one.key: terms(one.purpose, one.words) for one in known}
    length = {key: math.sqrt(sum(weight[w] ** 2 for w in mine)) for key, mine in words.items()}
    found = []
    for a, b in combinations(known, 2):
        both = sorted(words[a.key] & words[b.key], key=lambda word: (-weight[word], word))
        if both:
            of_all = sum(weight[word] ** 2 for word in both) / (length[a.key] * length[b.key])
            found.append(Shared(a.key, b.key, tuple(both), of_all))
    return found
