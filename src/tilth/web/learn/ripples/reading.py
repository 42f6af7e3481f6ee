"""What is recorded of a ripple map, as values; and which version of it somebody has read."""

from django.db.models import Max, Q

from tilth.learn.ripples.forest import Node
from tilth.learn.ripples.significance import Choice, summary
from tilth.web.agree.models import Link, Step
from tilth.web.learn.models import Pick, Ripple, RippleMap
from tilth.web.learn.visible import open_to


def ripples_of(record):
    """The ripples on a map, without those taken back."""
    return Ripple.objects.filter(map=record, removed=False)


def nodes_of(record):
    """The ripples on a map as values."""
    fields = ("words", "on", "intended", "good", "who", "helped")
    return [
        Node(one.pk, after=one.after_id, **{name: getattr(one, name) for name in fields})
        for one in ripples_of(record)
    ]


def came_of(key, standing):
    """The maps this reader may read that began with a record, or on which a ripple is linked to it.

    [{"title", "address"}].
    """
    numbers = Link.objects.filter(other=key, one__startswith="ripple:", removed=False)
    numbers = [int(one.partition(":")[2]) for one in numbers.values_list("one", flat=True)]
    linked = Q(ripples__in=Ripple.objects.filter(pk__in=numbers, removed=False))
    found = open_to(RippleMap.objects.filter(Q(about=key) | linked), standing).distinct()
    return [{"title": one.title, "address": f"/learn/ripples/{one.slug}/"} for one in found]


def version(record):
    """The number of the last thing that happened to a record: it grows at every change."""
    return Step.objects.filter(about=record.key).aggregate(last=Max("pk"))["last"] or 0


def picks_of(record, which):
    """The picks of a round, the oldest first; those of ripples taken back are left out."""
    found = Pick.objects.filter(map=record, which=which, ripple__removed=False)
    return found.select_related("by", "partner", "ripple").order_by("at", "pk")


def significance_of(record, which, nodes, *, names):
    """What was chosen in a round. names: whether the reader may see who chose."""
    choices = [
        Choice(one.ripple_id, one.reason, whose(one) if names else "")
        for one in picks_of(record, which)
    ]
    return summary(nodes, choices)


def whose(one):
    """Who made a pick, as they are called, and for which partner."""
    name = one.by.name if one.by else one.name
    return ", ".join(part for part in (name, one.partner.name if one.partner else "") if part)
