"""Meetings as entries of a calendar."""

import datetime

from tilth.agree.meetings.diary import Entry, calendar_file
from tilth.web.agree.found import address
from tilth.web.agree.models import Step

WHEN = ("on", "starts", "ends", "where", "join", "title", "state")


def file_of(meetings, request, *, name, public=False):
    """The calendar file of meetings; of public ones nothing is told but when and where."""
    meetings = list(meetings)
    steps = _steps(meetings)
    entries = [_entry(one, steps.get(one.key, []), request, public) for one in meetings]
    return calendar_file(entries, name=name)


def _steps(meetings):
    found: dict = {}
    for step in Step.objects.filter(about__in=[one.key for one in meetings]).order_by("pk"):
        found.setdefault(step.about, []).append(step)
    return found


def _entry(one, steps, request, public):
    """Its sequence goes up with every change a calendar has to hear of."""
    moved = [step for step in steps if set(step.before) & set(WHEN)]
    changed = (moved or steps)[-1].at if steps else _midnight(one.on)
    at = f"/agree/public/meetings/{one.on.isoformat()}-{one.body.slug}/" if public else address(one)
    says = [f"{one.body.name}."] + ([f"Join: {one.join}"] if one.join and not public else [])
    return Entry(
        uid=f"meeting-{one.pk}.{request.place.place.code or 'place'}@tilth".lower(),
        title=one.title or one.body.name,
        on=one.on,
        starts=one.starts,
        ends=one.ends,
        where=one.where,
        says="\n".join(says),
        url=request.build_absolute_uri(at),
        changed=changed,
        sequence=len(moved),
        cancelled=one.state == "cancelled",
    )


def _midnight(on):
    """A moment to stamp a meeting with that has no history."""
    return datetime.datetime.combine(on, datetime.time(), tzinfo=datetime.UTC)
