"""Partners, people and bodies as their pages tell them."""

from collections import defaultdict
from itertools import groupby

from django.db.models import Q

from tilth.agree.partners.sectors import sectors
from tilth.agree.words import LAYERS
from tilth.web.agree.models import Partner, Role

PARTNERS = ("Partners", "/agree/partners/")
PEOPLE = ("People", "/agree/people/")
BODIES = ("Boards, groups and networks", "/agree/bodies/")


def named(roles):
    """Only roles whose holder may be named: experts by experience gave their consent."""
    return roles.exclude(expert=True, consented=None)


def running(on):
    """Which roles run on a day."""
    return Q(since__lte=on) & (Q(until=None) | Q(until__gte=on))


def held(on=None):
    """Roles that may be told of, with whom and what they name; those of a day, or all."""
    found = Role.objects.select_related("person", "partner", "and_for", "body")
    found = found.filter(running(on)) if on else found
    return named(found).order_by("person__name", "title", "pk")


def unnamed(roles):
    """How many take part without being named."""
    return roles.filter(expert=True, consented=None).values("person").distinct().count()


def by_state():
    """state -> Partners by name, all in one order and one size."""
    found = defaultdict(list)
    everyone = Partner.objects.select_related("successor")
    for one in sorted(everyone, key=lambda one: one.name.lower()):
        found[one.state].append(one)
    return found


def round_table_sectors(partners):
    """[(Sector, its partners)] in the order of their titles, for those at the table."""
    known = sectors()
    told = defaultdict(list)
    for one in partners:
        told[known[one.sector]].append(one)
    return sorted(told.items(), key=lambda pair: pair[0].title)


def layered(roles):
    """[(layer, roles)] from the widest layer to the nearest, then those of none."""
    order = {name: number for number, name in enumerate(LAYERS)}
    ordered = sorted(roles, key=lambda one: order.get(one.layer, len(LAYERS)))
    return [(layer, list(some)) for layer, some in groupby(ordered, key=lambda one: one.layer)]


def where(role):
    """Where a role is held, in words: the body, the partner, both partners of a joint one."""
    names = [one.name for one in (role.partner, role.and_for) if one is not None]
    both = " and ".join(names)
    if role.body is None:
        return both
    return f"{role.body.name}, for {both}" if both else role.body.name
