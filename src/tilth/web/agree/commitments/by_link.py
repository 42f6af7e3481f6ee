"""Acknowledging by an emailed link how a promise ended: for a partner without an account."""

from django import forms

from tilth.agree.words import PROMISES
from tilth.web.agree.actions import commitments as acts
from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.commitments.forms import said
from tilth.web.agree.commitments.items import item
from tilth.web.agree.commitments.values import promise
from tilth.web.agree.showing import page
from tilth.web.agree.standing import Standing

SEEN, OTHERWISE = "seen", "otherwise"
SAYS = ((SEEN, "We have seen it"), (OTHERWISE, "We see it otherwise"))


class Heard(forms.Form):
    """What whom it was made to says of how it ended."""

    says = forms.ChoiceField(
        label="What does your organisation say?", choices=SAYS, widget=forms.RadioSelect
    )
    words = said("In your words", "Needed where you see it otherwise.", required=False)
    name = forms.CharField(label="Your name", max_length=200)

    def clean(self):
        told = super().clean()
        if told.get("says") == OTHERWISE and not told.get("words", "").strip():
            self.add_error("words", "Say how you see it.")
        return told


def letter(one, partner):
    """What is asked of a partner."""
    shows = f"\n\nWhat shows it: {one.evidence}" if one.evidence else ""
    why = f"\n\nWhy: {one.reason}" if one.reason else ""
    whose = acts.doer(one)
    words = (
        f"{whose.name if whose else 'A partner'} says that a promise to {partner.name} is "
        f"{one.state}:\n\n{one.words}{shows}{why}\n\nHave you seen it? Say so, or say how you see "
        "it otherwise:"
    )
    return f"A promise to you is {one.state}: {one.ref}", words


def shown(request, link, one, form=None):
    """The promise and the form, on one page."""
    today = day_of(request.place)
    return page(
        request,
        "commitments/by_link",
        f"Is it {one.state}?" if _waits(one) else "A promise to you",
        one=item(one, promise(one), request.place, today),
        partner=link.partner,
        means=PROMISES[one.state],
        waits=_waits(one),
        form=form or Heard(),
        button=f"Say this for {link.partner.name}",
    )


def asked(request, link, one):
    """The form as it was sent; it remembers the day for the act."""
    form = Heard(request.POST)
    form.on = day_of(request.place)
    return form


def done(by, link, one, form):
    """Acknowledge it, or say how it is seen otherwise."""
    told, standing = form.cleaned_data, Standing.for_by(by)
    who = {"words": told["words"], "name": told["name"], "through": "link"}
    if told["says"] == SEEN:
        acts.acknowledge(standing, one, on=form.on, **who)
        return f"{link.partner.name} has acknowledged it. Thank you."
    acts.see_otherwise(standing, one, **who)
    return f"What {link.partner.name} says is kept with the promise. Thank you."


def _waits(one):
    return one.state in ("kept", "changed", "let go") and one.seen is None
