"""What may be sent about hard things: every field listed, nothing else is read."""

from django import forms

from tilth.agree import words
from tilth.agree.issues.stages import WIDER
from tilth.agree.issues.wording import guide
from tilth.web.agree.models import Body, Partner

TITLE, LONG = 200, 3000


class Day(forms.DateField):
    """A day, as browsers send it."""

    widget = forms.DateInput(attrs={"type": "date"})


def said(label, hint="", *, required=True, rows=4):
    """A few lines of plain words."""
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, help_text=hint, required=required, max_length=LONG, widget=area
    )


def partners(label, hint="", empty="Choose a partner"):
    """A partner; which ones is said when the form is made."""
    chosen = Partner.objects.none()
    return forms.ModelChoiceField(
        chosen, label=label, to_field_name="slug", empty_label=empty, help_text=hint
    )


def layers(label, hint=""):
    """A layer, or none."""
    chosen = [("", "None"), *((one, one[:1].upper() + one[1:]) for one in words.LAYERS)]
    return forms.ChoiceField(label=label, choices=chosen, required=False, help_text=hint)


class Raise(forms.Form):
    """A hard thing, said aloud."""

    title = forms.CharField(
        label="Give it a name that is ours",
        help_text='Such as "We discharge people on Fridays without a plan": nobody is the culprit.',
        max_length=TITLE,
    )
    surfaced = said(
        "What is it?",
        "In your own words: what happens, when it happened last, what it means for residents.",
        rows=6,
    )
    type = forms.ChoiceField(
        label="What kind of thing is it?",
        choices=[(name, f"{name[:1].upper()}{name[1:]}: {w}") for name, w in words.ISSUES.items()],
    )
    between_one = layers("Between which two layers does it lie?", "Leave it if it lies in one.")
    between_other = layers("and")
    body = forms.ModelChoiceField(
        Body.objects.filter(until=None),
        label="Does it belong to a board or group?",
        to_field_name="slug",
        required=False,
        empty_label="None",
    )

    @property
    def between(self):
        """The two layers, where they were told."""
        told = (self.cleaned_data["between_one"], self.cleaned_data["between_other"])
        return tuple(one for one in told if one)


class _OfIssue(forms.Form):
    """A form on the page of an issue; its fields have names of their own there."""

    name = ""

    def __init__(self, *told, view, **more):
        super().__init__(*told, auto_id=f"{self.name}-%s", **more)
        self.fit(view)

    def fit(self, view):
        """Offer only what makes sense for this issue and this reader."""


class Ask(_OfIssue):
    """A curious question to one of those who hold it."""

    name = "ask"
    to = partners("Whom do you ask?")
    question = forms.ChoiceField(label="A question that opens", required=False)
    words = said("Or in your own words", required=False, rows=2)

    def fit(self, view):
        self.fields["to"].queryset = view.others
        asks = [(one.ask, one.ask) for one in guide().questions]
        self.fields["question"].choices = [("", "My own words"), *asks]

    def clean(self):
        told = super().clean()
        if not told.get("question") and not (told.get("words") or "").strip():
            self.add_error("words", "Choose a question or write your own.")
        return told

    @property
    def asked(self):
        """The question, in whichever way it was put."""
        told = self.cleaned_data
        return " ".join(one.strip() for one in (told["question"], told["words"]) if one.strip())


class Tell(_OfIssue):
    """One's own side."""

    name = "tell"
    words = said("Your side", "What you see, what you need, what you worry about.", rows=6)


class Heard(_OfIssue):
    """Felt heard."""

    name = "heard"
    words = said("Anything to add?", required=False, rows=2)


class Reply(_OfIssue):
    """An answer to another's side."""

    name = "reply"
    to = partners("To whom?")
    words = said("Your reply")

    def fit(self, view):
        self.fields["to"].queryset = view.others


class Hold(_OfIssue):
    """Another partner to hold it too."""

    name = "hold"
    value = partners("Which partner?", "They will read it before they answer.")
    words = said("Why them?", "In a line.", required=False, rows=2)

    def fit(self, view):
        self.fields["value"].queryset = view.not_holding


class Open(_OfIssue):
    """Open it to more people."""

    name = "open"
    value = forms.ChoiceField(label="To whom?")

    def fit(self, view):
        wider = WIDER[WIDER.index(view.issue.visible) + 1 :]
        self.fields["value"].choices = [(one, words.VISIBILITY[one]) for one in wider]


class Reframe(_OfIssue):
    """Words that are ours."""

    name = "reframe"
    value = said("In words that are ours", "What is it that we have not found a way to do, yet?")

    def fit(self, view):
        self.fields["value"].initial = view.issue.reframed


class Way(_OfIssue):
    """A way forward."""

    name = "way"
    value = said("What will each of us do differently?")
    review = Day(label="When do you look back on it?")


class Review(_OfIssue):
    """What came of it."""

    name = "review"
    value = said("What came of it?", "Also what did not change.")


class Rest(_OfIssue):
    """Why it rests."""

    name = "rest"
    value = said("Why does it rest, and what would bring it back?")


class Up(_OfIssue):
    """Take it up again."""

    name = "up"
    words = said("What has changed?", required=False, rows=2)


class Again(_OfIssue):
    """Begin again."""

    name = "again"
    words = said("What came back?")


class Agree(_OfIssue):
    """Agree to what was put."""

    name = "agree"
    number = forms.IntegerField(widget=forms.HiddenInput)


class NotYet(_OfIssue):
    """Not yet."""

    name = "not-yet"
    number = forms.IntegerField(widget=forms.HiddenInput)
    words = said("What would have to be different?", rows=2)


class Yes(_OfIssue):
    """Hold it too."""

    name = "yes"
    words = said("Anything to say?", required=False, rows=2)


class No(_OfIssue):
    """Not hold it."""

    name = "no"
    words = said("Why not now?", required=False, rows=2)


class Above(_OfIssue):
    """Whom was asked to loosen a rule."""

    name = "above"
    of = partners("Whom did you ask?", "A national or other body. It must be among the partners.")
    on = Day(label="On which day?")
    words = said("What did you ask for?", rows=3)

    def fit(self, view):
        self.fields["of"].queryset = view.askable


class Answered(_OfIssue):
    """What they answered."""

    name = "answered"
    words = said("What did they answer?", "Also where it was no.", rows=3)
    on = Day(label="On which day?")


class Link(_OfIssue):
    """What came of it elsewhere."""

    name = "link"
    ref = forms.RegexField(
        r"^\s*[DdCc]-\d{1,6}\s*$",
        label="Number of the decision or promise",
        help_text="Such as D-014 or C-003.",
        error_messages={"invalid": "Write it as D-014 or C-003."},
    )

    @property
    def key(self):
        """The key of the record."""
        ref = self.cleaned_data["ref"].strip().upper()
        return f"{'decision' if ref[0] == 'D' else 'commitment'}:{ref}"
