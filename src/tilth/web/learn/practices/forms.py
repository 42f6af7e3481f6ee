"""What may be sent about practices and plantings: every field listed, nothing else is read."""

from django import forms

from tilth.learn import words as known
from tilth.learn.practices.domains import DOMAINS
from tilth.learn.practices.fragility import KINDS
from tilth.web.agree.areas import area_choices
from tilth.web.agree.models import Contribution, Partner
from tilth.web.house.manage.forms import Day
from tilth.web.learn.asked import OPEN_TO, said, worded
from tilth.web.learn.models import Gathering
from tilth.web.learn.named import key_of
from tilth.web.learn.practices.seen import code_names
from tilth.web.learn.visible import open_to, own_stories, practices_for, stories_for

TITLE, LINE, MANY = 200, 300, 40


class Lines(forms.CharField):
    """Several things, one on each line; what is kept is the list."""

    def __init__(self, label, hint="One on each line.", rows=4):
        area = forms.Textarea(attrs={"rows": rows})
        super().__init__(label=label, help_text=hint, required=False, max_length=5000, widget=area)

    def prepare_value(self, value):
        """The list as lines."""
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value):
        """The lines that say something."""
        told = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        if len(told) > MANY or any(len(line) > LINE for line in told):
            raise forms.ValidationError(f"At most {MANY} lines of {LINE} letters.")
        return told


def _ticked(label, hint=""):
    boxes = forms.CheckboxSelectMultiple()
    return forms.MultipleChoiceField(label=label, required=False, help_text=hint, widget=boxes)


def _chosen(label, choices, hint="", *, required=True):
    return forms.ChoiceField(label=label, choices=choices, required=required, help_text=hint)


LAYERS = [(one, one.capitalize()) for one in known.LAYERS]


class Practice(forms.Form):
    """A practice, told so that somebody elsewhere could grow it."""

    title = forms.CharField(label="What do you call it?", max_length=TITLE)
    what = said("What is it?", "What happens, for whom, and who does it.", rows=6)
    place = forms.CharField(
        label="Where did it grow first?", max_length=120, required=False,
        help_text="As people there call it.",
    )  # fmt: skip
    layer = _chosen("At which layer?", LAYERS)
    area = _chosen("In which area of ours?", (), "Leave it if it began elsewhere.", required=False)
    partners = _ticked("Which partners do it?", "Yours is added when you grow it.")
    growth = _chosen("How far has it grown?", worded(known.GROWTH))
    began = Day(label="When did it begin?", required=False)
    principles = Lines("What principles guide it?")
    values = Lines("What do people hold dear in it?")
    conditions = _ticked("What has to be there for it to grow?")
    steps = Lines("What are the first steps?", "In order, one on each line.")
    ring = forms.CharField(
        label="Whom to ring", max_length=LINE, required=False,
        help_text="Only as they agreed to be named.",
    )  # fmt: skip
    travels = said(
        "What's the transferable learning: what could travel?",
        "What would help anywhere, whatever the place.", required=False,
    )  # fmt: skip
    local = said(
        "And what was of this place, so would need changing elsewhere?",
        "People, history, buildings, luck.", required=False,
    )  # fmt: skip
    speed = said("How quickly did things change?", required=False, rows=2)
    depth = said(
        "How deeply?", "A way of working, a habit, a budget, a culture: what would stay if the "
        "money stopped?", required=False, rows=2,
    )  # fmt: skip
    visible = said(
        "What is there to see of it?", "Something a visitor could stand in front of.",
        required=False, rows=2,
    )  # fmt: skip
    domains = _ticked("Which other parts of life and services does it need or touch?")
    open_to = _chosen("Who may read this?", OPEN_TO)

    def __init__(self, place, *told, **more):
        super().__init__(*told, **more)
        self.fields["area"].choices = area_choices(place, empty="None, or the whole place")
        joined = Partner.objects.filter(state="joined")
        self.fields["partners"].choices = [(one.slug, one.name) for one in joined]
        names = code_names("condition", "enabler")
        self.fields["conditions"].choices = sorted(names.items(), key=lambda pair: pair[1].lower())
        self.fields["domains"].choices = [(one, one.capitalize()) for one in sorted(DOMAINS)]

    def told(self):
        """What the acts are told: every field, partners as records."""
        told = dict(self.cleaned_data)
        told["partners"] = list(Partner.objects.filter(slug__in=told["partners"]))
        return told


class Rest(forms.Form):
    """One thing a practice rests on."""

    on = forms.CharField(
        label="What or who?", max_length=TITLE,
        help_text="Such as: public health grant. For a person say the part they play, not the "
        "name, unless they agreed.",
    )  # fmt: skip
    kind = _chosen("What kind of thing is it?", worded(KINDS))
    until = Day(label="Until when is it sure?", required=False)


class Recognise(forms.Form):
    """A recognition and its evidence."""

    words = forms.CharField(label="Who recognised it, and for what?", max_length=LINE)
    url = forms.URLField(label="Link to the evidence", max_length=500, assume_scheme="https")
    on = Day(label="When?", required=False)


