"""What people may send to the timeline: every field listed, nothing else is read."""

from django import forms

from tilth.learn.words import LAYERS, MOMENTS
from tilth.web.house.manage.forms import Day
from tilth.web.learn.asked import OPEN_TO, capital
from tilth.web.learn.gatherings.forms import About, many


class MomentForm(About):
    """One moment."""

    type = forms.ChoiceField(
        label="What it was",
        choices=[(key, capital(says)) for key, says in MOMENTS.items()],
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
    open_to = forms.ChoiceField(label="Who may read it", choices=OPEN_TO)
