"""The map of partners: how they stand to each other on a day, drawn and told alike."""

import datetime
from functools import partial

from django.views.decorators.http import require_safe

from tilth.agree.network import acts as doing
from tilth.agree.network.relations import Pair, changes, own_stance, pairs, standing
from tilth.agree.network.seen import AGREED
from tilth.agree.words import LAYERS, STANCES
from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.areas import area_choices
from tilth.web.agree.as_recorded import as_recorded
from tilth.web.agree.network import places, records, told
from tilth.web.agree.network.choosing import choose, chosen
from tilth.web.agree.network.picture import LINES, picture
from tilth.web.agree.network.sectors import title
from tilth.web.agree.showing import page
from tilth.web.agree.standing import ROUND, Standing
from tilth.web.house.access import route

YEAR = datetime.timedelta(days=365)  # what was done together counts for so long


@require_safe
@route(level="D1", purpose="plan", roles=ROUND)
def shown(request):
    """The map, its filters, and the same facts as a list."""
    today, standing_ = day_of(request.place), Standing.of(request)
    reader = standing_.partner.key if standing_.partner else ""
    everyone, words, acts = records.organisations(), records.words(), records.acts()
    years = years_of(words, acts, today)
    known = {
        "sector": {one.sector for one in everyone},
        "area": dict(area_choices(request.place)),
        "partner": {one.key.removeprefix("partner:") for one in everyone},
        "lines": LINES,
    }
    choice = choose(request.GET, today, years, known)
    view = recorded_on(choice.on)
    some = chosen(everyone, choice, places.lies_in(request.place), set(view["met"]))
    names = {one.key: one.name for one in some}
    here = [pair for pair in view["pairs"] if pair.a in names and pair.b in names]
    if choice.partner:
        own = f"partner:{choice.partner}"
        here = [pair for pair in here if own in (pair.a, pair.b)]
    draw = partial(picture, some, here, view["close"], only=choice.lines)
    ties = told.rows(here, some, view["done"], reader, choice.on)
    return page(
        request,
        "network/map",
        "How partners stand to each other",
        choice=choice,
        years=[(one, choice.asked(year=one, before="")) for one in years],
        drawn=as_recorded("map", draw, choice, tuple(names.items())),
        some=[_organisation(one) for one in some],
        ties=ties,
        heads=list(told.SHOWN.values()),
        whole=told.whole(some, view["said"], view["close"]),
        sums=told.sums({at: w for at, w in view["said"].items() if set(at) <= set(names)}),
        stances=_stances(words, choice.on, names),
        moved=_moved(words, choice, names, view["said"], reader),
        befores=[one for one in years if one < choice.year],
        filters=_filters(request.place, everyone),
        agreed=AGREED,
        today=today,
        own=standing_.partner,
    )


def seen_on(on, words, acts):
    """How things stand on a day: what is said, what was done in the year before, who met whom."""
    said = standing(words, on)
    done = doing.together(acts, on - YEAR, on)
    close = doing.close(done)
    only_done = [Pair(a, b, None, None) for a, b in sorted(close)]
    spoken = pairs(said)
    known = {(pair.a, pair.b) for pair in spoken}
    every = spoken + [pair for pair in only_done if (pair.a, pair.b) not in known]
    return {
        "said": said,
        "done": done,
        "close": close,
        "pairs": sorted(every, key=lambda pair: (pair.a, pair.b)),
        "met": {(pair.a, pair.b) for pair in every},
    }


def recorded_on(on):
    """The same, of everything that is recorded."""
    make = partial(seen_on, on, records.words(), records.acts())
    return as_recorded("network on a day", make, on)


def years_of(words, acts, today):
    """The years there is something to tell of, up to this one."""
    days = [word.on for word in words] + [act.since for act in acts]
    first = min((day.year for day in days if day.year > 1900), default=today.year)
    return list(range(max(first, today.year - 30), today.year + 1))


def _organisation(one):
    return {
        "name": one.name,
        "slug": one.key.removeprefix("partner:"),
        "sector": title(one.sector),
        "layer": one.layer,
    }


def _filters(place, everyone):
    sectors = sorted({one.sector for one in everyone}, key=title)
    return {
        "sector": [("", "Every sector"), *((one, title(one)) for one in sectors)],
        "area": area_choices(place),
        "lines": [
            ("", "Every line"),
            *((kind, words[:1].upper() + words[1:]) for kind, (words, _, _) in LINES.items()),
        ],
        "layer": [("", "Every layer"), *((one, one.capitalize()) for one in LAYERS)],
        "partner": [
            ("", "Everyone"),
            *((one.key.removeprefix("partner:"), one.name) for one in everyone),
        ],
    }


def _stances(words, on, names):
    """How each says it stands itself, and how that moved; in the order of names."""
    found = own_stance(words, on)
    return [
        {
            "name": names[key],
            "said": [{"stance": STANCES[one.stance], "on": one.on} for one in told],
        }
        for key, told in sorted(found.items(), key=lambda pair: names.get(pair[0], "").lower())
        if key in names
    ]


def _moved(words, choice, names, said, reader):
    if choice.before is None:
        return None
    found = changes(words, choice.before, choice.on)
    return told.moved(found, names, standing(words, choice.before), said, reader)
