"""A promise, ask, offer or recommendation as a value, and who does it for whom."""

import datetime
from dataclasses import dataclass

DONE_BY_MAKER = ("commitment", "offer")
"""Whoever makes these does them; an ask or a recommendation is done by whom it is put to."""
OPEN = ("asked", "growing", "stuck")
SETTLED = ("kept", "changed", "let go", "declined")


@dataclass(frozen=True)
class Promise:
    """One promise between partners, as it stands.

    made_by, made_to: names of partners or bodies, '' where there is none. told: the last day
    anything was said of it. seen: the day on which whom it was made to acknowledged it.
    """

    ref: str
    words: str
    made: datetime.date
    type: str = "commitment"
    made_by: str = ""
    made_to: str = ""
    with_whom: str = ""
    programme: str = ""
    layer: str = "place"
    area: str = ""
    origin: str = "place"
    state: str = "growing"
    reason: str = ""
    evidence: str = ""
    due: datetime.date | None = None
    settled: datetime.date | None = None
    seen: datetime.date | None = None
    told: datetime.date | None = None
    public: bool = True

    @property
    def doer(self):
        """Who does it, and so says how it goes."""
        return self.made_by if self.type in DONE_BY_MAKER else self.made_to

    @property
    def receiver(self):
        """For whom it is done, and who so acknowledges it."""
        return self.made_to if self.type in DONE_BY_MAKER else self.made_by

    @property
    def last(self):
        """The last day anything was said of it."""
        return max(day for day in (self.made, self.told, self.settled, self.seen) if day)

    @property
    def waits_to_be_seen(self):
        """It is settled, it is for somebody, and they have not acknowledged it."""
        ended = self.state in ("kept", "changed", "let go")
        return ended and bool(self.receiver) and self.seen is None
