"""Numbers in plain words: "about 1 in 7", "higher", "Old Pits and Foundry Lane"."""

from fractions import Fraction

from tilth.see.findings.digits import empty

HIGHER, LOWER, SIMILAR, CANNOT = "higher", "lower", "similar", "cannot tell"
COMPARED = (HIGHER, SIMILAR, LOWER, CANNOT)

SIMPLE = sorted(
    {Fraction(1, n) for n in (*range(2, 11), 12, 15, 20, 25, 30, 40, 50, 100)}
    | {Fraction(n, 10) for n in (3, 7, 9)}
    | {Fraction(n, 5) for n in (2, 3, 4)}
    | {Fraction(2, 3), Fraction(3, 4)}
)
"""The shares people say aloud."""


def one_in(share, lower, upper):
    """A share as people say it: "about 1 in 7"; None where no simple share lies in its interval.

    share, lower, upper: between 0 and 1. The share said is the nearest simple one, and only if
    it lies between lower and upper and within a tenth of the share itself: a plain word never
    says more than the figures bear.
    """
    if any(empty(v) for v in (share, lower, upper)) or not 0 < share < 1:
        return None
    nearest = min(SIMPLE, key=lambda simple: abs(float(simple) - share))
    near = abs(float(nearest) - share) <= share / 10
    if not (near and lower <= float(nearest) <= upper):
        return None
    return f"about {nearest.numerator} in {nearest.denominator}"


def compare(lower, upper, whole):
    """Higher, lower or similar to a whole, by the interval alone; "cannot tell" without one.

    Higher: the whole interval lies above. Lower: all of it lies below. Similar: the whole lies
    inside it.
    """
    if any(empty(v) for v in (lower, upper, whole)):
        return CANNOT
    if lower > whole:
        return HIGHER
    return LOWER if upper < whole else SIMILAR


def direction(compared, better):
    """What being higher or lower means: better, worse, or neither where nobody said which."""
    if compared not in (HIGHER, LOWER) or better not in (HIGHER, LOWER):
        return ""
    return "better" if compared == better else "worse"


def listed(names, most=4):
    """Names in a sentence: "Old Pits", "A and B", "A, B and 3 more"."""
    names = [str(name) for name in names]
    if len(names) > most:
        names = [*names[: most - 1], f"{len(names) - most + 1} more"]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def counted(number, one, many=None):
    """A number with its noun: "1 area", "3 areas", "1,200 people"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def day_said(day):
    """A day as we write it: 14 May 2026."""
    return f"{day.day} {day:%B} {day.year}"


def sentence(text):
    """A text with a capital first and a full stop last."""
    text = text.strip()
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "?", "!")) else text + "."
