"""What people may send to the pages of gatherings: every field listed, nothing else is read."""

from django import forms

from tilth.learn.telling.inquiries import Inquiry
from tilth.learn.words import GATHERINGS
from tilth.web.agree.areas import area_choices
from tilth.web.agree.meetings.forms import Time
from tilth.web.agree.models import Partner
from tilth.web.house.manage.forms import Day
from tilth.web.learn.asked import OPEN_TO, capital
from tilth.web.learn.gatherings import about, moments
from tilth.web.learn.models import Gathering

NAMES = "Organisations and places, not people."


def many(rows=3):
    """A field for many lines."""
    return forms.Textarea(attrs={"rows": rows})


class About(forms.Form):
    """A form that can say which page it belongs to; standing: of whoever sends it."""

    def __init__(self, standing, *told, **more):
        super().__init__(*told, **more)
        self.standing = standing

    def clean_about(self):
        """The key of a record the writer may see."""
        said = self.cleaned_data["about"]
        key = about.key_of(said, self.standing) if said else ""
        if said and not key:
            raise forms.ValidationError("We know of no such page.")
        return key


class Plan(About):
    """What is said of a gathering before it is held; what is not in FIRST is seldom needed."""

    FIRST = ("type", "title", "words", "on", "starts", "until", "finishes", "where", "open_to")

    type = forms.ChoiceField(
        label="What kind",
        choices=[(key, capital(says)) for key, says in GATHERINGS.items()],
    )
    title = forms.CharField(max_length=200, label="Its name")
    words = forms.CharField(required=False, max_length=5_000, widget=many(),
        label="What it is about, and for whom")  # fmt: skip
    on = Day(label="Day", help_text="The first day, where there are several.")
    starts = Time(required=False, label="Starts at", help_text="Leave empty for whole days.")
    until = Day(
        required=False,
        label="Last day",
        help_text="If there is more than one. Of a call for stories: the day it closes.",
    )
    finishes = Time(required=False, label="Ends at")
    where = forms.CharField(required=False, max_length=200, label="Where")
    join = forms.URLField(required=False, max_length=500, label="Address to join from afar",
        assume_scheme="https", help_text="Whoever may read this page can read it.")  # fmt: skip
    most = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=10_000,
        label="Room for how many people",
        help_text="Leave empty if it does not matter.",
    )
    host = forms.ModelChoiceField(Partner.objects.none(), to_field_name="slug", required=False,
        label="Who hosts it", empty_label="The partnership")  # fmt: skip
    season = forms.ModelChoiceField(Gathering.objects.none(), to_field_name="slug",
        required=False, label="Open garden season a visit is part of",
        empty_label="None")  # fmt: skip
    about = forms.CharField(required=False, max_length=300, label="What it grew out of",
        help_text="Paste the address of a page here, or a number such as D-014.")  # fmt: skip
    asks = forms.ChoiceField(required=False, label="Questions it answers")
    rules = forms.CharField(required=False, max_length=2_000, widget=many(2),
        label="How we talk with each other there")  # fmt: skip
    area = forms.ChoiceField(required=False, label="Which area")
    open_to = forms.ChoiceField(label="Who may read of it", choices=OPEN_TO)

    def __init__(self, place, standing, *told, **more):
        super().__init__(standing, *told, **more)
        fields = self.fields
        fields["area"].choices = area_choices(place)
        asked = [(name, one.title) for name, one in place.all(Inquiry).items()]
        fields["asks"].choices = [("", "None"), *asked]
        seasons = Gathering.objects.filter(type="open garden", called_off="")
        fields["season"].queryset = seasons.order_by("-begins")
        if standing.keeps:
            fields["host"].queryset = Partner.objects.filter(state="joined")
        else:
            del fields["host"]

    def clean(self):
        """An end comes after a beginning, and a time of the end needs one of the beginning."""
        told = super().clean()
        if told.get("finishes") and not told.get("starts"):
            self.add_error("starts", "Say when it starts as well.")
        on, until = told.get("on"), told.get("until")
        if on and until and until < on:
            self.add_error("until", "It is before the first day.")
        return told

    def told(self):
        """What the act takes."""
        told = dict(self.cleaned_data)
        on, until = told.pop("on"), told.pop("until")
        starts, finishes = told.pop("starts"), told.pop("finishes")
        told["begins"] = moments.begun(on, starts)
        after = told["begins"] if starts and not until else None
        told["ends"] = moments.ended(until or on, finishes, after=after)
        return told


class Visit(forms.Form):
    """A visit that was made: who visited whom, what they saw, what they took home."""

    where = forms.CharField(max_length=200, label="Whom and where you visited",
        help_text="Such as: the walking group of Together Homes, Harrowfold.")  # fmt: skip
    on = Day(label="Day")
    host = forms.ModelChoiceField(Partner.objects.none(), to_field_name="slug", required=False,
        label="Which partner that was", empty_label="None of ours")  # fmt: skip
    others = forms.CharField(required=False, max_length=2_000, widget=many(2),
        label="Who else went", help_text=f"{NAMES} One a line.")  # fmt: skip
    seen = forms.CharField(max_length=10_000, widget=many(), label="What you saw")
    home = forms.CharField(required=False, max_length=10_000, widget=many(),
        label="What you took home")  # fmt: skip
    open_to = forms.ChoiceField(label="Who may read of it", choices=OPEN_TO)

    def __init__(self, *told, **more):
        super().__init__(*told, **more)
        self.fields["host"].queryset = Partner.objects.exclude(state="left")


class Reason(forms.Form):
    """Why it will not be held."""

    why = forms.CharField(max_length=300, label="Why")


