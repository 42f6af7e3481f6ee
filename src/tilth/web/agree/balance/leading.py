"""Who leads: chairs, sponsors, proposers and whoever sets agendas, by sector; never a person."""

from collections import Counter

from django.db.models import Q

from tilth.web.agree.models import Body, Decision, Item, Role

INDEPENDENT = "independent"


def parts_of(on, body=None):
    """The parts of chairs and sponsors held on a day, on one body or on all."""
    found = Role.objects.filter(body__isnull=False, since__lte=on)
    found = found.filter(Q(until__isnull=True) | Q(until__gte=on))
    found = found.filter(body=body) if body is not None else found
    return found.filter(Q(chair=True) | Q(leads=True)).select_related("partner", "body")


def chairs_of(body, on):
    """Who chairs a body on a day: names of partners, or that the chair is independent."""
    found = {_from(role) for role in parts_of(on, body) if role.chair}
    return sorted(found)


def _from(role):
    if role.independent or role.partner is None:
        return INDEPENDENT
    return role.partner.name


def leading(on, since, body=None):
    """One row a sector, by name of sector: how many chairs, sponsors, proposals, agenda items.

    on: the day chairs and sponsors are counted on; since: from when proposals and items are.
    An independent chair is counted as a sector of its own.
    """
    chairs, sponsors = Counter(), Counter()
    for role in parts_of(on, body):
        free = role.independent or role.partner is None
        sector = INDEPENDENT if free else role.partner.sector
        chairs[sector] += role.chair
        sponsors[sector] += role.leads
    counted = (chairs, sponsors, _proposers(on, since, body), _agendas(on, since, body))
    sectors = sorted({name for one in counted for name in one})
    keys = ("chairs", "sponsors", "proposals", "asked")
    return [
        {"sector": name} | {key: one[name] for key, one in zip(keys, counted, strict=True)}
        for name in sectors
    ]


def _proposers(on, since, body):
    found = Decision.objects.filter(opened__range=(since, on)).exclude(stage="draft")
    found = found.filter(body=body) if body is not None else found
    return Counter(found.values_list("proposer__sector", flat=True))


def _agendas(on, since, body):
    found = Item.objects.filter(meeting__on__range=(since, on), removed=False)
    found = found.filter(meeting__body=body) if body is not None else found
    return Counter(found.exclude(partner=None).values_list("partner__sector", flat=True))


def bodies():
    """The bodies whose balance can be looked at: those that meet or decide, by name."""
    held = Q(meetings__isnull=False) | Q(decisions__isnull=False)
    return Body.objects.filter(held, until=None).distinct().order_by("name")
