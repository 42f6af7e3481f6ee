"""What people may send to the pages of documents."""

from dataclasses import dataclass

from django import forms

from tilth.agree.partners.sectors import sectors
from tilth.agree.words import DOCUMENTS, LAYERS, VISIBILITY
from tilth.web.agree.actions.documents import HOWS
from tilth.web.agree.agreements.forms import Rows
from tilth.web.agree.areas import area_choices
from tilth.web.agree.models import Partner
from tilth.web.house.manage.forms import Day

WROTE = {"": "Not known", "yes": "Residents wrote or shaped it", "no": "Without residents"}


@dataclass(frozen=True)
class Ask:
    """What a document asks, and of whom: a layer or a partner; of everyone where it is empty."""

    words: str
    of: str = ""

    def __post_init__(self):
        known = self.of in LAYERS or Partner.objects.filter(slug=self.of).exists()
        if self.of and not known:
            raise ValueError(f"{self.of} is no layer and no partner's short name")


class Writing(forms.Form):
    """A document."""

    title = forms.CharField(max_length=200, label="Title")
    type = forms.ChoiceField(label="What is it?", choices=list(DOCUMENTS.items()))
    on = Day(label="From which day is it?", required=False)
    url = forms.URLField(label="Where can it be read?", required=False, assume_scheme="https")
    told = forms.CharField(
        label="What does it say, in a few plain words?", required=False, max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    asks = Rows(
        "What does it ask?",
        "One on each line. After an upright bar, of whom: a layer such as place, or a partner's "
        "short name. For example: Name a lead for each neighbourhood | place",
        Ask,
    )
    authors = forms.CharField(max_length=300, label="Who wrote it, by name?", required=False)
    written_with = forms.ModelMultipleChoiceField(
        Partner.objects.all(), to_field_name="slug", label="Which partners wrote it?",
        required=False, widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    sectors = forms.MultipleChoiceField(
        label="From which sectors did those who wrote it come?", required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    residents = forms.ChoiceField(
        label="Were residents among them?", required=False, choices=list(WROTE.items()),
        widget=forms.RadioSelect,
    )  # fmt: skip
    layer = forms.ChoiceField(
        label="Which layer is it about?", required=False,
        choices=[("", "All of them"), *((one, one) for one in LAYERS)],
    )  # fmt: skip
    area = forms.ChoiceField(label="Which area?", required=False)
    visible = forms.ChoiceField(
        label="Who may read it?", choices=list(VISIBILITY.items()), initial="partnership"
    )

    def __init__(self, place, *told, **more):
        super().__init__(*told, **more)
        self.fields["area"].choices = area_choices(place)
        known = sorted(sectors().sector.items(), key=lambda pair: pair[1].title)
        self.fields["sectors"].choices = [(name, one.title) for name, one in known]

    @property
    def record(self):
        """The fields of the record, and the partners who wrote it."""
        told = dict(self.cleaned_data)
        told["residents"] = {"yes": True, "no": False}.get(told["residents"])
        told["asks"] = [{"words": one.words, "of": one.of} for one in told["asks"]]
        return told | {"written_with": list(told["written_with"])}


def initial_of(document):
    """What the form shows of a document that is there."""
    told = {name: getattr(document, name) for name in Writing.base_fields if name != "asks"}
    told["asks"] = [Ask(one["words"], one.get("of", "")) for one in document.asks]
    told["residents"] = {True: "yes", False: "no"}.get(document.residents, "")
    return told | {"written_with": [one.slug for one in document.written_with.all()]}


class Tying(forms.Form):
    """Another record that a document belongs to."""

    other = forms.RegexField(
        r"[a-z]+:[A-Za-z0-9-]+", label="Which record?", max_length=80,
        help_text="Such as decision:D-014, commitment:C-020 or agreement:data-sharing.",
        error_messages={"invalid": "Write it as in decision:D-014."},
    )  # fmt: skip
    how = forms.ChoiceField(label="How do they belong together?", choices=list(HOWS.items()))


class Recommending(forms.Form):
    """What a document recommends."""

    words = forms.CharField(
        label="What does it recommend?", max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    made_to = forms.ModelChoiceField(
        Partner.objects.filter(state="joined"), to_field_name="slug", required=False,
        label="To whom?", empty_label="Everybody",
    )  # fmt: skip
    area = forms.ChoiceField(label="For which place?", required=False)
    due = Day(label="By when?", required=False)

    def __init__(self, place, *told, **more):
        super().__init__(*told, **more)
        self.fields["area"].choices = area_choices(place)


class PuttingAway(forms.Form):
    """Why a document is shown no more."""

    reason = forms.CharField(label="Why?", max_length=500)
