"""What may be sent from a story's page and from its review: every field listed."""

from django import forms

from tilth.see.needs.indicator import Indicator
from tilth.web.agree.areas import area_choices
from tilth.web.learn.actions.noticing import HOW
from tilth.web.learn.named import key_of
from tilth.web.learn.talk.forms import Line, Words

LONG = 200_000
TITLE, WHY = 200, 300


class Version(forms.Form):
    """Which version somebody looked at."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class Publish(Version):
    """Let others read it."""

    named_agreed = forms.BooleanField(
        required=False,
        label="Whoever it names agreed to be named, or it names nobody",
        help_text="Ask them first. If they would rather not, propose other words.",
    )


class AskBack(Version):
    """A question to its teller."""

    words = Words("Your question to whoever told it", rows=3, most=2000)


class Decline(Version):
    """Why it is not shown."""

    words = Words("Why? Whoever told it reads your reason.", rows=3, most=2000)


class Propose(Version):
    """Other words, for its teller to agree to or not."""

    title = Line(label="Title", max_length=TITLE, required=False)
    words = Words("In their own words", rows=12, most=LONG, required=False)
    strengths = Words("What is strong", most=LONG, required=False)
    barriers = Words("What is not working", most=LONG, required=False)
    why = Line(label="Why do you propose it? Whoever told it reads this.", max_length=WHY)

    def __init__(self, *told, story, **more):
        shown = {name: getattr(story, name) for name in ("title", "words", "strengths", "barriers")}
        super().__init__(
            *told, auto_id="propose-%s", initial=shown | {"version": story.seen}, **more
        )


class Tie(forms.Form):
    """What a story is linked with."""

    other = forms.CharField(
        label="What is it linked with?",
        help_text="A number such as D-014 or C-003, or the address of a page here.",
        max_length=300,
    )
    how = forms.ChoiceField(label="How?", choices=list(HOW.items()))

    def clean_other(self):
        key = key_of(self.cleaned_data["other"])
        if not key:
            raise forms.ValidationError("Write it as D-014 or C-003, or copy the page's address.")
        return key


class SpeaksTo(forms.Form):
    """The figures a story speaks to."""

    indicators = forms.MultipleChoiceField(
        label="Which figures does it speak to?",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *told, place, **more):
        super().__init__(*told, **more)
        self.fields["indicators"].choices = indicator_choices(place)


def indicator_choices(place):
    """[(name, title)] of the indicators in use, by title."""
    used = [one for one in place.all(Indicator).items() if not one[1].retired]
    return sorted(((name, one.title) for name, one in used), key=lambda pair: pair[1].lower())


class Update(forms.Form):
    """What a programme did, what came of it, and so what."""

    about = forms.CharField(
        label="What is it about?",
        help_text="A promise or decision such as C-003 or D-014, or the address of a page here. "
        "You can leave it empty.",
        max_length=300,
        required=False,
    )
    title = Line(label="A name for it", max_length=TITLE)
    words = Words("What did you do, and what came of it?", rows=5)
    so_what = Words("So what? What is different for residents?", rows=3)
    learnt = Words("What have we learnt that can help us to grow?", rows=3)
    speed = Words("How quickly did things change?", rows=2, required=False)
    depth = Words("How deep does the change go, and who would notice if it stopped?", rows=2,
                  required=False)  # fmt: skip
    visible = Words("What can people here see or touch of it?", rows=2, required=False)
    area = forms.ChoiceField(label="Where?", required=False)
    everyone = forms.ChoiceField(
        label="Who may read it?",
        choices=[("partnership", "The partners who look after this place"),
                 ("everyone", "Everyone; somebody looks at it first")],
        widget=forms.RadioSelect,
        initial="partnership",
    )  # fmt: skip

    def __init__(self, *told, place, **more):
        super().__init__(*told, **more)
        self.fields["area"].choices = area_choices(place)

    def clean_about(self):
        told = self.cleaned_data["about"]
        key = key_of(told) if told else ""
        if told and not key:
            raise forms.ValidationError("Write it as D-014 or C-003, or copy the page's address.")
        return key


class Answer(forms.Form):
    """What a partner does because of an offer."""

    type = forms.ChoiceField(
        label="What do you write down?", widget=forms.RadioSelect, initial="commitment",
        choices=[("commitment", "A promise: what we will do with it"),
                 ("ask", "Something we ask of other partners because of it")],
    )  # fmt: skip
    words = Words("In words", rows=3, most=300)
    due = forms.DateField(
        label="By which day?", required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text="Leave it empty if you cannot say.",
    )  # fmt: skip
