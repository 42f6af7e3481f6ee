"""What may be told: own words first, then everything else for those who want to."""

from django import forms

from tilth.learn.telling import plain
from tilth.learn.words import AUDIENCES, GROWTH, LAYERS
from tilth.web.agree.areas import area_choices
from tilth.web.learn.models import Code
from tilth.web.learn.telling import asking
from tilth.web.learn.telling.fields import Line, Outside, Words, one_of, sentence, ticks
from tilth.web.learn.telling.sent_files import Sound

STEPS, SOURCES = 6, 3  # rows of a form; more come once these are full
TOLD_HERE = ("story", "walk-through", "update")
FIRST = {
    "story": ("Your story", "What happened, who was there, what changed? In your own words. It "
              "need not be long or finished."),
    "walk-through": ("What was it like?", "In a few words; then step by step below."),
    "update": ("What did you do, what came of it, and so what?", "Also what did not work."),
}  # fmt: skip
READERS = [(name, sentence(words)) for name, words in AUDIENCES.items()]
LAYER_WORDS = {
    "person": "One person or family", "neighbourhood": "A street or neighbourhood",
    "place": "The whole place", "system": "Several places together",
    "city region": "A city region", "nation": "The whole country",
}  # fmt: skip


class Telling(forms.Form):
    """A telling of any kind. place: where; kind: of TOLD_HERE; standing: of whoever tells."""

    uid = forms.UUIDField(required=False, widget=forms.HiddenInput)
    about = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)
    sound = Sound(required=False)
    title = Line("A title", "If one comes to mind.")
    layer = one_of("How far does it reach?", [(one, LAYER_WORDS[one]) for one in LAYERS])
    on = forms.DateField(
        label="When was it?", required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text="The day, or any day near it.",
    )  # fmt: skip
    growth = one_of(
        "How far has it grown?",
        [("", "I cannot say"), *((k, f"{sentence(k)}: {w}") for k, w in GROWTH.items())],
    )
    strengths = Words("What is strong here, and what works?")
    barriers = Words(
        "What is not working?", "Say it too. Nobody expects a finished garden.",
    )  # fmt: skip
    tellers = Words(
        "Who tells it?",
        "One on each line, just as you want to be named: “Denise, a walker” or “A mother of two”. "
        "Leave it empty and no name is shown.",
        rows=2,
    )
    helped_by = Line("Did somebody help you to tell it?", "Such as a link worker. You can leave it "
                     "empty.")  # fmt: skip
    for_ = ticks("Who may read it?", READERS, "Tick none and only you can.")
    rough = forms.BooleanField(
        required=False, label="It is not finished: share it as it is",
        help_text="Readers are told that it is work in progress.",
    )  # fmt: skip
    from_partner = forms.BooleanField(required=False)
    unnamed = forms.BooleanField(
        required=False, label="Do not keep my account with it",
        help_text="You then get code words to change it or take it back, and it is not in your "
        "list.",
    )  # fmt: skip

    def __init__(self, *told, place, kind="story", standing=None, again=None, **more):
        super().__init__(*told, label_suffix="", auto_id="t-%s", **more)
        self.kind = kind if kind in FIRST else "story"
        self.inquiry = asking.inquiry_of(place, asking.ESSAY)
        label, hint = FIRST[self.kind]
        self.fields["words"] = Words(
            label, hint, rows=4 if self.kind == "walk-through" else 10, most=plain.MOST
        )
        self.fields["area"] = one_of("Where?", area_choices(place, empty="The whole place"))
        self.fields |= asking.fields_of(self.inquiry)
        self._offer_conditions()
        self._offer_rows(again)
        self._fit(standing, again)

    def _offer_conditions(self):
        codes = Code.objects.filter(type__in=("condition", "enabler"), into=None)
        if codes.exists():
            choices = [(one.slug, one.name) for one in codes.order_by("name")]
            self.fields["conditions"] = ticks("What was there that made it possible?", choices)

    def _offer_rows(self, again):
        told = again.sources if again else []
        self.source_rows = range(max(SOURCES, len(told) + 1))
        for at in self.source_rows:
            self.fields[f"source_{at}_name"] = Line("Who or what do you want to credit?")
            self.fields[f"source_{at}_url"] = Outside("Its web address")
            self.fields[f"source_{at}_words"] = Line("Who shared it, or what it gave you")
        told = again.answers.get("steps", []) if again else []
        self.step_rows = range(max(STEPS, len(told) + 2) if self.kind == "walk-through" else 0)
        for at in self.step_rows:
            self.fields[f"step_{at}_happened"] = Words("What happened?", rows=2)
            self.fields[f"step_{at}_felt"] = Line("How did it feel?")

    def _fit(self, standing, again):
        partner = standing.partner if standing else None
        if partner is None or not standing.speaks_for(partner):
            del self.fields["from_partner"]
        else:
            self.fields["from_partner"].label = f"I tell it for {partner.name}"
        if again is not None or standing is None or standing.by.person is None:
            del self.fields["unnamed"]
        if again is not None:
            self.fields["why"] = Line("Why do you change it?", "Kept beside the words before.")

    def row(self, kind, at):
        """The fields of one row of sources or steps."""
        names = (name for name in self.fields if name.startswith(f"{kind}_{at}_"))
        return [self[name] for name in names]

    def part(self, part=""):
        """The fields of one part of the inquiry."""
        return [self[f"{asking.BEFORE}{one.name}"] for one in self.inquiry.of_part(part)]

    def names(self, part=""):
        """The names of the fields of one part of the inquiry."""
        return [one.name for one in self.part(part)]

    def said(self, *names):
        """Whether any of these holds something, so that its part stands open."""
        return any(self[name].errors or self[name].value() for name in names if name in self.fields)

    def clean(self):
        told = super().clean()
        says = any(
            told.get(name) for name in self.fields if name.startswith((asking.BEFORE, "step_"))
        )
        before = self.initial.get("words") or self.initial.get("media")
        if not (told.get("words") or told.get("sound") or says or before):
            self.add_error("words", "Say it in your own words, or add a sound file.")
        return told
