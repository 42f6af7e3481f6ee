"""The stem of an English word, so that walking finds walked.

Source: Porter (1980), An algorithm for suffix stripping, Program 14:130-137, as SQLite's FTS5 has
it: words under three or over 64 letters stay, and so does what is not written in a to z.
"""

import functools
import re

CONSONANT, VOWEL = "[^aeiou]", "[aeiouy]"
C, V = f"{CONSONANT}[^aeiouy]*", f"{VOWEL}[aeiou]*"
ONE = re.compile(f"^({C})?{V}{C}")  # measure of one at least
JUST_ONE = re.compile(f"^({C})?{V}{C}({V})?$")
TWO = re.compile(f"^({C})?{V}{C}{V}{C}")
HAS_VOWEL = re.compile(f"^({C})?{VOWEL}")
DOUBLE = re.compile(r"([^aeiouylsz])\1$")
SHORT_END = re.compile(f"^{C}{VOWEL}[^aeiouwxy]$")
PLAIN = re.compile(r"^[a-z]{3,64}$")
SECOND = {
    "ational": "ate", "tional": "tion", "enci": "ence", "anci": "ance", "izer": "ize",
    "bli": "ble", "alli": "al", "entli": "ent", "eli": "e", "ousli": "ous", "ization": "ize",
    "ation": "ate", "ator": "ate", "alism": "al", "iveness": "ive", "fulness": "ful",
    "ousness": "ous", "aliti": "al", "iviti": "ive", "biliti": "ble", "logi": "log",
}  # fmt: skip
THIRD = {
    "icate": "ic", "ative": "", "alize": "al", "iciti": "ic", "ical": "ic", "ful": "", "ness": "",
}  # fmt: skip
FOURTH = (
    "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ou", "ism",
    "ate", "iti", "ous", "ive", "ize",
)  # fmt: skip


@functools.lru_cache(maxsize=100_000)
def stem(word):
    """The stem of a word in small letters."""
    if not PLAIN.match(word):
        return word
    first = word[0]
    if first == "y":
        word = "Y" + word[1:]
    word = _past(_plural(word))
    if word.endswith("y") and HAS_VOWEL.match(word[:-1]):
        word = word[:-1] + "i"
    word = _swapped(_swapped(word, SECOND), THIRD)
    word = _tidied(_fourth(word))
    return first + word[1:]


def _plural(word):
    if word.endswith(("sses", "ies")) and len(word) > 3:
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _past(word):
    if word.endswith("eed") and len(word) > 3:
        return word[:-1] if ONE.match(word[:-3]) else word
    ending = next((one for one in ("ed", "ing") if word.endswith(one)), "")
    left = word[: -len(ending)] if ending else ""
    if not left or not HAS_VOWEL.match(left):
        return word
    if left.endswith(("at", "bl", "iz")):
        return left + "e"
    if DOUBLE.search(left):
        return left[:-1]
    return left + "e" if SHORT_END.match(left) else left


def _swapped(word, table):
    found = [one for one in table if word.endswith(one)]
    if not found:
        return word
    ending = max(found, key=len)
    left = word[: -len(ending)]
    return left + table[ending] if ONE.match(left) else word


def _fourth(word):
    found = [one for one in FOURTH if word.endswith(one)]
    if found:
        left = word[: -len(max(found, key=len))]
        return left if TWO.match(left) else word
    if word.endswith(("sion", "tion")):
        return word[:-3] if TWO.match(word[:-3]) else word
    return word


def _tidied(word):
    if word.endswith("e"):
        left = word[:-1]
        if TWO.match(left) or (JUST_ONE.match(left) and not SHORT_END.match(left)):
            word = left
    return word[:-1] if word.endswith("ll") and TWO.match(word[:-1]) else word
