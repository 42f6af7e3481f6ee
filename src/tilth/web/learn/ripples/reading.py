"""What is recorded of a ripple map, as values; and which version of it somebody has read."""

from django.db.models import Max

from tilth.learn.ripples.forest import Node
from tilth.learn.ripples.significance import Choice, summary
from tilth.web.agree.models import Step
from tilth.web.learn.models import Pick, Ripple


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
