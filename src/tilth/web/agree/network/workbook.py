"""The map as a workbook of two sheets: taken away, or brought in after a look at what it does."""

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from tilth.agree.network import workbook as sheets
from tilth.agree.network.acts import close, together
from tilth.agree.network.relations import BANDS, pairs, standing
from tilth.agree.network.reviewing import review
from tilth.agree.partners.sectors import sectors
from tilth.ground.errors import AgreementError, ExtractError
from tilth.web.agree.actions.maps import bring_in
from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.areas import named
from tilth.web.agree.models import Partner
from tilth.web.agree.network import records
from tilth.web.agree.network.forms import Workbook
from tilth.web.agree.network.map import YEAR
from tilth.web.agree.network.sectors import title
from tilth.web.agree.showing import page
from tilth.web.agree.standing import KEEPERS, ROUND, Standing
from tilth.web.house.access import route

HERE = "/agree/map/workbook/"
CRUMBS = (("Map", "/agree/map/"),)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SALT, AN_HOUR = "tilth.agree.network.workbook", 3600
STRENGTH = {"low": 1, "middle": 3, "high": 5}  # answers leave the table as thirds, never as given


def held(today):
    """The map of today as two sheets: what everyone round the table may read, and no more."""
    everyone = [one for one in records.organisations() if one.here(today)]
    names = {one.key: one.name for one in everyone}
    elements = tuple(
        sheets.Element(
            label=one.name,
            type=title(one.sector),
            tags=one.words,
            description=one.purpose,
            other_names=one.other_names,
            layer=one.layer,
            answers_to=one.accountability,
            areas=tuple(sorted(one.footprint)),
        )
        for one in everyone
    )
    return sheets.Sheets(elements, tuple(_connections(names, today)))


def _connections(names, today):
    """Ties drawn by others, what sides say, and what was done together; two ways as one row."""
    said = standing(records.words(), today)
    found = set(drawn(names))
    seen = {frozenset((one.one, one.other)) for one in found}
    for pair in pairs(said):
        if pair.a in names and pair.b in names:
            told = list(_told(pair, names))
            found.update(told)
            seen |= {frozenset((one.one, one.other)) for one in told}
    done = together(records.acts(), today - YEAR, today)
    for a, b in close(done):
        if a in names and b in names and frozenset((names[a], names[b])) not in seen:
            words = ", ".join(sorted(kind for kind in done[a, b]))
            found.add(_row(names[a], names[b], True, f"done together: {words}", None, None))
    return sorted(found, key=_order)


def _order(one):
    return one.one.lower(), one.other.lower(), one.label, one.strength or 0


def _told(pair, names):
    """What the sides of a tie say, as rows: one for both where they say the same."""
    rows = []
    for word in pair.sides:
        strength = word.collaboration if pair.both else None
        strength = STRENGTH[BANDS[strength]] if strength else None
        if word.works_together:
            rows.append(_row(names[word.one], names[word.other], False, "", strength, word.began,
                             word.type))  # fmt: skip
    return _joined(rows)


def _row(one, other, mutual, label, strength, since, type_="horizontal"):
    return sheets.Connection(one, other, mutual, label, type_, strength, since)


def drawn(names):
    """The ties others drew, as rows of the sheet."""
    ties = records.standing_ties().filter(heard="act")
    rows = [
        _row(names[one.one], names[one.other], False, one.topic, one.collaboration, one.began,
             one.type)
        for one in ties
        if one.one in names and one.other in names
    ]  # fmt: skip
    return _joined(rows)


def _joined(rows):
    """Rows there and back that say the same become one that goes both ways."""
    left, found = set(rows), []
    for one in sorted(left, key=_order):
        back = _row(one.other, one.one, False, one.label, one.strength, one.since, one.type)
        if one not in left:
            continue
        if back in left:
            left.discard(back)
            one = _row(one.one, one.other, True, one.label, one.strength, one.since, one.type)
        found.append(one)
    return found


def known():
    """{plain name or other name: key} of every partner there is or was."""
    found = {}
    for one in Partner.objects.all():
        for name in (one.name, *one.other_names):
            found.setdefault(sheets.plain(name), one.key)
    return found


def looked_at(content, place, *, file="the workbook"):
    """A workbook held beside what is here. Raises ExtractError where it cannot be read."""
    names = {one.key: one.name for one in Partner.objects.all()}
    return review(
        sheets.read(content, file=file),
        known(),
        both_ways(drawn(names)),
        sectors=sectors().called,
        areas=named(place),
        file=file,
    )


def both_ways(rows):
    """Rows that go both ways, also told from their other end."""
    turned = [
        _row(one.other, one.one, True, one.label, one.strength, one.since, one.type)
        for one in rows
        if one.mutual
    ]
    return [*rows, *turned]


@require_safe
@route(level="D1", purpose="plan", roles=ROUND)
def shown(request):
    """How to take the map away, and for its keepers how to bring one in."""
    return page(
        request,
        "network/workbook",
        "Take the map with you",
        crumbs=CRUMBS,
        form=Workbook() if Standing.of(request).keeps else None,
        columns=sheets.SHEETS,
    )


@require_safe
@route(level="D1", purpose="plan", roles=ROUND, act="exported")
def taken(request):
    """The workbook itself."""
    response = HttpResponse(sheets.write(held(day_of(request.place))), XLSX)
    response["Content-Disposition"] = 'attachment; filename="map.xlsx"'
    return response


@require_POST
@route(level="D1", purpose="plan", roles=KEEPERS)
def look(request):
    """What bringing in a workbook would do; nothing is written."""
    form = Workbook(request.POST, request.FILES)
    if not form.is_valid():
        return _refused(request, "Choose a workbook first.")
    sent = form.cleaned_data["file"]
    if sent.size > sheets.LARGEST:
        return _refused(request, "This file is larger than a map of partners can be.")
    content = sent.read()
    try:
        found = looked_at(content, request.place)
    except ExtractError as error:
        return _refused(request, str(error))
    return _review(request, found, content)


def _review(request, found, content):
    names = {one.key: one.name for one in Partner.objects.all()}
    told = {"by": request.user.ref, "file": content.hex()}
    return page(
        request,
        "network/review",
        "Look before it is brought in",
        crumbs=(*CRUMBS, ("Take it with you", HERE)),
        review=found,
        same=[(label, names[key]) for label, key in found.same.items()],
        kept=signing.dumps(told, salt=SALT, compress=True) if found.sound else "",
        title_of=title,
    )


@require_POST
@route(level="D1", purpose="plan", roles=KEEPERS)
def bring(request):
    """Bring in the workbook that was looked at, as it was; looked at anew where things moved on."""
    try:
        told = signing.loads(request.POST.get("kept", ""), salt=SALT, max_age=AN_HOUR)
    except signing.BadSignature:
        return _refused(request, "That look is over. Choose the file again.")
    if told["by"] != request.user.ref:
        raise Http404
    content = bytes.fromhex(told["file"])
    found = looked_at(content, request.place)
    try:
        done = bring_in(Standing.of(request), found, known(), on=day_of(request.place))
    except AgreementError as error:
        return _refused(request, f"{error.what}.")
    said = f"Brought in: {done['partners']} new partners as invited, {done['ties']} ties."
    messages.success(request, said)
    return redirect("/agree/map/")


def _refused(request, why):
    messages.error(request, why)
    return redirect(HERE)
