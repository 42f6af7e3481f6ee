"""An inquiry answered by anybody: a survey, a workshop's table, or one person on a phone."""

import uuid

from django import forms
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from tilth.ground.errors import AgreementError
from tilth.web.house.access import ANYONE, route
from tilth.web.house.errors import page as error_page
from tilth.web.learn.reader import reader_of
from tilth.web.learn.showing import page
from tilth.web.learn.telling import asking
from tilth.web.learn.telling.crowding import crowded
from tilth.web.learn.telling.fields import Line, Words, ticks
from tilth.web.learn.telling.forms import READERS
from tilth.web.learn.telling.holding import hold, sent_before
from tilth.web.learn.telling.pages import TELL, kept
from tilth.web.learn.telling.quick import told_at_once
from tilth.web.learn.telling.reading import about_of, readers_in, tellers_in


class Answers(forms.Form):
    """The questions of an inquiry; any may be left out."""

    uid = forms.UUIDField(required=False, widget=forms.HiddenInput)
    about = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)

    def __init__(self, *told, inquiry, **more):
        super().__init__(*told, label_suffix="", auto_id="t-%s", **more)
        self.inquiry = inquiry
        self.fields |= asking.fields_of(inquiry)
        if inquiry.type != "feedback":
            self.fields["tellers"] = Words(
                "Who answers?",
                "One name on each line, as you want to be named: a table of a workshop can answer "
                "together. Leave it empty and no name is shown.",
                rows=2,
            )
            self.fields["helped_by"] = Line("Did somebody help you to answer?")
        self.fields["for_"] = ticks("Who may read it?", READERS, "Tick none and only you can.")

    def part(self, part=""):
        """The fields of one part of the inquiry."""
        return [self[f"{asking.BEFORE}{one.name}"] for one in self.inquiry.of_part(part)]

    def clean(self):
        told = super().clean()
        if not self.errors and not asking.answers_in(self.inquiry, told):
            raise forms.ValidationError("Answer at least one question. You choose which.")
        return told


@require_http_methods(["GET", "POST"])
@route(level="D0", purpose="plan", roles=ANYONE)
def answer(request, name):
    """Answer an inquiry; no account, any question may be left out."""
    inquiry, standing = asking.inquiry_of(request.place, name), reader_of(request)
    about = about_of(request.POST.get("about") or request.GET.get("about") or "", standing)
    begun = {"uid": uuid.uuid4(), "for_": inquiry.readers, "about": about.key if about else ""}
    form = Answers(request.POST or None, inquiry=inquiry, initial=begun)
    if request.method == "GET" or not form.is_valid():
        return drawn(request, form, about)
    lost = sent_before(request, form.cleaned_data["uid"])
    if lost is not None:
        return redirect(f"/tell/{lost.slug}/")
    if crowded(request):
        return error_page(request, 429)
    try:
        story = told_at_once(standing.by, told_in(form, about), form.cleaned_data["uid"])
    except AgreementError as error:
        form.add_error(None, f"{error.what}.")
        return drawn(request, form, about)
    hold(request, story)
    return kept(request, story)


def told_in(form, about):
    """{field: value} as `actions.telling.begin` takes it, from a form that is valid."""
    cleaned, inquiry = form.cleaned_data, form.inquiry
    told = {"type": inquiry.type, "inquiry": inquiry.name, "about": about.key if about else ""}
    told["answers"] = asking.answers_in(inquiry, cleaned)
    if "tellers" in cleaned:
        told["tellers"] = tellers_in(cleaned["tellers"])
        told["helped_by"] = cleaned["helped_by"]
    return told | readers_in(cleaned["for_"])


def drawn(request, form, about, *, story=None):
    """The page of the questions, empty or with what is wrong."""
    at = f"/tell/{story.slug}/change/" if story else f"/tell/answer/{form.inquiry.name}/"
    told = {"form": form, "inquiry": form.inquiry, "about": about, "at": at, "story": story}
    return page(request, "telling/answer", form.inquiry.title, crumbs=[TELL], **told)
