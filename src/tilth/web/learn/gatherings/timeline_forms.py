"""What people may send to the timeline: every field listed, nothing else is read."""

from django import forms

from tilth.learn.words import LAYERS, MOMENTS
from tilth.web.house.manage.forms import Day
from tilth.web.learn.gatherings import about
from tilth.web.learn.gatherings.forms import OPEN_TO, many


class MomentForm(forms.Form):
    """One moment."""

    type = forms.ChoiceField(
        label="What it was",
        choices=[(key, says[:1].upper() + says[1:]) for key, says in MOMENTS.items()],
    )
    words = forms.CharField(max_length=300, label="What happened, in a line")
    on = Day(label="Day", help_text="The first day, where it lasted.")
    until = Day(required=False, label="Last day", help_text="Leave empty if it still lasts.")
    more = forms.CharField(
        required=False,
        max_length=20_000,
        widget=many(5),
        label="More",
        help_text="How it came about, who was there, what we made of it. "
        "Name nobody who did not agree.",
    )
    layer = forms.ChoiceField(label="At which layer", choices=[(one, one) for one in LAYERS[1:]])
    about = forms.CharField(
        required=False,
        max_length=300,
        label="A page it belongs to",
        help_text="Paste its address, or a number such as D-014.",
    )
    open_to = forms.ChoiceField(label="Who may read it", choices=list(OPEN_TO.items()))

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
