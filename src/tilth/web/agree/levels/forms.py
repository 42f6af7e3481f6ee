"""What may be sent to the pages of the ledgers: every field listed, nothing else is read."""

from decimal import Decimal

from django import forms

from tilth.agree.words import CURRENCIES, GIVING, LAYERS
from tilth.see.needs.indicator import Indicator
from tilth.web.agree.areas import area_choices
from tilth.web.agree.models import Agreement, Body, Decision, Partner
from tilth.web.house.manage.forms import Day

NONE = Decimal(0)


def told_how():
    """Whether something changes now, with the notice that was agreed, or was so already."""
    return forms.ChoiceField(
        label="What is this?",
        choices=[
            ("changed", "It changes from today on"),
            ("happened", "It was changed already, without the notice that was agreed"),
            ("corrected", "It was written down wrongly and was always so"),
        ],
        widget=forms.RadioSelect,
        initial="changed",
    )


class Many(forms.CharField):
    """Some lines of words."""

    widget = forms.Textarea(attrs={"rows": 3})


def _amount(label, help_text="", places=2, digits=14):
    return forms.DecimalField(
        required=False,
        min_value=NONE,
        max_digits=digits,
        decimal_places=places,
        label=label,
        help_text=help_text,
        widget=forms.NumberInput(attrs={"step": "0.01" if places == 2 else "0.1"}),
    )


class Means(forms.Form):
    """What goes with a function."""

    cash = _amount("Money a year, in pounds", "Leave empty if it is not known.")
    time = _amount("Days of work a year", places=1, digits=9)
    capacity = _amount("Whole-time posts", places=1, digits=9)
    resources = Many(required=False, max_length=2000, label="Buildings, data and things, in words")
    conditions = Many(required=False, max_length=4000, label="Conditions")


class Pass(Means):
    """A function passed on, or written down as staying where it is."""

    function = forms.CharField(
        max_length=200, label="What is passed on?", help_text="Such as community health services."
    )
    from_body = forms.ModelChoiceField(Body.objects.none(), label="From whom?")
    to_body = forms.ModelChoiceField(
        Body.objects.none(),
        label="To whom?",
        help_text="Choose the same body twice to write down that it stays there, and why.",
    )
    why_not_lower = Many(
        required=False,
        max_length=4000,
        label="Why does it not lie nearer to people?",
        help_text="Leave empty if it goes to a neighbourhood.",
    )
    indicator = forms.ChoiceField(
        required=False,
        label="Which figure would show whether it should lie nearer?",
        help_text="Tilth then tells at which layer that figure differs most.",
    )
    chosen = forms.ChoiceField(
        label="Who wanted it?",
        choices=[("yes", "Those here chose it"), ("no", "They were told from above")],
        widget=forms.RadioSelect,
        initial="yes",
    )
    agreement = forms.ModelChoiceField(
        Agreement.objects.all(),
        required=False,
        empty_label="None",
        label="Agreement it is under",
        help_text="Its notice holds when something is cut or taken back.",
    )
    decision = forms.ModelChoiceField(
        Decision.objects.none(), required=False, empty_label="None", label="Decision it came from"
    )
    since = Day(label="From which day?")
    review = Day(required=False, label="When do you look at it again?")
    field_order = (
        *("function", "from_body", "to_body", "cash", "time", "capacity", "resources"),
        *("conditions", "why_not_lower", "indicator", "chosen", "agreement", "decision"),
        *("since", "review"),
    )

    def __init__(self, place, bodies, *told, **more):
        super().__init__(*told, **more)
        known = Body.objects.filter(slug__in=[one.slug for one in bodies])
        for name in ("from_body", "to_body"):
            self.fields[name].queryset = known
            self.fields[name].empty_label = "Choose one"
            self.fields[name].label_from_instance = lambda one: f"{one.name} ({one.layer})"
        carried = Decision.objects.filter(stage="closed", outcome="carried")
        self.fields["decision"].queryset = carried
        self.fields["indicator"].choices = [("", "None"), *indicator_choices(place)]

    def clean_chosen(self):
        """Whether those here chose it."""
        return self.cleaned_data["chosen"] == "yes"


def indicator_choices(place):
    """The figures whose differences between areas can be told, by title."""
    able = {
        name: one.title
        for name, one in place.all(Indicator).items()
        if one.statistic in ("proportion", "rate") and not one.retired
    }
    return sorted(able.items(), key=lambda pair: pair[1].casefold())


class Change(Means):
    """Other means or conditions from today on, or a mistake put right."""

    review = Day(required=False, label="When do you look at it again?")
    how = told_how()
    words = Many(max_length=2000, label="Why?")


class TakeBack(forms.Form):
    """The end of something passed on."""

    until = Day(label="Its last day")
    because = Many(max_length=2000, min_length=10, label="Why is it taken back?")


class StandAgain(forms.Form):
    """Something was not taken back after all."""

    words = Many(max_length=2000, min_length=10, label="Why does it stand again?")


