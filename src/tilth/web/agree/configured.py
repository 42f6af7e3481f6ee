"""Who agreed to how the place is set, and what has changed since: told, never kept."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from tilth.ground.configured import changes, fingerprint
from tilth.ground.errors import AgreementError
from tilth.web.agree.actions import configured as acts
from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.found import address, called, find
from tilth.web.agree.models import Step
from tilth.web.agree.past import who
from tilth.web.agree.showing import page
from tilth.web.agree.standing import ROUND, Standing
from tilth.web.house.access import route
from tilth.web.house.drawing import day

NEVER = "Nobody has agreed yet to how this place is set."
MOST = 40


@dataclass(frozen=True)
class Told:
    """agreed: the Step that says so, or None. changed: [(file, how)] since. words: in a line."""

    agreed: Step | None
    changed: list
    words: str

    @property
    def sound(self):
        """Nothing changed that partners did not agree to."""
        return not self.changed


def told(place):
    """How the settings stand at this moment."""
    step = Step.objects.filter(act=acts.AGREED).order_by("-pk").first()
    if step is None:
        return Told(None, [], NEVER)
    found = changes(step.after["settings"], fingerprint(place))
    where = f"{_called(step)} on {day(step.at.date())}"
    if not found:
        return Told(step, [], f"The settings are as they were agreed in {where}.")
    files = ", ".join(f"{name} is {how}" for name, how in found)
    return Told(step, found, f"The settings changed since they were agreed in {where}: {files}.")


def _called(step):
    try:
        return called(find(step.about))
    except Http404:
        return step.about


class Agreed(forms.Form):
    """In which record the settings were agreed, and what about them."""

    record = forms.ChoiceField(label="Where was it agreed?")
    words = forms.CharField(
        label="What was agreed about the settings?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, records, *told, **more):
        super().__init__(*told, **more)
        self.fields["record"].choices = [(one.key, _named(one)) for one in records]


def _named(record):
    if record.kind == "version":
        return f"{record.agreement.title}, {record}"
    return called(record)


@require_http_methods(["GET", "HEAD", "POST"])
@route(level="D1", purpose="plan", roles=ROUND)
def configured(request):
    """How the settings stand, who agreed to them, and writing down that they were agreed."""
    standing, on = Standing.of(request), day_of(request.place)
    form = _form(request, on) if standing.keeps else None
    if request.method == "POST" and form is None:
        raise Http404
    if request.method == "POST" and form.is_valid() and _agreed(request, standing, form, on):
        messages.success(request, "Written down.")
        return redirect("/agree/settings/")
    return page(
        request,
        "settings",
        "Who agreed the settings",
        standing=told(request.place),
        files=fingerprint(request.place),
        before=[_row(one) for one in Step.objects.filter(act=acts.AGREED).order_by("-pk")[:MOST]],
        form=form,
    )


def _form(request, on):
    records = acts.bearing(on)[:MOST]
    return Agreed(records, request.POST or None) if records else None


def _agreed(request, standing, form, on):
    given = form.cleaned_data
    try:
        acts.agree_settings(standing, find(given["record"]), request.place, given["words"], on=on)
    except AgreementError as error:
        form.add_error(None, f"{error.what}.")
        return False
    return True


def _row(step):
    try:
        record = find(step.about)
        at, name = address(record), _named(record)
    except Http404:
        at, name = "", step.about
    return {"at": at, "name": name, "on": step.at, "who": who(step), "words": step.words}
