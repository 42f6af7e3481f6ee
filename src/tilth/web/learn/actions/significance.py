"""Choosing together which change mattered most, or least: rounds, picks with reasons."""

from django.utils import timezone

from tilth.learn.words import SIGNIFICANCE
from tilth.web.agree import history
from tilth.web.house.acts import act, refuse
from tilth.web.learn.actions.ripples import held
from tilth.web.learn.models import Pick, Ripple
from tilth.web.learn.models.ripples import RippleMap
from tilth.web.learn.reader import own

ROUNDS = {
    "most": "asked which change mattered most",
    "least": "asked which change mattered least",
    "": "closed the round",
}


@act
def open_round(standing, record, which):
    """Ask which change mattered most, or least; '' closes the round. Earlier picks are kept."""
    record = held(standing, record)
    refuse("" if which in ROUNDS else "Choose most or least")
    history.changed(standing.by, record, ROUNDS[which], round=which)


@act
def pick(standing, ripple, reason, *, which, name="", partner=None):
    """One voice's pick in the round that is open, with its reason; picking again changes it.

    name: of somebody in the room for whom it is written down, as they wish to be called; '' for
    oneself. What was said is kept in the pick alone, never in a history.
    """
    record = held(standing, ripple.map)
    refuse("" if which in SIGNIFICANCE and record.round == which else "This round is not open")
    refuse("" if reason.strip() else "Say why: the reason is what others learn from")
    gone = Ripple.objects.filter(pk=ripple.pk, removed=True).exists()
    refuse("Somebody took it back meanwhile" if gone else "")
    name = " ".join(name.split())
    whose = {"by": None, "name": name} if name else {"by": standing.by.person}
    refuse("" if name or standing.by.person is not None else "Say whose pick it is")
    told = {"ripple": ripple, "reason": reason.strip(), "at": timezone.now()}
    told["partner"] = partner if name else standing.partner
    _, new = Pick.objects.update_or_create(map=record, which=which, defaults=told, **whose)
    history.told(standing.by, record, "a pick was made" if new else "a pick was changed")


@act
def unpick(standing, record, number):
    """Take back one's own pick, or one that was written down for somebody in the room."""
    record = held(standing, RippleMap.objects.get(pk=record.pk))
    found = Pick.objects.filter(map=record, pk=number).first()
    refuse("" if found else "It was taken back already")
    may = found.by_id is None or own(standing, found)
    refuse("" if may else "Only whoever made a pick can take it back")
    found.delete()
    history.told(standing.by, record, "a pick was taken back")
