"""A voice as it was sent, by a page or by an emailed link: one way for both."""

from tilth.web.agree.actions import voices
from tilth.web.agree.decisions import forms
from tilth.web.agree.models import Voice


def form_for(decision, partner, *told, **more):
    """The form of a partner's voice, with what it said before."""
    said = Voice.objects.filter(decision=decision, partner=partner).first()
    objecting = said is not None and said.position == "object" and not said.met
    initial = forms.as_said(said, decision)
    return forms.Say(decision, *told, objecting=objecting, initial=initial, **more)


def say(standing, decision, on, form, **who):
    """Do what a voice says: speak, or say that an objection is met."""
    told = form.said()
    if told["position"] == forms.MET:
        return voices.meet(standing, decision, told["words"], **who)
    return voices.speak(standing, decision, on, **told, **who)
