"""The log of visits: who visited whom, what they saw, what they took home, what grew of it."""

from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.files import ENDINGS, table_file
from tilth.web.house.answering import done
from tilth.web.learn.actions import gatherings as act
from tilth.web.learn.gatherings import forms, moments
from tilth.web.learn.gatherings.listing import HERE, end_of
from tilth.web.learn.gatherings.view import gatherings_for, row, transplants_of, who
from tilth.web.learn.reader import reader_of
from tilth.web.learn.showing import page, public, speaking

COLUMNS = {
    "when": "When",
    "title": "Visit",
    "host": "Who was visited",
    "came": "Who went",
    "seen": "What they saw",
    "home": "What they took home",
    "planted": "What was planted",
    "address": "Address",
}


def _rows(standing, today):
    """Visits that were, the newest first; called off ones are none."""
    found = gatherings_for(standing).filter(type="visit", called_off="")
    found = list(found.filter(begins__lt=end_of(today)).order_by("-begins", "title"))
    names = act.partners_named([each for one in found for each in one.came])
    for one in found:
        planted = transplants_of(one, standing)
        yield row(one, today) | {
            "came": [who(each, names)["name"] for each in one.came],
            "seen": one.seen,
            "home": one.home,
            "planted": [f"{each.practice.title}: {each.place}" for each in planted],
            "transplants": planted,
        }


@require_safe
@public
def log(request):
    """Who visited whom, what they saw and what they took home."""
    standing, today = reader_of(request), day_of(request.place)
    coming = gatherings_for(standing).filter(type="visit", called_off="")
    coming = coming.filter(begins__gte=end_of(today)).order_by("begins", "title")
    return page(request, "gatherings/visits", "Visits", crumbs=[HERE],
                rows=list(_rows(standing, today)), files=ENDINGS,
                coming=[row(one, today) for one in coming],
                may_add=act.may_add(standing))  # fmt: skip


@require_safe
@public
def log_file(request, ending):
    """The same as a file."""
    rows = list(_rows(reader_of(request), day_of(request.place)))
    return table_file("visits", "Visits", COLUMNS, rows, ending)


@require_http_methods(["GET", "HEAD", "POST"])
@speaking
def new(request):
    """Write down a visit that was made."""
    standing = reader_of(request)
    form = forms.Visit(request.POST or None, initial={"open_to": "partnership"})
    made = done(form, lambda told: act.log_visit(standing, **_told(**told)))
    if made:
        return redirect(f"/learn/gatherings/{made.slug}/")
    return page(request, "gatherings/visit_new", "Write down a visit",
                crumbs=[HERE, ("Visits", "/learn/visits/")], form=form,
                may_add=act.may_add(standing))  # fmt: skip


def _told(on, others, **told):
    names = [line.strip() for line in others.splitlines() if line.strip()]
    told |= {"begins": moments.begun(on, None), "ends": moments.ended(on, None)}
    return told | {"others": [{"name": name} for name in names]}
