"""What was said about an issue, entry by entry, and where that leaves it."""

from dataclasses import dataclass, field

ASKED, TOLD, HEARD, REPLIED = "asked", "told its side", "felt heard", "replied"
PUT, AGREED, NOT_YET, AGAIN = "put to the owners", "agreed to it", "not yet", "began again"


@dataclass(frozen=True)
class Entry:
    """One thing a partner said or did. about: what it points to, such as {"to": "homes"}."""

    number: int
    act: str
    partner: str
    words: str = ""
    about: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Side:
    """One owner's side: who asked it something, whether it told its side, whether it felt heard."""

    partner: str
    asked_by: tuple = ()
    told: bool = False
    heard: bool = False

    @property
    def missing(self):
        """What still has to happen on this side, in words; '' where it was asked and heard."""
        if not self.asked_by:
            return "nobody has asked them yet"
        if not self.told:
            return "they were asked and have not told their side yet"
        return "" if self.heard else "they told their side and have not said that they feel heard"


def lately(entries):
    """The entries since the owners last began again."""
    begun = [at for at, one in enumerate(entries) if one.act == AGAIN]
    return entries[begun[-1] + 1 :] if begun else entries


def sides(entries, owners):
    """The side of each owner: slug -> Side, in order. entries: the oldest first.

    A side counts as told only after somebody else asked, and as heard only by its own word.
    """
    found = {slug: Side(slug) for slug in sorted(owners)}
    for one in lately(entries):
        to = one.about.get("to")
        if one.act == ASKED and to in found and to != one.partner:
            asked = dict.fromkeys((*found[to].asked_by, one.partner))
            found[to] = Side(to, tuple(asked), found[to].told, found[to].heard)
        elif one.partner in found:
            found[one.partner] = _after(one.act, found[one.partner])
    return found


def _after(act, side):
    told = side.told or (act == TOLD and bool(side.asked_by))
    heard = side.heard or (act == HEARD and told)
    return Side(side.partner, side.asked_by, told, heard)


def understood(entries, owners):
    """Whether every owner was asked, told its side and feels heard."""
    return bool(owners) and not any(one.missing for one in sides(entries, owners).values())


def may_tell(entries, owners, partner):
    """Why a partner cannot tell its side yet; '' where it can: curious questions come first."""
    side = sides(entries, owners).get(partner)
    if side is None:
        return "Only a partner that holds this can tell its side"
    if side.asked_by:
        return ""
    return "Curious questions come first: another partner asks before this side is told"


def may_feel_heard(entries, owners, partner):
    """Why a partner cannot say yet that it feels heard; '' where it can."""
    side = sides(entries, owners).get(partner)
    if side is None or not side.told:
        return "Tell your side first"
    return "You have said so already" if side.heard else ""


def may_reply(entries, owners, partner, to):
    """Why a partner cannot reply to another's side; '' where it can: it must have asked first."""
    side = sides(entries, owners).get(to)
    if side is None or not side.told:
        return "That side has not been told yet"
    if to == partner:
        return "A reply is to another partner"
    if partner not in side.asked_by:
        return "Ask a curious question first: a reply comes after you have asked and listened"
    return ""
