"""What people may send to the pages of meetings: every field listed, nothing else is read."""

from django import forms

from tilth.agree import words
from tilth.web.agree.actions.agendas import FRONT
from tilth.web.agree.models import Body, Partner
from tilth.web.house.manage.forms import Day

FRONT_WORDS = {
    "asks": ("What is asked of the meeting", "Such as: agree the plan, choose between two ways."),
    "purpose": ("Why it matters", ""),
    "background": ("What led here", ""),
    "population": ("For whom", "Whose lives it is about."),
    "money": ("Money", "What it costs, from where. Say so where it costs nothing."),
    "equality": ("Fairness", "Who gains, who may lose, and what was done about it."),
}


class Time(forms.TimeField):
    """A time of day, as browsers send it."""

    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class When(forms.Form):
    """When, where and how a meeting is held."""

    on = Day(label="Day")
    starts = Time(required=False, label="Starts at")
    ends = Time(required=False, label="Ends at")
    where = forms.CharField(required=False, max_length=200, label="Where")
    join = forms.URLField(required=False, label="Address to join from afar",
                          assume_scheme="https")  # fmt: skip
    title = forms.CharField(required=False, max_length=200, label="Its own name, if it has one")
    type = forms.ChoiceField(label="What kind", choices=list(words.MEETINGS.items()))
    public = forms.BooleanField(
        required=False,
        label="Residents may read its agenda and its agreed minutes",
    )

    def clean(self):
        """An end needs a start."""
        told = super().clean()
        if told.get("ends") and not told.get("starts"):
            self.add_error("starts", "Say when it starts as well.")
        return told


class New(When):
    """A new meeting of a body."""

    body = forms.ModelChoiceField(
        Body.objects.none(), to_field_name="slug", label="Who meets", empty_label=None
    )
    field_order = ("body", *When.base_fields)

    def __init__(self, *told, **more):
        super().__init__(*told, **more)
        self.fields["body"].queryset = Body.objects.filter(until=None)


class Change(When):
    """A meeting that is moved."""

    reason = forms.CharField(
        required=False, max_length=500, label="Why",
        help_text="Needed where the day changes after the papers are out.",
    )  # fmt: skip


class Days(forms.Form):
    """Days of a cycle to plan a meeting on."""

    days = forms.TypedMultipleChoiceField(
        label="Days", coerce=lambda said: said, widget=forms.CheckboxSelectMultiple
    )
    starts = Time(required=False, label="Starts at")
    ends = Time(required=False, label="Ends at")
    where = forms.CharField(required=False, max_length=200, label="Where")

    def __init__(self, choices, *told, **more):
        super().__init__(*told, **more)
        self.fields["days"].choices = choices


class Reason(forms.Form):
    """Why something is done."""

    reason = forms.CharField(required=False, max_length=500, label="Why")


class Item(forms.Form):
    """An item of an agenda, and its front sheet."""

    title = forms.CharField(max_length=200, label="What it is about")
    type = forms.ChoiceField(label="What for", choices=list(words.ITEMS.items()))
    minutes = forms.IntegerField(required=False, min_value=1, max_value=480, label="Minutes")

    def __init__(self, *told, keeps=False, whole=False, **more):
        super().__init__(*told, **more)
        if keeps:
            self.fields["partner"] = forms.ModelChoiceField(
                Partner.objects.exclude(state="left"), to_field_name="slug", required=False,
                label="Which partner asks for it", empty_label="Nobody in particular",
            )  # fmt: skip
        if whole:
            self.fields["seen"] = forms.IntegerField(required=False, widget=forms.HiddenInput)
            for name in FRONT:
                label, hint = FRONT_WORDS[name]
                self.fields[name] = forms.CharField(
                    required=False, max_length=4_000, label=label, help_text=hint,
                    widget=forms.Textarea(attrs={"rows": 3}),
                )  # fmt: skip

    def told(self):
        """What the act takes."""
        told = dict(self.cleaned_data)
        told.pop("seen", None)
        front = {name: told.pop(name) for name in FRONT if name in told}
        return told | ({"front": front} if front else {})


class Add(Item):
    """A new item: what it is about may be a record that is there."""

    about = forms.ChoiceField(required=False, label="Is it about something that is here already?")

    def __init__(self, about, *told, **more):
        super().__init__(*told, **more)
        self.fields["title"].required = False
        self.fields["title"].help_text = "Leave empty where you choose something below."
        self.fields["about"].choices = [("", "No"), *about]
        self.titles = dict(about)

    def clean(self):
        """A record lends its title."""
        told = super().clean()
        if not told.get("title") and told.get("about"):
            told["title"] = self.titles[told["about"]][:200]
        if not told.get("title"):
            self.add_error("title", "Say what it is about, or choose something.")
        return told


class Press(forms.Form):
    """One press in a live meeting."""

    partner = forms.SlugField()
    type = forms.CharField(max_length=20)
    item = forms.IntegerField(required=False)


class Note(forms.Form):
    """What was said and decided on an item."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    outcome = forms.CharField(
        required=False, max_length=4_000, label="What was decided",
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    notes = forms.CharField(
        required=False, max_length=20_000, label="What was said",
        help_text="One thing a line. Names of organisations, not of people.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip


class Promise(forms.Form):
    """A promise made in a meeting."""

    partner = forms.ModelChoiceField(
        Partner.objects.filter(state="joined"), to_field_name="slug", label="Who promised",
        empty_label="Choose",
    )  # fmt: skip
    words = forms.CharField(max_length=1_000, label="What they promised")
    due = Day(required=False, label="By when")


class Minutes(forms.Form):
    """The text of minutes."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    text = forms.CharField(
        max_length=200_000, label="Minutes",
        help_text='A line that begins with "## " is a heading, one with "- " is of a list.',
        widget=forms.Textarea(attrs={"rows": 24}),
    )  # fmt: skip


class Correction(Minutes):
    """Agreed minutes, corrected."""

    reason = forms.CharField(max_length=500, label="What is corrected, and why")
    field_order = ("reason", "text", "seen")


class Words(forms.Form):
    """A few words."""

    words = forms.CharField(
        required=False, max_length=2_000, label="In words",
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class Upload(forms.Form):
    """A file with an old log of decisions."""

    file = forms.FileField(
        label="The file", help_text="CSV, XLSX, or DOCX with a table. 2 MB at most.",
        max_length=200,
    )  # fmt: skip
    body = forms.ModelChoiceField(
        Body.objects.none(), to_field_name="slug", label="Who decided", empty_label="Choose"
    )

    def __init__(self, *told, **more):
        super().__init__(*told, **more)
        self.fields["body"].queryset = Body.objects.all()
