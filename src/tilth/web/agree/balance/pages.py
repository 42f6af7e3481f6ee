"""Pages that ask: is every voice equal in fact?"""

import functools

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST, require_safe

from tilth.agree.balance import picture
from tilth.agree.balance.sentences import amount
from tilth.web.agree.actions.balance import tell_chair
from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.as_recorded import as_recorded
from tilth.web.agree.balance import leading, reviewed
from tilth.web.agree.balance.gathering import balanced
from tilth.web.agree.balance.records import Records
from tilth.web.agree.balance.report import BACK, HEADINGS, Report, cycles_of, now_of, stretches_of
from tilth.web.agree.balance.table import COLUMNS, NOTES, rows_of, sector_words
from tilth.web.agree.balance.telling import address_of, dominance, was_told
from tilth.web.agree.emailed import site_of
from tilth.web.agree.files import ENDINGS, table_file
from tilth.web.agree.models import Body, Partner
from tilth.web.agree.showing import page
from tilth.web.agree.standing import KEEPERS, ROUND, Standing
from tilth.web.house.access import route
from tilth.web.house.answering import tried

HERE = ("Is every voice equal?", "/agree/balance/")
DESK, PHONE = 800, 340


@require_safe
@route(level="D1", purpose="plan", roles=ROUND)
def index(request):
    """Every body that meets or decides, with what its newest cycles say; who leads; who reviews."""
    on = day_of(request.place)
    year = on.replace(year=on.year - 1) if (on.month, on.day) != (2, 29) else on.replace(
        year=on.year - 1, day=28)  # fmt: skip
    names = dict(Partner.objects.values_list("slug", "name"))
    rows = [row | {"sector": sector_words(row["sector"])} for row in leading.leading(on, year)]
    told = {
        "bodies": [_body(one, on) for one in leading.bodies()],
        "leading": rows,
        "since": year,
        "locus": reviewed.told(None, on, names),
        "years": reviewed.by_year(on),
    }
    return page(request, "balance/index", "Is every voice equal?", **told)


def _body(body, on):
    found = cycles_of(body, on) or [now_of(body, on)]  # its first meeting may lie ahead
    report = Report(body, _newest(found, on), on, sector_words)
    return {
        "name": body.name,
        "address": address_of(body),
        "cycle": report.cycle.title,
        "members": len(report.found.members),
        "says": [one["sentence"] for one in report.parts()][:3],
        "chairs": leading.chairs_of(body, on),
    }


def _newest(found, on):
    """The newest cycle in which something happened: the one before where this has just begun."""
    return found[0] if len(found) < 2 or (on - found[0].since).days > 45 else found[1]


def _asked(request, slug):
    """The body, what was asked for, its cycles and wider stretches; Http404 where there is none."""
    body, on = get_object_or_404(Body, slug=slug), day_of(request.place)
    found = cycles_of(body, on)
    key = request.GET.get("cycle") or request.POST.get("cycle", "")
    if not found and not key:
        return body, now_of(body, on), (), [], on
    wide = stretches_of(body, on)
    chosen = next((one for one in (*found, *wide) if one.key == key), None)
    if chosen is None and key:
        raise Http404
    return body, chosen or _newest(found or [now_of(body, on)], on), found, wide, on


@require_safe
@route(level="D1", purpose="plan", roles=ROUND)
def body(request, slug):
    """One body in one cycle: words first, equal tables, a picture with its band, over time."""
    one, cycle, found, wide, on = _asked(request, slug)
    make = functools.partial(_told, one, cycle, found, on)
    found_out, standing = as_recorded("balance", make, one.pk, cycle.key, on), Standing.of(request)
    report, told_of = found_out["report"], was_told(one, cycle)
    told = found_out | {
        "body": one,
        "cycle": cycle,
        "cycles": [*found, *wide],
        "dominance": dominance(report) if standing.keeps else [],
        "may_tell": standing.keeps and cycle in found and report.finished and not told_of,
        "was_told": told_of,
        "files": ENDINGS,
    }
    title = f"Is every voice equal? {one.name}"
    return page(request, "balance/body", title, crumbs=[HERE], **told)


def _told(body, cycle, found, on):
    """What every reader is shown of a body in a cycle; found: its own cycles."""
    report_of = functools.partial(Report, body, on=on, sectors=sector_words, records=Records(body))
    report, before = report_of(cycle), _before(cycle, found, report_of)
    return {
        "report": report,
        "parts": [part | {"pictures": _bars(part, report)} for part in report.parts()],
        "better": report.better(before),
        "before": before,
        "influence": report.influence(),
        "meetings": report.meetings(),
        "power": report.power(),
        "leading": _leading(body, cycle, on),
        "chairs": leading.chairs_of(body, min(on, cycle.until)),
        "over_time": _over_time(body, found, report_of),
    }


