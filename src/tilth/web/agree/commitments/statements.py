"""A partner's local contribution: what it promised and gave in one area, on one printable page."""

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from tilth.agree.commitments.statement import Gift, statement
from tilth.agree.levels.days import within, year
from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.areas import area_choices, named
from tilth.web.agree.commitments.items import item
from tilth.web.agree.commitments.listing import CRUMB, HEADINGS, reading
from tilth.web.agree.commitments.reviews import reviews
from tilth.web.agree.commitments.values import promises
from tilth.web.agree.commitments.waiting import done_by
from tilth.web.agree.files import ENDINGS, table_file
from tilth.web.agree.models import Commitment, Contribution, Decision, Partner, Role
from tilth.web.agree.showing import page

STANDING = ("capacity", "reach", "trust")  # not used up day by day
COLUMNS = {
    "what": "What",
    "words": "In words",
    "amount": "How much",
    "unit": "Unit",
    "state": "How it stands",
    "ref": "Number",
}


@require_safe
@reading
def one(request, slug):
    """The statement of one partner, for one area or the whole place."""
    partner = get_object_or_404(Partner, slug=slug)
    area, wrong = _area(request)
    told = told_of(partner, area, request.place)
    whole = request.place.name
    where = named(request.place)[area][1] if area else whole
    return page(
        request,
        "commitments/statement",
        f"What {partner.name} does in {where}",
        crumbs=[CRUMB],
        partner=partner,
        where=where,
        area=area,
        wrong=wrong,
        areas=area_choices(request.place, empty="The whole place"),
        headings=HEADINGS,
        files=ENDINGS,
        **told,
    )


@require_safe
@reading
def one_file(request, slug, ending):
    """The same statement as a file."""
    partner = get_object_or_404(Partner, slug=slug)
    area, _ = _area(request)
    told = told_of(partner, area, request.place)
    rows = [
        {
            "what": one.title,
            "words": "; ".join(one.parts),
            "amount": _plain(one.amount),
            "unit": one.unit,
        }
        for one in told["statement"].given
    ]
    rows += [
        {"what": "Promise", "words": one["words"], "state": one["state"], "ref": one["ref"]}
        for held in told["promises"].values()
        for one in held
    ]
    title = f"What {partner.name} does"
    return table_file(f"statement_{partner.slug}", title, COLUMNS, rows, ending)


def _plain(amount):
    return None if amount is None else float(amount)


def told_of(partner, area, place):
    """Everything a statement holds: promises, gifts, parts played, decisions, reviews."""
    today = day_of(place)
    here = Q(area=area) if area else Q()
    found = promises(Commitment.objects.filter(done_by(partner)).filter(here))
    records = {record.ref: record for record, _ in found}
    span = year(today)
    held = statement([value for _, value in found], _gifts(partner, here, span))
    return {
        "statement": held,
        "promises": {
            state: [item(records[p.ref], p, place, today) for p in own]
            for state, own in held.promises.items()
        },
        "roles": _roles(partner, here, today),
        "proposed": Decision.objects.filter(here, proposer=partner).exclude(stage="draft"),
        "reviewed": [row for row in reviews() if row["reviewed"] == partner.slug],
        "reviewer": [row for row in reviews() if row["reviewer"] == partner.slug],
        "names": dict(Partner.objects.values_list("slug", "name")),
        "today": today,
        "span": span,
    }


def _gifts(partner, here, span):
    """What it gave within some days; of what goes on for longer, the part of these days."""
    own = Contribution.objects.filter(here, partner=partner, out=False, withdrawn=False)
    for one in own.filter(since__lte=span.last).select_related("to_partner", "to_body"):
        last = one.until or one.since
        if one.since <= last and last >= span.first:
            to = one.to_partner or one.to_body
            name = to.name if to else ""
            yield Gift(one.currency, one.type, one.words, _amount(one, span), name)


def _amount(one, span):
    if one.amount is None or one.currency in STANDING:
        return one.amount
    return within(one.amount, one.since, one.until, span)


def _roles(partner, here, today):
    """The parts it plays: titles, where; never a person's name."""
    own = Role.objects.filter(here, partner=partner, since__lte=today).exclude(until__lt=today)
    told = [(one.title, one.body.name if one.body else "") for one in own.select_related("body")]
    return list(dict.fromkeys(told))


def _area(request):
    asked = request.GET.get("area", "").strip()[:40]
    return (asked, "") if asked in named(request.place) else ("", asked)