class Book(forms.Form):
    """How many people come."""

    people = forms.IntegerField(min_value=0, max_value=1_000, label="How many of you come",
        help_text="0 takes the booking back.")  # fmt: skip

    def __init__(self, standing, hosts, *told, **more):
        super().__init__(*told, **more)
        if hosts:
            self.fields["partner"] = forms.ModelChoiceField(
                Partner.objects.exclude(state="left"), to_field_name="slug", required=False,
                label="Which partner", empty_label="None of ours")  # fmt: skip
            self.fields["name"] = forms.CharField(required=False, max_length=120,
                label="Or who else comes", help_text=NAMES)  # fmt: skip
            self.order_fields(("partner", "name", "people"))


class WriteUp(forms.Form):
    """What was said at a gathering."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    partners = forms.MultipleChoiceField(required=False, label="Partners who came",
        widget=forms.CheckboxSelectMultiple)  # fmt: skip
    others = forms.CharField(required=False, max_length=5_000, widget=many(),
        label="Who else came",
        help_text=f"{NAMES} One a line, and where from after a semicolon: "
                  "Bowls club; Harrowfold.")  # fmt: skip
    notes = forms.CharField(required=False, max_length=50_000, widget=many(6), label="Notes",
        help_text="What was said, without names of private people.")  # fmt: skip
    themes = forms.CharField(required=False, max_length=5_000, widget=many(),
        label="Themes", help_text="What came up, one a line.")  # fmt: skip
    outputs = forms.CharField(required=False, max_length=5_000, widget=many(),
        label="What came of it", help_text="One thing a line.")  # fmt: skip

    def __init__(self, gathering, inquiry, *told, **more):
        super().__init__(*told, **more)
        here = Partner.objects.exclude(state="left").order_by("name")
        self.fields["partners"].choices = [(one.slug, one.name) for one in here]
        if gathering.type == "visit":
            for name, label in (("seen", "What we saw"), ("home", "What we took home")):
                self.fields[name] = forms.CharField(
                    required=False, max_length=10_000, label=label, widget=many()
                )
        self.asked = inquiry.questions if inquiry else ()
        for one in self.asked:
            self.fields[f"q-{one.name}"] = forms.CharField(
                required=False, max_length=5_000, label=one.ask, help_text=one.help, widget=many(2)
            )

    def told(self):
        """What the act takes."""
        told = dict(self.cleaned_data)
        version = told.pop("version")
        told["came"] = [{"partner": slug} for slug in told.pop("partners")]
        told["came"] += [_somebody(line) for line in _lines(told.pop("others"))]
        for name in ("themes", "outputs"):
            told[name] = _lines(told[name])
        answers = {one.name: told.pop(f"q-{one.name}") for one in self.asked}
        if self.asked:
            told["answers"] = {name: said for name, said in answers.items() if said}
        return told | {"version": version}


def _lines(said):
    return [line.strip() for line in said.splitlines() if line.strip()]


def _somebody(line):
    name, _, where = (part.strip() for part in line.partition(";"))
    return {"name": name, "from": where} if where else {"name": name}


def written(gathering):
    """What a form to write up begins with."""
    others = [row for row in gathering.came if row.get("name")]
    told = {
        "partners": [row["partner"] for row in gathering.came if row.get("partner")],
        "others": "\n".join("; ".join(filter(None, (r["name"], r.get("from")))) for r in others),
        "notes": gathering.notes,
        "themes": "\n".join(gathering.themes),
        "outputs": "\n".join(gathering.outputs),
        "seen": gathering.seen,
        "home": gathering.home,
    }
    return told | {f"q-{name}": said for name, said in gathering.answers.items()}


class Engaged(forms.Form):
    """Who was engaged."""

    who = forms.CharField(max_length=200, label="Who", help_text="Such as: young carers.")
    number = forms.IntegerField(required=False, min_value=0, max_value=1_000_000,
        label="How many people", help_text="Leave empty if nobody counted.")  # fmt: skip
    how = forms.CharField(required=False, max_length=200, label="How",
        help_text="Such as: a walk with cameras.")  # fmt: skip


class Joined(forms.Form):
    """A record that has to do with a gathering."""

    chosen = forms.ChoiceField(required=False, label="A topic, practice or story")
    pasted = forms.CharField(required=False, max_length=300,
        label="Or paste the address of a page, or a number such as D-014")  # fmt: skip

    def __init__(self, standing, *told, **more):
        super().__init__(*told, **more)
        self.standing = standing
        self.fields["chosen"].choices = [("", "Choose"), *about.choices(standing)]

    def clean(self):
        """The key of one record the writer may see."""
        told = super().clean()
        said = told.get("chosen") or told.get("pasted") or ""
        told["key"] = about.key_of(said, self.standing) if said else ""
        if not told["key"] and not self.errors:
            self.add_error(
                "pasted" if said else "chosen",
                "We know of no such page." if said else "Choose or paste one.",
            )
        return told


class Promise(forms.Form):
    """Something a partner promised there."""

    partner = forms.ModelChoiceField(Partner.objects.none(), to_field_name="slug",
        label="Who promised", empty_label="Choose")  # fmt: skip
    words = forms.CharField(max_length=1_000, label="What they promised", widget=many(2))
    due = Day(required=False, label="By when")

    def __init__(self, standing, *told, **more):
        super().__init__(*told, **more)
        joined = Partner.objects.filter(state="joined")
        own = joined if standing.keeps else joined.filter(pk=standing.partner.pk)
        self.fields["partner"].queryset = own


class Invite(forms.Form):
    """Partners to be invited by email."""

    partners = forms.MultipleChoiceField(label="Partners", widget=forms.CheckboxSelectMultiple)

    def __init__(self, partners, *told, **more):
        super().__init__(*told, **more)
        self.fields["partners"].choices = [(one.slug, one.name) for one in partners]
