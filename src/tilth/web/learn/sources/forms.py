"""What people may send to the pages of sources: every field listed, nothing else is read."""

import re

from django import forms

from tilth.agree.words import DOCUMENTS, VISIBILITY
from tilth.learn.sources.labels import seconds
from tilth.learn.sources.opening import FORMS
from tilth.learn.words import GRADES, MEDIUMS, NAMES
from tilth.web.agree.models import Partner
from tilth.web.house.manage.forms import Day

LONGEST = 1_000_000
FIRST = ("talk", "interview", "article", "report", "evidence")
TIME = re.compile(r"(?:\d{1,2}:)?\d{1,2}:\d{2}|")


def several(label, hint, rows=2):
    """A list, one on each line."""
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, help_text=hint, required=False, max_length=4000, widget=area
    )


def lines(text):
    """The lines of such a list, without empty ones, each once."""
    return list(dict.fromkeys(" ".join(one.split()) for one in text.splitlines() if one.strip()))


def grades():
    """The grades with what they mean."""
    return [("", "Nobody has said"), *((one, f"{one}: {means}") for one, means in GRADES.items())]


class Known(forms.Form):
    """What is known of a source beside its words."""

    shared_by = forms.CharField(
        max_length=200, label="Who shared it with us?", required=False,
        help_text="Who brought it to you, where that is somebody else than who wrote it.",
    )  # fmt: skip
    licence = forms.CharField(
        max_length=200, label="Under which licence, or with whose leave?", required=False,
        help_text="For example: CC BY 4.0, or: with the leave of its authors.",
    )  # fmt: skip
    medium = forms.ChoiceField(label="What is the original?", choices=list(MEDIUMS.items()))
    grade = forms.ChoiceField(
        label="How strong is it as evidence?", choices=grades, required=False,
        help_text="A letter for its kind. Whether what it says is true is not told by a letter.",
    )  # fmt: skip
    topics = several("What is it about?", "One topic on each line, such as: being active")

    def clean_topics(self):
        """Each topic once."""
        return lines(self.cleaned_data["topics"])


class Bring(Known):
    """A talk or text to bring in: a file, words pasted, or only where it is found."""

    field_order = ("file", "text", "form", "title", "type", "on", "authors", "written_with", "url")
    file = forms.FileField(
        label="The file", required=False, max_length=200,
        help_text="Plain text, Markdown, VTT or SRT subtitles, or DOCX. 2 MB at most.",
    )  # fmt: skip
    text = forms.CharField(
        label="Or paste its words", required=False, max_length=LONGEST, strip=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Leave both empty where it is only heard or read elsewhere.",
    )  # fmt: skip
    form = forms.ChoiceField(
        choices=[(one, one) for one in sorted(set(FORMS.values()) - {"docx"})],
        required=False, widget=forms.HiddenInput,
    )  # fmt: skip
    title = forms.CharField(max_length=200, label="Title")
    type = forms.ChoiceField(
        label="What is it?",
        choices=[(one, DOCUMENTS[one]) for one in (*FIRST, *(set(DOCUMENTS) - set(FIRST)))],
    )
    on = Day(label="From which day is it?", required=False)
    authors = forms.CharField(max_length=300, label="Who wrote or gave it?", required=False)
    written_with = forms.ModelMultipleChoiceField(
        Partner.objects.all(), to_field_name="slug", label="Which partners wrote or gave it?",
        required=False, widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    url = forms.URLField(
        label="Where is the original?", required=False, assume_scheme="https",
        help_text="We link to it. Nothing is ever fetched from there.",
    )  # fmt: skip
    told = forms.CharField(
        label="What does it say, in a few plain words?", required=False, max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    visible = forms.ChoiceField(
        label="Who may read it here?", choices=list(VISIBILITY.items()), initial="partnership"
    )
    agreed = forms.BooleanField(
        label="It is published already, or those who speak in it agreed that it is kept here"
    )

    def clean(self):
        told = super().clean()
        found = told.get("file") or (told.get("text") or "").strip() or told.get("url")
        if not self.errors and not found:
            self.add_error("file", "Choose a file, paste its words, or say where the original is.")
        return told


class Quote(forms.Form):
    """Words heard in a talk or film, and when."""

    words = forms.CharField(
        label="What is said", max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    speaker = forms.CharField(label="Who says it?", max_length=200, required=False)
    at = forms.CharField(
        label="How far into it?", required=False, max_length=8, help_text="Such as 12:34"
    )

    def clean_at(self):
        """Seconds."""
        told = self.cleaned_data["at"].strip()
        if not TIME.fullmatch(told):
            raise forms.ValidationError("Write minutes and seconds, such as 12:34.")
        return seconds(told)


class Correct(forms.Form):
    """A passage put right."""

    words = forms.CharField(
        label="What it should say", max_length=20_000, widget=forms.Textarea(attrs={"rows": 6})
    )
    why = forms.CharField(label="Why?", max_length=300)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)


class Slip(forms.Form):
    """A likely slip somebody decides on."""

    number = forms.IntegerField(min_value=1)
    said = forms.CharField(max_length=300)


class Naming(forms.Form):
    """A name and its forms."""

    name = forms.CharField(label="The name as it should be", max_length=200)
    type = forms.ChoiceField(label="What is it?", choices=[(one, one) for one in NAMES])
    means = forms.CharField(label="In a line", max_length=300, required=False)
    others = several("What else is it called, rightly?", "One form on each line.")
    slips = several("Forms that are wrong", "One on each line. They are pointed out in sources.")

    def clean_others(self):
        """Each form once."""
        return lines(self.cleaned_data["others"])

    def clean_slips(self):
        """Each form once."""
        return lines(self.cleaned_data["slips"])


class Reason(forms.Form):
    """Why something is put away or taken out."""

    reason = forms.CharField(label="Why?", max_length=500)
