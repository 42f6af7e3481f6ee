"""What people may send about a decision: every field listed, nothing else is read."""

from django import forms

from tilth.agree.words import LAYERS, ORIGINS, POSITIONS, ROUTES, STAGES
from tilth.web.agree.areas import area_choices
from tilth.web.agree.decisions.ruling import OPEN
from tilth.web.agree.models import Body

KINDS = {
    "both": "both: the and, rather than the either/or",
    "blended": "blended: parts of several",
    "yes": "yes, as it stands",
    "no": "no, leave things as they are",
}
STRENGTH = {1: "1: a little", 2: "2", 3: "3: in the middle", 4: "4", 5: "5: wholeheartedly"}
MET = "met"
LONG = 5000


def long(label, hint="", *, rows=4, required=True):
    """Words of several lines."""
    widget = forms.Textarea(attrs={"rows": rows})
    told = {"label": label, "help_text": hint, "required": required}
    return forms.CharField(widget=widget, max_length=LONG, **told)


def day(label, hint="", *, required=True):
    """A day, as browsers send it."""
    widget = forms.DateInput(attrs={"type": "date"})
    return forms.DateField(widget=widget, label=label, help_text=hint, required=required)


class Text(forms.Form):
    """The words of a proposal. Only the first two must be there to begin."""

    title = forms.CharField(max_length=200, label="What is it about?")
    proposal = long("What do you propose?", "In words a neighbour would use.", rows=6)
    why = long("Why?", required=False)
    with_whom = long(
        "Who wrote it with you?",
        "Residents, groups or other partners, if any.",
        rows=2,
        required=False,
    )
    population = forms.CharField(
        max_length=200,
        required=False,
        label="For whom is it?",
        help_text="Such as: people over 65 in Old Pits.",
    )
    layer = forms.ChoiceField(
        choices=[(one, one.capitalize()) for one in LAYERS],
        initial="place",
        label="At which layer is it decided?",
    )
    area = forms.ChoiceField(required=False, label="In which area?")
    why_not_lower = long(
        "Why not nearer to people?",
        "What would be lost if a neighbourhood decided this by itself?",
        rows=2,
        required=False,
    )
    origin = forms.ChoiceField(
        choices=[(one, words.capitalize()) for one, words in ORIGINS.items()],
        initial="place",
        label="Where does it come from?",
    )
    money = forms.DecimalField(
        required=False, min_value=0, max_digits=14, decimal_places=2, label="Money, in pounds",
        help_text="Leave empty if it asks for none.",
    )  # fmt: skip
    money_says = long("Where does the money come from?", rows=2, required=False)
    equality = long(
        "What does it mean for people who are treated unequally?",
        "Who gains most, who could be left out, what is done about it.",
        rows=3,
        required=False,
    )
    review = day("When do you look at it again?", required=False)
    public = forms.BooleanField(
        required=False, initial=True, label="Residents can read it once it is decided"
    )

    def __init__(self, place, *told, **more):
        super().__init__(*told, **more)
        self.fields["area"].choices = area_choices(place)


