"""Words that point a finger, and words that do not: hints only, nothing is blocked or rewritten."""

import functools
import re
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from tilth.ground.strict import read_toml, value_of

MOST = 20  # hints for one text: more would be a finger pointed at the writer


@dataclass(frozen=True)
class Wording:
    """Words that may hurt: any of `words`; why they may, and what could be said in their place."""

    words: tuple[str, ...]
    why: str
    instead: str


@dataclass(frozen=True)
class Question:
    """A curious question, and what it opens."""

    ask: str
    opens: str = ""


@dataclass(frozen=True)
class Guide:
    """All the words. culprit: verbs that, after a partner's name, make it the one to blame."""

    wording: tuple[Wording, ...]
    culprit: tuple[str, ...]
    culprit_why: str
    culprit_instead: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Hint:
    """Where a text may point a finger: the words found, why they may hurt, and other words."""

    at: int
    found: str
    why: str
    instead: str


@functools.cache
def guide():
    """The words Tilth ships."""
    path = Path(str(resources.files("tilth"))) / "definitions" / "issues" / "wording.toml"
    return value_of(Guide, read_toml(path), where=str(path))


def hints(text, names=()):
    """Where words may point a finger, in the order they stand; empty where none does.

    names: how partners are called: a name followed by what it failed to do makes it the culprit.
    The text itself is never changed and never refused.
    """
    found = [
        Hint(match.start(), match.group(), one.why, one.instead)
        for one in guide().wording
        for match in _any_of(one.words).finditer(text)
    ]
    if names:
        found += [
            Hint(match.start(), match.group(), guide().culprit_why, guide().culprit_instead)
            for match in _culprits(tuple(sorted(names))).finditer(text)
        ]
    return _apart(sorted(found, key=lambda one: (one.at, -len(one.found))))[:MOST]


def _apart(found):
    """Of hints on the same words only the longest."""
    kept, end = [], 0
    for one in found:
        if one.at >= end:
            kept.append(one)
            end = one.at + len(one.found)
    return kept


@functools.cache
def _any_of(words):
    return re.compile(rf"(?<!\w)(?:{_either(words)})(?!\w)", re.IGNORECASE)


@functools.lru_cache(maxsize=32)
def _culprits(names):
    helping = r"(?:\s+(?:has|have|had|was|were|is|are))?(?:\s+(?:always|never|just|simply|again))?"
    return re.compile(
        rf"(?<!\w)(?:the\s+)?(?:{_either(names)}){helping}\s+(?:{_either(guide().culprit)})(?!\w)",
        re.IGNORECASE,
    )


def _either(words):
    """Any of these words, however they are spaced and whichever apostrophe they have."""
    longest = sorted(words, key=len, reverse=True)
    return "|".join(r"\s+".join(map(_word, one.split())) for one in longest)


def _word(word):
    return re.escape(word).replace("'", "['\u2019]")
