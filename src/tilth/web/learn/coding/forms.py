"""What may be sent about codes: every field listed, nothing else is read."""

from django import forms

from tilth.learn.words import CODES
from tilth.web.learn.actions.codes import MEANS, NAME
from tilth.web.learn.actions.coding import FEELING, MOST_AT_ONCE
from tilth.web.learn.asked import capital, said, worded
from tilth.web.learn.coding.reading import TYPES, codes_in_use
from tilth.web.learn.models import Code

LARGEST = 1_000_000  # bytes of a file of codes


def named(code):
    """A code with its kind, as a choice shows it."""
    return f"{capital(code.type)}: {code.name}"


class CodeChoice(forms.ModelChoiceField):
    """One code in use, kind by kind."""

    def label_from_instance(self, one):
        return named(one)


def code_choice(label, hint="", *, required=True, empty="Choose a code"):
    """A choice of the codes in use."""
    return CodeChoice(
        None, label=label, to_field_name="slug", required=required, empty_label=empty,
        help_text=hint,
    )  # fmt: skip


class Put(forms.Form):
    """A code on a story or passage."""

    code = code_choice("Which code?")
    quote = said(
        "The words it lies on",
        "Copy them from the story as they stand. Leave it empty for the story as a whole.",
        required=False,
        most=20_000,
    )
    feeling = forms.CharField(
        label="How did it feel?",
        help_text="In a word or two, such as hopeful or worn out. You can leave it.",
        required=False,
        max_length=FEELING,
    )

    def __init__(self, *told, **more):
        super().__init__(*told, **more)
        _offer(self.fields["code"])


class NewCode(forms.Form):
    """A new code, or one told better."""

    type = forms.ChoiceField(
        label="What kind of code is it?",
        choices=worded({one: CODES[one] for one in TYPES}),
        widget=forms.RadioSelect,
    )
    name = forms.CharField(
        label="What is it called?", help_text="In a few plain words.", max_length=NAME
    )
    means = said("What does it mean?", "So that somebody else would put it on the same stories.",
                 most=MEANS)  # fmt: skip
    group = code_choice(
        "Does it lie under another?", "One of the same kind.", required=False, empty="No"
    )
    source = forms.CharField(
        label="Where does it come from?",
        help_text="Such as a workshop or a report. You can leave it.",
        required=False,
        max_length=300,
    )
    sure = forms.BooleanField(
        label="It is another one than these", required=False, widget=forms.CheckboxInput
    )

    def __init__(self, *told, near=(), changing=None, **more):
        super().__init__(*told, **more)
        _offer(self.fields["group"])
        if changing is not None:
            del self.fields["type"], self.fields["source"]
        if not near:
            del self.fields["sure"]


class Merge(forms.Form):
    """Into which code, and why."""

    into = code_choice("Into which code?", "One of the same kind.")
    why = said("Why are they the same?", "It is kept, so that it can be looked at again.",
               most=MEANS)  # fmt: skip

    def __init__(self, *told, code, **more):
        super().__init__(*told, **more)
        same = [one.pk for one in codes_in_use() if one.type == code.type and one.pk != code.pk]
        _offer(self.fields["into"], same)


class Part(forms.Form):
    """Why a code is taken out again."""

    why = said("Why are they not the same after all?", most=MEANS)


class Take(forms.Form):
    """How many stories somebody takes to go through."""

    count = forms.IntegerField(
        label="How many stories?", min_value=1, max_value=MOST_AT_ONCE, initial=5
    )


class CodesFile(forms.Form):
    """A file of codes."""

    file = forms.FileField(
        label="A CSV file of codes",
        help_text="With the columns type, name and means; under and source if you like.",
    )

    def clean_file(self):
        """One that is small enough to read."""
        sent = self.cleaned_data["file"]
        if sent.size > LARGEST:
            raise forms.ValidationError("It is larger than 1 MB. Send the codes alone.")
        return sent


def _offer(field, numbers=None):
    """The codes a choice offers, in the order of the frame."""
    codes = [one for one in codes_in_use() if numbers is None or one.pk in numbers]
    field.queryset = Code.objects.filter(pk__in=[one.pk for one in codes])
    field.choices = [("", field.empty_label), *((one.slug, named(one)) for one in codes)]
