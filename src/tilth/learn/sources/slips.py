"""Likely slips in a text, and putting one right; a person decides on every one."""

import re
from dataclasses import dataclass

from tilth.learn.sources.shipped import Slip

AROUND = 60


@dataclass(frozen=True)
class Likely:
    """A likely slip. number: of its passage. at: letters before it. before, after: words near."""

    number: int
    at: int
    found: str
    slip: Slip
    before: str = ""
    after: str = ""

    @property
    def key(self):
        """What it is called when somebody leaves it as it is."""
        return f"{self.number}:{self.slip.said}"


def with_names(slips, names):
    """The slips, and one for each wrong form of a name. names: of Known."""
    wrong = [
        Slip(form, one.name, f"The name is {one.name}: {one.means}." if one.means else
             f"The name is {one.name}.")
        for one in names
        for form in one.slips
    ]  # fmt: skip
    said = {one.said.casefold() for one in slips}
    return (*slips, *(one for one in wrong if one.said.casefold() not in said))


def likely(passages, slips, kept=()):
    """Likely slips in the order they stand. passages: (number, words). kept: keys left as is."""
    found = []
    for number, words in passages:
        for slip in slips:
            found += [_one(number, words, hit, slip) for hit in _pattern(slip.said).finditer(words)]
    left = set(kept)
    return sorted((one for one in found if one.key not in left), key=lambda o: (o.number, o.at))


def _one(number, words, hit, slip):
    return Likely(
        number=number,
        at=hit.start(),
        found=hit[0],
        slip=slip,
        before=_ending(words[: hit.start()]),
        after=_beginning(words[hit.end() :]),
    )


def _ending(words):
    """The end of what stands before, from a whole word on."""
    if len(words) <= AROUND:
        return words
    return f"… {words[-AROUND:].partition(' ')[2]}"


def _beginning(words):
    """The beginning of what stands after, up to a whole word."""
    if len(words) <= AROUND:
        return words
    return f"{words[:AROUND].rpartition(' ')[0]} …"


def corrected(words, slip):
    """The words with a slip put right wherever it stands; a capital at its start stays one."""

    def right(hit):
        capital = hit[0][:1].isupper() and slip.meant[:1].islower()
        return slip.meant[:1].upper() + slip.meant[1:] if capital else slip.meant

    return _pattern(slip.said).sub(right, words)


def _pattern(said):
    inner = r"\s+".join(re.escape(part) for part in said.split())
    return re.compile(rf"(?<!\w){inner}(?!\w)", re.IGNORECASE)
