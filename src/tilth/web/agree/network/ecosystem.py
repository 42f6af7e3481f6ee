"""One view from nation to street: who works at each layer, what meets, what passes between."""

from django.views.decorators.http import require_safe

from tilth.agree.network.relations import BANDS, pairs, standing
from tilth.agree.network.seen import FEWEST
from tilth.agree.words import LAYERS
from tilth.ground.errors import TilthError
from tilth.ground.geography.atlas import Geography
from tilth.see.needs.indicator import Indicator
from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.issues.visible import visible_to
from tilth.web.agree.models import Body, Commitment, Delegation
from tilth.web.agree.network import places, records
from tilth.web.agree.network.structures import living
from tilth.web.agree.showing import page
from tilth.web.agree.standing import ROUND, Standing
from tilth.web.house.access import route

CONNECTED = (
    "supported_by_community", "someone_to_rely_on", "belonging", "lonely_adults",
    "community_groups", "volunteering", "carers_supported",
)  # fmt: skip
SAYS = {
    "nation": "National bodies",
    "region": "The region",
    "system": "The system",
    "place": "The place",
    "neighbourhood": "Neighbourhoods",
}


@require_safe
@route(level="D1", purpose="plan", roles=ROUND)
def shown(request):
    """Every layer with its partners, structures and ties upwards, down to the streets."""
    today = day_of(request.place)
    everyone = [one for one in records.organisations() if one.here(today)]
    bodies = [body for body in Body.objects.select_related("answers_to") if living(body, today)]
    return page(
        request,
        "network/ecosystem",
        "From nation to street",
        crumbs=(("Map", "/agree/map/"),),
        layers=[layer_of(one, everyone, bodies, request.place) for one in LAYERS],
        streets=streets(request.place),
        connected=connected(request.place),
        passed=passed(today),
        between=between(everyone, today, Standing.of(request)),
        few=FEWEST,
    )


def layer_of(layer, everyone, bodies, place):
    """One layer: its areas, who works at it, what meets there."""
    areas = places.of_layer(place, layer)
    return {
        "layer": layer,
        "title": SAYS[layer],
        "areas": list(areas.values()),
        "partners": [
            {"name": one.name, "slug": one.key.removeprefix("partner:")}
            for one in everyone
            if one.layer == layer
        ],
        "bodies": [body for body in bodies if body.layer == layer],
        "commitments": Commitment.objects.filter(
            layer=layer, state__in=("growing", "stuck")
        ).count(),
    }


def streets(place):
    """How many small areas there are, and how many postcodes, where a map is."""
    try:
        geography = Geography.open(place)
        return {
            "areas": len(geography.areas(geography.small_area)),
            "title": geography.layer(geography.small_area).plural,
        }
    except TilthError:
        return None


def connected(place):
    """How connected people feel and who supports them: the indicators that tell it, by title."""
    known = place.all(Indicator)
    return [(name, known[name].title) for name in CONNECTED if name in known]


def passed(today):
    """What was handed from one layer to another, and still is."""
    found = Delegation.objects.select_related("from_body", "to_body").order_by("function")
    return [
        one for one in found if one.since <= today and (one.until is None or today <= one.until)
    ]


def between(everyone, today, standing_):
    """Strain between every two layers: ties told of, those with much strain, hard things held."""
    layer = {one.key: one.layer for one in everyone}
    said = standing(records.words(), today)
    told = {}
    for pair in pairs(said):
        if pair.a in layer and pair.b in layer:
            key = ordered(layer[pair.a], layer[pair.b])
            row = told.setdefault(key, {"ties": 0, "strained": 0, "tellers": set()})
            row["ties"] += 1
            row["tellers"] |= {word.one for word in pair.sides if word.strain}
            row["strained"] += any(
                word.strain and BANDS[word.strain] == "high" for word in pair.sides
            )
    held = {}
    for issue in visible_to(standing_).exclude(stage="reviewed"):
        if len(set(issue.between)) == 2:
            key = ordered(*sorted(set(issue.between)))
            held[key] = held.get(key, 0) + 1
    return [
        {
            "one": one,
            "other": other,
            "ties": told.get((one, other), {}).get("ties", 0),
            "strained": _strained(told.get((one, other))),
            "issues": held.get((one, other), 0),
        }
        for place, one in enumerate(LAYERS)
        for other in LAYERS[place:]
        if (one, other) in told or (one, other) in held
    ]


def _strained(row):
    """How many ties tell of much strain; None where too few have spoken to tell."""
    return row["strained"] if row and len(row["tellers"]) >= FEWEST else None


def ordered(one, other):
    """Two layers, the wider first; those that are none come last."""
    place = {layer: at for at, layer in enumerate(LAYERS)}
    return tuple(sorted((one, other), key=lambda layer: place.get(layer, len(place))))
