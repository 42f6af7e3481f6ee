"""What is coming and what was, by kind; the calendar file; who was engaged, all told."""

import datetime

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from tilth.learn.gatherings.diary import Entry, calendar_file
from tilth.learn.words import GATHERINGS
from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.files import ENDINGS, table_file
from tilth.web.agree.models import Step
from tilth.web.learn.actions.gatherings import may_add
from tilth.web.learn.gatherings import moments
from tilth.web.learn.gatherings.view import gatherings_for, number_shown, row
from tilth.web.learn.reader import reader_of
from tilth.web.learn.showing import page, public

HERE = ("Gatherings", "/learn/gatherings/")
MOST_PAST = 40
WHEN = ("begins", "ends", "where", "join", "title", "called_off")
COLUMNS = {
    "who": "Who was engaged",
    "people": "How many people",
    "how": "How",
    "title": "Where",
    "on": "On",
    "address": "Address",
}
NOTE = "Numbers of people from 1 to 7 are told as fewer than 8, others to the nearest 5."


def chosen_type(request):
    """The kind somebody chose, or ''. Http404 for one there is not."""
    said = request.GET.get("type", "")
    if said and said not in GATHERINGS:
        raise Http404
    return said


def end_of(day):
    """The moment a day begins, in the zone of the place."""
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time()))


@require_safe
@public
def index(request):
    """Where people meet to learn: what is coming, what was."""
    standing, today, chosen = reader_of(request), day_of(request.place), chosen_type(request)
    every = gatherings_for(standing)
    kinds = set(every.values_list("type", flat=True))
    every = every.filter(type=chosen) if chosen else every
    coming = every.filter(ends__gte=end_of(today)).order_by("begins", "title")
    past = every.filter(ends__lt=end_of(today)).order_by("-begins", "title")
    return page(
        request,
        "gatherings/index",
        "Gatherings",
        coming=[row(one, today) for one in coming],
        past=[row(one, today) for one in past[:MOST_PAST]],
        older=max(0, past.count() - MOST_PAST),
        kinds=[kind for kind in GATHERINGS if kind in kinds],
        chosen=chosen,
        says=GATHERINGS.get(chosen, ""),
        may_add=may_add(standing),
    )


@require_safe
@public
def calendar(request):
    """Every gathering that is to come, as a calendar file; of one kind where it is chosen."""
    standing, chosen = reader_of(request), chosen_type(request)
    since = end_of(day_of(request.place) - datetime.timedelta(days=31))
    found = gatherings_for(standing).filter(ends__gte=since).order_by("begins", "pk")
    found = found.filter(type=chosen) if chosen else found
    return calendar_answer(found, request, "gatherings", f"Gatherings, {request.place.name}")


def calendar_answer(gatherings, request, file, name):
    """Gatherings as a calendar file to open."""
    gatherings = list(gatherings)
    steps: dict = {}
    keys = [one.key for one in gatherings]
    for step in Step.objects.filter(about__in=keys).order_by("pk"):
        steps.setdefault(step.about, []).append(step)
    entries = [_entry(one, steps.get(one.key, []), request) for one in gatherings]
    response = HttpResponse(calendar_file(entries, name=name), "text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{file}.ics"'
    return response


def _entry(one, steps, request):
    """Its sequence goes up with every change a calendar has to hear of."""
    moved = [step for step in steps if set(step.before) & set(WHEN)]
    says = [one.words] if one.words else []
    says += [f"Join: {one.join}"] if one.join else []
    says += [f"Called off: {one.called_off}"] if one.called_off else []
    return Entry(
        uid=f"gathering-{one.pk}.{request.place.place.code or 'place'}@tilth".lower(),
        title=one.title,
        begins=timezone.localtime(one.begins),
        ends=timezone.localtime(one.ends),
        whole_days=moments.whole_days(one),
        where=one.where,
        says="\n".join(says),
        url=request.build_absolute_uri(f"/learn/gatherings/{one.slug}/"),
        changed=(moved or steps)[-1].at if steps else one.begins,
        sequence=len(moved),
        cancelled=bool(one.called_off),
    )


def _engaged(standing):
    for one in gatherings_for(standing).exclude(engaged=[]).order_by("-begins", "title"):
        for each in one.engaged:
            yield {
                "who": each["who"],
                "people": number_shown(each),
                "how": each.get("how", ""),
                "title": one.title,
                "on": timezone.localtime(one.begins).date(),
                "address": f"/learn/gatherings/{one.slug}/",
            }


@require_safe
@public
def engaged(request):
    """Who was engaged, how many and how, over all gatherings."""
    rows = list(_engaged(reader_of(request)))
    return page(request, "gatherings/engaged", "Who was engaged", crumbs=[HERE], rows=rows,
                files=ENDINGS, note=NOTE)  # fmt: skip


@require_safe
@public
def engaged_file(request, ending):
    """The same as a file."""
    rows = list(_engaged(reader_of(request)))
    return table_file("engaged", "Who was engaged", COLUMNS, rows, ending, notes=[NOTE])
