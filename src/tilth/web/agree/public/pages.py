"""The public page of a place: who decides, what was decided, what was promised, what happened."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tilth.agree.commitments.promise import OPEN as NOT_SETTLED
from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.areas import named
from tilth.web.agree.commitments.listing import HEADINGS, ORDER
from tilth.web.agree.files import ENDINGS, table_file
from tilth.web.agree.public import reading
from tilth.web.house.access import ANYONE, route

public = route(level="D0", purpose="plan", roles=ANYONE)
HERE = ("What we agreed", "/agree/public/")
FEW = 5
COLUMNS = {
    "ref": "Number",
    "words": "In words",
    "kind": "Kind",
    "state": "How it stands",
    "by": "Who does it",
    "for": "For whom",
    "with_whom": "Owned with",
    "where": "Where",
    "made": "Made on",
    "due": "By when",
    "settled": "Settled on",
    "reason": "Why",
    "evidence": "What shows it",
}


def page(request, template, title, *, crumbs=(), **told):
    """One public page."""
    told |= {"title": title, "crumbs": list(crumbs)}
    return render(request, f"agree/public/{template}.jinja", told)


@require_safe
@public
def place(request):
    """Everything residents should know, on one page."""
    today = day_of(request.place)
    told = reading.told_decisions(_closed()[:FEW], request.place)
    going = reading.told_decisions(_open(), request.place)
    every = list(reading.commitments().values("ref", "state", "made", "settled"))
    return page(
        request,
        "place",
        f"What we agreed in {request.place.name}",
        bodies=reading.bodies(today),
        partners=reading.partners(),
        decided=told,
        going=going,
        counts=[(HEADINGS[s], n) for s in ORDER if (n := sum(i["state"] == s for i in every))],
        promised=_newest(every, request.place, today),
        total=len(every),
        meetings=reading.meetings(today),
        hard=reading.hard_things(),
        today=today,
    )


@require_safe
@public
def decisions(request):
    """Every public decision, those being taken now first."""
    area, areas = _area(request, reading.decisions())
    told = reading.told_decisions([*_open(), *_closed()], request.place)
    told = [one for one in told if not area or one["area"] == area]
    return page(
        request,
        "decisions",
        "What was decided",
        crumbs=[HERE],
        going=[one for one in told if one["open"]],
        decided=[one for one in told if not one["open"]],
        area=area,
        areas=areas,
    )


@require_safe
@public
def decision(request, ref):
    """One public decision: what, why, who spoke, what was promised because of it."""
    one = reading.decisions().filter(ref=ref).first()
    if one is None:
        raise Http404
    mine = reading.commitments().filter(decision=one)
    (told,) = reading.told_decisions([one], request.place)
    return page(
        request,
        "decision",
        f"{one.title}, decision {one.ref}",
        crumbs=[HERE, ("What was decided", "/agree/public/decisions/")],
        one=told,
        promised=reading.told_promises(request.place, day_of(request.place), mine),
    )


@require_safe
@public
def commitments(request):
    """Every public promise and what happened."""
    area, areas = _area(request, reading.commitments())
    items = _items(request, area)
    groups = [(HEADINGS[s], own) for s in ORDER if (own := [i for i in items if i["state"] == s])]
    return page(
        request,
        "commitments",
        "What was promised, and what happened",
        crumbs=[HERE],
        groups=groups,
        area=area,
        areas=areas,
        files=ENDINGS,
    )


@require_safe
@public
def commitments_file(request, ending):
    """The same promises as a file."""
    area, _ = _area(request, reading.commitments())
    rows = _items(request, area)
    return table_file("promises", "What was promised", COLUMNS, rows, ending)


def _items(request, area):
    items = reading.told_promises(request.place, day_of(request.place))
    return [one for one in items if not area or one["area"] == area]


def _closed():
    return reading.decisions().filter(stage="closed").order_by("-closed", "-ref")


def _open():
    return reading.decisions().filter(stage__in=reading.OPEN).order_by("closes", "ref")


def _newest(every, place, today):
    """The latest of what was settled and of what is open, at most FEW each, told in full."""
    settled = [one for one in every if one["state"] not in NOT_SETTLED]
    settled.sort(key=lambda one: (one["settled"] or one["made"], one["ref"]), reverse=True)
    going = [one for one in every if one["state"] in ("growing", "stuck")]
    going.sort(key=lambda one: (one["made"], one["ref"]), reverse=True)
    some = {"happened": settled[:FEW], "going": going[:FEW]}
    refs = [one["ref"] for part in some.values() for one in part]
    told = reading.told_promises(place, today, reading.commitments().filter(ref__in=refs))
    known = {one["ref"]: one for one in told}
    return {name: [known[one["ref"]] for one in part] for name, part in some.items()}


def _area(request, records):
    """The area asked for, and those there is anything public about: [(code, name)]."""
    known = named(request.place)
    asked = request.GET.get("area", "")
    asked = asked if asked in known else ""
    held = set(records.exclude(area="").values_list("area", flat=True)) | {asked}
    areas = sorted(((c, known[c][1]) for c in held if c in known), key=lambda one: one[1])
    return asked, areas