class Story(forms.Form):
    """A story it grew from."""

    story = _chosen("Which story did it grow from?", ())

    def __init__(self, standing, *told, **more):
        super().__init__(*told, **more)
        found = (stories_for(standing) | own_stories(standing).filter(state="published")).distinct()
        self.fields["story"].choices = [(one.slug, one.title or one.slug) for one in found[:500]]


class Inspired(forms.Form):
    """Another practice that gave the idea."""

    practice = _chosen("Which practice gave the idea?", ())

    def __init__(self, standing, own, *told, **more):
        super().__init__(*told, **more)
        found = practices_for(standing).exclude(pk=own.pk)
        self.fields["practice"].choices = [(one.slug, one.title) for one in found]


class Sustained(forms.Form):
    """A promise, a decision, or what a partner gives, that holds a practice up."""

    ref = forms.RegexField(
        r"^\s*[cCdD]-?\d+\s*$", label="A promise or decision", required=False,
        help_text="Its number, such as C-003 or D-014.",
        error_messages={"invalid": "Write it as C-003 or D-014."},
    )  # fmt: skip
    gives = _chosen("Or something a partner gives", (), required=False)

    def __init__(self, *told, **more):
        super().__init__(*told, **more)
        found = Contribution.objects.filter(withdrawn=False, out=False).select_related("partner")
        given = [(str(one.pk), f"{one.partner.name}: {one.words or one.type}"[:120])
                 for one in found]  # fmt: skip
        self.fields["gives"].choices = [("", "None"), *given]

    def clean(self):
        told = super().clean()
        if bool(told.get("ref")) == bool(told.get("gives")) and not self.errors:
            self.add_error("ref", "Give a number, or choose what a partner gives: one of both.")
        return told

    @property
    def key(self):
        """The key of what was told."""
        told = self.cleaned_data
        return key_of(told["ref"]) if told["ref"] else f"contribution:{told['gives']}"


class Plant(forms.Form):
    """A practice planted somewhere else."""

    spread = _chosen("How does it come there?", worded(known.SPREADS))
    place = forms.CharField(label="To which place?", max_length=120)
    system = forms.CharField(
        label="Of which system, if not ours?", max_length=80, required=False
    )  # fmt: skip
    area = _chosen("Which area of ours is it?", (), required=False)
    layer = _chosen("At which layer?", LAYERS)
    after = _chosen("From which planting was it taken?", (), required=False)
    changed = said(
        "What did you change for this place?",
        "Nothing grows the same twice. Say what is different here and why; it cannot be left out.",
    )
    kept = said("What did you keep?", required=False)
    planted = Day(label="Planted on", help_text="Leave it while it is only planned.",
                  required=False)  # fmt: skip
    visit = _chosen("Did it grow out of a visit?", (), required=False)
    partner = _chosen("Which partner plants it?", (), required=False)

    def __init__(self, place, standing, practice, *told, own=None, **more):
        super().__init__(*told, **more)
        self.fields["area"].choices = area_choices(place, empty="None, or the whole place")
        taken = practice.plantings.filter(removed=False).exclude(pk=own.pk if own else None)
        self.taken = {one.ref: one for one in taken}
        first = f"The first place{', ' + practice.place if practice.place else ''}"
        said_of = [(ref, f"{one.place} ({ref}, {one.result})") for ref, one in self.taken.items()]
        self.fields["after"].choices = [("", first), *said_of]
        visits = open_to(Gathering.objects.filter(type="visit"), standing).order_by("-begins")
        seen = [(one.slug, one.title) for one in visits[:200]]
        self.fields["visit"].choices = [("", "No"), *seen]
        joined = Partner.objects.filter(state="joined")
        self.fields["partner"].choices = [("", "None"), *((one.slug, one.name) for one in joined)]
        if own or not standing.keeps:
            del self.fields["partner"]

    def told(self):
        """What the acts are told."""
        told = dict(self.cleaned_data)
        told["after"] = self.taken.get(told["after"])
        told["visit"] = f"gathering:{told['visit']}" if told["visit"] else ""
        if "partner" in told:
            told["partner"] = Partner.objects.filter(slug=told["partner"]).first()
        return told


class Tell(forms.Form):
    """What became of a planting."""

    result = _chosen("How is it now?", worded(known.RESULTS))
    came = said(
        "What came of it?", "Good and bad, expected or not. A failure told is a gift to the next.",
        required=False,
    )  # fmt: skip
    lessons = said("What should the next know?", required=False)
    ended = Day(label="If it ended: when?", required=False)


class Barrier(forms.Form):
    """A promise that takes a barrier on, or a hard thing that is one."""

    ref = forms.RegexField(
        r"^\s*[cCiI]-?\d+\s*$", label="Number of a promise or of a hard thing",
        help_text="Such as C-003, or I-04821.",
        error_messages={"invalid": "Write it as C-003 or I-04821."},
    )  # fmt: skip

    @property
    def key(self):
        """The key of what was told."""
        return key_of(self.cleaned_data["ref"])
