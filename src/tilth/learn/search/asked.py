"""What somebody asked for, read so that no sign in it can be a command to a search engine."""

import re
import unicodedata
from dataclasses import dataclass

LONGEST, MOST_PARTS = 200, 12
SHORTEST_OPEN = 3  # a last word of so many letters may be the beginning of a longer one
QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "\0": " "})
WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
PIECE = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Asked:
    """parts: words, and phrases of several words in order. open: the last word may go on."""

    parts: tuple[tuple[str, ...], ...] = ()
    open: bool = False

    def __bool__(self):
        return bool(self.parts)

    def phrases(self):
        """For each part the ways to meet it: [[(words, may go on)]]."""
        found = [[(part, False)] for part in self.parts]
        if self.open:
            found[-1].append((self.parts[-1], True))
        return found


def read(text):
    """What is asked for in some text: words, and phrases in quotation marks.

    At most 200 characters and 12 parts of it are read. A quotation mark that is never closed is
    passed over. What holds no letter and no digit asks for nothing.
    """
    kept = unicodedata.normalize("NFC", text[: 4 * LONGEST]).translate(QUOTES)[:LONGEST]
    pieces = kept.lower().split('"')
    if len(pieces) % 2 == 0:
        pieces[-2:] = [" ".join(pieces[-2:])]
    parts: list[tuple[str, ...]] = []
    for number, piece in enumerate(pieces):
        if number % 2:
            parts.append(tuple(PIECE.findall(piece)))
        else:
            parts += (tuple(PIECE.findall(word)) for word in WORD.findall(piece))
    last_is_quoted = not pieces[-1].strip()
    parts = [part for part in dict.fromkeys(parts) if part][:MOST_PARTS]
    last = parts[-1] if parts else ()
    open = not last_is_quoted and len(last) == 1 and len(last[0]) >= SHORTEST_OPEN
    return Asked(tuple(parts), open)


def for_sqlite(asked, *, every=True):
    """As FTS5 takes it: each word in quotation marks. every: all parts must be there, or any."""

    def one(words, goes_on):
        return f'"{" ".join(words)}"{"*" if goes_on else ""}'

    return _joined(asked, one, " AND " if every else " OR ", " OR ")


def for_postgresql(asked, *, every=True):
    """As to_tsquery takes it."""

    def one(words, goes_on):
        return " <-> ".join(f"'{word}'" for word in words) + (":*" if goes_on else "")

    return _joined(asked, one, " & " if every else " | ", " | ")


def _joined(asked, one, between, either):
    ways = [either.join(one(*way) for way in ways) for ways in asked.phrases()]
    return between.join(f"({way})" for way in ways)
