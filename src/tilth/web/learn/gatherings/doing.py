"""What is done on the page of a gathering: booked, written up, linked, promised, invited."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from tilth.ground.errors import AgreementError
from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.emailed import site_of
from tilth.web.agree.models import Partner
from tilth.web.house.answering import done, tried
from tilth.web.learn.actions import gatherings as act
from tilth.web.learn.actions import inviting
from tilth.web.learn.gatherings import forms
from tilth.web.learn.gatherings.one import drawn, found
from tilth.web.learn.gatherings.view import inquiry_of
from tilth.web.learn.showing import speaking


def _done(request, gathering, standing, name, form, do, said):
    """Do it, or show the page again with what was typed and what is wrong with it."""
    if done(form, do):
        messages.success(request, said)
        return redirect(f"/learn/gatherings/{gathering.slug}/")
    return drawn(request, gathering, standing, **{name: form, "wrong": name})


@require_POST
@speaking
def book(request, slug):
    """Say how many of a partner come."""
    gathering, standing = found(request, slug)
    hosts, today = act.may_change(standing, gathering), day_of(request.place)
    form = forms.Book(standing, hosts, request.POST)

    def do(told):
        partner, name = told.get("partner"), told.get("name", "")
        partner = partner if hosts else standing.partner
        act.book(standing, gathering, people=told["people"], today=today, partner=partner,
                 name=name)  # fmt: skip

    return _done(request, gathering, standing, "book", form, do, "It is written down.")


@require_POST
@speaking
def write_up(request, slug):
    """Write down what was said; nobody's words are lost when two write at once."""
    gathering, standing = found(request, slug)
    form = forms.WriteUp(gathering, inquiry_of(request.place, gathering), request.POST)
    if done(form, lambda _: act.write_up(standing, gathering, **form.told())):
        messages.success(request, "It is written up.")
        return redirect(f"/learn/gatherings/{slug}/")
    if form.non_field_errors():  # what somebody else wrote meanwhile stands below theirs
        form.data = form.data.copy()
        form.data["version"] = act.version_of(gathering)
    gathering.refresh_from_db()
    return drawn(request, gathering, standing, write=form, wrong="write")


@require_POST
@speaking
def engage(request, slug):
    """Write down who was engaged."""
    gathering, standing = found(request, slug)
    return _done(
        request,
        gathering,
        standing,
        "engaged",
        forms.Engaged(request.POST),
        lambda told: act.engage(standing, gathering, **told),
        "It is written down.",
    )


@require_POST
@speaking
def disengage(request, slug, number):
    """Take out one line of who was engaged."""
    gathering, standing = found(request, slug)
    return tried(
        request,
        f"/learn/gatherings/{slug}/#engaged-h",
        lambda: act.disengage(standing, gathering, number - 1),
        "It is taken out.",
    )


@require_POST
@speaking
def join(request, slug):
    """Link a topic, a story, a promise."""
    gathering, standing = found(request, slug)
    return _done(
        request,
        gathering,
        standing,
        "join",
        forms.Joined(standing, request.POST),
        lambda told: act.join(standing, gathering, told["key"]),
        "It is linked.",
    )


@require_POST
@speaking
def part(request, slug, number):
    """Take a link away."""
    gathering, standing = found(request, slug)
    return tried(
        request,
        f"/learn/gatherings/{slug}/#links-h",
        lambda: act.part(standing, gathering, number),
        "The link is taken away.",
    )


@require_POST
@speaking
def promise(request, slug):
    """Write down what a partner promised there."""
    gathering, standing = found(request, slug)
    today = day_of(request.place)
    if not act.may_add(standing):
        return redirect(f"/learn/gatherings/{slug}/")

    def do(told):
        act.promise(standing, gathering, made_by=told["partner"], words=told["words"],
                    due=told["due"], today=today)  # fmt: skip

    form = forms.Promise(standing, request.POST)
    return _done(request, gathering, standing, "promise", form, do, "The promise is written down.")


@require_POST
@speaking
def invite(request, slug):
    """Invite partners by email, one letter each."""
    gathering, standing = found(request, slug)
    back = f"/learn/gatherings/{slug}/"
    went, left = 0, []
    for partner in Partner.objects.filter(slug__in=request.POST.getlist("partners")):
        try:
            sent = inviting.invite(standing, gathering, partner, site=site_of(request),
                                   place=request.place.name)  # fmt: skip
            went, left = went + sent, left + ([] if sent else [f"{partner.name}: not sent."])
        except AgreementError as error:
            left.append(f"{error.what}.")
    if left:
        messages.error(request, " ".join(left))
    if went or not left:
        messages.success(request, f"{went} {'letter' if went == 1 else 'letters'} sent.")
    return redirect(back)
