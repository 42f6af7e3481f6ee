"""An agreement begun from a template, written, and put up for signature."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tilth.agree.agreements.template import AgreementTemplate
from tilth.agree.words import AGREEMENTS
from tilth.ground.errors import AgreementError
from tilth.web.agree.actions import agreements as acts
from tilth.web.agree.agreements import forms
from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.agreements.one import ABOVE, shown
from tilth.web.agree.models import Agreement, Version
from tilth.web.agree.showing import page
from tilth.web.agree.standing import ROUND, Standing
from tilth.web.house.access import route
from tilth.web.house.answering import tried


@require_safe
@route(level="D1", purpose="plan", roles=ROUND)
def choose(request):
    """Which template to begin from."""
    templates = request.place.all(AgreementTemplate).values()
    told = {"templates": templates, "kinds": AGREEMENTS}
    return page(request, "agreements/choose", "A new agreement", crumbs=[ABOVE], **told)


@require_http_methods(["GET", "HEAD", "POST"])
@route(level="D1", purpose="plan", roles=ROUND)
def begin(request, name):
    """A new agreement from one template."""
    template = request.place.all(AgreementTemplate).get(name)
    standing = Standing.of(request)
    if template is None or not acts.may_write(standing):
        raise Http404
    form = forms.Beginning(
        template, request.POST or None, initial={"title": template.title}, auto_id="new-%s"
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = acts.begin(standing, template, **form.cleaned_data)
            return redirect(f"/agree/agreement/{made.slug}/edit/")
        except AgreementError as error:
            form.add_error(None, f"{error.what}.")
    told = {"start": template, "form": form}
    crumbs = [ABOVE, ("A new agreement", "/agree/agreement/new/")]
    return page(request, "agreements/begin", template.title, crumbs=crumbs, **told)


@require_POST
@route(level="D1", purpose="plan", roles=ROUND)
def draft(request, slug):
    """A new version with everything carried over; formal: partners answer to a body from then."""
    agreement, standing = get_object_or_404(Agreement, slug=slug), Standing.of(request)
    formal = request.POST.get("formal") == "yes"
    back = f"/agree/agreement/{slug}/edit/"
    said = "Everything is carried over. Change what you want to change."
    return tried(request, back, lambda: acts.next_version(standing, agreement, formal=formal), said)


@require_http_methods(["GET", "HEAD", "POST"])
@route(level="D1", purpose="plan", roles=ROUND)
def edit(request, slug):
    """The draft of an agreement, clause by clause. What was typed is never lost."""
    agreement, standing = get_object_or_404(Agreement, slug=slug), Standing.of(request)
    version = agreement.versions.filter(since=None).order_by("number").last()
    if version is None or not acts.may_write(standing):
        return redirect(f"/agree/agreement/{slug}/")
    clauses = acts.clauses_of(version)
    first = {"seen": acts.draft_mark(version)}
    form = forms.Writing(version, clauses, request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            acts.rewrite(standing, version, form.clauses, seen=form.cleaned_data["seen"])
            return redirect(f"/agree/agreement/{slug}/?version={version.number}")
        except AgreementError as error:
            form.add_error(None, f"{error.what}.")
    told = {"agreement": agreement, "version": version, "form": form}
    crumbs = [ABOVE, (agreement.title, f"/agree/agreement/{slug}/")]
    title = f"{agreement.title}: draft of version {version.number}"
    return page(request, "agreements/edit", title, crumbs=crumbs, **told)


@require_POST
@route(level="D1", purpose="plan", roles=ROUND)
def propose(request, slug, number):
    """Put a draft up for signature."""
    version = get_object_or_404(
        Version.objects.select_related("agreement"), agreement__slug=slug, number=number
    )
    form = forms.Proposing(request.POST, auto_id="propose-%s")
    if not form.is_valid():
        return shown(request, slug, wrong={"propose": form}, status=422)
    on, back = day_of(request.place), f"/agree/agreement/{slug}/?version={number}"
    return tried(
        request,
        back,
        lambda: acts.propose(Standing.of(request), version, on=on, **form.cleaned_data),
        "It is put up for signature. Its text stays as it is from now on.",
    )
