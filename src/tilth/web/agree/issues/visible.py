"""Which issues somebody may know of at all: everything that shows or counts them asks here.

An issue is between its owners until they open it: lists, counts, searches, histories, links and
files meet only what these functions give.
"""

from django.db.models import Q

from tilth.web.agree.models import Issue, Link, Step
from tilth.web.agree.standing import SPEAKERS
from tilth.web.house.by import LINK

KEY = f"{Issue.kind}:"
HIDDEN = ("voice:", "reactions:", "tie:")  # what was said in confidence, or before all have spoken


def visible_to(standing):
    """The issues this reader may know of; standing: None for a stranger.

    Whoever came by an emailed link came for one thing and is a stranger to all others. A partner
    that was asked to hold an issue too may read it before it answers; one that has left may not.
    """
    seen = Q(visible="public")
    if standing is not None and standing.by.ref != LINK:
        seen |= Q(visible="partnership")
        if holds_for(standing):
            asked = Issue.objects.filter(invited=standing.partner)
            seen |= Q(pk__in=held_by(standing).values("pk")) | Q(pk__in=asked.values("pk"))
    return Issue.objects.filter(seen)


def held_by(standing):
    """The issues the reader's partner holds: what each side said is told to holders alone."""
    if standing is None or standing.by.ref == LINK or not holds_for(standing):
        return Issue.objects.none()
    own = Issue.objects.filter(owners=standing.partner)
    return Issue.objects.filter(pk__in=own.values("pk"))


def holds_for(standing):
    """Whether somebody shares what their partner holds: it joined, and they may speak for it."""
    return standing.speaks_for(standing.partner) and standing.by.role in SPEAKERS


def steps_visible_to(standing):
    """The Steps of every record, of issues only those the reader's partner holds.

    Opening an issue opens what it is about and what came of it, never what each side said. Steps
    that tell voices or ties are left out: their own pages say when those may be read.
    """
    own, hidden = _keys(held_by(standing)), Q()
    for kind in HIDDEN:
        hidden |= Q(about__startswith=kind)
    return Step.objects.filter(~Q(about__startswith=KEY) | Q(about__in=own)).exclude(hidden)


def links_visible_to(standing):
    """The Links between records but those with an issue somebody may not know of."""
    seen = _keys(visible_to(standing))
    return Link.objects.filter(
        ~Q(one__startswith=KEY) | Q(one__in=seen), ~Q(other__startswith=KEY) | Q(other__in=seen)
    )


def _keys(issues):
    return [f"{KEY}{ref}" for ref in issues.values_list("ref", flat=True)]
