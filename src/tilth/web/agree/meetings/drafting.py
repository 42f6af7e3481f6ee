"""What a meeting's records hold, as the value its minutes are drafted from."""

from tilth.agree.meetings.minutes import Held, Promise, Said
from tilth.web.agree.actions.live_meetings import PROMISED_IN
from tilth.web.agree.meetings import telling
from tilth.web.agree.models import Commitment, Decision, Link, Turn


def held_of(meeting):
    """A meeting as everybody round the table may read of it; what is in confidence stays out."""
    items = telling.items_of(meeting, telling.table_standing())
    decisions = _decisions(meeting)
    said = tuple(_said(one, decisions) for one in items)
    told = {ref for one in said for ref, _, _ in one.decisions}
    other = tuple(one for one in decisions.values() if one[0] not in told)
    if other:
        said += (Said(len(said) + 1, "Also decided", decisions=other),)
    present = Turn.objects.filter(meeting=meeting, count__gt=0).select_related("partner")
    present = {turn.partner.name for turn in present}
    seats = {one.name for one in telling.seated(meeting.body, meeting.on)}
    return Held(
        title=meeting.title or meeting.body.name,
        on=meeting.on,
        where=meeting.where,
        starts=meeting.starts,
        ends=meeting.ends,
        present=tuple(present),
        absent=tuple(seats - present),
        items=said,
        other_promises=_other_promises(decisions, items),
    )


def _said(shown, decisions):
    if shown["closed"]:
        return Said(shown["number"], telling.CLOSED, closed=True)
    item = shown["item"]
    ref = item.about.partition(":")[2] if item.about.startswith("decision:") else ""
    return Said(
        number=shown["number"],
        title=item.title,
        asked_by=item.partner.name if item.partner else "",
        type=item.type,
        notes=item.notes,
        outcome=item.outcome,
        decisions=(decisions[ref],) if ref in decisions else (),
        promises=tuple(_promise(one) for one in promises_of(item)),
    )


def _decisions(meeting):
    """ref -> (ref, title, outcome) of what was decided at a meeting or that day by its body."""
    closed = Decision.objects.filter(stage="closed")
    there = closed.filter(meeting=meeting)
    there |= closed.filter(meeting=None, body=meeting.body, closed=meeting.on)
    return {one.ref: (one.ref, one.title, one.outcome or "closed") for one in there.order_by("ref")}


def promises_of(item):
    """The promises written down on an item, the oldest first."""
    keys = Link.objects.filter(other=item.key, how=PROMISED_IN, removed=False)
    refs = [key.partition(":")[2] for key in keys.values_list("one", flat=True)]
    return list(Commitment.objects.filter(ref__in=refs).select_related("made_by").order_by("ref"))


def _other_promises(decisions, items):
    """Promises that belong to decisions of the meeting and were not written down on an item."""
    told = {one.pk for shown in items if not shown["closed"] for one in promises_of(shown["item"])}
    of = Commitment.objects.filter(decision__ref__in=decisions).exclude(pk__in=told)
    return tuple(_promise(one) for one in of.select_related("made_by").order_by("ref"))


def _promise(one):
    by = one.made_by.name if one.made_by else "the group"
    return Promise(by, one.words, one.due, one.ref)
