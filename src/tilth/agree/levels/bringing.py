"""What each partner brings, in every currency, beside its own size: a view, never a ranking."""

import datetime
from collections import defaultdict
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from tilth.agree.levels.days import PENNY, per_cent, within
from tilth.agree.words import CURRENCIES, GIVING, LAYERS

FLOWS = ("cash", "time", "resources")  # given bit by bit: a sum over days
GOES_ON = ("capacity", "reach", "trust")  # there until an end is told
MONEY = ("cash", "resources")  # both told in pounds


@dataclass(frozen=True)
class Size:
    """How large a partner is: pounds a year, whole-time posts; None: not told."""

    slug: str
    name: str
    income: Decimal | None = None
    staff: Decimal | None = None

    def __post_init__(self):
        for what in (self.income, self.staff):
            if what is not None and what < 0:
                raise ValueError(f"the size of {self.slug} is less than nothing")


@dataclass(frozen=True)
class Given:
    """What a partner puts in between two days.

    amount: for all of its days; None where it is told in words alone. to: the body or the partner
    it goes to. out: it leaves the fund it names. running: it keeps the partnership itself going.
    """

    number: int
    partner: str
    currency: str
    type: str
    since: datetime.date
    amount: Decimal | None = None
    until: datetime.date | None = None
    to_partner: str = ""
    to_body: str = ""
    layer: str = "place"
    out: bool = False
    running: bool = False
    words: str = ""
    decision: str = ""

    def __post_init__(self):
        if self.currency not in CURRENCIES:
            raise ValueError(f"currency {self.currency!r} is not one of {', '.join(CURRENCIES)}")
        if self.type not in GIVING:
            raise ValueError(f"type {self.type!r} is not one of {', '.join(GIVING)}")
        if self.amount is not None and self.amount < 0:
            raise ValueError("nobody gives less than nothing")
        if self.until is not None and self.until < self.since:
            raise ValueError("the last day comes before the first")

    def touches(self, span):
        """Whether any of it falls within some days."""
        return self.since <= span.last and self._last(span) >= span.first

    def _last(self, span):
        """Its last day; what goes on without one lasts as long as is asked."""
        on = max(span.last, self.since) if self.currency in GOES_ON else self.since
        return self.until or on

    def part(self, span):
        """How much of it falls within some days, evenly by the day.

        Posts: how many there were on average over all of those days. People reached: all of them.
        """
        if self.amount is None or not self.touches(span):
            return None
        if self.currency == "reach":
            return self.amount
        if self.currency == "capacity":
            first, last = max(self.since, span.first), min(self._last(span), span.last)
            share = Decimal((last - first).days + 1) / ((span.last - span.first).days + 1)
            return (self.amount * share).quantize(PENNY, rounding=ROUND_HALF_UP)
        return within(self.amount, self.since, self.until, span)


def brought(given, sizes, span):
    """What every partner brings in a period (P-082, B-247), alphabetical: one row a partner.

    given: Given. sizes: Size of every partner round the table, whether it gives or not.
    Columns: slug, partner, cash, time, capacity, resources, reach (None: nothing written down),
    trust and said (words), income_share and staff_share in per cent (None: not known).
    Money and days are added up; so are posts, as they were on average over the period. People
    reached are not added, for they may be the same people: the largest group is told. Money
    leaving a fund is not giving.
    """
    mine = defaultdict(list)
    for one in given:
        if not one.out and one.touches(span):
            mine[one.partner].append(one)
    ordered = sorted(sizes, key=lambda one: (one.name.casefold(), one.slug))
    return [_row(one, mine[one.slug], span) for one in ordered]


def _row(size, mine, span):
    told = {name: _total([one for one in mine if one.currency == name], span) for name in FLOWS}
    capacity = _total([one for one in mine if one.currency == "capacity"], span)
    reached = _largest([one for one in mine if one.currency == "reach"])
    return {
        "slug": size.slug,
        "partner": size.name,
        "cash": told["cash"],
        "income_share": per_cent(told["cash"], size.income) if told["cash"] is not None else None,
        "time": told["time"],
        "capacity": capacity,
        "staff_share": per_cent(capacity, size.staff),
        "resources": told["resources"],
        "reach": reached,
        "trust": [one.words for one in mine if one.currency == "trust" and one.words],
        "said": [one.words for one in mine if one.amount is None and one.currency != "trust"],
        "income": size.income,
        "staff": size.staff,
        "nothing": not mine,
    }


