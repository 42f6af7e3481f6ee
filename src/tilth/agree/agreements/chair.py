"""Whether a chair is independent: no ties to any partner, in their term, interests told."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """A part somebody plays between two days: in partners (slugs), and perhaps as the chair."""

    title: str
    partners: tuple[str, ...] = ()
    chair: bool = False
    since: datetime.date | None = None
    until: datetime.date | None = None

    def live(self, on):
        """It is played on this day."""
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)


@dataclass(frozen=True)
class Independence:
    """Whether a chair is independent on a day, and every reason why not, in words.

    until: the last day of their term, where it is known.
    """

    whys: tuple[str, ...] = ()
    until: datetime.date | None = None

    def __bool__(self):
        return not self.whys


def independence(parts, partners, on, *, interests="", chair_years=3):
    """Whether somebody may chair as an independent on a day.

    parts: everything they do, as Part. partners: slug -> name of those round the table.
    interests: what they declared; "none" is an answer, nothing is not. chair_years: the longest
    term where the part itself names no last day.
    """
    chairing = [one for one in parts if one.chair and (one.since is None or one.since <= on)]
    now = [one for one in chairing if one.live(on)]
    ends = [_ends(one, chair_years) for one in now]
    until = None if any(day is None for day in ends) else max(ends, default=None)
    tied = sorted(
        {
            f"holds a role in {partners[slug]}: {one.title}"
            for one in parts
            if one.live(on)
            for slug in one.partners
            if slug in partners
        }
    )
    whys = [*tied]
    if not chairing:
        whys.append("has not been made the chair")
    elif not now or (until is not None and on > until):
        whys.append("the chair's term is over")
    if not interests.strip():
        whys.append("has not told their interests")
    return Independence(tuple(whys), until)


def _ends(part, years):
    """The last day of a chair's term: as told, and never beyond the longest term agreed."""
    if part.since is None:
        return part.until
    last = _years_on(part.since, years) - datetime.timedelta(days=1)
    return last if part.until is None else min(part.until, last)


def _years_on(day, years):
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, month=3, day=1)
