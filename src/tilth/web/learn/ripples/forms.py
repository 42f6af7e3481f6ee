"""What may be sent about ripples: every field listed, nothing else is read."""

from django import forms

from tilth.web.agree.areas import area_choices
from tilth.web.agree.models import Partner
from tilth.web.house.manage.forms import Day
from tilth.web.learn.asked import OPEN_TO, said
from tilth.web.learn.named import key_of

REASON = 1000  # letters
TOLD = (("", "Cannot tell yet"), ("yes", "Yes"), ("no", "No"))
KINDS = (("", "Cannot tell yet"), ("yes", "Good"), ("no", "Bad"))
WHO_HINT = "Groups rather than people's names, such as: new parents, the night shift."


def maybe(label, choices=TOLD):
    """Yes, no, or nobody can tell."""
    return forms.TypedChoiceField(
        label=label,
        choices=choices,
        required=False,
        coerce=lambda value: value == "yes",
        empty_value=None,
    )


class Map(forms.Form):
    """A ripple map as a whole."""

    title = forms.CharField(
        label="What began it?", help_text="Such as: Matchday Moves at the ground.", max_length=200
    )
    began = Day(label="When did it begin?")
    words = said("In a few lines, if you like", required=False)
    area = forms.ChoiceField(label="Where", required=False)
    about = forms.CharField(
        label="Is there a page about what began it?",
        help_text="Its address on this site, or a number such as D-014.",
        required=False,
        max_length=300,
    )
    partners = forms.ModelMultipleChoiceField(
        Partner.objects.none(),
        label="Which partners take part?",
        to_field_name="slug",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    open_to = forms.ChoiceField(label="Who may read it?", choices=OPEN_TO)

    def __init__(self, *told, place, on, **more):
        super().__init__(*told, **more)
        self.today = on
        self.fields["area"].choices = area_choices(place)
        self.fields["partners"].queryset = Partner.objects.filter(state="joined").order_by("name")

    def clean_began(self):
        return _not_to_come(self.cleaned_data["began"], self.today)

    def clean_about(self):
        told = self.cleaned_data["about"].strip()
        key = key_of(told)
        if told and not key:
            raise forms.ValidationError("Give an address on this site, or a number such as D-014.")
        return key


class New(Map):
    """A new map, from an outline in a file where there is one."""

    file = forms.FileField(
        label="Is there an outline in a file already?",
        help_text="CSV with the columns number (1, 1.1, 1.2), words, on (2026-03-04), and where "
        "you like: intended, good (yes, no), who, helped.",
        required=False,
    )


class Change(Map):
    """What is said of a map, changed."""

    seen = forms.IntegerField(widget=forms.HiddenInput)


def _not_to_come(day, on):
    if day and day > on:
        raise forms.ValidationError("This day is still to come.")
    return day


class _OfMap(forms.Form):
    """A form on the pages of a map; its fields have names of their own there."""

    name = ""

    def __init__(self, *told, view, **more):
        super().__init__(*told, auto_id=f"{self.name}-%s", **more)
        self.view = view
        self.fit(view)

    def fit(self, view):
        """Offer only what makes sense here."""

    def clean_on(self):
        return _not_to_come(self.cleaned_data["on"], self.view.on)


class _OfRipple(_OfMap):
    """A form about one ripple: `at` says which."""

    at = forms.IntegerField(widget=forms.HiddenInput)

    def clean_at(self):
        return self.view.must_have(self.cleaned_data["at"])


class _OfVersion(_OfRipple):
    """A form about one ripple as somebody saw it."""

    seen = forms.IntegerField(widget=forms.HiddenInput)


class Add(_OfMap):
    """The next ripple."""

    name = "add"
    words = forms.CharField(label="What happened next?", max_length=300)
    good = maybe("Was it good or bad?", KINDS)
    intended = maybe("Was it planned?")
    on = Day(label="When?", help_text="Empty: the day of what it followed from.", required=False)
    who = forms.CharField(
        label="For whom did it change something?",
        help_text=WHO_HINT,
        required=False,
        max_length=200,
    )
    helped = forms.CharField(label="Who or what helped?", required=False, max_length=300)
    after = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean_after(self):
        return self.view.ripple_of(self.cleaned_data["after"])


class ChangeRipple(_OfVersion):
    """A ripple put right."""

    name = "change"
    words = forms.CharField(label="What happened", max_length=300)
    good = maybe("Was it good or bad?", KINDS)
    intended = maybe("Was it planned?")
    on = Day(label="When")
    who = forms.CharField(label="For whom", help_text=WHO_HINT, required=False, max_length=200)
    helped = forms.CharField(label="Who or what helped", required=False, max_length=300)


class Move(_OfVersion):
    """A ripple that followed from something else."""

    name = "move"
    after = forms.ChoiceField(label="It followed from", required=False)

    def fit(self, view):
        below = view.below(view.at)
        places = [
            (line.node.key, f"{line.number} {line.node.words}")
            for line in view.lines
            if line.node.key not in below
        ]
        self.fields["after"].choices = [("", "Nothing: it stands at the beginning"), *places]

    def clean_after(self):
        told = self.cleaned_data["after"]
        return self.view.ripple_of(int(told)) if told else None


class TakeBack(_OfVersion):
    """A ripple taken off the map."""

    name = "take-back"


class Link(_OfRipple):
    """What a ripple has to do with."""

    name = "link"
    chosen = forms.ChoiceField(label="Choose a story, practice, decision or tie", required=False)
    named = forms.CharField(
        label="Or give an address on this site",
        help_text="Of a story, decision, indicator or another page; or a number such as D-014.",
        required=False,
        max_length=300,
    )

    def fit(self, view):
        self.fields["chosen"].choices = [("", "Choose one"), *view.offered]

    def clean(self):
        told = super().clean()
        told["key"] = told.get("chosen") or key_of(told.get("named") or "")
        if not told["key"]:
            self.add_error("named", "Choose one, or give an address on this site.")
        return told


class Unlink(_OfRipple):
    """A link taken back."""

    name = "unlink"
    number = forms.IntegerField(widget=forms.HiddenInput)


class Round(_OfMap):
    """A round opened or closed."""

    name = "round"
    which = forms.ChoiceField(choices=[("most", "most"), ("least", "least"), ("", "close")],
                              required=False)  # fmt: skip


class Pick(_OfMap):
    """One voice's choice, and why."""

    name = "pick"
    which = forms.CharField(widget=forms.HiddenInput, max_length=5)
    ripple = forms.ChoiceField(label="Which change?")
    reason = said("Why that one?", "Everybody who may read this map may read your reason.",
                  most=REASON)  # fmt: skip
    person = forms.CharField(
        label="Whose choice is it?",
        help_text="Empty: yours. For somebody in the room: how they wish to be called, such as "
        "Green 3. Choosing again under the same name changes their choice.",
        required=False,
        max_length=120,
    )
    partner = forms.ModelChoiceField(
        Partner.objects.none(),
        label="For which partner, if any?",
        to_field_name="slug",
        required=False,
        empty_label="None, or my own",
    )

    def fit(self, view):
        places = [(line.node.key, f"{line.number} {line.node.words}") for line in view.lines]
        self.fields["ripple"].choices = [("", "Choose one"), *places]
        self.fields["partner"].queryset = Partner.objects.filter(state="joined").order_by("name")

    def clean_ripple(self):
        return self.view.must_have(int(self.cleaned_data["ripple"]))


class Unpick(_OfMap):
    """A choice taken back."""

    name = "unpick"
    number = forms.IntegerField(widget=forms.HiddenInput)


class Unplanned(forms.Form):
    """Something good that nobody planned, in one line."""

    map = forms.ChoiceField(label="What did it follow from?")
    words = forms.CharField(label="What good came of it?", max_length=300)

    def __init__(self, *told, maps, **more):
        super().__init__(*told, auto_id="unplanned-%s", **more)
        self.fields["map"].choices = [(one.slug, one.title) for one in maps]
