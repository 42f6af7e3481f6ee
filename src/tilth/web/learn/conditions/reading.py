"""What is recorded of the conditions of a place: who says how far each is there, and since when."""

from tilth.learn.conditions.says import Say
from tilth.web.learn.models import Condition


def conditions_of(area="", on=None):
    """code -> the newest Condition said of an area, up to a day; every other one is left out.

    area: its code, '' for the whole place. on: the last day that counts, None for all. Partners
    may differ: `said_of` keeps each one's own word.
    """
    return {one.code: one for one in _standing(area, on).order_by("on", "pk")}


def said_of(area="", code="", on=None):
    """What was said of an area, the oldest first, as values; code: '' for every condition."""
    found = _standing(area, on).select_related("partner").order_by("on", "pk")
    return [say_of(one) for one in (found.filter(code=code) if code else found)]


def say_of(one):
    """A Condition as a value."""
    who = one.partner.slug if one.partner else ""
    return Say(one.code, one.on, one.state, who, one.area, one.words, one.pk)


def _standing(area, on):
    found = Condition.objects.filter(area=area, removed=False)
    return found if on is None else found.filter(on__lte=on)
