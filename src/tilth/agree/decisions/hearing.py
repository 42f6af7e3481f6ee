"""Whose voices somebody may read, and options weighed with equal hearing."""

import statistics
from dataclasses import dataclass


def may_read(voices, reader_partner, closed):
    """The voices a reader may read: hidden until their partner has spoken or it is closed.

    voices: anything with `.partner`, the slug of who spoke. reader_partner: the slug of the
    reader's partner, "" where they are from none, as an independent chair is: they see who has
    spoken and no more. closed: it was decided.
    """
    spoken = {one.partner for one in voices}
    return tuple(voices) if closed or (reader_partner and reader_partner in spoken) else ()


@dataclass(frozen=True)
class Weighed:
    """One option by one criterion: the middle of what partners gave, and how far they differ.

    median, low, high: 1 to 5, None where nobody said. heard: how many partners said.
    """

    option: str
    criterion: str
    median: float | None
    low: int | None
    high: int | None
    heard: int

    @property
    def spread(self):
        """How far the highest is from the lowest; None where nobody said."""
        return None if self.median is None else self.high - self.low


def appraisal(scores, options, criteria):
    """Options by criteria, each partner's scores counting the same: [[Weighed]], a row an option.

    scores: partner -> {option: {criterion: 1 to 5}}; what names no option or criterion there is
    is ignored. Options stay in the order they were put: nothing here adds up or ranks, since how
    criteria weigh against each other is for the partners to say. Raises ValueError for a score
    that is not 1 to 5.
    """
    given = [
        score
        for told in scores.values()
        for option, by in told.items()
        if option in options
        for criterion, score in by.items()
        if criterion in criteria
    ]
    if any(type(score) is not int or not 1 <= score <= 5 for score in given):
        raise ValueError("a score is a whole number from 1 to 5")
    return [[_weighed(scores, option, one) for one in criteria] for option in options]


def _weighed(scores, option, criterion):
    heard = [
        told[option][criterion] for told in scores.values() if criterion in told.get(option, ())
    ]
    if not heard:
        return Weighed(option, criterion, None, None, None, 0)
    return Weighed(option, criterion, statistics.median(heard), min(heard), max(heard), len(heard))
