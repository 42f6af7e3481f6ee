"""A fund to test and learn with: its rules, its book, and money in and out."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST, require_safe

from tilth.agree.levels import fund as funds
from tilth.web.agree.actions import contributions
from tilth.web.agree.levels import forms
from tilth.web.agree.levels.money import MONEY, givers, writes
from tilth.web.agree.levels.overview import CRUMB
from tilth.web.agree.levels.reading import Ledgers
from tilth.web.agree.levels.sheets import Column, Sheet, pounds
from tilth.web.agree.models import Body
from tilth.web.agree.showing import page
from tilth.web.agree.standing import KEEPERS, ROUND, SPEAKERS, Standing
from tilth.web.house.access import route
from tilth.web.house.answering import sent

C = Column


@require_safe
@route(level="D1", purpose="plan", roles=ROUND)
def fund(request, slug):
    """A fund: what came in, what went out with which decision, what is left."""
    held, ledgers, standing = _find(slug), Ledgers(request.place), Standing.of(request)
    sheet = fund_sheet(held, ledgers)
    start = {"since": ledgers.day, "partner": getattr(standing.partner, "slug", "")}
    putting = forms.PutIn(givers(standing), initial=start, auto_id="in-%s")
    return page(
        request,
        "levels/fund",
        held.name,
        crumbs=[CRUMB, MONEY],
        fund=held,
        sheet_told=sheet,
        left=pounds(funds.spendable(contributions.entries(held), ledgers.day)),
        rules=rules_of(held, ledgers),
        putting=putting if writes(standing) else None,
        taking=forms.TakeOut(initial=start, auto_id="out-%s") if standing.keeps else None,
    )


def rules_of(held, ledgers):
    """(agreement's title, its rules for the fund) of each agreement in force that says any."""
    own = [(a, c) for a, _, c in ledgers.clauses if c.fund and (a.body is None or a.body == held)]
    every = own or [(a, c) for a, _, c in ledgers.clauses if c.fund]
    return [(agreement.title, clauses.fund) for agreement, clauses in every]


def fund_sheet(held, ledgers):
    """The book of a fund, by date."""
    rows = funds.statement(contributions.entries(held))
    for row in rows:
        row["partner"] = ledgers.names.get(row["partner"], row["partner"])
        row["decision_at"] = f"/agree/decisions/{row['decision']}/" if row["decision"] else ""
        row["on_at"] = f"/agree/levels/money/{row['number']}/"
    return Sheet(
        f"fund_{held.slug}",
        f"The book of {held.name}",
        (
            C("on", "Day", "day"),
            C("partner", "From or to whom"),
            C("came_in", "In", "pounds"),
            C("went_out", "Out", "pounds"),
            C("left", "Left", "pounds"),
            C("decision", "Decision"),
            C("words", "For what"),
        ),
        rows,
        empty="No money has come in yet.",
    )


@require_safe
@route(level="D1", purpose="plan", roles=ROUND)
def fund_file(request, slug, ending):
    """The book of a fund as a file."""
    return fund_sheet(_find(slug), Ledgers(request.place)).file(ending)


@require_POST
@route(level="D1", purpose="plan", roles=SPEAKERS)
def put_in(request, slug):
    """Money into a fund."""
    held, standing = _find(slug), Standing.of(request)
    if not writes(standing):
        raise Http404
    do = lambda told: contributions.put_in(standing, held, **told)  # noqa: E731
    form = forms.PutIn(givers(standing), request.POST)
    return sent(request, form, f"/agree/levels/fund/{slug}/", do, "The money is in the book.")


@require_POST
@route(level="D1", purpose="plan", roles=KEEPERS)
def take_out(request, slug):
    """Money out of a fund, with its decision."""
    held, standing = _find(slug), Standing.of(request)
    do = lambda told: contributions.take_out(standing, held, **told)  # noqa: E731
    form = forms.TakeOut(request.POST)
    return sent(request, form, f"/agree/levels/fund/{slug}/", do, "The money has left the fund.")


def _find(slug):
    return get_object_or_404(Body, slug=slug, type="fund")
