"""Two to four practices, plantings or areas side by side: described, never ranked."""

from django.http import Http404
from django.views.decorators.http import require_safe

from tilth.learn.practices import comparing
from tilth.learn.practices.soil import newest
from tilth.learn.words import GROWTH, PRESENCE, RESULTS, SPREADS
from tilth.web.agree.areas import area_name
from tilth.web.agree.files import ENDINGS, table_file
from tilth.web.learn.conditions.reading import said_of
from tilth.web.learn.practices.one import HERE
from tilth.web.learn.practices.seen import code_names
from tilth.web.learn.practices.weeding import tallies
from tilth.web.learn.reader import inside, reader_of
from tilth.web.learn.showing import page, public
from tilth.web.learn.visible import plantings_for, practices_for, stories_for

ASKED = ("a", "b", "c", "d")
WHOLE = "whole"


@require_safe
@public
def index(request):
    """The chosen ones side by side, with what they share and where they differ."""
    standing = reader_of(request)
    columns, wrong = chosen(request, standing)
    enough = len(columns) >= comparing.FEWEST and not wrong
    told = {
        "asked": {name: request.GET.get(name, "") for name in ASKED},
        "choices": choices(request, standing),
        "columns": columns,
        "wrong": wrong,
        "aspects": aspects(columns) if enough else [],
        "enough": enough,
        "query": request.GET.urlencode(),
        "files": ENDINGS,
    }
    return page(request, "practices/compare", "Side by side", crumbs=[HERE], **told)


@require_safe
@public
def compared_file(request, ending):
    """The same as a file."""
    columns, wrong = chosen(request, reader_of(request))
    if wrong or len(columns) < comparing.FEWEST:
        raise Http404
    heads = {"aspect": "What"} | {name: one["title"] for name, one in zip(ASKED, columns)}  # noqa: B905
    rows = [
        {"aspect": one.name} | dict(zip(ASKED, one.cells))  # noqa: B905
        for one in aspects(columns)
    ]
    return table_file("side_by_side", "Side by side", heads, rows, ending)


def aspects(columns):
    """What is told of each, aspect by aspect."""
    return comparing.side_by_side([one["told"] for one in columns])


def chosen(request, standing):
    """(the things asked for, why they cannot stand side by side or '')."""
    keys = list(dict.fromkeys(filter(None, (request.GET.get(name, "") for name in ASKED))))
    known, met = {}, []
    if any(key.startswith("area:") for key in keys):
        known, met = dict(areas(request, standing)), tallies(standing)
    found = [one for key in keys if (one := _column(key, standing, known, met))]
    if len(found) < len(keys):
        return found, "One of them is not there, or not for you to see. Choose again."
    if len({one["kind"] for one in found}) > 1:
        return found, "Choose all of one kind: practices and plantings, or areas."
    return found, ""


def _column(key, standing, known, met):
    kind, _, name = key.partition(":")
    if kind == "practice":
        one = practices_for(standing).filter(slug=name).first()
        return one and _of_practice(one)
    if kind == "transplant":
        one = plantings_for(standing).filter(ref=name).first()
        return one and _of_planting(one)
    return _of_area(key, known[key], standing, met) if key in known else None


def _of_practice(one):
    names = code_names()
    told = {
        "What it is": [one.what],
        "Where it grew first": [one.place],
        "How far it has grown": [f"{one.growth}: {GROWTH.get(one.growth, '')}"],
        "Principles": one.principles,
        "Values": one.values,
        "What it needs": [names.get(code, code) for code in one.conditions],
        "First steps": one.steps,
        "What it touches": one.domains,
        "How quickly": [one.speed],
        "How deeply": [one.depth],
        "What there is to see": [one.visible],
        "What could travel": [one.travels],
        "What was of that place": [one.local],
    }
    address = f"/learn/practices/{one.slug}/"
    return {"kind": "practice", "title": one.title, "address": address, "told": _said(told)}


def _of_planting(one):
    column = _of_practice(one.practice)
    own = {
        "Practice": [one.practice.title],
        "What was changed": [one.changed],
        "What was kept": [one.kept],
        "How it came": [SPREADS.get(one.spread, one.spread)],
        "What became of it": [f"{one.result}: {RESULTS.get(one.result, '')}"],
        "What came of it": [one.came],
        "What the next should know": [one.lessons],
    }
    address = f"/learn/transplants/{one.ref}/"
    title_ = f"{one.practice.title}: {one.place}"
    needs = {"What it needs": column["told"]["What it needs"]}
    return {"kind": "practice", "title": title_, "address": address,
            "told": _said(own) | needs}  # fmt: skip


def _said(told):
    return {name: [word for word in words if word] for name, words in told.items()}


def areas(request, standing):
    """[(key, name)] of the areas something of LEARN is told of, as far as the reader may see."""
    codes = set(practices_for(standing).values_list("area", flat=True))
    codes |= set(plantings_for(standing).values_list("area", flat=True))
    if inside(standing):
        codes |= {one.area for one in said_of()}
    codes |= set(stories_for(standing).order_by().values_list("area", flat=True).distinct())
    named = [(f"area:{code}", area_name(request.place, code)) for code in codes if code]
    whole = [(f"area:{WHOLE}", "The whole place")]
    return [*whole, *sorted(named, key=lambda pair: pair[1].lower())]


def _of_area(key, name, standing, met):
    code, names = key.partition(":")[2], code_names()
    code = "" if code == WHOLE else code
    held = newest(said_of()) if inside(standing) else {}
    own = {one.code: one.state for (_, area), one in held.items() if area == code}
    told = {
        "Practices that grew here": [one.title
                                     for one in practices_for(standing).filter(area=code)],
        "Planted here": [f"{one.practice.title}: {one.result}"
                         for one in plantings_for(standing).filter(area=code)],
        "Conditions": [f"{names.get(code_, code_)}: {PRESENCE.get(state, state)}"
                       for code_, state in own.items()],
        "What gets in the way": sorted({names.get(one.code, one.code)
                                        for one in met if one.area == code}),
    }  # fmt: skip
    address = f"/learn/barriers/?area={code}"
    return {"kind": "area", "title": name, "address": address, "told": _said(told)}


def choices(request, standing):
    """What can be chosen, group by group: (words, [(key, name)])."""
    practices = [(one.key, one.title) for one in practices_for(standing)]
    seen = plantings_for(standing).order_by("practice__title", "place")
    plantings = [(one.key, f"{one.practice.title}: {one.place}") for one in seen]
    groups = [("Practices", practices), ("Plantings", plantings)]
    return [*groups, ("Areas", areas(request, standing))]
