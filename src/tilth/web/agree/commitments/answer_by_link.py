"""Answering an ask or an offer by an emailed link: for partners without an account, here or far."""

from django import forms

from tilth.agree.words import COMMITMENTS, PROMISES
from tilth.web.agree.actions import commitments as acts
from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.commitments.forms import said
from tilth.web.agree.commitments.items import item
from tilth.web.agree.commitments.values import maker_of, promise
from tilth.web.agree.showing import page
from tilth.web.agree.standing import Standing

SAYS = (("yes", "Yes"), ("in part", "Yes, in part"), ("no", "No"))


class Answer(forms.Form):
    """Yes, yes in part, or no."""

    says = forms.ChoiceField(
        label="What does your organisation answer?", choices=SAYS, widget=forms.RadioSelect
    )
    reason = said("Why, or which part?", "Needed for yes in part, and for no.", required=False)
    name = forms.CharField(label="Your name", max_length=200)

    def clean(self):
        told = super().clean()
        if told.get("says") in ("in part", "no") and not told.get("reason", "").strip():
            self.add_error("reason", "Say why.")
        return told


def letter(one, partner):
    """What is asked of a partner."""
    asks = {"ask": "asks", "offer": "makes an offer to", "recommendation": "recommends to"}
    words = (
        f"{maker_of(one)} {asks[one.type]} {partner.name}:\n\n{one.words}\n\nYour answer may be "
        "yes, yes in part, or no with a reason:"
    )
    return f"{COMMITMENTS[one.type].capitalize()}: {one.ref}", words


def shown(request, link, one, form=None):
    """What is asked and the form, on one page."""
    waits = one.state == "asked"
    return page(
        request,
        "commitments/by_link",
        "Your answer" if waits else "What was asked of you",
        one=item(one, promise(one), request.place, day_of(request.place)),
        partner=link.partner,
        means=PROMISES[one.state],
        waits=waits,
        form=form or Answer(),
        button=f"Answer for {link.partner.name}",
    )


def asked(request, link, one):
    """The form as it was sent; it remembers the day for the act."""
    form = Answer(request.POST)
    form.on = day_of(request.place)
    return form


def done(by, link, one, form):
    """Give the answer."""
    told = form.cleaned_data
    who = {"reason": told["reason"], "name": told["name"], "through": "link"}
    acts.move(Standing.for_by(by), one, told["says"], on=form.on, **who)
    return f"The answer of {link.partner.name} is kept. Thank you."
