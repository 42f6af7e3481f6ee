"""The pack of a meeting: on a page, on paper, as a PDF."""

from django.http import FileResponse, Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from tilth.web.agree.found import address
from tilth.web.agree.meetings import printing, telling
from tilth.web.agree.meetings.packing import mark_of, pack_of
from tilth.web.agree.showing import page
from tilth.web.agree.standing import ROUND
from tilth.web.house.access import route
from tilth.web.house.answering import tried
from tilth.web.house.by import By
from tilth.web.house.jobs import ask
from tilth.web.house.jobs.running import folder_of
from tilth.web.house.models import Job
from tilth.web.see.news import news_of

KIND = "pack"


@require_safe
@route(level="D1", purpose="plan", roles=ROUND)
def pack(request, at):
    """Everything a reader needs for the meeting, the same for every partner."""
    meeting = telling.meeting_at(at)
    made = pack_of(meeting, request.place, _news(request))
    job = _newest(meeting)
    return page(
        request,
        "meetings/pack",
        made.title,
        crumbs=telling.crumbs(meeting),
        pack=made,
        at=f"{address(meeting)}pack/",
        prints=printing.browser() is not None,
        no_browser=printing.NO_BROWSER,
        job=job,
        busy=job is not None and job.state in ("waiting", "running"),
        stale=job is not None
        and job.state == "done"
        and job.asked["mark"] != _mark(request, meeting),
    )


def _news(request):
    return news_of(request) if request.release else None


def _mark(request, meeting):
    return mark_of(printing.html_of(meeting, request.place, _news(request)))


def _newest(meeting):
    """The newest asking for the PDF of a meeting; what it holds is the same for everyone."""
    return Job.objects.filter(kind=KIND, asked__meeting=meeting.key).order_by("-pk").first()


@require_POST
@route(level="D1", purpose="plan", roles=ROUND)
def make(request, at):
    """Ask for the PDF; it is made behind the page."""
    meeting = telling.meeting_at(at)
    back = f"{address(meeting)}pack/#pdf"
    if printing.browser() is None:
        return redirect(back)
    asked = {"meeting": meeting.key, "mark": _mark(request, meeting)}
    return tried(request, back, lambda: ask(By.of(request), KIND, **asked), "It is being printed.")


@require_safe
@route(level="D1", purpose="plan", roles=ROUND, act="exported")
def pdf(request, at):
    """Take the newest PDF away."""
    meeting = telling.meeting_at(at)
    done = Job.objects.filter(kind=KIND, asked__meeting=meeting.key, state="done").exclude(file="")
    job = done.order_by("-pk").first()
    path = job and folder_of(request.place, job.pk) / job.file
    if not path or not path.is_file():
        raise Http404
    return FileResponse(path.open("rb"), as_attachment=True, filename=job.file)
