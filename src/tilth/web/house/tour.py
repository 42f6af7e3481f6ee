"""The tour: real pages of the demo, one sentence and one thing to try; no overlay, no script."""

import functools
from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from tilth.demo.learning import address_of as story_address
from tilth.ground.geography import Geography
from tilth.web.environment import made_by_demo
from tilth.web.house.access import ANYONE, route
from tilth.web.house.drawing import exists

ALL = 9


@dataclass(frozen=True)
class Stop:
    """One stop: its page, what is to be seen there and what to try."""

    number: int
    address: str
    says: str
    tries: str


STOPS = (
    Stop(
        1,
        "/",
        "Four questions about a place, in words before pictures. Only a change that is out of the "
        "ordinary counts as news.",
        "read the first answer and follow its link.",
    ),
    Stop(
        2,
        "/see/areas/{Old Pits}/",
        "Old Pits is a neighbourhood its people would know by name. What is strong here comes "
        "first, then what people need.",
        "print the page: it fits on two sheets of paper.",
    ),
    Stop(
        3,
        "/see/indicators/inactive_adults/neighbourhood/",
        "Too few adults here are active, and the most deprived have the worst of it. Every figure "
        "says how sure we are.",
        "open the numbers under the picture, then the part on fairness.",
    ),
    Stop(
        5,
        "/agree/decisions/D-014/",
        "The smallest partner saw a harm the others had not, and said what would make it safe to "
        "try. The words were changed, and then it was decided.",
        "read what the Circle of Small Charities said, then how the proposal changed.",
    ),
    Stop(
        8,
        f"/learn/stories/{story_address('denise-at-the-ground')}/",
        "Denise came for the football. What she tells is hers: she chose who may read it, and can "
        "take it back in one step, from everywhere.",
        "follow what happened because of her story to the ripples.",
    ),
    Stop(
        9,
        "/learn/transplants/T-001/",
        "Harrowfold copied the slides, and it failed. It says so, and what it taught; the second "
        "try began with breakfast.",
        "read what was changed, then see the family tree of the practice.",
    ),
)


@route(level="D0", purpose="plan", roles=ANYONE)
@require_safe
def tour(request, number):
    """Go to the page of a stop."""
    stop = stops(request.place).get(number)
    if stop is None:
        raise Http404
    return redirect(f"{stop.address}?tour={number}")


def stops(place):
    """number -> Stop, for the demo; only those whose pages there are."""
    if not made_by_demo(place):
        return {}
    real = [(stop, address_of(stop, place)) for stop in STOPS]
    return {
        stop.number: Stop(stop.number, address, stop.says, stop.tries)
        for stop, address in real
        if address and exists(address)
    }


def address_of(stop, place):
    """The address of a stop; an area is told by its name. '' where there is no such area."""
    before, brace, rest = stop.address.partition("{")
    if not brace:
        return stop.address
    name, _, after = rest.partition("}")
    code = _codes(place.geography_folder).get(name)
    return f"{before}{code}{after}" if code else ""


@functools.cache
def _codes(folder):
    """name -> code of the neighbourhoods."""
    geography = Geography.open(folder)
    if "neighbourhood" not in geography.layers:
        return {}
    return {area.familiar: code for code, area in geography.areas("neighbourhood").items()}


def panel(request, place):
    """The panel on the page of a stop, when it is opened on the tour; None elsewhere."""
    asked = request.GET.get("tour", "")
    if not (asked.isascii() and asked.isdigit() and len(asked) < 3):
        return None
    here = stops(place)
    stop = here.get(int(asked))
    if stop is None or stop.address != request.path:
        return None
    return {
        "number": stop.number,
        "of": ALL,
        "says": stop.says,
        "tries": stop.tries,
        "before": max((n for n in here if n < stop.number), default=None),
        "after": min((n for n in here if n > stop.number), default=None),
        "last": max(here),
    }
