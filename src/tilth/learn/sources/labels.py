"""Who speaks: names before a colon, names alone on a line, and the times beside them."""

import re
from collections import Counter
from dataclasses import dataclass

TIME = r"(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?"
EARLY, LATE = (rf"[\[(]?\s*(?P<{name}>{TIME})\s*[\])]?" for name in ("early", "late"))
WORD = r"[A-ZÀ-Þ][\w'’.\-]*"
NAME = rf"{WORD}(?:\s+(?:{WORD}|of|the|de|van|von|der|al|bin|\d{{1,2}})){{0,4}}"
BEFORE = rf"(?:{EARLY}\s*[-–:]?\s*)?"
ROLE = r"(?:\s*[\[(](?P<role>[^()\[\]:]{2,80}?)[\])])?"
AFTER = rf"(?:\s*[,\-–]?\s*{LATE})?"
COLON = re.compile(rf"^{BEFORE}(?P<name>{NAME}){ROLE}{AFTER}\s*:(?:\s+(?P<words>.*))?$", re.S)
ALONE = re.compile(rf"^{BEFORE}(?P<name>{NAME}(?<!\.)){ROLE}{AFTER}$")
ONLY_TIME = re.compile(rf"^{EARLY}$")
LEADING = re.compile(rf"^[\[(]?(?P<time>{TIME})[\])]?\s+(?=\S)")
NOT_NAMES = frozenset(
    "note source sources figure table warning example nb ps date title time place author authors "
    "enablers barriers summary conclusion http https subject from to cc re contents appendix "
    "question answer topic chapter part location photo image caption credit copyright".split()
)
LONGEST = 60
VOWEL = re.compile("[AEIOUYÀ-Þ]")


@dataclass(frozen=True)
class Label:
    """A name in front of words. form: colon or alone. at: seconds, where a time stands by it."""

    name: str
    said: str
    words: str
    form: str
    role: str = ""
    at: int | None = None


def seconds(text):
    """Seconds of a time such as 1:02:03 or 02:03,500; None for an empty one."""
    if not text:
        return None
    parts = [int(part) for part in re.split(r"[.,]", text)[0].split(":")]
    return sum(part * 60**power for power, part in enumerate(reversed(parts)))


def label(text):
    """The name a paragraph or a line begins with, as far as its form tells; or None."""
    for form, pattern in (("colon", COLON), ("alone", ALONE)):
        found = pattern.match(text)
        if found and len(found["name"]) <= LONGEST and not _ordinary(found["name"]):
            at = seconds(found["early"] or found["late"])
            words = (found.groupdict().get("words") or "").strip()
            said = found["name"].strip()
            return Label(tidy(said), said, words, form, (found["role"] or "").strip(), at)
    return None


def _ordinary(name):
    return name.split()[0].casefold() in NOT_NAMES


def tidy(name):
    """A name as it is shown: MATTHEW becomes Matthew; GP and NHS stay as they are."""
    words = [w.capitalize() if _loud(w) else w for w in name.split()]
    return " ".join(words).rstrip(".")


def _loud(word):
    """A name in capitals, and no short form: that has two letters, or no vowel."""
    return word.isupper() and len(word) > 2 and VOWEL.search(word) is not None


def speaking(labels):
    """The names of those who speak, of every label that was found; empty where nobody does.

    A name that comes twice speaks. One that comes once does too, before a colon, in a file where
    others come again and again. A name alone on a line must come twice or have its time.
    """
    colons = Counter(one.name.casefold() for one in labels if one.form == "colon")
    alone = Counter(one.name.casefold() for one in labels if one.form == "alone")
    timed = {one.name.casefold() for one in labels if one.form == "alone" and one.at is not None}
    often = {name for name, n in colons.items() if n > 1}
    often |= {name for name, n in alone.items() if n > 1 or name in timed}
    by_colon = any(colons[name] > 1 for name in often)
    found = often | (set(colons) if by_colon else set())
    turns = sum(colons[name] + alone[name] for name in found)
    return frozenset(found) if turns > 2 else frozenset()
