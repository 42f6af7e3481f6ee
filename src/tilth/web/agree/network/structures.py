"""Boards, groups, networks and spaces: who uses them, and where the same people meet again."""

from django.views.decorators.http import require_safe

from tilth.agree.network.structures import on_several, overlaps
from tilth.agree.words import BODIES, FORMED, LAYERS
from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.areas import area_name
from tilth.web.agree.models import Body, Partner, Role, Turn
from tilth.web.agree.network import records
from tilth.web.agree.showing import page
from tilth.web.agree.standing import ROUND
from tilth.web.house.access import route
from tilth.web.house.models import Person


@require_safe
@route(level="D1", purpose="plan", roles=ROUND)
def shown(request):
    """Every structure and who uses it; people and partners on several; the same people again."""
    today = day_of(request.place)
    seats = records.seats()
    bodies = {body.key: body for body in Body.objects.all()}
    people = dict(Person.objects.values_list("ref", "name"))
    partners = {one.key: one.name for one in Partner.objects.all()}
    return page(
        request,
        "network/structures",
        "Boards, groups and spaces",
        crumbs=(("Map", "/agree/map/"),),
        structures=[
            structure(body, seats, partners, today, request.place)
            for body in bodies.values()
            if living(body, today)
        ],
        people=_several(seats, today, "person", people, bodies),
        partners=_several(seats, today, "partner", partners, bodies),
        shared=[
            {
                "one": bodies[found.one].name,
                "other": bodies[found.other].name,
                "people": sorted((people[one] for one in found.shared), key=str.lower),
                "of_one": found.of_one,
                "of_other": found.of_other,
                "same": found.same_people,
            }
            for found in overlaps(seats, today)
        ],
        unnamed=Role.objects.filter(body__isnull=False, expert=True, consented=None).count(),
    )


def living(body, on):
    """It was there on a day."""
    return (body.since is None or body.since <= on) and (body.until is None or on <= body.until)


def structure(body, seats, partners, today, place):
    """One structure: who has a part in it, from which layers, and who came to its meetings."""
    held = [seat for seat in seats if seat.body == body.key and seat.held(today)]
    sitting = {seat.partner for seat in held if seat.partner}
    came = set(
        Turn.objects.filter(meeting__body=body, meeting__on__lte=today).values_list(
            "partner__slug", flat=True
        )
    )
    using = sitting | {f"partner:{slug}" for slug in came}
    layers = set(Partner.objects.filter(slug__in=_slugs(using)).values_list("layer", flat=True))
    return {
        "body": body,
        "what": BODIES.get(body.type, body.type),
        "where": area_name(place, body.area),
        "formed": FORMED.get(body.formed, ""),
        "partners": sorted((partners[key] for key in sitting), key=str.lower),
        "came": sorted((partners[f"partner:{s}"] for s in came), key=str.lower),
        "layers": [layer for layer in LAYERS if layer in layers],
        "people": len({seat.person for seat in held if seat.person}),
    }


def _slugs(keys):
    return [key.removeprefix("partner:") for key in keys]


def _several(seats, today, who, names, bodies):
    found = on_several(seats, today, who)
    told = [
        {"name": names[one], "bodies": sorted((bodies[key].name for key in keys), key=str.lower)}
        for one, keys in found.items()
        if one in names
    ]
    return sorted(told, key=lambda one: one["name"].lower())
