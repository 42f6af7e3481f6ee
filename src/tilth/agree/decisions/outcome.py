"""What the rule partners signed makes of their voices: carried, not carried, or what is unmet."""

import datetime
from dataclasses import dataclass

FOR = ("support", "consent")
POSITIONS = (*FOR, "aside", "object")


@dataclass(frozen=True)
class Seat:
    """A partner with one voice. Nothing here tells its size, so that size cannot count.

    statutory: it is one of the large public bodies. name: what a reader calls it.
    """

    partner: str
    sector: str
    statutory: bool = False
    name: str = ""

    @property
    def called(self):
        """Its name, or its slug where none is told."""
        return self.name or self.partner


@dataclass(frozen=True)
class Say:
    """What a partner said. interest: a conflict of interest: heard, not counted.

    met: its objection was met, by its own word. earlier: said of an earlier wording of the
    proposal: an objection still stands, anything else must be said again.
    """

    partner: str
    position: str
    interest: bool = False
    met: bool = False
    earlier: bool = False

    def __post_init__(self):
        if self.position not in POSITIONS:
            raise ValueError(f"position {self.position!r} is not one of {', '.join(POSITIONS)}")

    @property
    def open_objection(self):
        """It sees harm that is not met."""
        return self.position == "object" and not self.met

    @property
    def content(self):
        """In favour, able to live with it, or its objection was met."""
        return self.position in FOR or (self.position == "object" and self.met)


@dataclass(frozen=True)
class Unmet:
    """A part of the rule that is not met: which, and in words a reader can act on."""

    part: str
    words: str


@dataclass(frozen=True)
class Outcome:
    """What the rule says on a day.

    result: carried, not carried or not yet. unmet: what stands in the way of closing. spoken:
    partners heard, with those not counted; silent: those not heard on this wording; aside from
    them `counted` is how many voices count. Partners are slugs, in the order of the seats.
    """

    result: str
    unmet: tuple[Unmet, ...]
    spoken: tuple[str, ...]
    silent: tuple[str, ...]
    interested: tuple[str, ...]
    objecting: tuple[str, ...]
    counted: int
    content: int

    @property
    def may_close(self):
        """Nothing stands in the way of closing."""
        return not self.unmet

    @property
    def words(self):
        """What stands in the way, one sentence after the other."""
        return " ".join(f"{one.words[:1].upper()}{one.words[1:]}." for one in self.unmet)


def outcome(voices, rule, partners, *, chair_independent, opened, on, route="full", closes=None):
    """What the signed rule makes of voices on a day.

    voices: Say, one a partner; what partners without a seat said is heard elsewhere and ignored
    here. rule: a Rule. partners: Seat, those with a voice: observers and those who left are not
    among them. opened: the day voices opened, None before. closes: a later last day, if one was
    set. route: full or light. Raises ValueError where a partner has two voices or two seats.
    """
    seats = {seat.partner: seat for seat in partners}
    says = {say.partner: say for say in voices}
    if len(says) < len(voices) or len(seats) < len(partners):
        raise ValueError("one partner has one voice")
    said = [(seats[slug], says[slug]) for slug in seats if slug in says]
    fresh = [(seat, say) for seat, say in said if not say.earlier or say.position == "object"]
    counted = [(seat, say) for seat, say in fresh if not say.interest]
    content = [seat for seat, say in counted if say.content]
    objecting = [seat for seat, say in counted if say.open_objection]
    able = len(seats) - sum(say.interest for _, say in said)
    carried = _carries(rule, counted, content)
    unmet = (
        *_time(rule, opened, on, route, closes),
        *_heard(rule, [seat for seat, _ in counted], partners, able),
        *_harm(rule, objecting, route),
        *_outside(rule, content, carried),
        *_chair(rule, chair_independent),
    )
    return Outcome(
        result="not yet" if unmet else "carried" if carried else "not carried",
        unmet=unmet,
        spoken=tuple(seat.partner for seat, _ in said),
        silent=tuple(slug for slug in seats if slug not in {seat.partner for seat, _ in fresh}),
        interested=tuple(seat.partner for seat, say in said if say.interest),
        objecting=tuple(seat.partner for seat in objecting),
        counted=len(counted),
        content=len(content),
    )


def closing_day(rule, opened, route, closes=None):
    """The first day on which voices may be closed."""
    days = rule.light_days if route == "light" else rule.days
    least = opened + datetime.timedelta(days=days)
    return max(least, closes) if closes else least


def _carries(rule, counted, content):
    """Consent: somebody is content and nobody sees harm; majority: more than half are content."""
    return len(content) * 2 > len(counted) if rule.method == "majority" else bool(content)


def _time(rule, opened, on, route, closes):
    if opened is None:
        yield Unmet("open", "voices are not open yet")
        return
    until = closing_day(rule, opened, route, closes)
    if on < until:
        yield Unmet("time", f"voices stay open until {until.day} {until:%B %Y}")


def _heard(rule, seats, partners, able):
    """Enough partners, of enough sectors; somebody at all."""
    least = max(rule.quorum_partners, 1)
    if len(seats) < least:
        short = least - len(seats)
        words = f"{_more(short, 'partner')} must speak: {len(seats)} of at least {least} have"
        beyond = f"; only {able} can, so the agreement itself must change" if able < least else ""
        yield Unmet("partners", words + beyond)
    sectors, there = {seat.sector for seat in seats}, {seat.sector for seat in partners}
    if len(sectors) < rule.quorum_sectors:
        words = f"partners from {_more(rule.quorum_sectors - len(sectors), 'sector')} must speak"
        missing = ", ".join(sorted(there - sectors)) or "none of the partners is from another"
        yield Unmet("sectors", f"{words} ({missing})")


def _harm(rule, objecting, route):
    """Under consent harm is dealt with before anything is carried; a light test always so."""
    if rule.method == "consent" or route == "light":
        for seat in objecting:
            yield Unmet("objection", f"an objection of {seat.called} is open")


def _outside(rule, content, carried):
    """Where agreed, large public bodies cannot carry anything by themselves."""
    there = sum(not seat.statutory for seat in content)
    if there >= rule.non_statutory or (rule.method == "majority" and not carried):
        return
    if there == 0 and rule.non_statutory == 1:
        words = "nobody outside the large public bodies is in favour or able to live with it yet"
    else:
        words = (
            f"{_more(rule.non_statutory - there, 'partner')} outside the large public bodies "
            "must be in favour or able to live with it"
        )
    yield Unmet("outside", words)


def _chair(rule, chair_independent):
    if rule.chair_independent and not chair_independent:
        yield Unmet("chair", "the chair must be independent")


def _more(number, what):
    return f"{number} more {what}{'' if number == 1 else 's'}"
