"""One meeting: when, where, its agenda, what can be done with it now."""

from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tilth.agree.words import MEETING_STATES, MEETINGS
from tilth.ground.errors import AgreementError
from tilth.web.agree import past
from tilth.web.agree.actions import meetings as act
from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.found import address
from tilth.web.agree.meetings import diary, forms, telling
from tilth.web.agree.meetings.index import calendar_answer
from tilth.web.agree.models import Turn
from tilth.web.agree.showing import page
from tilth.web.agree.standing import KEEPERS, ROUND, Standing
from tilth.web.house.access import route
from tilth.web.house.answering import tried

NEXT = {  # what can be pressed in each state: (state it leads to, words on the button)
    "planned": (("published", "Put the papers out"), ("live", "Begin the meeting")),
    "published": (("live", "Begin the meeting"), ("planned", "Take the papers back")),
    "live": (("held", "End the meeting"),),
    "held": (("live", "Go on with the meeting"),),
    "cancelled": (("planned", "Plan it again"),),
}
SAID = {
    "published": "The papers are out. Everyone round the table can read the pack.",
    "planned": "The agenda can be changed again.",
    "live": "The meeting is being held.",
    "held": "The meeting has ended. Its minutes can be drafted.",
    "cancelled": "The meeting is called off.",
}


@require_safe
@route(level="D1", purpose="plan", roles=ROUND)
def one(request, at):
    """A meeting; a list where several bodies meet on the day."""
    found = telling.meetings_at(at)
    if len(found) > 1:
        several = [(str(one), address(one)) for one in found]
        crumbs = telling.crumbs()
        return page(request, "meetings/several", "Which meeting?", crumbs=crumbs, several=several)
    meeting, standing = found[0], Standing.of(request)
    items = telling.items_of(meeting, standing)
    return page(
        request,
        "meetings/one",
        str(meeting),
        crumbs=telling.crumbs(),
        meeting=meeting,
        at=address(meeting),
        state=MEETING_STATES[meeting.state],
        kind=MEETINGS[meeting.type],
        items=items,
        timing=telling.timing_of(meeting, meeting.items.filter(removed=False)),
        set_by=telling.who_set(items),
        keeps=standing.keeps,
        may_add=standing.keeps or (standing.partner and standing.speaks_for(standing.partner)),
        presses=NEXT.get(meeting.state, ()) if standing.keeps else (),
        change=_change_form(meeting) if standing.keeps else None,
        attendance=attendance(meeting),
        steps=past.story(meeting, standing),
    )


def _change_form(meeting):
    if meeting.state not in ("planned", "published"):
        return None
    return forms.Change(initial={name: getattr(meeting, name) for name in act.FIELDS})


def attendance(meeting):
    """Each partner with a seat and everyone who came: there or not, turns, things put forward."""
    turns = Turn.objects.filter(meeting=meeting, count__gt=0).select_related("partner")
    rows = {one.pk: {"partner": one, "present": 0, "spoke": 0, "proposed": 0, "paper": 0}
            for one in telling.seated(meeting.body, meeting.on)}  # fmt: skip
    for turn in turns:
        row = rows.setdefault(turn.partner_id, {"partner": turn.partner, "present": 0, "spoke": 0,
                                                "proposed": 0, "paper": 0})  # fmt: skip
        row[turn.type] = row.get(turn.type, 0) + turn.count
    found = sorted(rows.values(), key=lambda row: row["partner"].name.casefold())
    return {"rows": found, "known": any(row["present"] for row in found)}


@require_http_methods(["GET", "HEAD", "POST"])
@route(level="D1", purpose="plan", roles=KEEPERS)
def change(request, at):
    """Change when and where a meeting is held."""
    meeting = telling.meeting_at(at)
    form = forms.Change(request.POST) if request.method == "POST" else _change_form(meeting)
    if form is None:
        return redirect(address(meeting))
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        try:
            moved = act.change(Standing.of(request), meeting, told.pop("reason"), **told)
        except AgreementError as error:
            form.add_error(None, f"{error.what}.")
        else:
            return redirect(address(moved))
    crumbs = telling.crumbs(meeting)
    return page(request, "meetings/change", f"Change {meeting}", crumbs=crumbs, form=form,
                at=address(meeting))  # fmt: skip


@require_POST
@route(level="D1", purpose="plan", roles=KEEPERS)
def move(request, at, state):
    """Bring a meeting on: papers out, begun, ended, called off."""
    meeting, form = telling.meeting_at(at), forms.Reason(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    where = {"live": "live/", "held": "minutes/"}.get(state, "")
    today = day_of(request.place)
    do = lambda: act.move(Standing.of(request), meeting, state, reason=reason, today=today)  # noqa: E731
    return tried(request, f"{address(meeting)}{where}", do, SAID.get(state, "Done."))


@require_safe
@route(level="D1", purpose="plan", roles=ROUND)
def calendar(request, at):
    """One meeting as a calendar file."""
    meeting = telling.meeting_at(at)
    made = diary.file_of([meeting], request, name=str(meeting))
    return calendar_answer(made, f"{meeting.on.isoformat()}-{meeting.body.slug}")
