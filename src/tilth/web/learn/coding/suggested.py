"""How right suggested codes are, for people of the partnership."""

from django.views.decorators.http import require_safe

from tilth.learn.coding.accuracy import RIGHT, SURE
from tilth.learn.coding.agreement import ENOUGH
from tilth.learn.coding.model import FEWEST
from tilth.web.learn.coding import learning, reading
from tilth.web.learn.coding.pages import HERE
from tilth.web.learn.coding.rounds import agreed, double_coded
from tilth.web.learn.models import Code
from tilth.web.learn.reader import reader_of
from tilth.web.learn.showing import page, round_table
from tilth.web.learn.visible import stories_for

MOST = 50  # stories with a suggestion, told at once


@require_safe
@round_table
def suggestions(request):
    """Which codes are suggested, how right that is, and which story to code next."""
    standing, found = reader_of(request), learning.learnt()
    told = {"found": found, "right": RIGHT, "few": FEWEST, "enough": ENOUGH, "sure": SURE[0]}
    if found is not None:
        human, _ = agreed(standing)
        codes = Code.objects.in_bulk([one.code for one in found.accuracy.codes])
        units = len(double_coded(standing))
        told |= {
            "codes": [(codes[one.code], one) for one in found.accuracy.codes if one.enough],
            "few_codes": [(codes[one.code], one) for one in found.accuracy.codes if not one.enough],
            "human": human,
            "units": units,
            "machine": [
                ("stories left out", no_better(found.accuracy.by_story, human, units)),
                ("places left out", no_better(found.accuracy.by_place, human, units)),
            ],
            "any": any(one.sure for one in found.accuracy.codes),
            "stories": _stories(standing, found.fits, codes),
            "next": _next(standing, found.next),
        }
    return page(request, "coding/suggestions", "Suggested codes", crumbs=[HERE], **told)


def no_better(machine, human, units):
    """What is said of how far machine and people agree: never more than people among themselves.

    Gives {value, lower, upper, capped, unknown}; None where it cannot be said. unknown: fewer than
    ENOUGH stories tell how far people agree.
    """
    if machine is None or machine.value is None:
        return None
    known = human.value is not None and units >= ENOUGH
    most = human.value if known else 1.0
    limits = {name: getattr(machine, name) for name in ("value", "lower", "upper")}
    capped = {name: None if one is None else min(one, most) for name, one in limits.items()}
    return capped | {"capped": known and machine.value > most, "unknown": not known}


def _stories(standing, fits, codes):
    unseen = reading.being_coded_by(standing)
    there = stories_for(standing).exclude(pk__in=unseen).in_bulk(list(fits))
    return [
        (there[number], [(codes[code], chance) for code, chance in may])
        for number, may in list(fits.items())
        if number in there
    ][:MOST]


def _next(standing, numbers):
    there = stories_for(standing).in_bulk(numbers)
    return [there[number] for number in numbers if number in there]
