"""A criterion as text: its normal form, and the same in plain English."""

import datetime
from decimal import Decimal

from tilth.ground.criteria import tree

ENGLISH = {
    "=": "is",
    "!=": "is not",
    "<": "is under",
    "<=": "is at most",
    ">": "is over",
    ">=": "is at least",
}
BINDS = {tree.Some: 1, tree.All: 2, tree.Not: 3}


def written(test):
    """The normal form: parsing it gives the same tree."""
    match test:
        case tree.All(tests):
            return " and ".join(_inside(t, 2) for t in tests)
        case tree.Some(tests):
            return " or ".join(_inside(t, 1) for t in tests)
        case tree.Not(tree.Ever(concept, None)):
            return f"{concept} never"
        case tree.Not(tree.Missing(operand)):
            return f"{named(operand)} is not null"
        case tree.Not(tree.OneOf(operand, values)):
            return f"{named(operand)} not in {_list(values)}"
        case tree.Not(tree.Between(operand, low, high)):
            return f"{named(operand)} not between {literal(low)} and {literal(high)}"
        case tree.Not(tree.Is(name)):
            return f"is not {name}"
        case tree.Not(inside):
            return f"not {_inside(inside, 3)}"
    return _single(test)


def _inside(test, strength):
    text = written(test)
    return f"({text})" if BINDS.get(type(test), 4) < strength else text


def _single(test):
    match test:
        case tree.Compare(operand, sign, value):
            return f"{named(operand)} {sign} {literal(value)}"
        case tree.Between(operand, low, high):
            return f"{named(operand)} between {literal(low)} and {literal(high)}"
        case tree.OneOf(operand, values):
            return f"{named(operand)} in {_list(values)}"
        case tree.Missing(operand):
            return f"{named(operand)} is null"
        case tree.Ever(concept, window):
            return f"{concept} {within(window) or 'ever'}"
        case tree.Near(concept, days, side, other):
            return f"{concept} {within(tree.Window(days, 'day'))} {side} {other}"
        case tree.On(name):
            return f"on {name}"
        case tree.Is(name):
            return f"is {name}"
    return named(test)


def named(operand):
    """An attribute's or summary's text."""
    if isinstance(operand, tree.Word):
        return operand.name
    return " ".join(filter(None, (operand.concept, operand.how, within(operand.window))))


def within(window):
    """A window's text; nothing for no window."""
    if window is None:
        return ""
    return f"within {window.length} {window.unit}{'' if window.length == 1 else 's'}"


def literal(value):
    """A number, date or text as it stands in a criterion."""
    if isinstance(value, (str, datetime.date)):
        return "'" + str(value).replace("'", "''") + "'"
    return format(Decimal(repr(value)), "f")


def _list(values):
    return f"({', '.join(literal(v) for v in values)})"


def worded(test, titles):
    """The same in plain English. titles: what a name is called in words, where it has any."""
    match test:
        case tree.All(tests):
            return ", and ".join(worded(t, titles) for t in tests)
        case tree.Some(tests):
            return "either " + ", or ".join(worded(t, titles) for t in tests)
        case tree.Not(tree.Ever(concept, window)):
            return f"has not had {_called(concept, titles)} {_time(window)}".rstrip()
        case tree.Not(tree.Missing(operand)):
            return f"{_operand(operand, titles)} is known"
        case tree.Not(inside):
            return f"it is not so that ({worded(inside, titles)})"
        case tree.Compare(operand, sign, value):
            return f"{_operand(operand, titles)} {ENGLISH[sign]} {_plain(value)}"
        case tree.Between(operand, low, high):
            return f"{_operand(operand, titles)} is from {_plain(low)} to {_plain(high)}"
        case tree.OneOf(operand, values):
            return f"{_operand(operand, titles)} is {' or '.join(_plain(v) for v in values)}"
    return _worded_single(test, titles)


def _worded_single(test, titles):
    match test:
        case tree.Missing(operand):
            return f"{_operand(operand, titles)} is not known"
        case tree.Ever(concept, window):
            return f"has had {_called(concept, titles)} {_time(window)}".rstrip()
        case tree.Near(concept, days, side, other):
            first, second = _called(concept, titles), _called(other, titles)
            return f"has had {first} at most {days:,} days {side} {second}"
        case tree.On(name):
            return f"is on the list {_called(name, titles)}"
        case tree.Is(name):
            return f"is {_called(name, titles)}"
    return f"is {_called(test.name, titles)}"


def _operand(operand, titles):
    if isinstance(operand, tree.Word):
        return _called(operand.name, titles)
    name, time = _called(operand.concept, titles), _time(operand.window)
    said = {
        "count": f"the number of times with {name}",
        "total": f"the total of {name}",
        "mean": f"the mean of {name}",
        "since": f"the first date of {name}",
        "latest date": f"the latest date of {name}",
    }
    return f"{said.get(operand.how, f'the {operand.how} {name}')} {time}".rstrip()


def _time(window):
    if window is None:
        return ""
    many = window.length != 1
    return f"in the last {f'{window.length:,} ' if many else ''}{window.unit}{'s' if many else ''}"


def _called(name, titles):
    return titles.get(name) or name.replace("_", " ")


def _plain(value):
    return f"{value:,}" if isinstance(value, (int, float)) else str(value)
