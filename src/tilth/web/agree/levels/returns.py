"""Record once, report many: returns to those above, made of what is written down."""

import datetime

from django.http import Http404
from django.views.decorators.http import require_safe

from tilth.agree.levels.days import DAY, quarter, year
from tilth.agree.levels.returns import Return, filled
from tilth.ground.errors import DefinitionError
from tilth.web.agree.found import address as address_of
from tilth.web.agree.found import find
from tilth.web.agree.levels.overview import CRUMB
from tilth.web.agree.levels.reading import Ledgers
from tilth.web.agree.levels.sheets import Column, Sheet, number, pounds
from tilth.web.agree.showing import page
from tilth.web.agree.standing import ROUND
from tilth.web.house.access import route

HERE = ("Returns", "/agree/levels/returns/")
SPANS = {"quarter": quarter, "year": year}
NOTE = (
    "Every number is worked out from records of this place. Nothing can be typed in here: "
    "what is not written down is told as missing.",
    "Decisions that are not public are not counted in a return.",
)
KINDS = {"G": "delegation", "D": "decision", "C": "commitment"}
C = Column


@require_safe
@route(level="D1", purpose="plan", roles=ROUND)
def index(request):
    """Every return there is: to whom, why, for which period."""
    return page(
        request,
        "levels/returns",
        "Record once, report many",
        crumbs=[CRUMB],
        returns=list(request.place.all(Return).values()),
    )


@require_safe
@route(level="D1", purpose="plan", roles=ROUND)
def one(request, name):
    """One return, line by line, with the records each number came from."""
    found = _find(request.place, name)
    asked, span, sheet = made(request.place, found, _asked_day(request, found))
    return page(
        request,
        "levels/return",
        asked.title,
        crumbs=[CRUMB, HERE],
        asked=asked,
        span=span,
        sheet_told=sheet,
        before=(span.first - DAY).isoformat(),
        query=f"?on={request.GET['on']}" if request.GET.get("on") else "",
    )


@require_safe
@route(level="D1", purpose="plan", roles=ROUND)
def one_file(request, name, ending):
    """One return as a file."""
    found = _find(request.place, name)
    return made(request.place, found, _asked_day(request, found))[2].file(ending)


def _find(place, name):
    try:
        return place.find(Return, name)
    except DefinitionError:
        raise Http404 from None


def made(place, asked, on=None):
    """(Return, Span, Sheet) for the period a day lies in: the last whole one unless told."""
    today = Ledgers(place).day
    span = SPANS[asked.period](on or today)
    span = span if on else SPANS[asked.period](span.first - DAY)
    ledgers = Ledgers(place, on=min(span.last, today), public_only=True)
    return asked, span, return_sheet(asked, span, filled(asked, ledgers.book(), span))


def not_begun(place, asked, on):
    """Whether the period a day lies in has not begun yet."""
    return SPANS[asked.period](on).first > Ledgers(place).day


def _asked_day(request, asked):
    """The day an address asks for, or None; 404 where it is none, or its period has not begun."""
    said = request.GET.get("on")
    if not said:
        return None
    try:
        on = datetime.date.fromisoformat(said)
        late = not_begun(request.place, asked, on)
    except (ValueError, OverflowError):
        raise Http404 from None
    if late:
        raise Http404
    return on


def return_sheet(asked, span, rows):
    """The lines of a return as a table."""
    for row in rows:
        row["words"] = said(row["value"], row["unit"])
        row["period"] = span.name
        row["from"] = [(ref, address(ref)) for ref in row["records"]]
    return Sheet(
        asked.name,
        f"{asked.title}, {span.name}",
        (
            C("title", "Line"),
            C("value", "Value"),
            C("unit", "Unit"),
            C("period", "Period"),
            C("count", "From how many records", "count"),
            C("records", "Which records", "list"),
            C("note", "What is missing"),
            C("rule", "Rule"),
        ),
        rows,
        notes=NOTE,
    )


def said(value, unit):
    """A value with its unit, in words."""
    if value is None:
        return "not known"
    if unit == "pounds":
        return pounds(value)
    return f"{number(value)} {'whole-time posts' if unit == 'posts' else unit}".strip()


def address(ref):
    """Where a record of a return is shown."""
    key = ref if ":" in ref else f"{KINDS.get(ref.partition('-')[0], 'partner')}:{ref}"
    try:
        return address_of(find(key))
    except Http404:
        return ""
