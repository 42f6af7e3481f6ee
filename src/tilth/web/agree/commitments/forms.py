"""What may be sent about promises: every field listed, nothing else is read."""

from django import forms

from tilth.agree import words as known
from tilth.web.agree.areas import area_choices
from tilth.web.agree.models import Body, Decision, Partner

WORDS, LONG = 300, 2000
FURTHER = ("decision", "programme", "layer", "area", "origin")


class Day(forms.DateField):
    """A day, as browsers send it."""

    widget = forms.DateInput(attrs={"type": "date"})


def said(label, hint="", *, required=True, most=LONG):
    """A few lines of plain words."""
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(
        label=label, help_text=hint, required=required, max_length=most, widget=area
    )


def partners(label, *, required=True, empty="", hint=""):
    """A partner that has not left, by name."""
    chosen = Partner.objects.exclude(state="left").order_by("name")
    return forms.ModelChoiceField(
        chosen,
        label=label,
        to_field_name="slug",
        required=required,
        empty_label=empty or "Choose a partner",
        help_text=hint,
    )


class Propose(forms.Form):
    """A promise, an ask, an offer or a recommendation."""

    type = forms.ChoiceField(
        label="What is it?",
        choices=[(k, v[:1].upper() + v[1:]) for k, v in known.COMMITMENTS.items()],
    )
    words = said("In words", "What will be done, for whom, by when. Others must be able to see it.",
                 most=WORDS)  # fmt: skip
    made_by = partners("Who makes it?", required=False, empty="The group itself")
    made_to = partners("To whom?", required=False, empty="Everybody, or a group",
                       hint="Whom you promise, ask, or make an offer to. National partners are "
                       "there too.")  # fmt: skip
    made_to_body = forms.ModelChoiceField(
        Body.objects.filter(until=None),
        label="Or to which group?",
        to_field_name="slug",
        required=False,
        empty_label="No group",
    )
    with_whom = forms.CharField(
        label="Who owns it with you?",
        help_text="Residents, a street, a group: name those who agreed to be named.",
        required=False,
        max_length=200,
    )
    decision = forms.ModelChoiceField(
        Decision.objects.all(),
        label="Which decision does it come from?",
        to_field_name="ref",
        required=False,
        empty_label="No decision",
    )
    programme = forms.ModelChoiceField(
        Body.objects.filter(until=None),
        label="Which programme or group is it part of?",
        to_field_name="slug",
        required=False,
        empty_label="None",
    )
    layer = forms.ChoiceField(
        label="At which layer?", choices=[(one, one.capitalize()) for one in known.LAYERS],
        initial="place",
    )  # fmt: skip
    area = forms.ChoiceField(label="Where?", required=False)
    origin = forms.ChoiceField(
        label="Where does the wish come from?",
        choices=[(k, v[:1].upper() + v[1:]) for k, v in known.ORIGINS.items()],
        initial="place",
    )
    due = Day(label="By which day?", required=False, help_text="Leave empty if you cannot say.")
    public = forms.BooleanField(
        label="Residents can read it",
        required=False,
        initial=True,
        help_text="What came of it is then public too.",
    )

    @property
    def further(self):
        """The fields that can wait, and whether they are to be seen at once."""
        held = [self[name] for name in FURTHER]
        beyond = {"layer": "place", "origin": "place"}
        seen = any(
            one.errors or (one.value() or "") not in ("", beyond.get(one.name)) for one in held
        )
        return {"fields": held, "open": seen}

    @property
    def first(self):
        """The fields every promise needs a word on."""
        return [one for one in self if one.name not in FURTHER]

    def __init__(self, place, standing, *told, **more):
        super().__init__(*told, **more)
        self.fields["area"].choices = area_choices(place)
        if standing.partner is not None and not standing.keeps:
            own = Partner.objects.filter(pk=standing.partner.pk)
            self.fields["made_by"].queryset = own
            self.fields["made_by"].required = True
            self.fields["made_by"].empty_label = None

    def clean(self):
        told = super().clean()
        if told.get("made_to") and told.get("made_to_body"):
            self.add_error("made_to_body", "Choose a partner or a group, not both.")
        if not told.get("made_by") and told.get("type") not in (None, "recommendation"):
            self.add_error("made_by", "Say which partner makes it.")
        return told


class Reason(forms.Form):
    """A move that asks why."""

    reason = said("Why?")


class Perhaps(forms.Form):
    """A move that may be made without a word."""

    reason = said("Anything to add?", required=False)


class Evidence(forms.Form):
    """A move that asks what shows it."""

    evidence = said("What shows that it was kept?", "A number, a place to see it, who can tell.")


class Change(forms.Form):
    """A promise that becomes another."""

    words = said("What does it become?", most=WORDS)
    reason = said("Why?")
    due = Day(label="By which day?", required=False)


class MoveDay(forms.Form):
    """Another day."""

    due = Day(label="The new day")
    reason = said("Why?")


class Share(forms.Form):
    """Who owns it too."""

    with_whom = forms.CharField(
        label="Who owns it with you?",
        help_text="Name those who agreed to be named. Leave empty where nobody does any more.",
        required=False,
        max_length=200,
    )


class Tell(forms.Form):
    """How it goes."""

    words = said("How does it go?")


class Acknowledge(forms.Form):
    """We have seen it."""

    words = said("Anything to add?", required=False)


class Otherwise(forms.Form):
    """We see it otherwise."""

    words = said("How do you see it?")


class Review(forms.Form):
    """What a partner heard and says at a peer review."""

    reviewer = partners("Who reviews?")
    heard = said("What was heard?")
    says = said("What do the reviewers say of it?", "What helps, what worries, what they offer.")
    mandated = forms.BooleanField(label="Somebody else told us to hold this review", required=False)

    def __init__(self, standing, not_this, *told, **more):
        super().__init__(*told, **more)
        able = Partner.objects.filter(state="joined").order_by("name")
        if not_this is not None:
            able = able.exclude(pk=not_this.pk)
        if not standing.keeps:
            able = able.filter(pk=standing.partner.pk if standing.partner else None)
            self.fields["reviewer"].empty_label = None
        self.fields["reviewer"].queryset = able


class TakeOff(forms.Form):
    """Why it is not reviewed after all."""

    reason = said("Why is it taken off the list?")


class PutOn(forms.Form):
    """What is to be reviewed: all that is open of one partner."""

    partner = partners("Whose promises?")
