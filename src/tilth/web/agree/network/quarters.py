"""How trust, understanding, collaboration and strain moved, quarter by quarter, in counts."""

import datetime

from django.views.decorators.http import require_safe

from tilth.agree.network.relations import QUALITIES, over_time, quarter_end, standing
from tilth.agree.network.seen import FEWEST
from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.network import records
from tilth.web.agree.network.told import SHOWN
from tilth.web.agree.showing import page
from tilth.web.agree.standing import ROUND
from tilth.web.house.access import route

YEARS = 4  # shown before this one
SIDES = {
    "": "everyone who spoke",
    "community": "charities and community partners, of public bodies",
    "statutory": "public bodies, of charities and community partners",
    "vertical": "ties between layers",
    "horizontal": "ties between equals",
}


@require_safe
@route(level="D1", purpose="plan", roles=ROUND)
def shown(request):
    """One table a quality: how many sides were low, middle and high at the end of each quarter."""
    today = day_of(request.place)
    side = request.GET.get("side", "")
    side = side if side in SIDES else ""
    words = of_side(records.words(), side)
    return page(
        request,
        "network/quarters",
        "How ties moved",
        crumbs=(("Map", "/agree/map/"),),
        sides=SIDES,
        side=side,
        tables=tables(words, today),
        few=FEWEST,
    )


def of_side(words, side):
    """The words of one side of the table, or all of them."""
    if not side:
        return words
    if side in ("vertical", "horizontal"):
        return [word for word in words if word.type == side]
    kinds = {one.key: one for one in records.organisations()}
    told_of = "statutory" if side == "community" else "community"
    return [
        word
        for word in words
        if getattr(kinds.get(word.one), side, False)
        and getattr(kinds.get(word.other), told_of, False)
    ]


def tables(words, today):
    """[(heading, rows)], rows from the first quarter in which enough had spoken."""
    first = datetime.date(today.year - YEARS, 1, 1)
    rows = {quality: over_time(words, quality, first, today) for quality in QUALITIES}
    return [
        (SHOWN[quality], [_row(one) for one in found if _enough(words, one["quarter"])])
        for quality, found in rows.items()
    ]


def _enough(words, told):
    return len({one for one, _ in standing(words, quarter_end(told))}) >= FEWEST


def _row(one):
    year, number = one["quarter"]
    return one | {"words": f"{year}, {('January', 'April', 'July', 'October')[number - 1]} on"}
