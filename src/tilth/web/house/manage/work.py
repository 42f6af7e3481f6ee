"""Jobs: ask for one, see how far it is, stop it, take away what it made."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from tilth.ground.errors import ClosedError
from tilth.web.house import closed
from tilth.web.house.access import SIGNED_IN, route
from tilth.web.house.access.asking import may
from tilth.web.house.access.rows import jobs_for, own_jobs
from tilth.web.house.answering import tried
from tilth.web.house.by import By
from tilth.web.house.jobs import KINDS, asking
from tilth.web.house.jobs.running import folder_of
from tilth.web.house.manage import forms
from tilth.web.house.manage.showing import page

READERS = SIGNED_IN - {"resident"}
JOBS = ("Jobs", "/manage/jobs/")
MOST = 100


@require_safe
@route(level="D1", purpose="plan", roles=READERS)
def jobs(request):
    """The newest jobs, and those one may ask for."""
    newest = [shown(one) for one in jobs_for(request)[:MOST]]
    kinds = [(name, one) for name, one in KINDS.items() if one.listed and may(request, one.route)]
    busy = any(one["open"] for one in newest)
    layers = layers_of(request.place)
    return page(request, "jobs", "Jobs", jobs=newest, kinds=kinds, busy=busy, layers=layers)


def layers_of(place):
    """The layers a place names, the one residents know first."""
    named = place.layers
    first = ("neighbourhood",) if named.neighbourhood else ()
    return [*first, *named.overlays, named.place, named.system, named.small_area]


@require_safe
@route(level="D1", purpose="plan", roles=READERS)
def job(request, number):
    """One job: how far it is, and what came of it."""
    one = shown(get_object_or_404(jobs_for(request), pk=number))
    mine = one["job"].person_id == request.user.pk
    return page(request, "job", one["title"], crumbs=[JOBS], one=one, mine=mine)


@require_POST
@route(level="D1", purpose="plan", roles=READERS)
def ask(request):
    """Ask for work."""
    form = forms.AskJob(request.POST)
    if not form.is_valid():
        raise Http404
    made = []

    def do():
        made.append(asking.ask(By.of(request), form.cleaned_data["kind"], **form.asked()))

    gone = tried(request, JOBS[1], do, "The work is in the queue.")
    return redirect(f"{JOBS[1]}{made[0].pk}/") if made else gone


@require_POST
@route(level="D1", purpose="plan", roles=READERS)
def stop(request, number):
    """Stop a job at its next step."""
    one = get_object_or_404(jobs_for(request), pk=number)
    back = f"/manage/jobs/{number}/"
    return tried(request, back, lambda: asking.stop(By.of(request), one), "It stops now.")


@require_safe
@route(level="D1", purpose="plan", roles=READERS, act="exported")
def file(request, number):
    """Take away what one's own job made; entered in the record before."""
    one = get_object_or_404(own_jobs(request), pk=number, state="done")
    if not one.file or not may(request, KINDS[one.kind].route):
        raise Http404
    since = {
        k: v
        for k, v in closed.sources(request.place).items()
        if k not in one.asked.get("closed", ())
    }
    if since:  # what it counted has closed meanwhile
        raise ClosedError(next(iter(since.values())))
    path = folder_of(request.place, one.pk) / one.file
    if not path.is_file():
        raise Http404
    return FileResponse(path.open("rb"), as_attachment=True, filename=one.file)


def shown(one):
    """A job as the pages show it."""
    whole = one.total or 0
    kind = KINDS.get(one.kind)
    return {
        "job": one,
        "title": kind.title if kind else one.kind,
        "open": one.state in asking.OPEN,
        "share": min(100, round(100 * one.done / whole)) if whole else None,
    }
