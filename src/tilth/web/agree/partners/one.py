"""One partner: who it is in its own words, where it works, who is there, what it promised."""

from itertools import groupby

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from tilth.agree.partners.membership import open_to, why_not
from tilth.agree.partners.sectors import sectors
from tilth.agree.words import ACCOUNTABILITY, FORMED, LAYERS, MEMBERSHIP
from tilth.ground.extracts import Extract
from tilth.web.agree.actions.partners import edits, is_of
from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.areas import named as areas_named
from tilth.web.agree.levels.money import statement
from tilth.web.agree.levels.reading import Ledgers
from tilth.web.agree.models import Commitment, Partner
from tilth.web.agree.partners import forms
from tilth.web.agree.partners.listing import reading
from tilth.web.agree.partners.telling import PARTNERS, held
from tilth.web.agree.past import story
from tilth.web.agree.showing import page
from tilth.web.agree.standing import Standing
from tilth.web.house.access.telling import PURPOSE_WORDS

MOST = 8  # promises told on the page; all of them a link away


@require_safe
@reading
def partner(request, slug):
    """The page of one partner."""
    return shown(request, found(slug))


def found(slug):
    """A partner with who followed it."""
    return get_object_or_404(Partner.objects.select_related("successor"), slug=slug)


def shown(request, one, wrong=(None, None)):
    """The page; wrong: the name of a step and its form, where it was refused."""
    standing, today = Standing.of(request), day_of(request.place)
    roles = held(today).filter(partner=one) | held(today).filter(and_for=one)
    roles = list(roles)
    promises = Commitment.objects.filter(made_by=one) | Commitment.objects.filter(made_to=one)
    promises = promises.exclude(state__in=("declined", "let go", "changed", "kept"))
    promises = promises.select_related("made_by", "made_to", "made_to_body").order_by("due", "ref")
    return page(
        request,
        "partners/one",
        one.name,
        crumbs=[PARTNERS],
        one=one,
        sector=sectors()[one.sector],
        state=MEMBERSHIP.get(one.state, one.state),
        accountable=ACCOUNTABILITY.get(one.accountability, ""),
        formed=FORMED.get(one.formed, ""),
        before=Partner.objects.filter(successor=one).order_by("until", "name"),
        footprint=footprint(one, request.place),
        people=_people(roles),
        joint=[role for role in roles if role.and_for_id],
        seats=[role for role in roles if role.body],
        promises=list(promises[:MOST]),
        more=max(0, promises.count() - MOST),
        sends=sends(one, request.place),
        brings_lines=statement(one, Ledgers(request.place))["brings"],
        steps=story(one, standing),
        edits=edits(standing, one),
        own=standing.partner is not None and standing.partner.pk == one.pk,
        moves=list(_moves(standing, one, *wrong)),
        follow=_follow(standing, one, *wrong),
        wrong=wrong[1],
        may_add=edits(standing, one) and one.state != "left",
    )


def footprint(one, place):
    """[(layer, [names])] from the widest layer: no area here lies inside another by force."""
    order = {name: number for number, name in enumerate(LAYERS)}
    known = areas_named(place)
    told = sorted((known.get(code, ("", code)) for code in one.footprint),
                  key=lambda pair: (order.get(pair[0], len(LAYERS)), pair[1]))  # fmt: skip
    return [(layer, [name for _, name in some]) for layer, some in groupby(told, lambda p: p[0])]


def sends(one, place):
    """What a partner sends for planning and care, on what footing, and what is closed now."""
    known = place.all(Extract)
    return [
        {
            "title": known[source.kind].title if source.kind in known else source.name,
            "at": f"/see/data/{source.name}/",
            "for": [PURPOSE_WORDS[purpose] for purpose in source.purpose],
            "basis": source.basis,
            "until": source.until,
            "closed": place.closed.get(source.name, ""),
        }
        for source in place.sources
        if source.partner == one.slug
    ]


def _people(roles):
    """[(person, its roles here)] by name; parts that no person holds come last."""
    told = {}
    for role in roles:
        told.setdefault(role.person, []).append(role)
    return sorted(told.items(), key=lambda pair: (pair[0] is None, str(pair[0] or "")))


def _moves(standing, one, wrong, form):
    closed = one.successor_id is not None
    for name, move in open_to(one.state).items():
        told = {"keeps": standing.keeps, "own": is_of(standing, one), "reason": "told later"}
        if not why_not(name, one.state, closed=closed, **told):
            refused = wrong == name
            shown_form = form if refused else forms.Reason(auto_id=f"{name}-%s")
            yield {"name": name, "move": move, "form": shown_form, "open": refused}


def _follow(standing, one, wrong, form):
    if not standing.keeps or one.successor_id:
        return None
    return form if wrong == "follow" else forms.Follow(auto_id="follow-%s")
