"""What closes when an agreement lapses, and how it is said."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from tilth.agree.agreements.force import begins, in_force, lapses


@dataclass(frozen=True)
class Ground:
    """An agreement that lets things in: its title and page, what, and its versions.

    papers: its versions, as Paper. signatures: number -> their signatures.
    """

    title: str
    address: str
    lets_in: tuple[str, ...]
    papers: tuple = ()
    signatures: Mapping = field(default_factory=dict)

    def began(self, on):
        """Some version of it has held on or before a day."""
        starts = (begins(one, self.signatures.get(one.number, ())) for one in self.papers)
        return any(first is not None and first <= on for first in starts)

    def holds(self, on):
        """A version of it is in force."""
        return in_force(self.papers, self.signatures, on) is not None

    def ended(self, on):
        """The first day on which nothing of it held any more, as far as its versions tell."""
        days = [moment.date() for one in self.papers if (moment := lapses(one)) is not None]
        left = [
            signed.withdrawn
            for one in self.papers
            for signed in self.signatures.get(one.number, ())
            if signed.withdrawn is not None
        ]
        return max((day for day in [*days, *left] if day <= on), default=None)


@dataclass(frozen=True)
class Closed:
    """Why something is closed: which agreement is over, since which day, where to renew it."""

    title: str
    address: str
    since: datetime.date | None = None

    @property
    def words(self):
        """Said to whoever asks for what is closed."""
        when = f" on {self.since.day} {self.since:%B %Y}" if self.since else ""
        return f"closed: the agreement {self.title} lapsed{when}; renew it at {self.address}"


def closed(grounds, on):
    """What is closed on a day: name -> Closed.

    Something closes when every agreement that ever let it in is over. What no agreement has let in
    yet is not closed by one: place.toml alone says until when it may be used.
    """
    over, held = {}, set()
    for one in grounds:
        if one.holds(on):
            held |= set(one.lets_in)
        elif one.began(on):
            for name in one.lets_in:
                over[name] = Closed(one.title, one.address, one.ended(on))
    return {name: told for name, told in over.items() if name not in held}