class Edit(Text):
    """The words of a proposal changed. seen: how many changes there were when it was opened."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)


class New(Text):
    """A proposal to a body, by one of two ways."""

    body = forms.ModelChoiceField(
        Body.objects.none(), to_field_name="slug", label="Who decides?", empty_label=None
    )
    route = forms.ChoiceField(
        choices=[(one, words.capitalize()) for one, words in ROUTES.items()],
        initial="full",
        widget=forms.RadioSelect,
        label="Which way does it go?",
    )
    field_order = ("title", "proposal", "why", "body", "route")

    def __init__(self, place, *told, **more):
        super().__init__(place, *told, **more)
        self.fields["body"].queryset = Body.objects.filter(until=None).order_by("name")


class Option(forms.Form):
    """One option beside the proposal."""

    name = forms.CharField(max_length=80, label="The option, in a few words")
    says = long("What it means", rows=2)
    kind = forms.ChoiceField(choices=list(KINDS.items()), label="What kind is it?")


class Criteria(forms.Form):
    """What options are weighed by."""

    criteria = long("What are the options weighed by?", "One a line, six at most.", required=False)

    def clean_criteria(self):
        """The lines, each once."""
        lines = [" ".join(one.split())[:80] for one in self.cleaned_data["criteria"].splitlines()]
        told = list(dict.fromkeys(one for one in lines if one))
        if len(told) > 6:
            raise forms.ValidationError("Six at most, so that they can be weighed.")
        return told


class Opening(forms.Form):
    """When voices close at the earliest."""

    closes = day(
        "Until when do voices stay open?",
        "Leave empty for the shortest time the agreement allows.",
        required=False,
    )


class Stage(forms.Form):
    """Which stage is next."""

    stage = forms.ChoiceField(
        choices=[(one, STAGES[one].capitalize()) for one in OPEN], label="Go on to"
    )


class Words(forms.Form):
    """A few sentences."""

    words = long("Your words", rows=3)

    def __init__(self, label, *told, required=True, **more):
        super().__init__(*told, **more)
        self.fields["words"].label = label
        self.fields["words"].required = required


class Change(forms.Form):
    """Another wording, and why."""

    text = long("How it should read instead", rows=6)
    why = long("Why this is better, and for whom", rows=2)


class Look(forms.Form):
    """What was found when it was looked at again."""

    words = long("What did you find?", rows=3)
    again = day("When do you look again?", "Leave empty if never.", required=False)


class Review(forms.Form):
    """A day to look again."""

    review = day("When do you look at it again?")


class Keep(forms.Form):
    """Which figure is kept with a decision."""

    indicator = forms.ChoiceField(label="Which figure?")
    layer = forms.ChoiceField(label="By which areas?")
    what = forms.ChoiceField(
        label="Told how?",
        choices=[("finding", "Area by area"), ("fairness", "By how deprived areas are")],
    )

    def __init__(self, indicators, layers, *told, **more):
        super().__init__(*told, **more)
        self.fields["indicator"].choices = indicators
        self.fields["layer"].choices = layers


class Say(forms.Form):
    """A partner's one voice. objecting: it has an objection that is not met yet."""

    position = forms.ChoiceField(widget=forms.RadioSelect, label="Where do you stand?")
    words = long("Why, in your words", rows=3, required=False)
    strength = forms.TypedChoiceField(
        choices=[("", "I do not say"), *STRENGTH.items()],
        coerce=int,
        empty_value=None,
        required=False,
        label="If you are in favour: how strongly?",
    )
    harm = long("If you see harm: what harm, and to whom?", rows=3, required=False)
    safe = long("What would make it safe to try?", rows=3, required=False)
    interest = long(
        "Do you have a conflict of interest?",
        "Money, a contract or a close tie. If so your partner is heard and not counted.",
        rows=2,
        required=False,
    )

    def __init__(self, decision, *told, objecting=False, named=False, **more):
        super().__init__(*told, **more)
        choices = [(one, words.capitalize()) for one, words in POSITIONS.items()]
        if objecting:
            choices.insert(0, (MET, "Our objection is met: say how, below"))
        self.fields["position"].choices = choices
        self.weighs = [
            (f"score-{row}-{column}", option["name"], criterion)
            for row, option in enumerate(decision.options)
            for column, criterion in enumerate(decision.criteria)
        ]
        for name, option, criterion in self.weighs:
            self.fields[name] = forms.TypedChoiceField(
                choices=[("", "I do not say"), *((n, str(n)) for n in range(1, 6))],
                coerce=int,
                empty_value=None,
                required=False,
                label=f"{option}, by {criterion}",
            )
        if named:
            self.fields["name"] = forms.CharField(
                max_length=200,
                label="Your name",
                widget=forms.TextInput(attrs={"autocomplete": "name"}),
            )

    def clean(self):
        """An objection tells its harm and what would make it safe; a met one tells how."""
        told = super().clean()
        if told.get("position") == "object":
            for name in ("harm", "safe"):
                if not told.get(name):
                    self.add_error(name, "An objection needs this, so that it can be met.")
        if told.get("position") == MET and not told.get("words"):
            self.add_error("words", "Say in a word how it was met.")
        return told

    def said(self):
        """What the act takes."""
        told = self.cleaned_data
        scores: dict = {}
        for name, option, criterion in self.weighs:
            if told.get(name):
                scores.setdefault(option, {})[criterion] = told[name]
        names = ("position", "words", "strength", "harm", "safe", "interest")
        return {name: told[name] for name in names} | {"scores": scores}


def as_said(voice, decision):
    """What a partner said before, to begin from."""
    if voice is None:
        return {}
    names = ("position", "words", "strength", "harm", "safe", "interest")
    told = {name: getattr(voice, name) for name in names}
    for row, option in enumerate(decision.options):
        for column, criterion in enumerate(decision.criteria):
            told[f"score-{row}-{column}"] = voice.scores.get(option["name"], {}).get(criterion)
    return told