def _before(cycle, found, report_of):
    """The Report of the cycle before, where one of the body's own cycles is looked at."""
    keys = [one.key for one in found]
    at = keys.index(cycle.key) + 1 if cycle.key in keys else len(found)
    return report_of(found[at]) if at < len(found) else None


def _leading(body, cycle, on):
    rows = leading.leading(min(on, cycle.until), cycle.since, body)
    return [row | {"sector": sector_words(row["sector"])} for row in rows]


def _bars(part, report):
    """The picture of one thing shared, for a desk and for a phone; none where too few to tell."""
    one, what = part["balance"], part["what"]
    if not one.enough:
        return []
    silent = len(one.silent)
    desc = f"{part['sentence']} {silent} of {len(one.amounts)} gave nothing." if silent else (
        part["sentence"])  # fmt: skip
    title = f"{part['heading']}, {report.body.name}, {report.cycle.title}"
    given, members = report.found.given[what], report.found.members
    names = tuple(report.names.items())
    return [
        {"at": at, "svg": _drawn(what, given, members, names, title, desc, width)}
        for at, width in (("desk", DESK), ("phone", PHONE))
    ]


@functools.lru_cache(maxsize=256)
def _drawn(what, given, members, names, title, desc, width):
    """A picture by all that is in it: kept, for the same is always drawn alike."""
    drawn = {"title": title, "desc": desc, "said": lambda value: amount(what, value)}
    return picture.bars(balanced(given, members), dict(names), width=width, **drawn)


@functools.lru_cache(maxsize=64)
def _drawn_over_time(points, title, desc, width):
    told = [dict(zip(("name", "value", "low", "high"), one, strict=True)) for one in points]
    return picture.over_time(told, width=width, title=title, desc=desc)


def _over_time(body, found, report_of):
    """The last cycles, the oldest first: how equal each thing was, with its band by chance."""
    reports = [report_of(one) for one in found[:BACK]][::-1]
    rows = [
        {"cycle": one.cycle, "finished": one.finished,
         "cells": [_cell(one.balances.get(what)) for what in HEADINGS]}
        for one in reports
    ]  # fmt: skip
    told = {"rows": rows, "heads": [HEADINGS[what][1] for what in HEADINGS], "pictures": []}
    at = next(
        (n for n in (2, 0) if sum(r["cells"][n]["value"] is not None for r in rows) > 1), None
    )
    if at is not None:
        told |= {"drawn": told["heads"][at], "pictures": _line(body, rows, told["heads"][at], at)}
    return told


def _cell(one):
    found = one.figures.get("equality") if one is not None else None
    if found is None:
        return {"value": None, "count": one.contributions if one is not None else 0}
    band = {"low": found.chance.low, "high": found.chance.high}
    return {"value": found.value, "count": one.contributions, **band}


def _line(body, rows, words, at):
    cells = [(row["cycle"].key, row["cells"][at]) for row in rows]
    points = tuple((key, c["value"], c.get("low"), c.get("high")) for key, c in cells)
    title = f"{words}: how equal, cycle by cycle, {body.name}"
    desc = "; ".join(
        f"{key}: {'too few to tell' if c['value'] is None else round(c['value'], 2)}"
        for key, c in cells
    )
    return [
        {"at": place, "svg": _drawn_over_time(points, title, desc, width)}
        for place, width in (("desk", DESK), ("phone", PHONE))
    ]


@require_safe
@route(level="D1", purpose="plan", roles=ROUND)
def file(request, slug, ending):
    """The same numbers to take away."""
    one, cycle, _, _, on = _asked(request, slug)
    report = Report(one, cycle, on, sector_words)
    name = f"balance_{one.slug}_{cycle.key}"
    title = f"{one.name} {cycle.key}"
    return table_file(name, title, COLUMNS, rows_of(report), ending, notes=NOTES)


@require_POST
@route(level="D1", purpose="plan", roles=KEEPERS)
def tell(request, slug):
    """Write to the chair of a body how a cycle was."""
    one, cycle, found, _, on = _asked(request, slug)
    if cycle not in found:
        raise Http404
    report, by = Report(one, cycle, on, sector_words), Standing.of(request).by
    said = "The chair is told. One letter goes for each cycle."
    do = lambda: tell_chair(by, report, site=site_of(request))  # noqa: E731
    return tried(request, address_of(one, cycle), do, said)
