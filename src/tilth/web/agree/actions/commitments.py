"""Promises, asks, offers and recommendations: made, answered, told of, kept, acknowledged.

Only who does it says how it goes; only whom it was made to acknowledges it. The chair and the
secretariat may enter what a partner told them, and the history says that it was on its behalf.
"""

from tilth.agree import words as known
from tilth.agree.commitments import moves
from tilth.agree.commitments.promise import DONE_BY_MAKER, OPEN
from tilth.web.agree import history
from tilth.web.agree.models import Commitment, Partner
from tilth.web.house.acts import act, locked, refuse

NOT_YOURS = "Only somebody from {} can do this"
MADE = {
    "commitment": "promised",
    "ask": "asked",
    "offer": "offered",
    "recommendation": "recommended",
}


def doer(one):
    """The partner that does it, or None."""
    return one.made_by if one.type in DONE_BY_MAKER else one.made_to


def receiver(one):
    """The partner it is done for, or None."""
    return one.made_to if one.type in DONE_BY_MAKER else one.made_by


def from_there(standing, partner):
    """They are from this partner, which has not left."""
    if standing.partner is None or not isinstance(partner, Partner):
        return False
    return standing.partner.pk == partner.pk and partner.state != "left"


def may(standing, by, one):
    """Whether somebody may make a move that is `by`: the doer's, the asked one's, the maker's."""
    if standing.keeps:
        return True
    if by == moves.ASKED and one.made_to is None and one.made_to_body is None:
        mine = one.made_by is not None and from_there(standing, one.made_by)
        return not mine and from_there(standing, standing.partner)
    partner = WHOSE[by](one)
    return from_there(standing, partner)


def _asked(one):
    return one.made_to or one.made_to_body


def _maker(one):
    return one.made_by


WHOSE = {moves.DOER: doer, moves.ASKED: _asked, moves.MAKER: _maker}


def may_acknowledge(standing, one):
    """Whether somebody is of the partner it was made to; what a body was promised, its keepers."""
    told = receiver(one) is not None or one.made_to_body is not None
    return told and (standing.keeps or from_there(standing, receiver(one)))


def _on_behalf(standing, partner, words=""):
    """What was said, and on whose behalf where they are not from there."""
    if partner is None or from_there(standing, partner):
        return words
    return f"On behalf of {partner.name}. {words}".strip()


@act
def propose(standing, *, type, words, made, made_by=None, at=None, **told):
    """Make a promise, an ask, an offer or a recommendation; gives the Commitment.

    told: made_to, made_to_body, with_whom, decision, programme, layer, area, origin, due, public.
    A promise grows at once; the others wait for an answer.
    """
    refuse("" if type in known.COMMITMENTS else "There is no such kind of promise")
    refuse(_why_not_made(standing, type, words, made, made_by, told))
    state = "growing" if type == "commitment" else "asked"
    told = {key: value for key, value in told.items() if value is not None}
    one = Commitment(
        ref=history.next_ref(Commitment),
        type=type,
        words=words.strip(),
        made_by=made_by,
        made=made,
        state=state,
        **told,
    )
    one.save()
    history.added(standing.by, one, MADE[type], _on_behalf(standing, made_by), at=at)
    return one


def _why_not_made(standing, type, words, made, made_by, told):
    if not words.strip():
        return "Say in words what it is"
    if told.get("layer", "place") not in known.LAYERS:
        return "There is no such layer"
    if told.get("origin", "place") not in known.ORIGINS:
        return "There is no such origin"
    if told.get("due") and told["due"] < made:
        return "The day it is due is before the day it was made"
    return _why_not_between(standing, type, made_by, told)


def _why_not_between(standing, type, made_by, told):
    to, body = told.get("made_to"), told.get("made_to_body")
    if made_by is None and (type != "recommendation" or told.get("programme") is None):
        return "Say which partner makes it"
    if made_by is None and to is None:
        return "Say who is to do it"
    if not (standing.keeps or (made_by is not None and from_there(standing, made_by))):
        return NOT_YOURS.format(made_by.name if made_by else "the secretariat")
    if made_by is not None and made_by.state == "left":
        return f"{made_by.name} has left"
    if to is not None and to.state == "left":
        return f"{to.name} has left"
    if to is not None and body is not None:
        return "Choose a partner or a body, not both"
    if to is not None and made_by is not None and to.pk == made_by.pk:
        return "A partner cannot promise to itself, or ask itself"
    return ""


