"""What may be sent about a condition: every field listed, nothing else is read."""

from django import forms

from tilth.web.agree.areas import area_choices
from tilth.web.house.manage.forms import Day
from tilth.web.learn.named import key_of

STATES = (
    ("present", "It is there"),
    ("partly", "It is partly there"),
    ("absent", "It is not there"),
    ("unknown", "We cannot tell"),
)


class Say(forms.Form):
    """How far a condition is there, why one says so, and what shows it."""

    state = forms.ChoiceField(
        label="How far is it there?", choices=STATES, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label="What makes you say so?",
        help_text="In your own words: what you see, hear or feel.",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    area = forms.ChoiceField(label="Where?", required=False)
    on = Day(label="On which day is that so?")
    chosen = forms.ChoiceField(label="A story, practice, decision or tie that shows it",
                               required=False)  # fmt: skip
    named = forms.CharField(
        label="Or the address of another page that shows it",
        help_text="Of a story, decision, indicator or another page of this site; or D-014.",
        required=False,
        max_length=300,
    )
    shows = forms.CharField(label="What does it show?", required=False, max_length=300)

    def __init__(self, *told, place, on, offered, **more):
        super().__init__(*told, **more)
        self.today = on
        self.fields["area"].choices = area_choices(place)
        self.fields["chosen"].choices = [("", "None"), *offered]

    def clean_on(self):
        day = self.cleaned_data["on"]
        if day > self.today:
            raise forms.ValidationError("This day is still to come.")
        return day

    def clean_named(self):
        told = self.cleaned_data["named"].strip()
        if told and not key_of(told):
            raise forms.ValidationError("Give an address on this site, or a number such as D-014.")
        return key_of(told)

    @property
    def evidence(self):
        """[{"about", "words"}] as it is kept."""
        told = self.cleaned_data
        keys = dict.fromkeys(key for key in (told["chosen"], told["named"]) if key)
        return [{"about": key, "words": told["shows"]} for key in keys]


class Between(forms.Form):
    """Two days to look at side by side."""

    first = Day(label="From the day", required=False)
    last = Day(label="to the day", required=False)

    def clean(self):
        told = super().clean()
        first, last = told.get("first"), told.get("last")
        if first and last and last < first:
            self.add_error("last", "The second day lies before the first.")
        return told
