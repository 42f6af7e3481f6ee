"""What people may send to the pages of agreements: every field listed, nothing else is read."""

import dataclasses

from django import forms

from tilth.agree.agreements.clauses import ACCOUNTABLE, Clauses, Conflict, Lies, Seat
from tilth.agree.decisions.rule import METHODS, Rule
from tilth.ground.place import PURPOSES
from tilth.learn.coding.frame import frame
from tilth.web.agree.models import Body, Partner
from tilth.web.house.access.telling import PURPOSE_WORDS
from tilth.web.house.manage.forms import Day
from tilth.web.house.models import Sharing

A_LINE_EACH = "One on each line."
MOST = 365


def lines(text):
    """The lines of a text that say something, without the spaces around them."""
    return [" ".join(line.split()) for line in (text or "").splitlines() if line.strip()]


class Lines(forms.CharField):
    """A list, one on each line; told and kept as a tuple of text."""

    def __init__(self, label, help_text=A_LINE_EACH, **told):
        area = forms.Textarea(attrs={"rows": 4})
        super().__init__(label=label, help_text=help_text, required=False, widget=area, **told)

    def prepare_value(self, value):
        return value if isinstance(value, str) or value is None else "\n".join(value)

    def clean(self, value):
        return tuple(lines(super().clean(value)))


class Rows(Lines):
    """A list of things of several parts, one on each line, the parts between upright bars.

    kind: the value a line becomes; its fields in order. whole: those that are whole numbers.
    """

    def __init__(self, label, help_text, kind, whole=()):
        super().__init__(label, help_text)
        self.kind, self.whole = kind, whole

    def prepare_value(self, value):
        if isinstance(value, str) or value is None:
            return value
        return "\n".join(
            " | ".join(str(part) for part in dataclasses.astuple(one) if part != "")
            for one in value
        )

    def clean(self, value):
        return tuple(self._one(line) for line in super().clean(value))

    def _one(self, line):
        names = [field.name for field in dataclasses.fields(self.kind)]
        parts = [part.strip() for part in line.split("|")]
        if len(parts) > len(names):
            raise forms.ValidationError(f"Too many parts: {line}")
        told = dict(zip(names, parts, strict=False))
        for name in self.whole:
            if name in told and not told[name].isdigit():
                raise forms.ValidationError(f"“{told[name]}” is not a whole number: {line}")
            told |= {name: int(told[name])} if name in told else {}
        try:
            return self.kind(**told)
        except (TypeError, ValueError) as error:
            raise forms.ValidationError(f"{error}: {line}") from None


def _text(label, help_text="", rows=3):
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, help_text=help_text, required=False, max_length=4000, widget=area
    )


def _number(label, help_text="", most=MOST):
    return forms.IntegerField(label=label, help_text=help_text, min_value=0, max_value=most)


RULE = ("method", "quorum_partners", "quorum_sectors", "non_statutory", "days", "light_days")
CHAIR = ("chair_independent", "chair", "chair_years")
SHAPES = ("common", "may_differ", "functions", "lies")
OF_TYPE = {
    "partnership": (
        "purpose", "population", "parties", "principles", *RULE, *CHAIR, "seats", "meets",
        "reserved", *SHAPES,
        "accountable", "answers_to", "conflict", "fund", "notice_days", "goes_on", "exit",
    ),
    "sharing": (
        "purpose", "population", "parties", "purposes", "basis", "common", "functions", "conflict",
        "notice_days", "exit",
    ),
    "framework": (
        "purpose", "population", "parties", "principles", "outcomes", *SHAPES, "accountable",
        "answers_to", "meets", "conflict", "notice_days", "goes_on", "exit",
    ),
}  # fmt: skip
"""Which clauses a kind of agreement asks about; the others are carried over untouched."""
OF_RULE = {*RULE, "chair_independent"}


