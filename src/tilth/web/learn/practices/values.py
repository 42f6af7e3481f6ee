"""Records of practices as the values that LEARN thinks with."""

import datetime

from tilth.learn.practices import changes, lineage
from tilth.learn.practices.fragility import Support
from tilth.learn.practices.spread import Arrival
from tilth.web.agree.models import Contribution, Link
from tilth.web.learn.actions.practices import SUSTAINED

WEB = ("http://", "https://")


def supports_of(practice, *, round_table):
    """What a practice rests on: as told, and the linked contributions of partners.

    round_table: whether contributions count too; they are told round the table only.
    """
    told = [
        Support(str(one.get("on", "")), one.get("kind", ""), _day(one.get("until")))
        for one in practice.depends
    ]
    return told + ([_given(one) for one in contributions_of(practice)] if round_table else [])


def contributions_of(practice):
    """What partners give that is linked as holding a practice up."""
    links = Link.objects.filter(one=practice.key, how=SUSTAINED, removed=False)
    numbers = [
        one.other.partition(":")[2] for one in links if one.other.startswith("contribution:")
    ]
    found = Contribution.objects.filter(pk__in=numbers, withdrawn=False)
    return list(found.select_related("partner"))


def _given(one):
    return Support(f"{one.partner.name}: {one.words or one.type}", "funder", one.until)


def credits_of(rows):
    """Recognitions or sources as a page may show them, whoever sent them.

    Only an address of the web becomes a link, and only a day that is one is told.
    """
    return [
        {
            "how": str(one.get("how", "")),
            "words": str(one.get("words", "")),
            "url": str(one.get("url", "")) if str(one.get("url", "")).startswith(WEB) else "",
            "on": _day(one.get("on")),
        }
        for one in rows
    ]


def _day(text):
    """A day as it was kept; None where it is none, as in what another system sent."""
    try:
        return datetime.date.fromisoformat(text) if text else None
    except (TypeError, ValueError):
        return None


def family_of(plantings):
    """The rows of the family of these plantings, the earliest planted first."""
    told = sorted(plantings, key=lambda one: (one.planted or datetime.date.max, one.ref))
    taken = [
        lineage.Planting(one.ref, one.after.ref if one.after else lineage.ROOT) for one in told
    ]
    return lineage.family(taken)


def arrival_of(planting):
    """A planting for the record of spread."""
    year = planting.planted.year if planting.planted else None
    changed = not changes.says_nothing(planting.changed)
    return Arrival(planting.spread, planting.result, planting.place, year, changed)
