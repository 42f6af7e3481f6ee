"""What lies at which layer over time, what was passed on and taken back; one passing on alone."""

import functools
from decimal import Decimal

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tilth.agree.agreements.leaving import bites
from tilth.agree.levels import withdrawing
from tilth.agree.levels.days import DAY
from tilth.agree.levels.picture import over_time
from tilth.ground.errors import AgreementError
from tilth.see.findings.charts.paper import NARROW
from tilth.web.agree.actions import delegations
from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.as_recorded import as_recorded
from tilth.web.agree.levels import forms
from tilth.web.agree.levels.moneys import MONEY_TABLES
from tilth.web.agree.levels.reading import Ledgers
from tilth.web.agree.levels.sheets import number, pounds
from tilth.web.agree.levels.tables import TABLES, notice_words
from tilth.web.agree.models import Delegation
from tilth.web.agree.past import story
from tilth.web.agree.showing import page
from tilth.web.agree.standing import KEEPERS, ROUND, Standing
from tilth.web.house.access import route
from tilth.web.house.answering import sent

HERE = "/agree/levels/"
CRUMB = ("Who does what, where", HERE)
WIDE = 760
EVERY = TABLES | MONEY_TABLES
SHOWN = ("shares", "withdrawals", "ledger", "chain", "origins", "common", "funding")


@require_safe
@route(level="D1", purpose="plan", roles=ROUND)
def overview(request):
    """Of decisions, budget and services: how much lies at each layer, and what moved."""
    day = day_of(request.place)
    told, words = as_recorded("levels", functools.partial(_told, request.place), day)
    rows = told["shares"].rows[::-1]  # the oldest quarter first
    return page(
        request,
        "levels/overview",
        CRUMB[0],
        sheets=told,
        sentences=words,
        drawn=[("desk", picture(rows, WIDE)), ("phone", picture(rows, NARROW))],
        keeps=Standing.of(request).keeps,
    )


def _told(place):
    """name -> Sheet of each table, and what they say in a few words."""
    ledgers = Ledgers(place)
    told = {name: TABLES[name](ledgers) for name in SHOWN}
    return told, sentences(told["shares"].rows[::-1], told, ledgers)


def picture(rows, width):
    """The picture of the shares, drawn once for the same rows."""
    return _drawn(tuple(tuple(row.items()) for row in rows), width)


@functools.lru_cache(maxsize=64)
def _drawn(rows, width):
    return over_time([dict(row) for row in rows], width=width)


def sentences(rows, told, ledgers):
    """What the tables say, in a few words."""
    found = []
    now = [row for row in rows if row["quarter"] == rows[-1]["quarter"]] if rows else []
    for column, words, lie in (("budget_share", "money that is written down", "lies"),
                          ("functions_share", "services", "lie")):  # fmt: skip
        near = [r[column] for r in now if r["layer"] in ("place", "neighbourhood")]
        near = [value for value in near if value is not None]
        if near:
            part = sum(near, Decimal(0))
            much = "All" if part >= 100 else f"{part:.0f} in 100 parts"
            found.append(f"{much} of the {words} {lie} with the place or nearer to people today.")
    lost = len(told["withdrawals"].rows)
    if lost:
        times = "once" if lost == 1 else f"{lost} times"
        found.append(f"Something that came nearer to people was taken back or cut {times}.")
    unknown = sum(row["not_told"] for row in now)
    if unknown:
        found.append(
            f"Something is missing: no money is written down for {unknown} "
            f"{'service' if unknown == 1 else 'services'}."
        )
    return found


@require_safe
@route(level="D1", purpose="plan", roles=ROUND)
def table(request, name, ending):
    """Any table of the ledgers as a file."""
    if name not in EVERY:
        raise Http404
    return EVERY[name](Ledgers(request.place)).file(ending)


@require_safe
@route(level="D1", purpose="plan", roles=ROUND)
def one(request, ref):
    """One function passed on: with what, on which conditions, since when, and what happened."""
    record = _find(ref)
    standing, ledgers = Standing.of(request), Ledgers(request.place)
    told = next(one for one in ledgers.passed if one.ref == ref)
    back = [r for r in withdrawing.withdrawals(ledgers.passed, ledgers.day) if r["ref"] == ref]
    for row in back:
        row["what"], row["notice"] = withdrawing.SAID[row["what"]], notice_words(row)
    return page(
        request,
        "levels/one",
        f"{record.ref} {record.function}",
        crumbs=[CRUMB],
        record=record,
        pounds=pounds,
        number=number,
        passing=told,
        direction=withdrawing.direction(told),
        terms=list(reversed(told.terms)),
        back=back,
        stands=told.holds(ledgers.day),
        earliest=bites(ledgers.day, told.notice) - DAY,
        steps=story(record, standing),
        **(_asking(record, ledgers.day) if standing.keeps else {}),
    )


def _asking(record, day):
    """The forms of whoever keeps what was agreed."""
    names = ("cash", "time", "capacity", "resources", "conditions", "review")
    now = {name: getattr(record, name) for name in names}
    return {
        "changing": forms.Change(initial=now, auto_id="change-%s"),
        "taking": None if record.until else forms.TakeBack(auto_id="back-%s"),
        "again": forms.StandAgain(auto_id="again-%s") if record.until else None,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@route(level="D1", purpose="plan", roles=KEEPERS)
def new(request):
    """Write down a function that is passed on, or that stays."""
    ledgers = Ledgers(request.place)
    asked = request.POST if request.method == "POST" else None
    start = {"function": request.GET.get("function", "")[:200], "since": ledgers.day}
    form = forms.Pass(request.place, ledgers.bodies, asked, initial=start)
    if asked is not None and form.is_valid():
        told = form.cleaned_data
        told["indicator"] = told["indicator"] or None
        try:
            made = delegations.pass_on(Standing.of(request), day=ledgers.day, **told)
        except AgreementError as error:
            form.add_error(None, f"{error.what}.")
        else:
            return redirect(f"{HERE}{made.ref}/")
    status = 200 if not form.errors else 422
    return page(
        request, "levels/new", "Write down what is passed on", crumbs=[CRUMB], form=form,
        bodies=ledgers.bodies, status=status,
    )  # fmt: skip


@require_POST
@route(level="D1", purpose="plan", roles=KEEPERS)
def change(request, ref):
    """Other means or conditions, or a mistake put right."""
    record, standing = _find(ref), Standing.of(request)
    day = Ledgers(request.place).day

    def do(told):
        delegations.change(standing, record, day=day, place=request.place, **told)

    return sent(request, forms.Change(request.POST), f"{HERE}{ref}/", do, "It is written down.")


@require_POST
@route(level="D1", purpose="plan", roles=KEEPERS)
def take_back(request, ref):
    """The end of something passed on."""
    record, standing = _find(ref), Standing.of(request)
    day = Ledgers(request.place).day

    def do(told):
        delegations.take_back(standing, record, day=day, place=request.place, **told)

    said = "Its end is written down, with the reason."
    return sent(request, forms.TakeBack(request.POST), f"{HERE}{ref}/", do, said)


@require_POST
@route(level="D1", purpose="plan", roles=KEEPERS)
def stand_again(request, ref):
    """It was not taken back after all."""
    record, standing = _find(ref), Standing.of(request)

    def do(told):
        delegations.stand_again(standing, record, **told)

    return sent(request, forms.StandAgain(request.POST), f"{HERE}{ref}/", do, "It stands again.")


def _find(ref):
    found = Delegation.objects.select_related("from_body", "to_body", "agreement", "decision")
    return get_object_or_404(found, ref=ref)