def _total(some, span):
    parts = [part for one in some if (part := one.part(span)) is not None]
    return sum(parts, Decimal(0)) if parts else None


def _largest(some):
    return max((one.amount for one in some if one.amount is not None), default=None)


def cash_in(given, span):
    """The money put in within some days; what leaves a fund is not counted again."""
    some = [one for one in given if one.currency == "cash" and not one.out]
    return _total(some, span) or Decimal(0)


def funding(given, spans):
    """Money put in at each layer, period by period (P-085): rows of period, layer, cash.

    Grants from partner to partner are left out: the same pound would count twice.
    """
    given = [one for one in given if one.type != "grant" and one.currency == "cash"]
    layers = [name for name in LAYERS if any(one.layer == name for one in given)]
    return [
        {"period": span.name, "layer": layer, "cash": cash_in(here, span)}
        for span in spans
        for layer in layers
        for here in [[one for one in given if one.layer == layer]]
    ]


def together(given, names, span):
    """Money held in one pot and money spent to one plan (B-010): rows of to, type, partner, cash.

    names: slug or body -> its name. Each pot ends with a row of all (`partner` "All together").
    """
    found = defaultdict(lambda: defaultdict(lambda: Decimal(0)))
    for one in given:
        part = one.part(span)
        if one.type in ("pooled", "aligned") and one.currency in MONEY and part and not one.out:
            found[names.get(one.to_body, "No pot named"), one.type][one.partner] += part
    rows = []
    for (pot, kind), by in sorted(found.items()):
        each = sorted((names.get(slug, slug), cash) for slug, cash in by.items())
        rows += [{"pot": pot, "type": kind, "partner": n, "cash": c} for n, c in each]
        whole = sum(by.values(), Decimal(0))
        rows.append({"pot": pot, "type": kind, "partner": "All together", "cash": whole})
    return rows


def running_cost(given, sizes, span):
    """What it takes to keep the partnership itself going (P-086).

    Returns {"cash", "resources", "time", "capacity", "rows", "silent", "per_hundred"}: totals,
    rows by partner, names of partners with nothing written down, and pounds of running cost for
    every 100 pounds held or spent together (None where nothing is).
    """
    run = [one for one in given if one.running and not one.out]
    rows = [row for row in brought(run, sizes, span) if not row["nothing"]]
    shared = [one for one in given if one.type in ("pooled", "aligned") and not one.running]
    together_cash = cash_in(shared, span)
    totals = {name: _total([one for one in run if one.currency == name], span)
              for name in ("cash", "resources", "time", "capacity")}  # fmt: skip
    said = {row["partner"] for row in rows}
    return {
        **totals,
        "rows": rows,
        "silent": [one.name for one in sorted(sizes, key=lambda s: s.name) if one.name not in said],
        "per_hundred": per_cent(totals["cash"], together_cash),
        "together": together_cash,
    }


def effort(given, names, span):
    """Effort in kind (P-025): time, staff, space, trust and reach in a period, by partner.

    The same thing given again, year by year, is one row: `number` is the newest entry's.
    """
    found = defaultdict(list)
    for one in given:
        if one.currency != "cash" and not one.out and one.touches(span):
            found[one.partner, one.currency, one.words].append(one)
    rows = [
        {
            "number": max(one.number for one in some),
            "partner": names.get(partner, partner),
            "currency": CURRENCIES[currency][0],
            "amount": _largest(some) if currency == "reach" else _total(some, span),
            "unit": CURRENCIES[currency][1],
            "words": words,
            "since": min(one.since for one in some),
            "until": max(one.until or one.since for one in some),
        }
        for (partner, currency, words), some in found.items()
    ]
    return sorted(rows, key=lambda row: (row["partner"].casefold(), row["since"], row["number"]))
