"""What may be sent to a conversation: every field listed, nothing else is read."""

from django import forms

from tilth.learn.telling import plain
from tilth.learn.words import TALK
from tilth.web.learn.reader import inside

LONG, SHORT = 5000, 120
REASON = 300
KINDS = {
    "comment": "Say something",
    "thanks": "Say thank you",
    "question": "Ask a question",
    "could we": "Could we do this here?",
    "so what": "So what? Ask what came of it, as a friend",
    "review": "Give a rating and say what you thought",
}


class Words(forms.CharField):
    """Lines of plain words, without marks nobody can see."""

    def __init__(self, label, *, rows=4, most=LONG, **more):
        widget = forms.Textarea(attrs={"rows": rows})
        super().__init__(label=label, max_length=most, widget=widget, **more)

    def clean(self, value):
        return plain.words(super().clean(value))


class Line(forms.CharField):
    """One line of plain words."""

    def clean(self, value):
        return plain.line(super().clean(value))


class Say(forms.Form):
    """Something said about a record, or in answer to what was said."""

    type = forms.ChoiceField(label="What do you want to do?", choices=list(KINDS.items()))
    words = Words("Your words")
    rating = forms.TypedChoiceField(
        label="Your rating, if you give one",
        choices=[("", "No rating"), *((n, f"{n} of 5") for n in range(1, 6))],
        coerce=int,
        empty_value=None,
        required=False,
    )
    name = Line(
        label="What may we call you?",
        help_text="Anything you like. Leave it empty to be \u201cSomebody\u201d.",
        max_length=SHORT,
        required=False,
    )

    def __init__(self, *told, standing, **more):
        super().__init__(*told, auto_id="say-%s", **more)
        if inside(standing) and standing.by.person is not None:
            self.fields["name"].initial = standing.by.person.name

    def clean(self):
        told = super().clean()
        if told.get("type") == "review" and not told.get("rating"):
            self.add_error("rating", "Choose from 1 to 5.")
        if told.get("type") != "review":
            told["rating"] = None
        return told


class Answer(forms.Form):
    """An answer to one thing that was said."""

    words = Words("Your answer", rows=3)
    name = Line(max_length=SHORT, required=False)


class Reason(forms.Form):
    """Why something is removed or closed."""

    words = Words("Why?", rows=2, most=REASON)


class LookAfter(forms.Form):
    """Who looks after a conversation, by which rules."""

    rules = Words(
        "Ground rules, one a line",
        rows=7,
        required=False,
        help_text="They are shown before one writes. Leave it empty for those we ship.",
    )


class Again(forms.Form):
    """The code words of something said without an account."""

    words = forms.CharField(label="Your four code words", max_length=SHORT)


assert set(KINDS) | {"answer"} == set(TALK)
