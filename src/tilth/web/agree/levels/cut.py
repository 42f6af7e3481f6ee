"""What if a partner gives less? How a cut may follow the grants, from nothing to all passed on."""

from decimal import Decimal

from django.http import Http404
from django.views.decorators.http import require_safe

from tilth.agree.levels.cutting import WAYS, knock_on
from tilth.agree.levels.knock_picture import dependence, drawn
from tilth.web.agree.levels import forms
from tilth.web.agree.levels.money import MONEY
from tilth.web.agree.levels.moneys import grants, grants_sheet
from tilth.web.agree.levels.overview import CRUMB
from tilth.web.agree.levels.reading import Ledgers
from tilth.web.agree.levels.sheets import NOT_KNOWN, Column, Sheet, pounds
from tilth.web.agree.showing import page
from tilth.web.agree.standing import ROUND
from tilth.web.house.access import route

C = Column
WIDTHS = (("desk", 760), ("phone", 340))
SAID = {"none": "At least", "even": "In an even middle", "all": "At most"}


@require_safe
@route(level="D1", purpose="plan", roles=ROUND)
def cut(request):
    """Who is touched, and how much, if one partner gives less; told as a what-if."""
    ledgers = Ledgers(request.place)
    known = grants(ledgers)
    asked = request.GET if "partner" in request.GET else None
    form = _form(known, asked)
    told, wrong = {}, ""
    if asked is not None and form.is_valid():
        told, wrong = what_if(ledgers, known, **form.cleaned_data)
        if wrong:
            form.add_error("amount", wrong)
    return page(
        request,
        "levels/cut",
        "What if a partner gives less?",
        crumbs=[CRUMB, MONEY],
        form=form if known else None,
        grants=grants_sheet(ledgers),
        living=[(at, living(ledgers, known, width)) for at, width in WIDTHS],
        ways=WAYS,
        status=422 if form.errors else 200,
        query=request.GET.urlencode(),
        **told,
    )


@require_safe
@route(level="D1", purpose="plan", roles=ROUND)
def cut_file(request, ending):
    """The same what-if as a file."""
    ledgers = Ledgers(request.place)
    known = grants(ledgers)
    form = _form(known, request.GET)
    told = what_if(ledgers, known, **form.cleaned_data)[0] if form.is_valid() else {}
    if not told:
        raise Http404
    return told["sheet_told"].file(ending)


def _form(known, asked):
    givers, receivers = {one.giver for one in known}, {one.receiver for one in known}
    return forms.Cut(givers, receivers, asked)


def what_if(ledgers, known, *, partner, amount, to=None):
    """({"sheet_told", "drawn", "sentence", "unknown"}, '') or ({}, why it cannot be told)."""
    incomes = {one.slug: one.income for one in ledgers.sizes}
    own = [o for o in known if o.giver == partner.slug and (to is None or o.receiver == to.slug)]
    most = sum((one.amount for one in own), Decimal(0))
    if amount > most:
        where = f" to {to.name}" if to else ""
        return {}, f"Grants of {pounds(most)}{where} are written down. A cut cannot be more."
    rows = knock_on(known, incomes, partner.slug, amount, to=to.slug if to else None)
    names = ledgers.names
    rows.sort(key=lambda row: names[row["slug"]].casefold())
    for row in rows:
        row["partner"] = names[row["slug"]]
        row["income"] = incomes.get(row["slug"])
    unknown = [r["partner"] for r in rows if r["income"] is None and r["slug"] != partner.slug]
    return {
        "sheet_told": cut_sheet(rows, partner, amount),
        "sentence": _sentence(rows, partner, amount),
        "unknown": unknown,
        "drawn": [
            (at, drawn(known, rows, partner.slug, names, amount=amount, width=width))
            for at, width in WIDTHS
        ],
    }, ""


def living(ledgers, known, width):
    """Who lives on whose grants, drawn."""
    incomes = {one.slug: one.income for one in ledgers.sizes}
    return dependence(known, incomes, ledgers.names, width=width)


def cut_sheet(rows, partner, amount):
    """Who is touched: at least, in an even middle, at most."""
    return Sheet(
        "what_if_cut",
        f"What if {partner.name} gives {pounds(amount)} less a year?",
        (
            C("partner", "Partner"),
            C("none_lost", "Loses at least", "pounds"),
            C("none_share", "Of its income", "share", NOT_KNOWN),
            C("even_lost", "Loses, if losses are shared evenly", "pounds"),
            C("even_share", "Of its income, evenly", "share", NOT_KNOWN),
            C("all_lost", "Loses at most", "pounds"),
            C("all_share", "Of its income, at most", "share", NOT_KNOWN),
        ),
        rows,
        notes=tuple(f"{SAID[name]}: {words}." for name, words in WAYS.items()),
    )


def _sentence(rows, partner, amount):
    others = [row for row in rows if row["slug"] != partner.slug]
    first = sum(1 for row in others if row["none_lost"])
    every = sum(1 for row in others if row["all_lost"])
    said = f"If {partner.name} gives {pounds(amount)} less a year, {first} "
    said += f"{'partner loses' if first == 1 else 'partners lose'} money at once"
    more = every - first
    if more:
        return f"{said}, and up to {more} more through them."
    return f"{said}, and nobody else through them."
