"""What waits for a partner: asks to answer, and endings of promises to acknowledge."""

from django.db.models import Q

from tilth.agree.commitments.promise import DONE_BY_MAKER
from tilth.web.agree.models import Commitment

ENDED = ("kept", "changed", "let go")
BY_MAKER = Q(type__in=DONE_BY_MAKER)


def done_by(partner):
    """What a partner does or is asked to do."""
    return Q(BY_MAKER, made_by=partner) | Q(~BY_MAKER, made_to=partner)


def done_for(partner):
    """What is done for a partner."""
    return Q(BY_MAKER, made_to=partner) | Q(~BY_MAKER, made_by=partner)


def asks_waiting(partner):
    """What was put to this partner, or to everybody by others, and waits for an answer."""
    everybody = Q(made_to=None, made_to_body=None) & ~Q(made_by=partner)
    asked = Commitment.objects.filter(state="asked").filter(Q(made_to=partner) | everybody)
    return asked.select_related("made_by", "made_to", "made_to_body", "programme")


def asks_waiting_for_bodies():
    """What was put to a body and waits for an answer its keepers enter."""
    asked = Commitment.objects.filter(state="asked").exclude(made_to_body=None)
    return asked.select_related("made_by", "made_to", "made_to_body", "programme")


def unseen_by_bodies():
    """What was promised to a body, has ended, and its keepers have not acknowledged."""
    ended = Commitment.objects.filter(state__in=ENDED, seen=None).exclude(made_to_body=None)
    return ended.select_related("made_by", "made_to", "made_to_body", "programme")


def unseen_by(partner):
    """What was done for this partner, has ended, and is not acknowledged yet."""
    ended = Commitment.objects.filter(done_for(partner), state__in=ENDED, seen=None)
    return ended.select_related("made_by", "made_to", "made_to_body", "programme")
