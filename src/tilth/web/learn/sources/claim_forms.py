"""What people may send to the pages of claims."""

from django import forms

from tilth.learn.words import BEARS, GRADES
from tilth.web.learn.actions.claims import EVIDENCE
from tilth.web.learn.named import key_of, passage_of
from tilth.web.learn.reader import reader_of
from tilth.web.learn.sources.bearings import choices
from tilth.web.learn.talk.records import seen

HOWS = {
    "supports": "It supports the claim",
    "contradicts": "It contradicts the claim",
    "is about": "It is about it, without saying either",
}


class Writing(forms.Form):
    """A claim."""

    words = forms.CharField(
        label="What is claimed?", max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    said_in = forms.CharField(
        label="In which passage is it said?", max_length=300, required=False,
        help_text="The address of the passage, such as /learn/sources/talk/#p12",
    )  # fmt: skip
    where = forms.CharField(
        label="Or say where in words", max_length=200, required=False,
        help_text="Such as: The annual report, page 3",
    )  # fmt: skip
    test = forms.CharField(
        label="How could a place test it?", max_length=3000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(self, request, *told, **more):
        super().__init__(*told, **more)
        self.request = request

    def clean_said_in(self):
        """The Passage, where its reader may see it."""
        told = self.cleaned_data["said_in"]
        if not told:
            return None
        passage = passage_of(told)
        if passage is None or seen(passage.key, reader_of(self.request)) is None:
            raise forms.ValidationError("There is no passage at that address.")
        return passage


class Bear(forms.Form):
    """Something that bears on a claim."""

    about = forms.ChoiceField(label="What bears on it?", required=False)
    at = forms.CharField(
        label="Or its address on this site", required=False, max_length=300,
        help_text="Of a story, passage, practice, decision or document. It goes before the choice.",
    )  # fmt: skip
    how = forms.ChoiceField(
        label="How?", choices=[(one, HOWS[one]) for one in BEARS], widget=forms.RadioSelect
    )
    grade = forms.ChoiceField(
        label="How strong is it, for this claim?", required=False, widget=forms.RadioSelect,
        choices=[*((one, f"{one}: {means}") for one, means in GRADES.items()), ("", "Not graded")],
    )  # fmt: skip
    words = forms.CharField(
        label="In what way? Say it in your own words", max_length=2000, required=False,
        help_text="Do not copy the words of a story: its teller may take them back.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(self, request, *told, **more):
        super().__init__(*told, auto_id="bear-%s", **more)
        self.fields["about"].choices = [("", "Choose"), *_flat(choices(request))]

    def clean(self):
        told = super().clean()
        at = told.pop("at", "")
        if at:
            told["about"] = key_of(at)
            if told["about"].partition(":")[0] not in EVIDENCE:
                self.add_error("at", "Nothing that can be evidence stands at that address.")
        elif not told.get("about") and "about" not in self.errors:
            self.add_error("about", "Choose what bears on it, or give its address.")
        return told


def _flat(groups):
    return [(key, f"{name[:-1]}: {words}"[:120]) for name, rows in groups for key, words in rows]
