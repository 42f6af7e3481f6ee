"""Moments of a timeline: written down, changed, taken off, put back."""

from tilth.learn.words import LAYERS, MOMENTS
from tilth.web.agree import history
from tilth.web.agree.models import Step
from tilth.web.house.acts import act, locked, refuse
from tilth.web.learn.actions.gatherings import may_add
from tilth.web.learn.models import Moment

FIELDS = ("type", "words", "more", "on", "until", "layer", "about", "open_to")
NOT_YOURS = "Only who wrote it, the chair or the secretariat can do this"


def may_change(standing, moment):
    """They wrote it down, or look after what was agreed."""
    return bool(changeable(standing, [moment]))


def changeable(standing, moments):
    """Of moments, those somebody may change; who wrote them all down is one question."""
    person = standing.by.person
    if standing.keeps or person is None:
        return list(moments) if standing.keeps else []
    steps = Step.objects.filter(about__in=[one.key for one in moments]).order_by("-pk")
    first = dict(steps.values_list("about", "by"))  # of each the oldest, which comes last
    return [one for one in moments if first.get(one.key) == person.pk]


def _check(told):
    refuse("" if told["type"] in MOMENTS else "There is no such kind of moment")
    refuse("" if told["words"].strip() else "Say in words what happened")
    refuse("" if told.get("layer", "place") in LAYERS else "There is no such layer")
    over = told.get("until") is not None and told["until"] < told["on"]
    refuse("It ends before it begins" if over else "")


@act
def add(standing, **told):
    """Write a moment down; told: FIELDS. Gives the Moment."""
    refuse("" if may_add(standing) else "Only somebody who speaks for a partner can do this")
    told = {key: value for key, value in told.items() if key in FIELDS}
    _check(told)
    one = Moment.objects.create(**told)
    history.added(standing.by, one, "wrote it down")
    return one


def _held(standing, moment):
    one = locked(Moment, moment.pk)
    refuse("" if may_change(standing, one) else NOT_YOURS)
    return one


@act
def change(standing, moment, **told):
    """Put a moment right; told: any of FIELDS."""
    one = _held(standing, moment)
    told = {key: value for key, value in told.items() if key in FIELDS}
    _check({key: getattr(one, key) for key in FIELDS} | told)
    history.changed(standing.by, one, "put it right", also=told)
    return one


@act
def remove(standing, moment):
    """Take a moment off the timeline; it can be put back."""
    one = _held(standing, moment)
    refuse("It was taken off already" if one.removed else "")
    history.changed(standing.by, one, "took it off", removed=True)


@act
def restore(standing, moment):
    """Put a moment back on the timeline."""
    one = _held(standing, moment)
    refuse("" if one.removed else "It is on the timeline already")
    history.changed(standing.by, one, "put it back on", removed=False)
