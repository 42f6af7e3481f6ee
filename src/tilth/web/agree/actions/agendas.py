"""Agendas: any partner that has joined may put an item on; everyone sees who did."""

from tilth.agree import words
from tilth.agree.meetings.agenda import Planned, ordered
from tilth.web.agree import history
from tilth.web.agree.models import Item, Meeting, Step
from tilth.web.house.acts import act, locked, refuse

MOST = 60
FRONT = ("asks", "purpose", "background", "population", "money", "equality")
CLOSED = {
    "published": "The papers are out. Ask the secretariat to change the agenda",
    "live": "The meeting has begun",
    "held": "The meeting was held already",
    "agreed": "The minutes are agreed already",
    "cancelled": "The meeting was called off",
}
MEANWHILE = "Somebody changed this item while you were writing"


def why_not_change(standing, meeting, item=None):
    """Why somebody cannot change an agenda, or one item of it; '' where they can.

    The secretariat may while the meeting has not been held; a partner while papers are not out,
    and only what it put on itself.
    """
    if standing.keeps:
        late = meeting.state in ("held", "agreed", "cancelled")
        return CLOSED[meeting.state] if late else ""
    if standing.partner is None or not standing.speaks_for(standing.partner):
        return "Only partners that have joined can put something on the agenda"
    if meeting.state != "planned":
        return CLOSED[meeting.state]
    if item is not None and item.partner_id != standing.partner.pk:
        return "Another partner put this on the agenda"
    return ""


@act
def add(
    standing, meeting, *, title, type="discuss", minutes=None, about="", partner=None, front=None
):
    """Put an item at the end of an agenda; gives the Item.

    partner: who asks for it; only the secretariat may say that it is another than their own.
    """
    meeting = locked(Meeting, meeting.pk)
    refuse(why_not_change(standing, meeting))
    _check(title, type, minutes)
    own = standing.partner if standing.speaks_for(standing.partner) else None
    whose = partner if standing.keeps else own
    refuse("" if whose is None or whose.state != "left" else f"{whose.name} has left")
    there = meeting.items.filter(removed=False)
    refuse(f"An agenda holds {MOST} items at most" if there.count() >= MOST else "")
    twice = about and there.filter(about=about).exists()
    refuse("This is on the agenda already" if twice else "")
    last = max((one.number for one in there), default=0)
    item = Item.objects.create(
        meeting=meeting,
        number=last + 1,
        title=title.strip(),
        type=type,
        minutes=minutes,
        about=about,
        partner=whose,
        front=_front(front),
    )
    history.added(standing.by, item, "put on the agenda")
    return item


def _check(title, type, minutes):
    refuse("" if title.strip() else "Say what it is about")
    refuse("" if type in words.ITEMS else "There is no such kind of item")
    refuse("An item takes from 1 minute to 8 hours" if minutes and minutes > 480 else "")


def _front(told):
    return {key: str(told[key]).strip() for key in FRONT if (told or {}).get(key)}


@act
def change(standing, item, seen, *, title, type, minutes, partner=None, front=None):
    """Change an item. seen: the newest Step about it when the writer began, or None."""
    item = locked(Item, item.pk)
    refuse(why_not_change(standing, item.meeting, item))
    refuse("" if newest(item) == seen else MEANWHILE)
    refuse("It was taken off the agenda meanwhile" if item.removed else "")
    _check(title, type, minutes)
    told = {"title": title.strip(), "type": type, "minutes": minutes, "front": _front(front)}
    if standing.keeps:
        told["partner"] = partner
    history.changed(standing.by, item, "changed the item", **told)
    return item


def newest(record):
    """The number of the newest Step about a record, or None."""
    found = Step.objects.filter(about=record.key).order_by("-pk").values_list("pk", flat=True)
    return found.first()


@act
def shift(standing, item, up):
    """Move an item one place up or down; the rest follow."""
    meeting = locked(Meeting, item.meeting_id)
    refuse(why_not_change(standing, meeting))
    refuse("" if standing.keeps else "The order is for the secretariat, who do it for everyone")
    there = list(meeting.items.filter(removed=False).order_by("number", "pk"))
    places = [one.pk for one in there]
    refuse("" if item.pk in places else "It was taken off the agenda meanwhile")
    at = places.index(item.pk)
    to = at - 1 if up else at + 1
    if 0 <= to < len(there):
        there[at], there[to] = there[to], there[at]
        _number(standing, there, "moved")


@act
def sort(standing, meeting, closes):
    """Put what needs deciding first; closes: item's number -> the day its decision closes."""
    meeting = locked(Meeting, meeting.pk)
    refuse(why_not_change(standing, meeting))
    refuse("" if standing.keeps else "The order is for the secretariat, who do it for everyone")
    there = {one.pk: one for one in meeting.items.filter(removed=False).order_by("number", "pk")}
    planned = [Planned(pk, one.type, one.minutes, closes.get(pk)) for pk, one in there.items()]
    _number(standing, [there[one.key] for one in ordered(planned)], "moved")


def _number(standing, items, act_name):
    for place, one in enumerate(items, start=1):
        history.changed(standing.by, one, act_name, number=place)


@act
def remove(standing, item):
    """Take an item off the agenda; it stays in the history and can be put back."""
    meeting = locked(Meeting, item.meeting_id)
    item = locked(Item, item.pk)
    refuse(why_not_change(standing, meeting, item))
    refuse("It was taken off already" if item.removed else "")
    refuse("" if meeting.state in ("planned", "published") else CLOSED["live"])
    history.changed(standing.by, item, "taken off the agenda", removed=True)


@act
def restore(standing, item):
    """Put an item back on the agenda, at its end."""
    meeting = locked(Meeting, item.meeting_id)
    item = locked(Item, item.pk)
    refuse(why_not_change(standing, meeting, item))
    refuse("" if item.removed else "It is on the agenda")
    there = meeting.items.filter(removed=False).values_list("number", flat=True)
    last = max(there, default=0)
    history.changed(standing.by, item, "put back on the agenda", removed=False, number=last + 1)
