"""The record of spread: every attempt to grow a practice elsewhere, and what became of it."""

from django.views.decorators.http import require_safe

from tilth.learn.practices.spread import undated, what_became, year_by_year
from tilth.learn.words import RESULTS, SPREADS
from tilth.web.agree.areas import area_name
from tilth.web.agree.files import ENDINGS, table_file
from tilth.web.learn.practices.one import HERE
from tilth.web.learn.practices.values import arrival_of
from tilth.web.learn.reader import reader_of
from tilth.web.learn.showing import page, public
from tilth.web.learn.visible import plantings_for, practices_for

COLUMNS = {
    "ref": "Number",
    "practice": "Practice",
    "place": "Place",
    "system": "System",
    "area": "Area",
    "spread": "How it came",
    "after": "Taken from",
    "planted": "Planted",
    "changed": "What was changed",
    "kept": "What was kept",
    "result": "What became of it",
    "came": "What came of it",
    "lessons": "What the next should know",
    "ended": "Ended",
    "partner": "Planted by",
}


def chosen(request):
    """What was asked for: a practice, how it came, what became of it."""
    asked = {name: request.GET.get(name, "") for name in ("practice", "spread", "result")}
    known = {"spread": SPREADS, "result": RESULTS}
    return {k: v for k, v in asked.items() if v and (k not in known or v in known[k])}


def found(standing, asked):
    """The plantings asked for, the earliest first."""
    names = {"practice": "practice__slug", "spread": "spread", "result": "result"}
    kept = plantings_for(standing).filter(**{names[k]: v for k, v in asked.items()})
    return list(kept.order_by("planted", "ref"))


def row_of(one, place):
    """A planting as a row of a table."""
    told = {name: getattr(one, name) for name in COLUMNS if hasattr(one, name)}
    return told | {
        "practice": one.practice.title,
        "slug": one.practice.slug,
        "area": area_name(place, one.area),
        "after": one.after.place if one.after else one.practice.place or "the first place",
        "partner": one.partner.name if one.partner else "",
    }


@require_safe
@public
def index(request):
    """Counts of how practices came to other places and what became of them, and all of them."""
    standing, asked = reader_of(request), chosen(request)
    plantings = found(standing, asked)
    arrivals = [arrival_of(one) for one in plantings]
    told = {
        "rows": [row_of(one, request.place) for one in plantings],
        "asked": asked,
        "practices": [(one.slug, one.title) for one in practices_for(standing)],
        "table": what_became(arrivals),
        "years": year_by_year(arrivals),
        "undated": undated(arrivals),
        "copied": sum(not one.changed for one in arrivals),
        "spreads": SPREADS,
        "results": RESULTS,
        "files": ENDINGS,
        "any": plantings_for(standing).exists(),
    }
    return page(request, "practices/spread", "How practices spread", crumbs=[HERE], **told)


@require_safe
@public
def listed_file(request, ending):
    """The same plantings as a file."""
    plantings = found(reader_of(request), chosen(request))
    rows = [row_of(one, request.place) for one in plantings]
    return table_file("spread", "How practices spread", COLUMNS, rows, ending)
