"""An offer: what somebody can give, for whom, where, until when, and how to reach them."""

import datetime
import uuid

from django import forms
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from tilth.ground.errors import AgreementError
from tilth.learn.telling import plain
from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.areas import area_choices
from tilth.web.house.access import ANYONE, route
from tilth.web.house.errors import page as error_page
from tilth.web.learn.reader import reader_of
from tilth.web.learn.showing import page
from tilth.web.learn.telling.crowding import crowded
from tilth.web.learn.telling.fields import Line, Words, one_of, ticks
from tilth.web.learn.telling.forms import READERS
from tilth.web.learn.telling.holding import hold, sent_before
from tilth.web.learn.telling.pages import TELL, kept
from tilth.web.learn.telling.quick import told_at_once
from tilth.web.learn.telling.reading import readers_in, tellers_in

MONTHS, YEARS = datetime.timedelta(days=91), datetime.timedelta(days=731)
SAME = ("title", "words", "area", "until", "reach", "reach_shown")


class Offer(forms.Form):
    """What can be offered. place: where."""

    uid = forms.UUIDField(required=False, widget=forms.HiddenInput)
    title = Line(
        "What can you offer?", "In a few words: “A warm room on Tuesdays”, “Two hours of digging”.",
        most=120, required=True, error_messages={"required": "Say in a few words what it is."},
    )  # fmt: skip
    words = Words("Say more, if you like", most=plain.PART)
    for_whom = Line("For whom?", "Such as “anybody”, or “people who live alone”.")
    until = forms.DateField(
        label="Until when?", widget=forms.DateInput(attrs={"type": "date"}),
        help_text="After that day it is in no list, and nobody is shown how to reach you.",
        error_messages={"required": "Choose its last day.", "invalid": "Choose its last day."},
    )  # fmt: skip
    tellers = Line("Who offers it?", "Your name or your group's, as you want to be named. Leave it "
                   "empty and no name is shown.")  # fmt: skip
    reach = Line(
        "How can we reach you?",
        "A telephone number, an email, or where you are to be found. Only the chair and the "
        "secretariat see it, and pass on who asks. Leave it empty and people answer on its page.",
    )
    reach_shown = forms.BooleanField(
        required=False, label="Show this to all who may read my offer",
        help_text="For “everyone”, that is anybody who opens this site.",
    )  # fmt: skip
    for_ = ticks(
        "Who may read it?", [one for one in READERS if one[0] != "national"], required=True,
        error_messages={"required": "Choose who may read it: an offer needs somebody to see it."},
    )  # fmt: skip

    def __init__(self, *told, place, again=None, **more):
        super().__init__(*told, label_suffix="", auto_id="t-%s", **more)
        self.today, self.again = day_of(place), again
        self.fields["area"] = one_of("Where?", area_choices(place, empty="The whole place"))

    def clean_until(self):
        told = self.cleaned_data["until"]
        if told < self.today and told != (self.again and self.again.until):
            raise forms.ValidationError("That day is over. Choose a later one.")
        if told > self.today + YEARS:
            raise forms.ValidationError("Choose a day within two years. You can change it later.")
        return told


@require_http_methods(["GET", "POST"])
@route(level="D0", purpose="plan", roles=ANYONE)
def offer(request):
    """Offer something, with or without an account."""
    standing = reader_of(request)
    begun = {"uid": uuid.uuid4(), "until": day_of(request.place) + MONTHS}
    form = Offer(request.POST or None, place=request.place, initial=begun)
    if request.method == "GET" or not form.is_valid():
        return drawn(request, form)
    lost = sent_before(request, form.cleaned_data["uid"])
    if lost is not None:
        return redirect(f"/tell/{lost.slug}/")
    if crowded(request):
        return error_page(request, 429)
    try:
        story = told_at_once(standing.by, told_in(form), form.cleaned_data["uid"])
    except AgreementError as error:
        form.add_error(None, f"{error.what}.")
        return drawn(request, form)
    hold(request, story)
    return kept(request, story)


def told_in(form):
    """{field: value} as `actions.telling.begin` takes it, from a form that is valid."""
    cleaned = form.cleaned_data
    told = {name: cleaned[name] for name in SAME} | {"type": "offer"}
    told["answers"] = {"for_whom": cleaned["for_whom"]} if cleaned["for_whom"] else {}
    told["tellers"] = tellers_in(cleaned["tellers"])
    return told | readers_in(cleaned["for_"])


def drawn(request, form, *, story=None):
    """The page of the form, empty or with what is wrong."""
    at = f"/tell/{story.slug}/change/" if story else "/tell/offer/"
    title = "Change what you offer" if story else "Offer something"
    return page(request, "telling/offer", title, crumbs=[TELL], form=form, at=at, story=story)
