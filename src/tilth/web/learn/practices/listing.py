"""Every practice a reader may see: chosen by growth, domain, condition, area; and as a file."""

from django.views.decorators.http import require_safe

from tilth.learn.words import GROWTH
from tilth.web.agree.areas import area_choices, area_name
from tilth.web.agree.files import ENDINGS, table_file
from tilth.web.learn.actions.practices import may_grow
from tilth.web.learn.practices.seen import code_names
from tilth.web.learn.practices.values import credits_of
from tilth.web.learn.reader import reader_of
from tilth.web.learn.showing import page, public
from tilth.web.learn.visible import practices_for

ASKED = ("growth", "domain", "condition", "area", "known")
KNOWN = {
    "travels": "says what could travel",
    "recognised": "recognised, with evidence",
    "planted": "planted elsewhere too",
    "visible": "has something to see",
}
COLUMNS = {
    "title": "Practice",
    "what": "What it is",
    "place": "First place",
    "area": "Area",
    "growth": "Growth",
    "domains": "Touches",
    "principles": "Principles",
    "values": "Values",
    "conditions": "Needs",
    "steps": "First steps",
    "travels": "What could travel",
    "local": "What was local",
    "speed": "How quickly",
    "depth": "How deeply",
    "visible": "What there is to see",
    "recognised": "Recognised",
    "plantings": "Plantings",
    "address": "Address",
}


def chosen(request):
    """What was asked for, as far as it says anything."""
    asked = {name: request.GET.get(name, "").strip()[:60] for name in ASKED}
    return {name: value for name, value in asked.items() if value}


def found(standing, asked):
    """The practices that fit what was asked for, by name."""
    kept = practices_for(standing).prefetch_related("partners", "plantings")
    for name in ("growth", "area"):
        if name in asked:
            kept = kept.filter(**{name: asked[name]})
    return [one for one in kept if _fits(one, asked)]


def _fits(one, asked):
    listed = asked.get("domain"), asked.get("condition")
    if any(word and word not in told
           for word, told in zip(listed, (one.domains, one.conditions), strict=True)):  # fmt: skip
        return False
    known = asked.get("known")
    return known not in KNOWN or bool(planted(one) if known == "planted" else getattr(one, known))


def planted(one):
    """How many plantings of a practice there are."""
    return sum(not planting.removed for planting in one.plantings.all())


def _row(one, place, names):
    told = {name: getattr(one, name) for name in COLUMNS if hasattr(one, name)}
    return told | {
        "area": area_name(place, one.area),
        "domains": one.domains,
        "conditions": [names.get(code, code) for code in one.conditions],
        "recognised": [each["words"] for each in credits_of(one.recognised)],
        "plantings": planted(one),
        "address": f"/learn/practices/{one.slug}/",
        "slug": one.slug,
        "partners": [partner.name for partner in one.partners.all()],
        "says": GROWTH.get(one.growth, ""),
    }


@require_safe
@public
def index(request):
    """The list, with ways to choose from it."""
    standing, asked = reader_of(request), chosen(request)
    names = code_names()
    rows = [_row(one, request.place, names) for one in found(standing, asked)]
    every = practices_for(standing)
    touched = {name for one in every for name in one.domains}
    needed = {code for one in every for code in one.conditions}
    told = {
        "rows": rows,
        "total": len(every),
        "asked": asked,
        "choices": {
            "growth": ("How far it has grown", [(k, f"{k.capitalize()}: {v}")
                                                for k, v in GROWTH.items()]),
            "domain": ("What it touches", sorted((name, name.capitalize()) for name in touched)),
            "condition": ("What it needs", sorted((code, names.get(code, code))
                                                  for code in needed)),
            "area": ("Area", area_choices(request.place)[1:]),
            "known": ("What is told of it", [(k, v.capitalize()) for k, v in KNOWN.items()]),
        },
        "files": ENDINGS,
        "may_grow": may_grow(standing),
    }  # fmt: skip
    return page(request, "practices/list", "Practices that travel", **told)


@require_safe
@public
def listed_file(request, ending):
    """The same as a file."""
    standing, names = reader_of(request), code_names()
    rows = [_row(one, request.place, names) for one in found(standing, chosen(request))]
    return table_file("practices", "Practices", COLUMNS, rows, ending)
