"""Speaking on a decision: one voice a partner, however often it speaks."""

from django.utils import timezone

from tilth.web.agree import history
from tilth.web.agree.actions.decisions import must_be_open, speaker
from tilth.web.agree.decisions.ruling import SPEAKING, ruling
from tilth.web.agree.models import Decision, Voice
from tilth.web.house.acts import act, locked, refuse

FIELDS = ("words", "harm", "safe", "strength", "interest", "scores")
EMPTY: dict = {"words": "", "harm": "", "safe": "", "strength": None, "interest": "", "scores": {}}


@act
def speak(standing, decision, on, *, position, name="", through="page", **told):
    """A partner says its one say; saying it again changes it. Gives the Voice.

    position: support, consent, aside or object. An objection tells its harm and what would make
    it safe to try.
    """
    partner = speaker(standing)
    decision = locked(Decision, decision.pk)  # it cannot close between this and the end
    must_be_open(decision)
    early = decision.stage not in SPEAKING
    refuse("First come questions. Voices open at the next stage" if early else "")
    found = ruling(decision, on)
    refuse(found.why)
    outside = not found.has_voice(partner)
    refuse(f"{partner.name} has not signed the agreement this is decided under" if outside else "")
    fields = _fields(position, told)
    fields |= {"at": timezone.now(), "name": name, "by": standing.by.person}
    who = {"name": name, "through": through}
    said = Voice.objects.select_for_update().filter(decision=decision, partner=partner).first()
    if said is None:
        said = Voice.objects.create(decision=decision, partner=partner, **fields)
        history.added(standing.by, said, "spoke", **who)
    else:
        history.changed(standing.by, said, "spoke again", **who, also=fields)
    return said


def _fields(position, told):
    fields = EMPTY | {name: told[name] for name in FIELDS if told.get(name)}
    if position == "object":
        short = not (fields["harm"].strip() and fields["safe"].strip())
        refuse("Say what harm you see and what would make it safe to try" if short else "")
    else:
        fields |= {"harm": "", "safe": ""}
    return fields | {"position": position, "met": ""}


@act
def meet(standing, decision, words, *, name="", through="page"):
    """Whoever objected says that their objection is met, and how; nobody else can."""
    partner = speaker(standing)
    decision = locked(Decision, decision.pk)
    must_be_open(decision)
    voices = Voice.objects.select_for_update().filter(decision=decision, partner=partner)
    said = voices.filter(position="object").first()
    refuse("" if said else "Only the partner that objected says that its objection is met")
    refuse("It was met already" if said.met else "")
    refuse("" if words.strip() else "Say in a word how it was met")
    who, also = {"name": name, "through": through}, {"met": words, "at": timezone.now()}
    return history.changed(standing.by, said, "said it is met", **who, also=also)
