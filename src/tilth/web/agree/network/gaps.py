"""Gaps and shared purpose: who is connected where, who works alone, whose purposes overlap."""

import datetime

from django.views.decorators.http import require_safe

from tilth.agree.network import coverage as covering
from tilth.agree.network import silos as alone
from tilth.agree.network.contacts import contacts, from_the_community
from tilth.agree.network.diversity import diversity
from tilth.agree.network.overlap import shared, sweet_spots
from tilth.agree.network.seen import FEWEST
from tilth.agree.words import ACCOUNTABILITY
from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.areas import area_name
from tilth.web.agree.files import table_file
from tilth.web.agree.network import places, records
from tilth.web.agree.network.map import YEAR, recorded_on
from tilth.web.agree.network.sectors import title, titles
from tilth.web.agree.network.told import SHOWN
from tilth.web.agree.showing import page
from tilth.web.agree.standing import ROUND
from tilth.web.house.access import route

LAYERS = {"place": "Places of the system", "neighbourhood": "Neighbourhoods"}
CRUMBS = (("Map", "/agree/map/"),)
SPOTS = 30  # shared words shown at most


@require_safe
@route(level="D1", purpose="plan", roles=ROUND)
def shown(request):
    """Every sector by every place, and what else shows where the table has gaps."""
    today = day_of(request.place)
    everyone = [one for one in records.organisations() if one.here(today)]
    acts, view = records.acts(), recorded_on(today)
    layer = request.GET.get("layer", "")
    layer = layer if layer in LAYERS else "place"
    things = list(records.things(request.place, today))
    return page(
        request,
        "network/gaps",
        "Gaps and shared purpose",
        crumbs=CRUMBS,
        layers=LAYERS,
        layer=layer,
        matrix=matrix(request.place, everyone, view, layer, today),
        mix=mix(everyone),
        silos=[(alone.KINDS[one.kind], one) for one in alone.silos(things)],
        silos_told=alone.told(things),
        names={one.key: one.name for one in everyone},
        spots=_spots(everyone),
        overlaps=_overlaps(everyone),
        unspoken=[one.name for one in everyone if not one.purpose and not one.words],
        contacts=_contacts(request.place, acts, everyone, today),
        community=_community(view["said"], everyone),
        few=FEWEST,
    )


@require_safe
@route(level="D1", purpose="plan", roles=ROUND, act="exported")
def file(request, ending):
    """The table of sectors by places, to take away."""
    today = day_of(request.place)
    everyone = [one for one in records.organisations() if one.here(today)]
    layer = request.GET.get("layer", "")
    layer = layer if layer in LAYERS else "place"
    view = recorded_on(today)
    found = matrix(request.place, everyone, view, layer, today)
    rows = [
        {"sector": row["sector"], "area": name, "state": covering.STATES[cell.state],
         "connected": cell.connected, "not_yet": cell.not_yet}
        for row in found["rows"]
        for name, cell in zip(found["places"], row["cells"], strict=True)
    ]  # fmt: skip
    columns = {
        "sector": "Sector",
        "area": "Area",
        "state": "State",
        "connected": "Connected",
        "not_yet": "Works there, not connected yet",
    }
    return table_file(f"gaps_{layer}", "Sectors by places", columns, rows, ending)


def matrix(place, everyone, view, layer, today):
    """Sectors down, areas across: who is connected, who is not yet, where nobody is known."""
    areas = places.of_layer(place, layer)
    known = titles()
    sectors = sorted({one.sector for one in everyone} | set(known), key=title)
    seats = seats_in(place, areas, today)
    found = covering.coverage(
        everyone, sectors, list(areas), places.lies_in(place), seats, set(view["met"])
    )
    rows = [
        {"sector": title(sector), "cells": [found[sector, code] for code in areas]}
        for sector in sectors
    ]
    missing = covering.gaps(found)
    return {
        "places": list(areas.values()),
        "rows": rows,
        "gaps": len(missing),
        "cells": len(found),
        "nobody": sum(cell.state == "nobody" for cell in missing.values()),
    }


def seats_in(place, areas, today):
    """{area: keys of partners that sit on a body of it, or of an area inside it}."""
    bodies = records.body_areas()
    inside = {code: places.within(place, code) for code in areas}
    found = {code: set() for code in areas}
    for seat in records.seats():
        if seat.partner and seat.held(today):
            for code in areas:
                if bodies.get(seat.body) in inside[code]:
                    found[code].add(seat.partner)
    return found


def mix(everyone):
    """How many sorts of partner there are, by sector and by whom they answer to."""
    known = titles()
    joined = [one for one in everyone if one.state == "joined"]
    sectors = diversity([one.sector for one in joined], known)
    answers = diversity([one.accountability for one in joined], ACCOUNTABILITY)
    return {
        "partners": len(joined),
        "sectors": [(title(name), count) for name, count in sectors.counts.items()],
        "missing": sorted(title(name) for name in sectors.missing),
        "as_even_as": round(sectors.as_even_as, 1),
        "answers": [
            (name, ACCOUNTABILITY.get(name, name), count) for name, count in answers.counts.items()
        ],
        "answers_missing": answers.missing,
    }


def _spots(everyone):
    found = sweet_spots(everyone)
    return [
        {"word": one.word, "partners": one.partners, "sectors": list(map(title, one.sectors))}
        for one in found[:SPOTS]
    ]


def _overlaps(everyone):
    names = {one.key: one.name for one in everyone}
    return [
        {"one": names[one.one], "other": names[one.other], "words": one.words}
        for one in shared(everyone)
    ]


def _contacts(place, acts, everyone, today):
    areas = places.of_layer(place, "neighbourhood")
    codes = {code: places.within(place, code) for code in areas}
    since = today - YEAR + datetime.timedelta(days=1)
    found = contacts(acts, everyone, codes, since, today)
    return [(area_name(place, one.area), one) for one in found]


def _community(said, everyone):
    """What the community side says of the public bodies; None where too few have spoken."""
    found, tellers = from_the_community(said, everyone)
    if tellers < FEWEST:
        return None
    return [
        (SHOWN[quality], [counts[band] for band in ("low", "middle", "high")])
        for quality, counts in found.items()
    ]
