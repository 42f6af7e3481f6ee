"""Meetings: planned, moved, their papers put out, begun, ended, called off."""

from tilth.agree import words
from tilth.web.agree import history
from tilth.web.agree.models import Body, Meeting
from tilth.web.house.acts import act, locked, refuse

KEEPERS_ONLY = "Only the chair or the secretariat can do this"
FIELDS = ("title", "type", "on", "starts", "ends", "where", "join", "public")
MOVES = {  # from state to state: how the act is called
    ("planned", "published"): "put the papers out",
    ("published", "planned"): "took the papers back",
    ("planned", "live"): "began",
    ("published", "live"): "began",
    ("live", "held"): "ended",
    ("held", "live"): "went on",
    ("planned", "cancelled"): "called off",
    ("published", "cancelled"): "called off",
    ("cancelled", "planned"): "planned again",
}


def must_keep(standing):
    """Refuse what only the chair or the secretariat may do."""
    refuse("" if standing.keeps else KEEPERS_ONLY)


@act
def plan(standing, body, on, **told):
    """Plan a meeting of a body on a day; gives the Meeting. told: its other FIELDS."""
    must_keep(standing)
    body = locked(Body, body.pk)
    _check(body, on, told)
    meeting = Meeting.objects.create(body=body, on=on, **{k: told[k] for k in FIELDS if k in told})
    history.added(standing.by, meeting, "planned")
    return meeting


@act
def plan_all(standing, body, days, **told):
    """Plan a meeting on each of these days; all of them or none."""
    refuse("" if days else "Choose at least one day")
    return [plan(standing, body, on, **told) for on in days]


@act
def change(standing, meeting, reason="", **told):
    """Change when, where or how a meeting is held. told: any of FIELDS."""
    must_keep(standing)
    held = locked(Meeting, meeting.pk)
    refuse("" if held.state in ("planned", "published") else "It was held or called off already")
    told = {k: v for k, v in told.items() if k in FIELDS}
    _check(held.body, told.get("on", held.on), {"starts": held.starts, "ends": held.ends} | told,
           but=held.pk)  # fmt: skip
    if held.state == "published" and ("on" in told and told["on"] != held.on):
        refuse("" if reason.strip() else "Say why the day changes: its papers are out already")
    history.changed(standing.by, held, "changed the meeting", reason.strip(), **told)
    return held


def _check(body, on, told, but=None):
    starts, ends = told.get("starts"), told.get("ends")
    refuse("Give a start as well as an end" if ends and not starts else "")
    refuse("It ends at the moment it begins" if starts and starts == ends else "")
    kind = told.get("type", "meeting")
    refuse("" if kind in words.MEETINGS else "There is no such kind of meeting")
    same = Meeting.objects.filter(body=body, on=on).exclude(pk=but)
    refuse(f"{body.name} meets on that day already" if same.exists() else "")


@act
def move(standing, meeting, state, *, reason="", today=None):
    """Bring a meeting on: put its papers out, begin it, end it, call it off."""
    must_keep(standing)
    held = locked(Meeting, meeting.pk)
    name = MOVES.get((held.state, state))
    refuse("" if name else "That cannot be done with it now. Somebody may have done it already")
    if state == "published":
        refuse(
            "" if held.items.filter(removed=False).exists() else "Put an item on its agenda first"
        )
    if state == "live" and today is not None:
        refuse(f"It is on {held.on:%d/%m/%Y}, which is still to come" if held.on > today else "")
    if state == "cancelled":
        refuse("" if reason.strip() else "Say why it is called off")
    history.changed(standing.by, held, name, reason.strip(), state=state)
    return held
