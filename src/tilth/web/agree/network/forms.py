"""What people may send about ties: every field listed, nothing else is read."""

import datetime

from django import forms

from tilth.agree.network.relations import SCALE
from tilth.agree.words import STANCES
from tilth.web.agree.areas import area_choices

ASKED = {
    "collaboration": "How much do you work together?",
    "trust": "How far do you trust them to do what they say?",
    "understanding": "How well do they understand what you are for?",
    "strain": "How much strain is there between you?",
    "stance": "How do they stand towards working together?",
    "began": "Since which year have you worked together?",
}
"""The six questions, in the order they are asked."""
SKIP = ("", "Skip")
EARLIEST = 1900


def question(name, *, picks=forms.RadioSelect):
    """One of the six questions as a field; every one may be skipped."""
    if name == "began":
        return forms.IntegerField(
            required=False,
            min_value=EARLIEST,
            max_value=2100,
            label=ASKED[name],
            help_text="Such as 2019. Leave empty to skip.",
        )
    scale = STANCES if name == "stance" else SCALE
    words = [(value, said[:1].upper() + said[1:]) for value, said in scale.items()]
    return forms.ChoiceField(
        required=False, label=ASKED[name], choices=[SKIP, *words], widget=picks
    )


def answers_of(told, prefix=""):
    """Answers as an act takes them: numbers, a stance, a day; what was skipped is left out."""
    found = {}
    for name in ASKED:
        value = told.get(f"{prefix}{name}")
        if value in (None, ""):
            continue
        if name == "began":
            value = datetime.date(value, 1, 1)
        elif name != "stance":
            value = int(value)
        found[name] = value
    return found


class Answers(forms.Form):
    """How a partner stands to one other: six short questions."""

    def __init__(self, *told, **more):
        super().__init__(*told, **more)
        for name in ASKED:
            self.fields[name] = question(name)


class OwnStance(forms.Form):
    """How a partner itself stands."""

    stance = forms.ChoiceField(
        label="How does your partner stand towards working together now?",
        choices=[(one, said[:1].upper() + said[1:]) for one, said in STANCES.items()],
        widget=forms.RadioSelect,
    )


class AllAnswers(forms.Form):
    """How a partner stands to each of the others, on one page, for who came by an emailed link."""

    name = forms.CharField(max_length=200, label="Your name")

    def __init__(self, others, *told, **more):
        super().__init__(*told, **more)
        self.others = others
        for other in others:
            for name in ASKED:
                self.fields[f"{other.slug}:{name}"] = question(name, picks=forms.Select)

    def groups(self):
        """Each other partner with its six fields."""
        return [(other, [self[f"{other.slug}:{name}"] for name in ASKED]) for other in self.others]

    def answers(self):
        """{other: answers}, of those of whom something is told."""
        told = {one: answers_of(self.cleaned_data, f"{one.slug}:") for one in self.others}
        return {one: said for one, said in told.items() if said}

    def clean(self):
        """Something must be told."""
        told = super().clean()
        if not self.errors and not self.answers():
            self.add_error(None, "Answer at least one question, or close this page.")
        return told


class Day(forms.DateField):
    """A day, as browsers send it."""

    widget = forms.DateInput(attrs={"type": "date"})


class Conversation(forms.Form):
    """A conversation, written down after listening."""

    other = forms.ChoiceField(label="Who did you listen to?")
    on = Day(label="When?")
    topic = forms.CharField(max_length=200, label="About what?")
    words = forms.CharField(
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
        label="What did you hear?",
        help_text="In their words where you can. Leave out what could harm somebody.",
    )
    area = forms.ChoiceField(required=False, label="Where is it about?")
    began = forms.IntegerField(
        required=False,
        min_value=EARLIEST,
        max_value=2100,
        label="Since which year do you know each other?",
        help_text="Leave empty if you do not know.",
    )

    def __init__(self, place, whom, *told, **more):
        super().__init__(*told, **more)
        self.fields["other"].choices = [("", "Choose one"), *whom]
        self.fields["area"].choices = area_choices(place)

    def clean_began(self):
        """The first day of the year, or nothing."""
        year = self.cleaned_data["began"]
        return datetime.date(year, 1, 1) if year else None


class Workbook(forms.Form):
    """A map in two sheets."""

    file = forms.FileField(label="Workbook (XLSX)", help_text="Sheets: Elements and Connections.")
