"""The paper trail: from a conversation to a paper, to a board, to what was decided and promised."""

from dataclasses import dataclass

from django.db.models import Q

from tilth.web.agree.documents.visible import documents_for
from tilth.web.agree.found import address, called, find_all, may_read
from tilth.web.agree.issues.visible import links_visible_to
from tilth.web.agree.models import Commitment, Decision, Item

MOST = 40  # records of one trail
KINDS = {
    "issue": "Conversation",
    "document": "Document",
    "item": "On the agenda",
    "meeting": "Meeting",
    "decision": "Decision",
    "agreement": "Agreement",
    "version": "Agreement",
    "delegation": "Passed on",
    "partner": "Partner",
    "body": "Group",
}
LEFT_OUT = ("tie", "voice", "role", "contribution")
"""Said in confidence, or no part of a paper trail."""


@dataclass(frozen=True)
class Stop:
    """One record on the trail: what it is, when, where to read it; here: the one we stand at."""

    key: str
    kind: str
    title: str
    address: str
    on: object = None
    how: str = ""
    here: bool = False


def trail(key, standing):
    """Every record joined to one by links, agendas and promises, the oldest first.

    What the reader may not see is left out, and so is whatever hangs on it alone.
    """
    found, waiting = {}, [(key, "")]
    links = links_visible_to(standing).filter(removed=False)
    while waiting and len(found) < MOST:
        reached = {}
        records = find_all(one for one, _ in waiting if one.partition(":")[0] not in LEFT_OUT)
        for one, how in waiting:
            record = None if one in found or len(found) >= MOST else records.get(one)
            if record is not None and _readable(record, standing):
                found[one], reached[one] = _stop(one, record, how, here=one == key), record
        beside = _beside(reached, links)
        waiting = [
            pair
            for one, record in reached.items()
            for pair in [*beside[one], *joined(record)]
            if pair[0] not in found
        ]
    return sorted(found.values(), key=lambda stop: (stop.on is None, str(stop.on), stop.key))


def _beside(keys, links):
    """key -> the keys beside it by links and agendas, each with how; asked for all at once."""
    beside = {key: [] for key in keys}
    for link in links.filter(Q(one__in=keys) | Q(other__in=keys)):
        for one, other in dict.fromkeys([(link.one, link.other), (link.other, link.one)]):
            if one in beside:
                beside[one].append((other, link.how))
    for item in Item.objects.filter(about__in=keys, removed=False):
        beside[item.about].append((item.key, "on the agenda"))
    return beside


def joined(record):
    """The keys a record itself names, each with how it is joined to them."""
    found = []
    if record.kind == "item":
        found += [(record.meeting.key, "at")] + ([(record.about, "about")] if record.about else [])
    if record.kind == "decision":
        found += [(record.meeting.key, "taken at")] if record.meeting else []
        made = Commitment.objects.filter(decision=record)
        found += [(one.key, "promised by it") for one in made]
    if record.kind == "commitment" and record.decision:
        found.append((record.decision.key, "came of"))
    return found


def _readable(record, standing):
    if record.kind == "document" and not documents_for(standing).filter(pk=record.pk).exists():
        return False
    if record.kind == "item" and record.about.startswith("issue:"):
        about = find_all([record.about]).get(record.about)
        return about is not None and _readable(about, standing)
    return may_read(record, standing)


def _stop(key, record, how, *, here):
    return Stop(
        key=key,
        kind=_kind(record),
        title=_title(record),
        address=address(record),
        on=_day(record),
        how=how,
        here=here,
    )


def _kind(record):
    if record.kind == "commitment":
        return {"commitment": "Promise"}.get(record.type, record.type.capitalize())
    return KINDS.get(record.kind, record.kind.capitalize())


def _title(record):
    if record.kind == "commitment":
        return f"{record.ref} {record.words}"
    if record.kind == "issue":
        return f"{record.ref} {record.title}"
    return called(record)


def _day(record):
    """The day a record stands at on its trail."""
    if isinstance(record, Decision):
        return record.closed or record.opened
    if isinstance(record, Item):
        return record.meeting.on
    for name in ("on", "made", "opened", "since"):
        if getattr(record, name, None) is not None:
            return getattr(record, name)
    return None
