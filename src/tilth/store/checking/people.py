"""Questions about who: rows that say they are the same person, or the same thing twice."""

from tilth.store.checking.asking import Question
from tilth.store.engine import name


def differ(rows, by, column):
    """Rows that share one cell but not another: one NHS number, two dates of birth."""
    b, c = name(by), name(column)
    clash = f"select {b} as by_ from {rows} group by 1 having min({c}) <> max({c})"
    return _marked(rows, by, clash, f"r.{b} is not null and r.{c} is not null")


def repeated(rows, columns):
    """Rows of one version that share all these cells with another; empty cells share nothing."""
    by = ", ".join(name(c) for c in columns)
    filled = " and ".join(f"{name(c)} is not null" for c in columns)
    twice = f"select _version, {by} from {rows} where {filled} group by all having count(*) > 1"
    same = " and ".join(f"r.{name(c)} = d.{name(c)}" for c in ["_version", *columns])
    asked = _every("r", columns)
    over = (
        f"(select r._version, r.line, d._version is not null as bad, {asked} as asked "
        f"from {rows} r left join ({twice}) d on {same})"
    )
    return Question(over, "bad", "asked")


def crowded(rows, column, limit):
    """Rows whose cell is shared by more than so many rows of the same version."""
    c = name(column)
    many = (
        f"select _version, {c} from {rows} where {c} is not null group by all "
        f"having count(*) > {int(limit)}"
    )
    over = (
        f"(select r._version, r.line, d._version is not null as bad, r.{c} is not null as asked "
        f"from {rows} r left join ({many}) d on d._version = r._version and d.{c} = r.{c})"
    )
    return Question(over, "bad", "asked")


def overlap(rows, person, start, end):
    """Stays that begin before an earlier stay of the same person has ended."""
    p, s, e = name(person), name(start), name(end)
    before = (
        f"max({e}::date) over (partition by {p} order by {s}::date, {e}::date, _version, line "
        "rows between unbounded preceding and 1 preceding)"
    )
    over = (
        f"(select _version, line, {s}::date as start, {before} as ended from {rows} "
        f"where {p} is not null and {s} is not null)"
    )
    return Question(over, "start < ended")


def not_in(rows, column, others):
    """Rows whose person is in none of the other sources. others: (relation, column) pairs."""
    known = " union ".join(f"select {name(c)} as who from {relation}" for relation, c in others)
    over = (
        f"(select r._version, r.line, k.who is null as lost, r.{name(column)} is not null as asked "
        f"from {rows} r left join ({known}) k on k.who = r.{name(column)})"
    )
    return Question(over, "lost", "asked")


def after_in_another(rows, column, date, others):
    """Dates more than a month after the death another source gives the same person.

    others: (relation, person column, death column) triples.
    """
    deaths = " union all ".join(
        f"select {name(p)} as who, {name(d)}::date as died from {relation} "
        f"where {name(p)} is not null and {name(d)} is not null"
        for relation, p, d in others
    )
    first = f"select who, min(died) as died from ({deaths}) group by 1"
    over = (
        f"(select r._version, r.line, r.{name(date)}::date as seen, k.died from {rows} r "
        f"join ({first}) k on k.who = r.{name(column)})"
    )
    return Question(over, "seen > died + 31", "seen is not null")


def left_over(rows, others):
    """Lines set aside at intake (quarantined, or sent twice), among all lines that held a row."""
    over = (
        f"(select _version, line, false as aside from {rows} "
        f"union all select _version, line, true as aside from {others})"
    )
    return Question(over, "aside")


def _marked(rows, by, clash, asked):
    over = (
        f"(select r._version, r.line, d.by_ is not null as bad, {asked} as asked "
        f"from {rows} r left join ({clash}) d on d.by_ = r.{name(by)})"
    )
    return Question(over, "bad", "asked")


def _every(alias, columns):
    return " and ".join(f"{alias}.{name(c)} is not null" for c in columns)
