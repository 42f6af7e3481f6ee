"""Partners review each other: what is put to a review, what was heard, and what came of it."""

import datetime

from django.contrib import messages
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tilth.agree.commitments.reviewing import WAYS
from tilth.agree.words import LAYERS
from tilth.ground.errors import AgreementError
from tilth.web.agree.actions import commitments as promises
from tilth.web.agree.actions import reviews as acts
from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.commitments import forms
from tilth.web.agree.commitments.items import item
from tilth.web.agree.commitments.listing import CRUMB, reading
from tilth.web.agree.commitments.one import writing
from tilth.web.agree.commitments.reviews import on_the_list, reviews
from tilth.web.agree.commitments.values import promises as values
from tilth.web.agree.commitments.waiting import done_by
from tilth.web.agree.files import ENDINGS, table_file
from tilth.web.agree.models import Commitment, Meeting, Partner
from tilth.web.agree.showing import page
from tilth.web.agree.standing import Standing
from tilth.web.house.drawing import day

HERE = ("Partners review each other", "/agree/commitments/reviews/")
A_YEAR = datetime.timedelta(days=365)  # what was kept longer ago was heard before
COLUMNS = {
    "on": "Day",
    "reviewer": "Who reviewed",
    "reviewed": "Whom",
    "about": "About",
    "layer": "At which layer",
    "by_layer": "Layer of who reviewed",
    "of_layer": "Layer of whom",
    "way": "Which way",
    "how": "Chosen or mandated",
    "heard": "What was heard",
    "says": "What the reviewers say",
}


@require_safe
@reading
def index(request):
    """Every peer review, to come and past, and who reviewed whom, which way, at whose wish."""
    rows, names = reviews(), dict(Partner.objects.values_list("slug", "name"))
    meetings = Meeting.objects.filter(type="peer review").select_related("body")
    today = day_of(request.place)
    return page(
        request,
        "commitments/reviews",
        "Partners review each other",
        crumbs=[CRUMB],
        coming=[one for one in meetings if one.on >= today],
        past=[one for one in reversed(meetings) if one.on < today],
        rows=list(reversed(rows)),
        names=names,
        ways=WAYS,
        table=list(_table(rows)),
        silent=_never(rows),
        files=ENDINGS,
    )


@require_safe
@reading
def index_file(request, ending):
    """Every review as a file: the events of accountability between partners."""
    return table_file("reviews", "Who reviewed whom", COLUMNS, reviews(), ending)


def _table(rows):
    """(layer, way) with how many, chosen and mandated apart; layers from the widest."""
    for layer in LAYERS:
        for way, words in WAYS.items():
            own = [row for row in rows if row["layer"] == layer and row["way"] == way]
            if own:
                mandated = sum(row["mandated"] for row in own)
                yield layer, words, len(own) - mandated, mandated


def _never(rows):
    """Partners round the table nobody has reviewed, by name."""
    reviewed = {row["reviewed"] for row in rows}
    return list(Partner.objects.filter(state="joined").exclude(slug__in=reviewed))


@require_safe
@reading
def meeting(request, number):
    """One peer review: its list, and what was heard and said of each promise on it."""
    return shown(request, _found(number))


def shown(request, one, wrong=(None, None)):
    """The page of a peer review, with a form that was refused in its place."""
    standing, today = Standing.of(request), day_of(request.place)
    rows = [row for row in reviews() if row["meeting"] == one.key]
    names = dict(Partner.objects.values_list("slug", "name"))
    listed = []
    for record, value in values(on_the_list(one)):
        told = item(record, value, request.place, today)
        told["reviews"] = [row for row in rows if row["about"] == record.key]
        told["form"] = _form(standing, record, one, today, *wrong)
        told["open"] = wrong[0] == record.ref
        listed.append(told)
    mine = standing.partner if not standing.keeps else None
    return page(
        request,
        "commitments/review",
        f"Peer review: {one.title or one.body.name}, {day(one.on)}",
        crumbs=[CRUMB, HERE],
        meeting=one,
        listed=listed,
        names=names,
        ways=WAYS,
        still_to_come=one.on > today,
        standing=standing,
        mine=mine,
        put_on=forms.PutOn(auto_id="put-%s") if standing.keeps else None,
        take_off=forms.TakeOff(auto_id=False) if standing.keeps else None,
    )


def _form(standing, record, one, today, wrong, bound):
    if wrong == record.ref:
        return bound
    doer = promises.doer(record)
    able = standing.keeps or (
        standing.partner is not None
        and standing.partner.state == "joined"
        and (doer is None or doer.pk != standing.partner.pk)
    )
    if one.on > today or not able or doer is None:
        return None
    told = {"mandated": one.body.formed == "instruction"}
    if standing.partner is not None:
        told["reviewer"] = standing.partner.slug
    return forms.Review(standing, doer, initial=told, auto_id=f"{record.ref}-%s")


@require_POST
@writing
def put_on(request, number):
    """Put every open or newly settled promise of a partner on the list."""
    one, standing = _found(number), Standing.of(request)
    partner = standing.partner
    if standing.keeps:
        form = forms.PutOn(request.POST)
        partner = form.cleaned_data["partner"] if form.is_valid() else None
    if partner is None:
        messages.error(request, "Say whose promises.")
        return redirect(_at(one))
    there = {record.pk for record in on_the_list(one)}
    lately = Q(state="kept", settled__gte=one.on - A_YEAR)
    open_now = Q(state__in=("growing", "stuck"))
    found = Commitment.objects.filter(done_by(partner)).filter(open_now | lately)
    put = 0
    try:
        for record in found.exclude(pk__in=there).order_by("ref"):
            acts.put_to_review(standing, one, record)
            put += 1
    except AgreementError as error:
        messages.error(request, f"{error.what}.")
    messages.success(request, f"{put} put on the list." if put else "There was nothing to add.")
    return redirect(_at(one))


@require_POST
@writing
def take_off(request, number, ref):
    """Take a promise off the list."""
    one, record = _found(number), get_object_or_404(Commitment, ref=ref)
    form = forms.TakeOff(request.POST)
    try:
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        acts.take_off(Standing.of(request), one, record, reason=reason)
        messages.success(request, f"{ref} is off the list.")
    except AgreementError as error:
        messages.error(request, f"{error.what}.")
    return redirect(_at(one))


@require_http_methods(["POST"])
@writing
def review(request, number, ref):
    """Write down what a partner heard and says of a promise."""
    one, record = _found(number), get_object_or_404(Commitment, ref=ref)
    standing = Standing.of(request)
    form = forms.Review(standing, promises.doer(record), request.POST, auto_id=f"{ref}-%s")
    if form.is_valid():
        told = dict(form.cleaned_data)
        reviewer = told.pop("reviewer")
        try:
            acts.review(standing, one, record, reviewer, on=day_of(request.place), **told)
        except AgreementError as error:
            form.add_error(None, f"{error.what}.")
        else:
            messages.success(request, f"What {reviewer.name} says of {ref} is kept.")
            return redirect(f"{_at(one)}#{ref}")
    return shown(request, one, wrong=(ref, form))


def _found(number):
    one = Meeting.objects.filter(pk=number, type="peer review").select_related("body").first()
    if one is None:
        raise Http404
    return one


def _at(one):
    return f"/agree/commitments/reviews/{one.pk}/"
