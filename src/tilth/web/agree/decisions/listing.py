"""The list of decisions: waiting for you, open, decided; by layer, origin and way; as files."""

from collections import Counter
from urllib.parse import urlencode

from django.views.decorators.http import require_safe

from tilth.agree.words import LAYERS, ORIGINS, ROUTES, STAGES
from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.decisions.ruling import OPEN, SPEAKING, ruling, rulings
from tilth.web.agree.files import ENDINGS, table_file
from tilth.web.agree.models import Decision, Step
from tilth.web.agree.showing import page
from tilth.web.agree.standing import ROUND, Standing
from tilth.web.house.access import route

FILTERS = {
    "layer": ("Layer", {one: one.capitalize() for one in LAYERS}),
    "origin": ("Where it comes from", {one: said.capitalize() for one, said in ORIGINS.items()}),
    "route": ("Way", {"full": "Full", "light": "Light"}),
}
COLUMNS = {
    "ref": "Reference",
    "title": "Title",
    "body": "Body",
    "proposer": "Proposed by",
    "stage": "Stage",
    "outcome": "Outcome",
    "layer": "Layer",
    "area": "Area",
    "population": "For whom",
    "why_not_lower": "Why not nearer to people",
    "origin": "Where it comes from",
    "route": "Way",
    "money": "Money, in pounds",
    "opened": "Opened",
    "closes": "Voices open until",
    "closed": "Closed",
    "review": "Looked at again",
    "spoken": "Partners that spoke",
    "with_voice": "Partners with a voice",
}
LOOKED = "looked again"
round_table = route(level="D1", purpose="plan", roles=ROUND)


@require_safe
@round_table
def listing(request):
    """Every decision, what waits for the reader first."""
    asked = asked_for(request)
    standing, on = Standing.of(request), day_of(request.place)
    every = list(chosen(asked))
    going = [one for one in every if one.stage in OPEN]
    opened = [shown(one, found, standing) for one, found in rulings(going, on)]
    here = list(Decision.objects.all())
    return page(
        request,
        "decisions/list",
        "Decisions",
        waiting=[one for one in opened if one["waits"]],
        opened=[one for one in opened if not one["waits"]],
        drafts=[one for one in every if one.stage == "draft"],
        closed=[one for one in every if one.stage == "closed"],
        withdrawn=[one for one in every if one.stage == "withdrawn"],
        review=due(every, on),
        filters=list(filters(asked, here)),
        asked=asked,
        query=f"?{urlencode(asked)}" if asked else "",
        endings=ENDINGS,
        origins=origins(here),
        origin_words={name: words.capitalize() for name, words in ORIGINS.items()},
        everything=bool(here),
        stages=STAGES,
        may_propose=standing.partner is not None and standing.partner.state == "joined",
    )


@require_safe
@round_table
def files(request, ending):
    """The same list to take away."""
    on = day_of(request.place)
    rows = [row(one, on) for one in chosen(asked_for(request))]
    notes = ("Who said what is not in this file. A decision's page tells it once it is closed.",)
    return table_file("decisions", "Decisions", COLUMNS, rows, ending, notes=notes)


def asked_for(request):
    """What the list is narrowed to: only words there are."""
    return {
        name: told
        for name, (_, words) in FILTERS.items()
        if (told := request.GET.get(name, "")) in words
    }


def chosen(asked):
    """The decisions of a list."""
    found = Decision.objects.filter(**asked).select_related("proposer", "body", "version")
    return found.order_by("-ref")


def shown(decision, found, standing):
    """An open decision as the list tells it; found: its Ruling."""
    silent = found.outcome.silent if found.outcome else ()
    mine = standing.partner is not None and standing.partner.slug in silent
    return {
        "one": decision,
        "stage": decision.stage,
        "silent": len(silent),
        "voices": len(found.partners),
        "why": found.why,
        "waits": mine and decision.stage in SPEAKING,
    }


def due(decisions, on):
    """Those to be looked at again by now, that were not since their day."""
    late = [one for one in decisions if one.stage == "closed" and one.review and one.review <= on]
    steps = Step.objects.filter(act=LOOKED, about__in=[one.key for one in late])
    looked = {step.about: step.at.date() for step in steps.order_by("at")}
    return [one for one in late if one.key not in looked or looked[one.key] < one.review]


def filters(asked, here):
    """(heading, [(words, address, how many, chosen)]): what the list can be narrowed to."""
    for name, (heading, words) in FILTERS.items():
        counts = Counter(getattr(one, name) for one in here)
        rest = {k: v for k, v in asked.items() if k != name}
        links = [("All", _address(rest), len(here), name not in asked)]
        links += [
            (said, _address(rest | {name: one}), counts[one], asked.get(name) == one)
            for one, said in words.items()
            if counts[one]
        ]
        yield heading, links


def _address(asked):
    return f"/agree/decisions/?{urlencode(asked)}" if asked else "/agree/decisions/"


def origins(here):
    """Where decisions come from, and how many of them, told nationally or chosen here."""
    counts = Counter(one.origin for one in here)
    return [(words.capitalize(), counts[name]) for name, words in ORIGINS.items()]


def row(decision, on):
    """A decision as a file tells it: nobody's position is in it."""
    if decision.stage in OPEN:
        found = ruling(decision, on)
        spoken, voices = len(found.voices), len(found.partners)
    else:
        kept = decision.rule or {}
        spoken, voices = (len(kept[k]) if k in kept else None for k in ("spoken", "with_voice"))
    plain = ("ref", "title", "outcome", "layer", "area", "population", "why_not_lower", "closed")
    plain += ("opened", "closes", "review")
    return {name: getattr(decision, name) for name in plain} | {
        "body": decision.body.name,
        "proposer": decision.proposer.name,
        "stage": STAGES[decision.stage],
        "origin": ORIGINS.get(decision.origin, decision.origin),
        "route": ROUTES[decision.route],
        "money": float(decision.money) if decision.money is not None else None,
        "spoken": spoken,
        "with_voice": voices,
    }