class Give(forms.Form):
    """What a partner puts in."""

    partner = forms.ModelChoiceField(
        Partner.objects.none(), to_field_name="slug", label="Which partner?"
    )
    currency = forms.ChoiceField(
        label="What is it?",
        choices=[(k, f"{w} ({u})" if u else w) for k, (w, u) in CURRENCIES.items()],
    )
    amount = _amount("How much, for all of its days?", "Leave empty to tell it in words alone.")
    words = Many(required=False, max_length=2000, label="In words")
    type = forms.ChoiceField(
        label="How is it given?", choices=[(k, f"{k}: {w}") for k, w in GIVING.items()]
    )
    to_body = forms.ModelChoiceField(
        Body.objects.exclude(type="fund"),
        required=False,
        to_field_name="slug",
        empty_label="None",
        label="To which board, group or programme?",
    )
    to_partner = forms.ModelChoiceField(
        Partner.objects.exclude(state="left"),
        required=False,
        to_field_name="slug",
        empty_label="None",
        label="To which partner?",
        help_text="Only for a grant.",
    )
    running = forms.BooleanField(
        required=False, label="It keeps the partnership itself going (its office, its meetings)"
    )
    layer = forms.ChoiceField(label="At which layer?", choices=[(n, n) for n in LAYERS])
    area = forms.ChoiceField(required=False, label="Where?")
    since = Day(label="From which day?")
    until = Day(required=False, label="Last day", help_text="Leave empty if given once.")

    def __init__(self, place, partners, *told, **more):
        super().__init__(*told, **more)
        self.fields["partner"].queryset = partners
        self.fields["layer"].initial = "place"
        self.fields["area"].choices = area_choices(place)

    def clean(self):
        """A grant names who gets it; the last day does not come before the first."""
        told = super().clean()
        since, until = told.get("since"), told.get("until")
        if since and until and until < since:
            self.add_error("until", "The last day must not come before the first.")
        if told.get("type") == "grant" and not told.get("to_partner"):
            self.add_error("to_partner", "A grant goes to a partner. Say which.")
        if told.get("type") != "grant" and told.get("to_partner"):
            self.add_error("to_partner", "Only a grant goes to a partner.")
        if told.get("amount") is None and not told.get("words"):
            self.add_error("amount", "Say how much, or tell it in words.")
        if told.get("currency") == "trust" and told.get("amount") is not None:
            self.add_error("amount", "Trust has no amount. Tell it in words.")
        return told


class Correct(forms.Form):
    """More or less is given, or it was written down wrongly."""

    amount = _amount("How much, for all of its days?")
    words = Many(required=False, max_length=2000, label="In words")
    since = Day(label="From which day?")
    until = Day(required=False, label="Last day", help_text="Leave empty if given once.")
    how = told_how()
    why = Many(max_length=2000, label="Why?")

    def clean(self):
        """The last day does not come before the first."""
        told = super().clean()
        since, until = told.get("since"), told.get("until")
        if since and until and until < since:
            self.add_error("until", "The last day must not come before the first.")
        return told


class Withdraw(forms.Form):
    """A contribution that is not given after all."""

    how = told_how()
    why = Many(max_length=2000, min_length=10, label="Why is it not given?")


class PutIn(forms.Form):
    """Money into a fund."""

    partner = forms.ModelChoiceField(
        Partner.objects.none(), to_field_name="slug", label="Which partner puts it in?"
    )
    amount = forms.DecimalField(
        min_value=Decimal("0.01"), max_digits=14, decimal_places=2, label="How much, in pounds?",
        widget=forms.NumberInput(attrs={"step": "0.01"}),
    )  # fmt: skip
    words = Many(required=False, max_length=2000, label="In words")
    since = Day(label="On which day?")

    def __init__(self, partners, *told, **more):
        super().__init__(*told, **more)
        self.fields["partner"].queryset = partners


class TakeOut(forms.Form):
    """Money out of a fund, with the decision it leaves with."""

    to_partner = forms.ModelChoiceField(
        Partner.objects.exclude(state="left"), to_field_name="slug", label="Who gets it?"
    )
    amount = forms.DecimalField(
        min_value=Decimal("0.01"), max_digits=14, decimal_places=2, label="How much, in pounds?",
        widget=forms.NumberInput(attrs={"step": "0.01"}),
    )  # fmt: skip
    decision = forms.ModelChoiceField(
        Decision.objects.filter(stage="closed", outcome="carried"),
        to_field_name="ref",
        label="With which decision?",
        help_text="A light decision is enough for a small test that can be undone.",
    )
    words = Many(max_length=2000, label="What do you want to learn from it?")
    since = Day(label="On which day?")


class Cut(forms.Form):
    """A what-if: who cuts, how much, and to whom."""

    partner = forms.ModelChoiceField(
        Partner.objects.none(), to_field_name="slug", label="Which partner gives less?"
    )
    amount = forms.DecimalField(
        min_value=Decimal("0.01"), max_digits=14, decimal_places=2,
        label="How much less a year, in pounds?",
        widget=forms.NumberInput(attrs={"step": "0.01"}),
    )  # fmt: skip
    to = forms.ModelChoiceField(
        Partner.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label="All it gives to, in proportion",
        label="To whom?",
    )

    def __init__(self, givers, receivers, *told, **more):
        super().__init__(*told, **more)
        self.fields["partner"].queryset = Partner.objects.filter(slug__in=givers)
        self.fields["to"].queryset = Partner.objects.filter(slug__in=receivers)
