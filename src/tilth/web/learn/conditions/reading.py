"""What is recorded of the conditions of a place: who says how far each is there, and since when."""

from tilth.learn.conditions.says import Say
from tilth.web.learn.conditions.framing import named, read_as
from tilth.web.learn.models import Condition


def said_of(area=None):
    """All that was said of an area, the oldest first, as values; area: None for every one."""
    return [say for say, _ in records_of(area)]


def records_of(area="", on=None):
    """(Say, Condition) of all that was said of an area, the oldest first; area: None for all.

    on: the last day that counts, None for all. What was said of a code that was merged counts for
    the code it was merged into.
    """
    found = Condition.objects.filter(removed=False).select_related("partner").order_by("on", "pk")
    found = found if area is None else found.filter(area=area)
    found = found if on is None else found.filter(on__lte=on)
    known = named()
    return [(_say(one, known), one) for one in found]


def _say(one, known):
    """A Condition as a value, under the code it is read as now."""
    who = one.partner.slug if one.partner else ""
    return Say(read_as(one.code, known), one.on, one.state, who, one.area, one.words, one.pk)
