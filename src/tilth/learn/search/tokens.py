"""The words of a text as search counts them: small letters, without accents, and their stems."""

import functools
import re
import unicodedata

from tilth.learn.search.porter import stem

WORD = re.compile(r"[^\W_]+")
LETTERS = re.compile(r"[^\W\d_]{3,}")
COMMON = frozenset(
    """about after again all also always and another any anybody anything are around asked away back
    because been before began being both but came can cannot come comes could day days did does
    doing done down each else even ever every everybody everyone everything few first for four from
    gave get gets give goes going gone good got had has have having her here hers him himself his
    how however into its itself just keep kept knew know last least left less let like little long
    look made make makes many may might more most much must myself near need never new next nobody
    none nor not nothing now off often old once one only onto other others our ours out over own
    part past people perhaps put rather said same saw say says see seen several she should since
    some somebody someone something still such take taken tell than that the their them themselves
    then there these they thing things think this those though three through time told too took two
    under until upon use used very want wanted was way well went were what when where whether which
    while who whole whom whose why will with within without would yet you your""".split()
)


@functools.lru_cache(maxsize=200_000)
def folded(word):
    """A word without its accents, in small letters: what two spellings of it share."""
    if word.isascii():
        return word.lower()
    parts = unicodedata.normalize("NFKD", word.lower())
    return "".join(one for one in parts if not unicodedata.combining(one))


def stems(text):
    """The stem of every word, in order; numbers too."""
    return [stem(folded(word)) for word in WORD.findall(text)]


def telling_words(text):
    """[(stem, word)] of the words that tell what a text is about: no numbers, no everyday words."""
    found = (folded(word) for word in LETTERS.findall(text))
    return [(stem(word), word) for word in found if word not in COMMON]
