"""Saying how far a condition is there, and taking one's word back."""

from tilth.learn.words import PRESENCE
from tilth.web.agree import history
from tilth.web.agree.standing import SPEAKERS
from tilth.web.house.acts import act, locked, refuse
from tilth.web.learn.conditions.framing import named, read_as
from tilth.web.learn.models import Condition

TOOK_BACK = "took its word back"


def may_say(standing):
    """Whether somebody may say how far a condition is there."""
    return standing.by.role in SPEAKERS


@act
def say(standing, code, state, *, on, words="", area="", evidence=(), partner=None, at=None):
    """Say how far a condition is there on a day; gives the Condition. Earlier words are kept.

    evidence: [{"about": key, "words"}]. partner: on whose behalf, by default one's own.
    """
    refuse("" if may_say(standing) else "Only somebody who works with the place can say this")
    known = named()
    code = read_as(code, known)
    refuse("" if code in known else "There is no such condition")
    refuse("" if state in PRESENCE else "Say whether it is there, partly, or not")
    refuse("" if partner is None or standing.speaks_for(partner) or standing.keeps
           else "Only somebody from that partner can say this for it")  # fmt: skip
    told = {"on": on, "area": area, "words": words.strip(), "evidence": list(evidence)}
    made = Condition.objects.create(
        code=code, state=state, partner=partner or standing.partner, **told
    )
    history.added(standing.by, made, f"said: {PRESENCE[state]}", made.words, at=at)
    return made


@act
def take_back(standing, condition):
    """Take back what one's partner said; what it said before counts again."""
    condition = locked(Condition, condition.pk)
    own = may_say(standing) and condition.partner_id == getattr(standing.partner, "pk", None)
    refuse("" if own else "Only who said it can take it back")
    refuse("It was taken back already" if condition.removed else "")
    history.changed(standing.by, condition, TOOK_BACK, removed=True)


def forget(key):
    """Take what a record shows out of every word on every condition; call it inside an act.

    For a story that is taken back: what others said that it shows goes with it.
    """
    for one in Condition.objects.exclude(evidence=[]).select_for_update():
        kept = [each for each in one.evidence if each["about"] != key]
        if len(kept) != len(one.evidence):
            Condition.objects.filter(pk=one.pk).update(evidence=kept)
