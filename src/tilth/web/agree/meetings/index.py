"""Every meeting: coming and past; planning new ones; the calendar file."""

import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tilth.agree.meetings import cycle
from tilth.agree.words import MEETING_STATES
from tilth.ground.errors import AgreementError
from tilth.web.agree.actions import meetings as act
from tilth.web.agree.agreements.force import current, day_of
from tilth.web.agree.found import address
from tilth.web.agree.meetings import diary, forms, telling
from tilth.web.agree.models import Body, Item, Meeting, Partner
from tilth.web.agree.showing import page
from tilth.web.agree.standing import KEEPERS, ROUND, Standing
from tilth.web.house.access import route
from tilth.web.house.answering import tried

MOST_PAST = 40
HERE = "/agree/meetings/"


@require_safe
@route(level="D1", purpose="plan", roles=ROUND)
def index(request):
    """Meetings that are to come, and those that were."""
    today, standing = day_of(request.place), Standing.of(request)
    chosen = _chosen(request)
    every = Meeting.objects.select_related("body")
    every = every.filter(body=chosen) if chosen else every
    return page(
        request,
        "meetings/index",
        "Meetings",
        coming=[_row(one) for one in every.filter(on__gte=today).order_by("on", "pk")],
        past=[_row(one) for one in every.filter(on__lt=today).order_by("-on", "-pk")[:MOST_PAST]],
        older=max(0, every.filter(on__lt=today).count() - MOST_PAST),
        bodies=Body.objects.filter(until=None),
        chosen=chosen,
        terms=_terms(chosen, today) if chosen else None,
        keeps=standing.keeps,
        agendas=_who_sets(every),
        days_form=_days_form(chosen, today) if chosen and standing.keeps else None,
    )


def _chosen(request):
    said = request.GET.get("body", "")
    if not said:
        return None
    found = Body.objects.filter(slug=said).first()
    if found is None:
        raise Http404
    return found


def _row(one):
    return {
        "title": one.title or one.body.name,
        "address": address(one),
        "on": one.on,
        "starts": one.starts,
        "body": one.body,
        "state": MEETING_STATES[one.state],
        "cancelled": one.state == "cancelled",
        "minutes": bool(one.minutes),
    }


def _who_sets(meetings):
    """Who put items on these agendas: each partner that joined is there, the silent ones too."""
    from tilth.web.agree.issues.visible import KEY

    items = Item.objects.filter(meeting__in=meetings, removed=False).exclude(about__startswith=KEY)
    counts = {one.pk: 0 for one in Partner.objects.filter(state="joined")}
    names = dict(Partner.objects.values_list("pk", "name"))
    for pk in items.exclude(partner=None).values_list("partner", flat=True):
        counts[pk] = counts.get(pk, 0) + 1
    rows = sorted(((names[pk], n) for pk, n in counts.items()), key=lambda row: row[0].casefold())
    return {"rows": rows, "nobody": items.filter(partner=None).count(), "all": items.count()}


def _terms(body, today):
    """A body's terms of reference, what was handed to it, and how often it meets (P-024)."""
    version = current(body, today)
    clauses = version.clauses if version else {}
    read = cycle.read(body.cycle) if body.cycle else None
    chair = body.parts.filter(chair=True).select_related("person", "partner")
    chair = chair.order_by("-since").first()
    ends = chair and (chair.until or cycle.term_ends(chair.since, clauses.get("chair_years", 3)))
    passed = body.received.filter(until=None).exclude(from_body=body)
    return {
        "agreement": version and {"title": version.agreement.title,
                                  "address": f"/agree/agreement/{version.agreement.slug}/"},
        "cycle_read": read is not None,
        "passed": [one.function for one in passed],
        "reserved": clauses.get("reserved", ()),
        "chair": chair,
        "chair_ends": ends,
        "next": _next_days(body, read, today) if read else [],
    }  # fmt: skip


def _next_days(body, read, today):
    last = body.meetings.exclude(state="cancelled").order_by("on").last()
    return cycle.next_dates(read, last.on, after=max(today, last.on)) if last else []


def _days_form(body, today, data=None):
    read = cycle.read(body.cycle) if body.cycle else None
    days = _next_days(body, read, today) if read else []
    choices = [(one.isoformat(), f"{one:%A} {one.day} {one:%B %Y}") for one in days]
    last = body.meetings.order_by("on").last()
    before = {"starts": last.starts, "ends": last.ends, "where": last.where} if last else {}
    return forms.Days(choices, data, initial=before) if choices else None


@require_POST
@route(level="D1", purpose="plan", roles=KEEPERS)
def plan_days(request, slug):
    """Plan a body's next meetings, as its cycle says."""
    body = Body.objects.filter(slug=slug).first()
    if body is None:
        raise Http404
    back = f"{HERE}?body={slug}"
    form = _days_form(body, day_of(request.place), request.POST)
    if form is None or not form.is_valid():
        from django.contrib import messages

        messages.error(request, "Choose at least one day that the page shows.")
        return redirect(back)
    told = form.cleaned_data
    days = [datetime.date.fromisoformat(one) for one in told.pop("days")]
    do = lambda: act.plan_all(Standing.of(request), body, days, **told)  # noqa: E731
    return tried(request, back, do, "Planned.")


@require_http_methods(["GET", "HEAD", "POST"])
@route(level="D1", purpose="plan", roles=KEEPERS)
def new(request):
    """Plan one meeting."""
    form = forms.New(request.POST or None, initial={"body": request.GET.get("body", "")})
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        try:
            made = act.plan(Standing.of(request), told.pop("body"), told.pop("on"), **told)
        except AgreementError as error:
            form.add_error(None, f"{error.what}.")
        else:
            return redirect(f"{address(made)}agenda/")
    bodies = Body.objects.filter(until=None).exists()
    crumbs = telling.crumbs()
    return page(request, "meetings/new", "Plan a meeting", crumbs=crumbs, form=form, bodies=bodies)


@require_safe
@route(level="D1", purpose="plan", roles=ROUND)
def coming_next(request, what=""):
    """The next meeting that is to come; its pack where that is asked for."""
    coming = Meeting.objects.filter(on__gte=day_of(request.place)).exclude(state="cancelled")
    one = coming.order_by("on", "pk").first()
    return redirect(f"{address(one)}{what}" if one else HERE)


@require_safe
@route(level="D1", purpose="plan", roles=ROUND)
def calendar(request):
    """Every meeting that is to come, as a calendar file."""
    since = day_of(request.place) - datetime.timedelta(days=31)
    every = Meeting.objects.filter(on__gte=since).select_related("body").order_by("on", "pk")
    made = diary.file_of(every, request, name=f"Meetings, {request.place.name}")
    return calendar_answer(made, "meetings")


def calendar_answer(made, name):
    """A calendar file to open."""
    response = HttpResponse(made, "text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return response