class Writing(forms.Form):
    """The clauses of a draft."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    purpose = _text("What is it for?")
    population = _text("For whom?", rows=2)
    parties = forms.MultipleChoiceField(
        label="Who agrees?", required=False, widget=forms.CheckboxSelectMultiple
    )
    principles = Lines(
        "What do you hold to?",
        "In your own words, one on each line. Keep, change or drop those of the library: "
        + "; ".join(one.name.lower() for one in frame().code if one.type == "principle"),
    )
    outcomes = Lines("What is asked for?", "Outcomes, one on each line. The ways stay open.")
    purposes = forms.MultipleChoiceField(
        label="What may the data be used for?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(one, PURPOSE_WORDS[one]) for one in PURPOSES],
    )
    basis = _text("On which lawful basis?")
    method = forms.ChoiceField(
        label="How do you decide?", choices=[(k, f"{k}: {v}") for k, v in METHODS.items()]
    )
    quorum_partners = _number("How many partners must have spoken, at least?")
    quorum_sectors = _number("Of how many sectors, at least?")
    non_statutory = _number(
        "How many partners that are not large public bodies must be in favour, at least?",
        "Or able to live with it.",
    )
    days = _number("How many days do voices stay open, at least?")
    light_days = _number("And for a small test that can be undone?")
    chair_independent = forms.BooleanField(
        label="Only an independent chair may close a decision", required=False
    )
    chair = _text("What else is agreed about the chair?", "Their term, how they are chosen.")
    chair_years = forms.IntegerField(
        label="How many years is a chair's term, at most?", min_value=1, max_value=20
    )
    seats = Rows(
        "Which seats must be taken?",
        "A sector and how many at least, one on each line: residents | 2",
        Seat,
        ("least",),
    )
    meets = _text("How often do you meet?", rows=2)
    reserved = Lines("What do only you decide, together?")
    functions = Lines("What must somebody answer for?")
    lies = Rows(
        "At which layer do things lie?",
        "What, at which layer, and why not nearer to people, one on each line: "
        "wound care | neighbourhood | one nurse alone is not safe",
        Lies,
    )
    common = Lines("What must be the same everywhere?")
    may_differ = Lines("What may differ from place to place?")
    accountable = forms.ChoiceField(
        label="Who answers to whom?", choices=[(k, v.capitalize()) for k, v in ACCOUNTABLE.items()]
    )
    answers_to = forms.CharField(label="To whom, if it is a body?", required=False, max_length=200)
    conflict = Rows(
        "What do you do when you do not agree?",
        "The steps in order, and within how many days, one on each line: We talk | 7",
        Conflict,
        ("days",),
    )
    fund = Lines("What are the rules of money held together?")
    notice_days = _number("How many days of notice does a partner give that cuts or leaves?")
    goes_on = forms.BooleanField(label="When a partner leaves, the others go on", required=False)
    exit = _text("What else is agreed about leaving?")

    def __init__(self, version, clauses, *told, **more):
        self.old = clauses
        initial = {f.name: getattr(clauses, f.name) for f in dataclasses.fields(Clauses)}
        initial |= {f.name: getattr(clauses.decide, f.name) for f in dataclasses.fields(Rule)}
        super().__init__(*told, initial=initial | more.pop("initial", {}), **more)
        asked = {"seen", *OF_TYPE[version.agreement.type]}
        for name in [one for one in self.fields if one not in asked]:
            del self.fields[name]
        self.fields["parties"].choices = _parties(clauses)

    @property
    def clauses(self):
        """The clauses as they were written here; what this page does not ask is carried over."""
        told = {k: v for k, v in self.cleaned_data.items() if k != "seen"}
        rule = {k: told.pop(k) for k in list(told) if k in OF_RULE}
        told = {k: tuple(v) if isinstance(v, list) else v for k, v in told.items()}
        decide = dataclasses.replace(self.old.decide, **rule)
        return dataclasses.replace(self.old, decide=decide, **told)


def _parties(clauses):
    """Everyone round the table, and whoever the draft names already."""
    there = Partner.objects.exclude(state="left") | Partner.objects.filter(slug__in=clauses.parties)
    return [(one.slug, one.name) for one in there.distinct()]


class Beginning(forms.Form):
    """A new agreement."""

    title = forms.CharField(max_length=200, label="What is it called?")
    body = forms.ModelChoiceField(
        Body.objects.filter(until=None),
        required=False,
        to_field_name="slug",
        label="Whose decisions does it rule?",
        empty_label="Nobody's",
        help_text="The board or group that will decide by it.",
    )
    parties = forms.MultipleChoiceField(
        label="Who agrees?", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="You can change this until it is put up for signature.",
    )  # fmt: skip

    def __init__(self, template, *told, **more):
        super().__init__(*told, **more)
        if template.type == "sharing":
            del self.fields["body"]
        self.fields["parties"].choices = _parties(template.clauses)


class LettingIn(forms.Form):
    """Which data an agreement lets in."""

    sources = forms.MultipleChoiceField(
        label="Which sources rest on it?", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Their figures close when it lapses.",
    )  # fmt: skip
    sharing = forms.ModelChoiceField(
        Sharing.objects.all(),
        required=False,
        to_field_name="slug",
        label="Which project works under it?",
        empty_label="None",
        help_text="Those who work under that project stop seeing rows when it lapses.",
    )

    def __init__(self, place, *told, **more):
        super().__init__(*told, **more)
        known = {partner.slug: partner.name for partner in place.partners}
        sources = [(one.name, f"{one.name} ({known[one.partner]})") for one in place.sources]
        self.fields["sources"].choices = sources
        self.fields["sharing"].label_from_instance = lambda one: one.title


class Proposing(forms.Form):
    """Between which days a draft is to hold."""

    since = Day(label="First day", help_text="It holds from then on, once all have signed.")
    until = Day(label="Last day", help_text="It lapses the day after, unless you renew it.")


class Signing(forms.Form):
    """A signature."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    name = forms.CharField(max_length=200, label="Your name", help_text="Typing it is signing.")
    title = forms.CharField(max_length=120, required=False, label="What you do there")
    may = forms.BooleanField(label="I have read it, and I may sign for my organisation")


class Leaving(forms.Form):
    """A partner takes its signature back."""

    partner = forms.SlugField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label="Why?", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The others read it.",
    )  # fmt: skip
    wished = Day(label="From which day?", required=False, help_text="Leave empty for the soonest.")


class Ending(forms.Form):
    """An agreement ends before its last day."""

    reason = forms.CharField(
        label="Why does it end?", max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class Asking(forms.Form):
    """Who is asked by email to sign."""

    partners = forms.ModelMultipleChoiceField(
        Partner.objects.none(), to_field_name="slug", label="Whom do you ask to sign?",
        widget=forms.CheckboxSelectMultiple,
        help_text="Each gets a letter with a link. It works on a phone, without an account.",
    )  # fmt: skip

    def __init__(self, partners, *told, **more):
        super().__init__(*told, **more)
        self.fields["partners"].queryset = partners
