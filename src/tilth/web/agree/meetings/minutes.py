"""Minutes: drafted from the records, edited, looked at by partners, agreed, corrected."""

from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tilth.agree.meetings import minutes as text
from tilth.ground.errors import AgreementError
from tilth.web.agree import past
from tilth.web.agree.actions import minutes as act
from tilth.web.agree.actions.agendas import newest
from tilth.web.agree.found import address
from tilth.web.agree.meetings import forms, telling
from tilth.web.agree.meetings.drafting import held_of
from tilth.web.agree.meetings.one import attendance
from tilth.web.agree.models import Partner, Step
from tilth.web.agree.showing import page
from tilth.web.agree.standing import KEEPERS, ROUND, Standing
from tilth.web.house.access import route
from tilth.web.house.answering import sent, tried


@require_safe
@route(level="D1", purpose="plan", roles=ROUND)
def minutes(request, at):
    """The minutes of a meeting, and what can be done with them."""
    meeting, standing = telling.meeting_at(at), Standing.of(request)
    answers = act.answers(meeting) if meeting.state == "held" else {}
    corrected = Step.objects.filter(about=meeting.key, act=act.CORRECTED, undone_by=None)
    return page(
        request,
        "meetings/minutes",
        f"Minutes of {meeting}",
        crumbs=telling.crumbs(meeting),
        meeting=meeting,
        at=f"{address(meeting)}minutes/",
        blocks=text.blocks(meeting.minutes),
        attendance=attendance(meeting),
        keeps=standing.keeps,
        speaks=standing.speaks_for(standing.partner),
        answers=[{"partner": p, "right": s.act == act.RIGHT, "words": s.words, "at": s.at}
                 for p, s in sorted(answers.items(), key=lambda pair: pair[0].name.casefold())],
        silent=_silent(meeting, answers),
        answer=forms.Words(),
        corrected=[{"words": s.words, "at": s.at, "who": past.who(s)} for s in corrected],
        steps=past.story(meeting, standing),
    )  # fmt: skip


def _silent(meeting, answers):
    joined = Partner.objects.filter(state="joined")
    return joined.exclude(pk__in=[one.pk for one in answers]).count()


@require_POST
@route(level="D1", purpose="plan", roles=KEEPERS)
def draft(request, at):
    """Draft the minutes from what was written down."""
    meeting = telling.meeting_at(at)
    made, seen = text.draft(held_of(meeting)), newest(meeting)
    do = lambda: act.write(Standing.of(request), meeting, made, seen=seen, drafted=True)  # noqa: E731
    said = "Drafted from what was written down. Read it and put right what is not."
    return tried(request, f"{address(meeting)}minutes/", do, said)


@require_http_methods(["GET", "HEAD", "POST"])
@route(level="D1", purpose="plan", roles=KEEPERS)
def edit(request, at):
    """Edit minutes that are not agreed yet."""
    meeting = telling.meeting_at(at)
    if meeting.state != "held":
        raise Http404

    def do(told):
        act.write(Standing.of(request), meeting, told["text"], seen=told["seen"])

    return _written(request, meeting, forms.Minutes, do, "Edit minutes")


@require_http_methods(["GET", "HEAD", "POST"])
@route(level="D1", purpose="plan", roles=KEEPERS)
def correct(request, at):
    """Correct minutes that were agreed; what they said stays in the history."""
    meeting = telling.meeting_at(at)
    if meeting.state != "agreed":
        raise Http404

    def do(told):
        act.correct(Standing.of(request), meeting, told["text"], seen=told["seen"],
                    reason=told["reason"])  # fmt: skip

    return _written(request, meeting, forms.Correction, do, "Correct minutes")


def _written(request, meeting, kind, do, title):
    """A form with the text; a text that crossed another's is shown beside it, never lost."""
    back, theirs = f"{address(meeting)}minutes/", ""
    if request.method == "POST":
        form = kind(request.POST)
        if form.is_valid():
            try:
                do(form.cleaned_data)
            except AgreementError as error:
                form.add_error(None, f"{error.what}.")
                meeting.refresh_from_db()
                if error.what == act.MEANWHILE:
                    theirs, form.data = meeting.minutes, form.data.copy()
                    form.data["seen"] = newest(meeting)
            else:
                return redirect(back)
    else:
        form = kind(initial={"text": meeting.minutes, "seen": newest(meeting)})
    crumbs = [*telling.crumbs(meeting), ("Minutes", back)]
    return page(request, "meetings/minutes_edit", f"{title} of {meeting}", crumbs=crumbs,
                form=form, theirs=theirs, at=back)  # fmt: skip


@require_POST
@route(level="D1", purpose="plan", roles=ROUND)
def answer(request, at):
    """A partner says that the minutes are right, or what is not."""
    meeting, right = telling.meeting_at(at), request.POST.get("right") == "yes"

    def do(told):
        act.answer(Standing.of(request), meeting, right=right, words=told["words"])

    back = f"{address(meeting)}minutes/"
    return sent(request, forms.Words(request.POST), back, do, "Thank you. It is written down.")


@require_POST
@route(level="D1", purpose="plan", roles=KEEPERS)
def agree(request, at):
    """Write down that the body agreed the minutes."""
    meeting = telling.meeting_at(at)

    def do(told):
        act.agree(Standing.of(request), meeting, words=told["words"])

    back = f"{address(meeting)}minutes/"
    return sent(request, forms.Words(request.POST), back, do, "The minutes are agreed.")
