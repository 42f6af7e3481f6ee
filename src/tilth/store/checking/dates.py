"""Questions about when: dates that cannot be, or cannot both be."""

from tilth.store.checking.asking import Question
from tilth.store.engine import name


def before(rows, column, other):
    """Dates in one column that come before the date in another."""
    return Question(rows, f"{_day(column)} < {_day(other)}", _both(column, other))


def after(rows, column, other, *, days=0):
    """Dates in one column that come more than so many days after the date in another."""
    wrong = f"{_day(column)} > {_day(other)} + {int(days)}"
    return Question(rows, wrong, _both(column, other))


def later_than(rows, column, day):
    """Dates after a day."""
    return Question(rows, f"{_day(column)} > {_literal(day)}", f"{name(column)} is not null")


def outside_period(rows, column, *, side):
    """Dates before the first day or after the last day of the period the file is for."""
    bound = {"before": "_period_start", "after": "_period_end"}[side]
    sign = {"before": "<", "after": ">"}[side]
    known = f"{name(column)} is not null and {bound} is not null"
    return Question(rows, f"{_day(column)} {sign} {bound}", known)


def one_of(rows, column, days):
    """Dates that are one of the days a system writes when it knows none."""
    known = ", ".join(_literal(day) for day in days)
    return Question(rows, f"{_day(column)} in ({known})", f"{name(column)} is not null")


def on_first_of_january(rows, column):
    """Dates on the first of January."""
    first = f"month({name(column)}) = 1 and day({name(column)}) = 1"
    return Question(rows, first, f"{name(column)} is not null")


def on_first_of_month(rows, column):
    """Dates on the first of a month."""
    return Question(rows, f"day({name(column)}) = 1", f"{name(column)} is not null")


def older_than(rows, column, day, years, died=None):
    """Birthdays that make a person, not known to have died, over so many years old on a day."""
    born = f"{_day(column)} < {_literal(day)} - interval {int(years)} year"
    alive = f" and {name(died)} is null" if died else ""
    return Question(rows, born, f"{name(column)} is not null{alive}")


def born_late(rows, column, day):
    """Birthdays after a day, or after the period of the file."""
    wrong = f"{_day(column)} > least(coalesce(_period_end, {_literal(day)}), {_literal(day)})"
    return Question(rows, wrong, f"{name(column)} is not null")


def outside_stay(rows, column, start, end):
    """Dates before the stay they belong to began, or after it ended."""
    wrong = f"{_day(column)} < {_day(start)} or {_day(column)} > {_day(end)}"
    return Question(rows, wrong, f"{name(column)} is not null and {name(start)} is not null")


def still_open(rows, died, until):
    """Rows of a person who has died whose end is empty, or later than the death."""
    wrong = f"{name(until)} is null or {_day(until)} > {_day(died)} + 31"
    return Question(rows, wrong, f"{name(died)} is not null")


def oldest_news(rows, columns, day, limit):
    """The source, as one unit, if its newest date or period end is more than `limit` days old."""
    newest = ", ".join(f"max({_day(c)}) filter ({_day(c)} <= {_literal(day)})" for c in columns)
    last = f"greatest(max(_period_end){', ' + newest if newest else ''})"
    over = f"(select 'newest' as unit, {_literal(day)} - {last} as age from {rows})"
    return Question(over, f"age > {int(limit)}", "age is not null", units=True)


def _both(column, other):
    return f"{name(column)} is not null and {name(other)} is not null"


def _day(column):
    return f"{name(column)}::date"


def _literal(day):
    return f"date '{day.isoformat()}'"
