"""What people may send to the manage pages: every field listed, nothing else is read."""

from django import forms

from tilth.ground.place import PURPOSES
from tilth.web.house.access.table import ROLES, written
from tilth.web.house.access.telling import PURPOSE_WORDS, role_words
from tilth.web.house.jobs.kinds import KINDS, LAYER
from tilth.web.house.models import Sharing

PURPOSE_CHOICES = [(one, f"{PURPOSE_WORDS[one]} ({one})") for one in PURPOSES]


class Day(forms.DateField):
    """A day, as browsers send it."""

    widget = forms.DateInput(attrs={"type": "date"})


def partners_of(place):
    """The partners one may choose from, and none of them."""
    return [("", "None of them"), *((p.slug, p.name) for p in place.partners)]


class Invite(forms.Form):
    """Somebody to let in."""

    name = forms.CharField(max_length=200, label="Name")
    email = forms.EmailField(label="Email address")
    partner = forms.ChoiceField(required=False, label="Which partner are they from?")
    until = Day(required=False, label="Last day", help_text="Leave empty if there is none.")

    def __init__(self, place, *told, **more):
        super().__init__(*told, **more)
        self.fields["partner"].choices = partners_of(place)


class AskRole(forms.Form):
    """A role for somebody."""

    role = forms.ChoiceField(
        label="Role", choices=[(r, f"{role_words(r)}: {written()[r].says}") for r in ROLES]
    )
    partner = forms.ChoiceField(required=False, label="For which partner?")
    sharing = forms.ModelChoiceField(
        Sharing.objects.all(),
        required=False,
        to_field_name="slug",
        label="Agreement they work under",
        help_text="Analysts and evaluators see rows only under one.",
        empty_label="None",
    )
    until = Day(required=False, label="Last day", help_text="Leave empty if there is none.")

    def __init__(self, place, *told, **more):
        super().__init__(*told, **more)
        self.fields["partner"].choices = partners_of(place)
        self.fields["sharing"].label_from_instance = lambda one: one.title


class Narrow(forms.Form):
    """What is left of a role or an agreement."""

    purposes = forms.MultipleChoiceField(
        choices=PURPOSE_CHOICES, widget=forms.CheckboxSelectMultiple, label="For what"
    )
    until = Day(required=False, label="Last day")


class LastDay(forms.Form):
    """Somebody's last day."""

    until = Day(required=False, label="Last day", help_text="Leave empty if there is none.")


class Agreement(forms.Form):
    """An agreement for a named project."""

    title = forms.CharField(max_length=200, label="Project")
    slug = forms.SlugField(label="Short name", help_text="Such as falls-2026.")
    basis = forms.CharField(max_length=300, label="Where it was agreed, and on what basis")
    sources = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple, label="Which sources may be used?"
    )
    purposes = forms.MultipleChoiceField(
        choices=PURPOSE_CHOICES, widget=forms.CheckboxSelectMultiple, label="For what?"
    )
    since = Day(label="First day")
    until = Day(label="Last day")

    def __init__(self, place, *told, **more):
        super().__init__(*told, **more)
        names = {p.slug: p.name for p in place.partners}
        self.fields["sources"].choices = [
            (s.name, f"{s.name} ({names[s.partner]})") for s in place.sources
        ]

    def clean(self):
        """The last day comes after the first."""
        told = super().clean()
        if "since" in told and "until" in told and told["until"] < told["since"]:
            self.add_error("until", "The last day must not come before the first.")
        return told


class MakeToken(forms.Form):
    """A token for one's own programs."""

    name = forms.CharField(max_length=100, label="What is it for?")
    until = Day(label="Last day", help_text="A year from now at most.")


class AskJob(forms.Form):
    """Work to be done."""

    kind = forms.ChoiceField(
        choices=[(name, kind.title) for name, kind in KINDS.items() if kind.listed]
    )
    layer = forms.RegexField(LAYER, required=False)

    def asked(self):
        """What the job needs to know, and nothing more."""
        told = self.cleaned_data
        return {"layer": told["layer"] or "neighbourhood"} if told["kind"] == "export" else {}


class Reading(forms.Form):
    """Which entries of the record to read."""

    act = forms.CharField(required=False, max_length=40, label="What was done")
    level = forms.ChoiceField(
        required=False,
        label="Level",
        choices=[("", "Any"), *((f"D{n}", f"D{n}") for n in range(5))],
    )
    since = Day(required=False, label="From")
    until = Day(required=False, label="To")
    who = forms.RegexField(
        r"[0-9a-f]{16}", required=False, label="One person's reference", max_length=16
    )
    reason = forms.CharField(
        required=False,
        min_length=10,
        max_length=300,
        label="Why you look at one person",
        help_text="Needed with a reference. The record is for safety, not for watching workers.",
    )
    page = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def clean(self):
        """Looking at what one person did takes a reason."""
        told = super().clean()
        if told.get("who") and not told.get("reason"):
            self.add_error("reason", "Say why you look at what one person did.")
        return told