@act
def move(standing, commitment, what, *, on, reason="", evidence="", **told):
    """Answer it, say how it goes, keep it, let it go; gives the Commitment. For changed: change.

    what: one of agree.commitments.moves.MOVES. on: the day. told: name, through, of whoever came
    by an emailed link; at.
    """
    one = locked(Commitment, commitment.pk)
    refuse(moves.why_not(what, one.state, reason=reason, evidence=evidence))
    whose = moves.MOVES[what].by
    refuse(_why_not_theirs(standing, whose, one))
    fields = moves.moved(what, on, reason=reason, evidence=evidence)
    if whose == moves.ASKED and one.made_to is None and one.made_to_body is None:
        refuse("It was put to everybody: there is no need to say no" if what == "no" else "")
        refuse("" if from_there(standing, standing.partner) else "Say which partner answers")
        fields["made_to"] = standing.partner
    _write(standing, one, what, whose, fields, reason or evidence, **told)
    return one


def _why_not_theirs(standing, whose, one):
    if may(standing, whose, one):
        return ""
    partner = WHOSE[whose](one)
    return NOT_YOURS.format(partner.name) if partner else "It is for another partner to answer"


def _write(standing, one, what, whose, fields, said, **told):
    partner = WHOSE[whose](one)
    words = _on_behalf(standing, partner, said.strip())
    history.changed(standing.by, one, moves.MOVES[what].done, words, **told, **fields)


@act
def change(standing, commitment, *, on, words, reason, due=None):
    """Change a promise into another, which takes its place; gives the new one."""
    one = locked(Commitment, commitment.pk)
    refuse(moves.why_not("changed", one.state, reason=reason, new=words))
    refuse(_why_not_theirs(standing, moves.DOER, one))
    refuse("The day it is due is before today" if due is not None and due < on else "")
    new = Commitment.objects.get(pk=one.pk)
    new.pk, new.ref, new._state.adding = None, history.next_ref(Commitment), True
    new.words, new.made, new.due, new.state = words.strip(), on, due, "growing"
    new.reason = new.evidence = ""
    new.settled = new.seen = new.became = None
    new.save()
    said = _on_behalf(standing, doer(one), f"It takes the place of {one.ref}.")
    history.added(standing.by, new, "promised anew", said)
    fields = moves.moved("changed", on, reason=reason) | {"became": new}
    _write(standing, one, "changed", moves.DOER, fields, reason)
    return new


@act
def move_day(standing, commitment, *, due, reason):
    """Set another day by which it is to be done, with the reason; the old day stays in history."""
    one = locked(Commitment, commitment.pk)
    refuse("" if one.state in OPEN else "It is settled")
    refuse(_why_not_theirs(standing, moves.DOER, one))
    refuse("" if reason.strip() else "Say why")
    refuse("The day it is due is before the day it was made" if due < one.made else "")
    said = _on_behalf(standing, doer(one), reason.strip())
    step = history.changed(standing.by, one, "moved the day", said, due=due)
    refuse("" if step else "That is the day it has already")


@act
def share(standing, commitment, *, with_whom):
    """Name who owns it beside the partner: residents, a street, a group."""
    one = locked(Commitment, commitment.pk)
    refuse("" if one.state in OPEN else "It is settled")
    refuse(_why_not_theirs(standing, moves.DOER, one))
    said = _on_behalf(standing, doer(one), with_whom.strip())
    told = {"with_whom": with_whom.strip()}
    step = history.changed(standing.by, one, "named who owns it too", said, **told)
    refuse("" if step else "That is who owns it already")


@act
def tell(standing, commitment, *, words):
    """Say how it goes, while nothing changes: it is no longer quiet."""
    one = locked(Commitment, commitment.pk)
    refuse("" if one.state in ("growing", "stuck") else "It is not under way")
    refuse(_why_not_theirs(standing, moves.DOER, one))
    refuse("" if words.strip() else "Say how it goes")
    said = _on_behalf(standing, doer(one), words.strip())
    history.told(standing.by, one, "said how it goes", said)


@act
def acknowledge(standing, commitment, *, on, words="", name="", through="page"):
    """Whom it was made to says that they have seen how it ended. Once for each ending."""
    one = locked(Commitment, commitment.pk)
    refuse(_why_not_heard(standing, one))
    said = _on_behalf(standing, receiver(one) or one.made_to_body, words.strip())
    told = {"name": name, "through": through}
    history.changed(standing.by, one, "acknowledged it", said, seen=on, **told)


@act
def see_otherwise(standing, commitment, *, words, name="", through="page"):
    """Whom it was made to sees it otherwise, and says how; nothing is acknowledged."""
    one = locked(Commitment, commitment.pk)
    refuse(_why_not_heard(standing, one))
    refuse("" if words.strip() else "Say how you see it")
    said = _on_behalf(standing, receiver(one) or one.made_to_body, words.strip())
    history.told(standing.by, one, "sees it otherwise", said, name=name, through=through)


def _why_not_heard(standing, one):
    whom = receiver(one)
    if not may_acknowledge(standing, one):
        named = whom or one.made_to_body
        return NOT_YOURS.format(named.name) if named else "It was made to nobody in particular"
    if one.state not in ("kept", "changed", "let go"):
        return "There is nothing to acknowledge yet: it is not settled"
    return "It was acknowledged already" if one.seen else ""
