"""What a reader may see of what partners said of each other.

As agreed: a partner reads its own answers as it gave them. Of others' answers everyone round the
table reads, once both sides have answered, in which third each lies, side by side; before, only
that one side has spoken and whether it says that they work together.
"""

from dataclasses import dataclass

from tilth.agree.network.relations import BANDS, QUALITIES, SCALE
from tilth.agree.words import STANCES

AGREED = (
    "Your partner reads its own answers as it gave them. Others read them only once both sides "
    "have answered: low, middle or high, from each side, never as one figure. Until then they "
    "see that you have answered, and whether you work together. It is about organisations; no "
    "question is about a person."
)
FEWEST = 3  # sides that must have spoken before sums of answers are shown


@dataclass(frozen=True)
class Line:
    """One quality of a tie as a reader sees it: words from each side, and whether they differ."""

    quality: str
    from_a: str
    from_b: str
    differ: bool


@dataclass(frozen=True)
class Side:
    """What there is to see of one side: spoken or not, working together or not, since when."""

    spoken: bool
    together: bool
    on: object = None


def side(word):
    """What everyone may know of one side."""
    if word is None:
        return Side(False, False)
    return Side(True, word.works_together, word.on)


def lines(pair, reader=""):
    """A tie line by line for a reader (the key of their partner); none where nothing may be seen.

    A line that neither side told, or that may not be seen yet, is left out.
    """
    found = []
    for quality in (*QUALITIES, "stance"):
        told = [_said(word, quality, word_of, pair.both, reader) for word, word_of in _sides(pair)]
        if any(told):
            found.append(Line(quality, *told, quality in pair.differ))
    return found


def _sides(pair):
    return ((pair.from_a, pair.a), (pair.from_b, pair.b))


def _said(word, quality, teller, both, reader):
    value = getattr(word, quality, None)
    if not value or not (both or teller == reader):
        return ""
    if quality == "stance":
        return STANCES[value]
    return SCALE[value] if teller == reader else BANDS[value]


def strained(pair):
    """A side says that there is much strain, and both have answered."""
    told = [word.strain for word in pair.sides if word.strain is not None]
    return pair.both and any(BANDS[value] == "high" for value in told)


def enough(words):
    """So many have spoken that sums tell of nobody in particular."""
    return len({one for one, _ in words}) >= FEWEST
