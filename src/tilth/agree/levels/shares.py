"""Of decisions, budget and services: how much lies at each layer, quarter by quarter (P-021)."""

from collections import Counter
from decimal import Decimal

from tilth.agree.levels.days import per_cent
from tilth.agree.levels.lying import holdings
from tilth.agree.levels.values import same
from tilth.agree.words import LAYERS


def shares(passed, named, decisions, spans):
    """One row a quarter and layer: decisions, budget and services there, and their shares.

    decisions: (day closed, layer) of each that was carried. spans: Span, in order.
    budget: pounds a year held at the layer on the quarter's last day, of functions whose money is
    written down; not_told: functions there whose money is not. functions: how many functions are
    answered for at the layer; one shared by two layers counts at both. Shares are in per cent of
    all that is known in the quarter; None where nothing is.
    """
    found = [(span, *_one(passed, named, decisions, span)) for span in spans]
    layers = [
        layer for layer in LAYERS if any(layer in part for _, *parts in found for part in parts)
    ]
    return [row for one in found for row in _rows(one, layers)]


def _one(passed, named, decisions, span):
    """Counts by layer: decisions of the quarter; budget, functions, not told at its end."""
    taken = Counter(layer for day, layer in decisions if span.first <= day <= span.last)
    held = holdings(passed, named, span.last)
    budget, not_told = Counter(), Counter()
    for one in held:
        if one.cash is None:
            not_told[one.where.layer] += 1
        else:
            budget[one.where.layer] += one.cash
    answered = Counter(layer for _, layer in {(same(h.function), h.where.layer) for h in held})
    return taken, budget, answered, not_told


def _rows(found, layers):
    span, taken, budget, answered, not_told = found
    known = bool(budget)
    for layer in layers:
        money = Decimal(budget.get(layer, 0)) if known else None
        yield {
            "quarter": span.name,
            "until": span.last,
            "layer": layer,
            "decisions": taken.get(layer, 0),
            "decisions_share": per_cent(taken.get(layer, 0), sum(taken.values())),
            "budget": money,
            "budget_share": per_cent(money, sum(budget.values())),
            "functions": answered.get(layer, 0),
            "functions_share": per_cent(answered.get(layer, 0), sum(answered.values())),
            "not_told": not_told.get(layer, 0),
        }
