"""What is recorded of the conditions of a place: who says how far each is there, and since when."""

from tilth.learn.conditions.says import Say
from tilth.web.learn.conditions.framing import named, read_as
from tilth.web.learn.models import Condition


def conditions_of(area="", on=None):
    """code -> the newest Condition said of an area, up to a day; every other one is left out.

    area: its code, '' for the whole place. on: the last day that counts, None for all. Partners
    may differ: `said_of` keeps each one's own word. What was said of a code that was merged
    counts for the code it was merged into.
    """
    known = named()
    return {read_as(one.code, known): one for one in _standing(area, on).order_by("on", "pk")}


def said_of(area="", code="", on=None):
    """What was said of an area, the oldest first, as values; code: '' for every condition."""
    return [say for say, _ in records_of(area, code, on)]


def records_of(area="", code="", on=None):
    """(Say, Condition) of all that was said of an area, the oldest first; area: None for all."""
    found = _standing(area, on).select_related("partner").order_by("on", "pk")
    known = named()
    told = [(say_of(one, known), one) for one in found]
    return [(say, one) for say, one in told if code in ("", say.code)]


def say_of(one, known):
    """A Condition as a value, under the code it is read as now."""
    who = one.partner.slug if one.partner else ""
    code = read_as(one.code, known)
    return Say(code, one.on, one.state, who, one.area, one.words, one.pk)


def _standing(area, on):
    found = Condition.objects.filter(removed=False)
    found = found if area is None else found.filter(area=area)
    return found if on is None else found.filter(on__lte=on)
