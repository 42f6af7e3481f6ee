"""Who plays which part in each programme, and recommendations place by place."""

from django.views.decorators.http import require_safe

from tilth.agree.commitments.parts import parts
from tilth.agree.words import CURRENCIES
from tilth.web.agree.actions.commitments import doer
from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.areas import area_name
from tilth.web.agree.commitments.items import item
from tilth.web.agree.commitments.listing import CRUMB, reading
from tilth.web.agree.commitments.values import promises
from tilth.web.agree.models import Body, Commitment, Contribution, Partner, Role
from tilth.web.agree.showing import page


@require_safe
@reading
def programmes(request):
    """Each partner's part in each programme, also where none is told."""
    today = day_of(request.place)
    bodies = _programmes()
    partners = {p.name: p for p in Partner.objects.filter(state="joined")}
    told = parts(
        list(partners),
        [body.name for body in bodies],
        roles=_roles(bodies, today),
        promises=_promises(bodies),
        gives=_gives(bodies, today),
    )
    by_name = {body.name: body for body in bodies}
    return page(
        request,
        "commitments/parts",
        "Who plays which part",
        crumbs=[CRUMB],
        programmes=[(by_name[name], rows) for name, rows in told.items()],
        partners=partners,
        leads=_leads(bodies, today),
    )


def _programmes():
    """The bodies that are programmes, and any other body promises are part of."""
    own = Body.objects.filter(type="programme", until=None)
    return list((own | Body.objects.filter(commitments__isnull=False, until=None)).distinct())


def _roles(bodies, today):
    held = Role.objects.filter(body__in=bodies, since__lte=today).exclude(until__lt=today)
    for one in held.select_related("partner", "body"):
        if one.partner is not None:
            yield one.partner.name, one.body.name, one.title


def _promises(bodies):
    found = Commitment.objects.filter(programme__in=bodies).exclude(state__in=("declined",))
    for one in found.select_related("made_by", "made_to", "programme"):
        if doer(one) is not None:
            yield doer(one).name, one.programme.name, one.ref


def _gives(bodies, today):
    held = Contribution.objects.filter(to_body__in=bodies, out=False, withdrawn=False)
    for one in held.exclude(until__lt=today).select_related("partner", "to_body"):
        yield one.partner.name, one.to_body.name, one.words or _amount(one)


def _amount(one):
    """What is given where nothing was said of it: money: £1,200; time: 20 days."""
    title, unit = CURRENCIES[one.currency]
    if one.amount is None:
        return title
    pounds = "£" in unit
    return f"{title}: {'£' if pounds else ''}{one.amount:,.0f}{'' if pounds else ' ' + unit}"


def _leads(bodies, today):
    """programme -> those who lead it, by name where a person holds the part."""
    held = Role.objects.filter(body__in=bodies, leads=True, since__lte=today)
    found = {}
    for one in held.exclude(until__lt=today).select_related("person", "partner", "body"):
        named = one.person if not one.expert or one.consented else None
        who = [named.name if named else "", one.partner.name if one.partner else ""]
        found.setdefault(one.body.name, []).append(", ".join(part for part in who if part))
    return found


@require_safe
@reading
def recommendations(request):
    """What groups recommended, and what came of it partner by partner and place by place."""
    today = day_of(request.place)
    found = {}
    for record, value in promises(Commitment.objects.filter(type="recommendation")):
        told = item(record, value, request.place, today)
        told["programme_slug"] = record.programme.slug if record.programme else ""
        told["place"] = area_name(request.place, record.area) or "The whole place"
        found.setdefault((value.receiver, value.words), []).append(told)
    groups = [
        {"from": by, "words": words, "rows": sorted(rows, key=lambda r: (r["place"], r["by"]))}
        for (by, words), rows in sorted(found.items())
    ]
    told = {"groups": groups, "crumbs": [CRUMB]}
    return page(request, "commitments/recommendations", "Recommendations, place by place", **told)
