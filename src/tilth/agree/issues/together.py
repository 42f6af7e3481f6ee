"""What owners do together: one puts it to them, and it happens when every one of them agrees."""

from dataclasses import dataclass

from tilth.agree.issues.entries import AGREED, NOT_YET, PUT
from tilth.agree.issues.stages import may_move, may_open

WHAT = {
    "hold": "ask another partner to hold it with us",
    "open": "open it to more people",
    "reframe": "put it in words that are ours",
    "way": "agree a way forward",
    "review": "look back on what came of it",
    "rest": "let it rest for now",
}
LEADS_TO = {"reframe": "reframed", "way": "agreed", "review": "reviewed", "rest": "parked"}
NEEDS_WORDS = {"reframe", "way", "review", "rest"}


@dataclass(frozen=True)
class Put:
    """Something put to the owners. number: of its entry. value: a slug, a level, or words.

    agreed: partners that agreed, with the one that put it. against: (partner, words) of whoever
    said not yet: then it is over, and something else can be put.
    """

    number: int
    what: str
    value: str
    by: str
    about: dict
    agreed: frozenset
    against: tuple = ()

    def waits_for(self, owners):
        """The owners who have not said anything of it yet, in order."""
        return () if self.against else tuple(sorted(set(owners) - self.agreed))


def puts(entries, done=frozenset()):
    """What was put to the owners and is neither done nor turned down. entries: oldest first."""
    found: dict = {}
    for one in entries:
        if one.act == PUT:
            what, value = one.about.get("what", ""), one.about.get("value", "")
            agreed = frozenset({one.partner})
            found[one.number] = Put(one.number, what, value, one.partner, one.about, agreed)
        elif one.act in (AGREED, NOT_YET) and one.about.get("put") in found:
            found[one.about["put"]] = _answered(found[one.about["put"]], one)
    return [put for put in found.values() if put.number not in done and not put.against]


def _answered(put, entry):
    said = {**put.__dict__}
    if entry.act == AGREED:
        said["agreed"] = put.agreed | {entry.partner}
    else:
        said["against"] = (*put.against, (entry.partner, entry.words))
    return Put(**said)


def settled(put, owners):
    """Whether every owner agrees, also those who came to hold it since."""
    return not put.against and set(owners) <= put.agreed


def may_put(issue, what, value, owners, waiting):
    """Why something cannot be put to the owners now; '' where it can.

    issue: (stage, visible). value: a partner's slug, a level or words. waiting: Puts.
    """
    stage, visible = issue
    if what not in WHAT:
        return "That cannot be put to the owners"
    if any(one.what == what and (what != "hold" or one.value == value) for one in waiting):
        return "This is with the owners already. Let them answer first"
    if what == "hold":
        return "They hold it already" if value in owners else ""
    if what == "open":
        return may_open(visible, value)
    if not value.strip():
        return {"rest": "Say why it rests"}.get(what, "Write it in words")
    if what == "reframe" and stage == "reframed":
        return ""
    return may_move(stage, LEADS_TO[what])
