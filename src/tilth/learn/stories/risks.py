"""What in a story may let somebody be picked out: hints for whoever looks at it, never a verdict.

Names, exact days, addresses, numbers, rare details and other people. A hint may be wrong both ways:
it finds names that are none, and misses what only a neighbour would know.
"""

import functools
import re
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from tilth.ground.strict import read_toml, value_of

MOST = 200  # hints for one text: a moderator reads no more


@dataclass(frozen=True)
class Words:
    """The words hints rest on, and why each kind of hint matters."""

    titles: tuple[str, ...]
    calling: tuple[str, ...]
    others: tuple[str, ...]
    rare: tuple[str, ...]
    only: tuple[str, ...]
    not_names: tuple[str, ...]
    why: dict


@dataclass(frozen=True)
class Risk:
    """Some letters of a text that may tell who it is about: where, what, which kind, and why."""

    at: int
    found: str
    kind: str
    why: str

    @property
    def end(self):
        """Where it ends."""
        return self.at + len(self.found)


@functools.cache
def shipped():
    """The words Tilth ships."""
    path = Path(str(resources.files("tilth"))) / "definitions" / "stories" / "risks.toml"
    return value_of(Words, read_toml(path), where=str(path))


MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
DAY = r"(?:0?[1-9]|[12]\d|3[01])"
STREET = (
    "street|road|avenue|lane|close|drive|court|gardens|terrace|crescent|way|place|grove|walk|row"
)
CAPITAL = r"[^\W\d_a-z][\w'\u2019-]{1,29}"
PATTERNS = {
    "nhs": r"(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)",
    "number": r"(?<![\w+])(?:\+44 ?\(?0?\)?|0)\d(?:[ -]?\d){8,9}(?!\d)",
    "email": r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}",
    "date": (
        rf"(?<!\d)(?:{DAY}[/.-](?:0?[1-9]|1[0-2])[/.-](?:\d{{4}}|\d\d)|\d{{4}}-\d\d-\d\d)(?!\d)"
        rf"|(?<!\d){DAY}(?:st|nd|rd|th)?(?: of)? {MONTH}\b(?:,? \d{{4}})?"
        rf"|\b{MONTH} {DAY}(?:st|nd|rd|th)?\b(?:,? \d{{4}})?"
        r"|\bborn (?:in|on) (?:\w+ )?\d{4}"
    ),
    "address": (
        r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b"
        rf"|(?<!\d)\d{{1,4}}[a-z]?,? (?:[\w'\u2019-]{{1,30}} ){{1,3}}(?:{STREET})\b"
        r"|\b(?:flat|apartment|house number) \d{1,4}[a-z]?\b"
    ),
    "age": (
        r"(?<!\d)(?:9[5-9]|1[01]\d)[ -]?(?:years? old|year-old|years of age)\b"
        r"|\baged? (?:of )?(?:9[5-9]|1[01]\d)(?!\d)"
        r"|\b(?:i am|i'm|i\u2019m|s?he is|s?he was|turned|turning) (?:9[5-9]|1[01]\d)(?!\d)"
        r"|\b\d{1,2} (?:days?|weeks?) old\b"
    ),
}
LOOSE = re.IGNORECASE
COMPILED = {kind: re.compile(pattern, LOOSE) for kind, pattern in PATTERNS.items()}
FIRST_OF_SENTENCE = re.compile(r"(?:^|[.!?:\n\"\u201c(*-])\s*$")


def risks(text, known=()):
    """Where a text may tell who somebody is, in the order it stands.

    text: any length; the time it takes grows with it and no faster. known: names that are nobody's,
    such as those of partners and areas. Returns Risks that do not overlap, at most MOST.
    """
    found = [
        Risk(match.start(), match.group(), kind, shipped().why[kind])
        for kind, pattern in COMPILED.items()
        for match in pattern.finditer(text)
        if kind != "nhs" or _checks(match.group())
    ]
    for kind, words in (("rare", "rare"), ("other", "others"), ("only", "only")):
        found += [
            Risk(match.start(), match.group(), kind, shipped().why[kind])
            for match in _any_of(getattr(shipped(), words)).finditer(text)
        ]
    found += _names(text, known)
    return _apart(found)[:MOST]


def _checks(text):
    """Whether ten digits pass the check of NHS numbers (Modulus 11)."""
    digits = [int(one) for one in text if one.isdigit()]
    total = sum(digit * (10 - at) for at, digit in enumerate(digits[:9]))
    return (11 - total % 11) % 11 == digits[9]


CAPITALS = re.compile(rf"(?<![\w'\u2019]){CAPITAL}(?: {CAPITAL}){{0,3}}")


def _names(text, known):
    """Words with a capital letter that begin no sentence and are no name we know of."""
    familiar = frozenset(one.lower() for one in known)
    common = frozenset(shipped().not_names) | {
        part for name in familiar for part in name.replace("'", " ").split()
    }
    for match in CAPITALS.finditer(text):
        at, words = _told(match, text, common)
        if words and " ".join(words).lower() not in familiar:
            yield Risk(at, text[at : at + len(" ".join(words))], "name", shipped().why["name"])


def _told(match, text, common):
    """Where a name begins and its words; no words where it seems to be none."""
    words, at = match.group().split(" "), match.start()
    if not all(one[0].isupper() for one in words):  # a script without capital letters
        return at, []
    first = bool(FIRST_OF_SENTENCE.search(text[max(0, at - 3) : at]))
    while words and (words[0].lower().rstrip("'s\u2019") in common or words[0].lower() in common):
        at += len(words.pop(0)) + 1
        first = False
    if not words:
        return at, []
    titled = words[0].lower().rstrip(".") in shipped().titles
    while words and words[-1].lower() in common:
        words.pop()
    if first and len(words) == 1 and not _called(text, at):
        return at, []
    return at, words if not (titled and len(words) == 1) else []


def _called(text, at):
    """Whether what stands before says that a name follows."""
    before = text[max(0, at - 20) : at].lower().rstrip()
    return before.endswith(shipped().calling) or before.endswith(shipped().titles)


@functools.cache
def _any_of(words):
    longest = sorted(words, key=len, reverse=True)
    either = "|".join(r"\s+".join(map(_word, one.split())) for one in longest)
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)


def _word(word):
    return re.escape(word).replace("'", "['\u2019]")


def _apart(found):
    """Of hints on the same letters, the one that begins first, and of those the longest."""
    kept, end = [], 0
    for one in sorted(found, key=lambda one: (one.at, -len(one.found))):
        if one.at >= end:
            kept.append(one)
            end = one.end
    return kept


def marked(text, found):
    """A text in pieces, in order: (letters, the Risk they are or None)."""
    pieces, end = [], 0
    for one in found:
        if one.at > end:
            pieces.append((text[end : one.at], None))
        pieces.append((one.found, one))
        end = one.end
    if end < len(text):
        pieces.append((text[end:], None))
    return pieces
