"""What partners put in: money, time, people, space, trust and reach; each entry; each partner."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tilth.agree.levels import bringing
from tilth.agree.words import ACCOUNTABILITY, CURRENCIES, GIVING
from tilth.ground.errors import AgreementError
from tilth.web.agree.actions import contributions
from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.levels import forms
from tilth.web.agree.levels.moneys import MONEY_TABLES
from tilth.web.agree.levels.overview import CRUMB
from tilth.web.agree.levels.reading import Ledgers
from tilth.web.agree.levels.sheets import number, pounds, share
from tilth.web.agree.models import Body, Commitment, Contribution, Partner, Role
from tilth.web.agree.past import story
from tilth.web.agree.showing import page
from tilth.web.agree.standing import ROUND, SPEAKERS, Standing
from tilth.web.house.access import route
from tilth.web.house.answering import sent

HERE = "/agree/levels/money/"
MONEY = ("What partners put in", HERE)
POUNDS = ("cash", "resources")


@require_safe
@route(level="D1", purpose="plan", roles=ROUND)
def money(request):
    """What each partner brings, beside its size; what is held together; what it costs to run."""
    ledgers, standing = Ledgers(request.place), Standing.of(request)
    run = bringing.running_cost(ledgers.given, ledgers.sizes, ledgers.year)
    return page(
        request,
        "levels/money",
        MONEY[0],
        crumbs=[CRUMB],
        sheets={name: make(ledgers) for name, make in MONEY_TABLES.items()},
        run=run,
        run_words=run_words(run),
        funds=Body.objects.filter(type="fund"),
        year=ledgers.year,
        writes=writes(standing),
        silent=[row["partner"] for row in MONEY_TABLES["brought"](ledgers).rows if row["nothing"]],
    )


def writes(standing):
    """Whether somebody may write down what a partner puts in."""
    return standing.keeps or standing.speaks_for(standing.partner)


def run_words(run):
    """What running the partnership takes, in a sentence; '' where nothing is written down."""
    told = [
        *([pounds(run["cash"])] if run["cash"] is not None else []),
        *([f"{number(run['time'])} days of work"] if run["time"] is not None else []),
        *([f"{number(run['capacity'])} whole-time posts"] if run["capacity"] is not None else []),
        *([f"things worth {pounds(run['resources'])}"] if run["resources"] is not None else []),
    ]
    if not told:
        return ""
    said = f"It takes {', '.join(told)} this year to keep the partnership itself going."
    if run["per_hundred"] is not None:
        said += f" That is {pounds(run['per_hundred'])} for every £100 held or spent together."
    return said


@require_http_methods(["GET", "HEAD", "POST"])
@route(level="D1", purpose="plan", roles=SPEAKERS)
def give(request):
    """Write down what a partner puts in."""
    standing = Standing.of(request)
    if not writes(standing):
        raise Http404
    asked = request.POST if request.method == "POST" else None
    day = Ledgers(request.place).day
    start = {"since": day, "partner": getattr(standing.partner, "slug", "")}
    form = forms.Give(request.place, givers(standing), asked, initial=start)
    if asked is not None and form.is_valid():
        try:
            made = contributions.give(standing, **form.cleaned_data)
        except AgreementError as error:
            form.add_error(None, f"{error.what}.")
        else:
            return redirect(f"{HERE}{made.pk}/")
    return page(
        request, "levels/give", "Write down what a partner puts in", crumbs=[CRUMB, MONEY],
        form=form, status=422 if form.errors else 200,
    )  # fmt: skip


def givers(standing):
    """The partners somebody may write for."""
    here = Partner.objects.exclude(state="left")
    if standing.keeps or standing.partner is None:
        return here
    return here.filter(pk=standing.partner.pk)


@require_safe
@route(level="D1", purpose="plan", roles=ROUND)
def one(request, number):
    """One thing a partner puts in, and what happened to it."""
    record = _find(number)
    standing = Standing.of(request)
    mine = contributions.may_give(standing, record.partner) and not record.withdrawn
    fields = ("amount", "words", "since", "until")
    now = {name: getattr(record, name) for name in fields}
    return page(
        request,
        "levels/contribution",
        f"What {record.partner.name} puts in" if not record.out else "Money out of a fund",
        crumbs=[CRUMB, MONEY],
        record=record,
        amount=amount_words(record),
        currency=CURRENCIES[record.currency][0],
        how=GIVING[record.type],
        correcting=forms.Correct(initial=now, auto_id="correct-%s") if mine else None,
        withdrawing=forms.Withdraw(auto_id="withdraw-%s") if mine else None,
        steps=story(record, standing),
    )


def amount_words(record):
    """How much it is, with its unit."""
    if record.amount is None:
        return "told in words alone"
    if record.currency in POUNDS:
        return pounds(record.amount)
    return f"{number(record.amount)} {CURRENCIES[record.currency][1]}".strip()


@require_POST
@route(level="D1", purpose="plan", roles=SPEAKERS)
def correct(request, number):
    """Less or more is given, or a mistake is put right."""
    record, standing = _mine(request, number), Standing.of(request)
    day = day_of(request.place)
    do = lambda told: contributions.correct(standing, record, day=day, **told)  # noqa: E731
    return sent(request, forms.Correct(request.POST), f"{HERE}{number}/", do, "It is written down.")


@require_POST
@route(level="D1", purpose="plan", roles=SPEAKERS)
def withdraw(request, number):
    """It is not given after all."""
    record, standing = _mine(request, number), Standing.of(request)
    day = day_of(request.place)
    do = lambda told: contributions.withdraw(standing, record, day=day, **told)  # noqa: E731
    said = "It is withdrawn. Its history stays."
    return sent(request, forms.Withdraw(request.POST), f"{HERE}{number}/", do, said)


def _mine(request, number):
    """A contribution whoever asks may change; for everybody else there is none."""
    record = _find(number)
    if not contributions.may_give(Standing.of(request), record.partner):
        raise Http404
    return record


def _find(number):
    found = Contribution.objects.select_related("partner", "to_partner", "to_body", "decision")
    return get_object_or_404(found, pk=number)


@require_safe
@route(level="D1", purpose="plan", roles=ROUND)
def of_partner(request, slug):
    """What one partner does for this place: what it puts in, holds, promised and kept (P-070)."""
    partner = get_object_or_404(Partner, slug=slug)
    ledgers = Ledgers(request.place)
    return page(
        request,
        "levels/statement",
        f"What {partner.name} does for {request.place.name}",
        crumbs=[CRUMB, MONEY],
        partner=partner,
        answers=ACCOUNTABILITY.get(partner.accountability, ""),
        year=ledgers.year,
        **statement(partner, ledgers),
    )


def statement(partner, ledgers):
    """What one partner puts in and holds here: for its statement, and for its own page.

    Returns {"brings": lines in words, "entries", "promises": counts by state, "sits"}.
    """
    row = next(
        (r for r in bringing.brought(ledgers.given, ledgers.sizes, ledgers.year)
         if r["slug"] == partner.slug), None,
    )  # fmt: skip
    entries = [
        one for one in Contribution.objects.filter(partner=partner, withdrawn=False, out=False)
        if one.since <= ledgers.year.last and (one.until or one.since) >= ledgers.year.first
    ]  # fmt: skip
    promised = Commitment.objects.filter(made_by=partner, type="commitment")
    sits = Role.objects.filter(partner=partner, body__isnull=False, since__lte=ledgers.day)
    return {
        "brings": lines(row) if row else [],
        "entries": [(one, amount_words(one), CURRENCIES[one.currency][0]) for one in entries],
        "promises": {s: promised.filter(state=s).count() for s in ("kept", "growing", "stuck")},
        "sits": sorted({o.body.name for o in sits.exclude(until__lt=ledgers.day)}),
    }


def lines(row):
    """What a partner brings, each currency in words; nothing that is not written down."""
    said = []
    if row["cash"] is not None:
        of = row["income_share"]
        said.append(f"{pounds(row['cash'])}{f', {share(of)} of its income' if of else ''}")
    if row["time"] is not None:
        said.append(f"{number(row['time'])} days of work")
    if row["capacity"] is not None:
        of = row["staff_share"]
        part = f", {share(of)} of its staff" if of else ""
        said.append(f"{number(row['capacity'])} whole-time posts{part}")
    if row["resources"] is not None:
        said.append(f"space, data and things worth {pounds(row['resources'])}")
    if row["reach"] is not None:
        said.append(f"it reaches {number(row['reach'])} people")
    return [*said, *row["trust"], *row["said"]]
