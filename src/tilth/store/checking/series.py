"""Questions about many rows together: months, days, digits, groups and versions, as units."""

from tilth.store.checking.asking import Question
from tilth.store.engine import name, text

MONTHS = 36
DAYS = 400


def heaped_digits(rows, column, share):
    """Final digits that end more than this share of a column's whole numbers.

    Asked where there are 200 numbers or more and 30 of them differ: short scales heap honestly.
    """
    c = name(column)
    digit = f"(abs(round({c}))::bigint % 10)::varchar"
    ends = f"select {digit} as unit, count(*) as n from {rows} where {c} is not null group by 1"
    spread = f"select count(distinct round({c})) as differ, count({c}) as total from {rows}"
    over = f"(select * from ({ends}) e cross join ({spread}) s)"
    lines = f"(select _version, line, {digit} as unit from {rows} where {c} is not null)"
    asked = "total >= 200 and differ >= 30"
    return Question(over, f"n > {float(share)!r} * total", asked, lines, True)


def sudden_months(rows, column):
    """Months whose rows changed from the month before by over 3.267 times the mean change.

    The first and last months may be part months and are left out, and no more than the last
    three years are looked at. Asked where that leaves 12 months.

    Source: the upper limit of a moving-range chart of two, NHS England, Making Data Count.
    """
    counted = _months(rows, column)
    change = "abs(n - lag(n) over (order by month))"
    inner = f"select month, {change} as moved from ({counted}) where not edge"
    over = (
        "(select strftime(month, '%Y-%m') as unit, moved, avg(moved) over () as usual, "
        f"count(*) over () as months from ({inner}))"
    )
    wrong = "moved > 3.267 * usual and usual > 0"
    asked = "months >= 12 and moved is not null"
    return Question(over, wrong, asked, _lines_by_month(rows, column), True)


def empty_months(rows, column):
    """Months between the first and the last without a row, where a month has ten or more."""
    over = (
        "(select strftime(month, '%Y-%m') as unit, n, avg(n) over () as usual "
        f"from ({_months(rows, column)}) where not edge)"
    )
    return Question(over, "n = 0", "usual >= 10", units=True)


def empty_days(rows, column):
    """Days without a row, of a day of the week that has ten or more on average."""
    d = f"{name(column)}::date"
    counted = f"select {d} as day, count(*) as n from {rows} where {d} is not null group by 1"
    first = f"greatest(min(day), max(day) - {DAYS})"
    span = f"select unnest(generate_series({first}, max(day), interval 1 day))::date as day from c"
    over = (
        f"(with c as ({counted}), s as ({span}) "
        "select s.day::varchar as unit, coalesce(n, 0) as n, "
        "avg(coalesce(n, 0)) over (partition by dayofweek(s.day)) as usual "
        "from s left join c using (day))"
    )
    return Question(over, "n = 0", "usual >= 10", units=True)


def unevenly_missing(rows, column, group, gap):
    """Groups whose share of empty cells is further than `gap` from the share of everyone.

    group: what by_column or by_deprivation gave. Groups of under 50 rows are not judged.
    """
    group, lookup = group
    one = (
        f"select ({group})::varchar as unit, r._version, r.line, r.{name(column)} is null as lost "
        f"from {rows} r {lookup}"
    )
    over = (
        "(select unit, avg(lost::int) as share, count(*) as n, "
        "(sum(sum(lost::int)) over ()) / (sum(count(*)) over ()) as everyone "
        f"from ({one}) where unit is not null group by unit)"
    )
    lines = f"(select _version, line, unit from ({one}) where lost)"
    return Question(over, f"abs(share - everyone) > {float(gap)!r}", "n >= 50", lines, True)


def by_column(column):
    """Groups by what a column of the rows (called r) says: the SQL of it, and nothing to join."""
    return f"r.{name(column)}", ""


def by_deprivation(postcode, postcodes, measures):
    """Groups by fifths of deprivation of an address: the SQL of it, and what to join for it."""
    lookup = (
        f"join {postcodes} p on p.postcode = r.{name(postcode)} join {measures} m "
        "on m.code = p.lsoa21 and m.measure = 'imd2025_decile'"
    )
    return "ceil(m.value / 2)::int", lookup


def drifted_words(rows, before, column, gap):
    """Words whose share of a column moved by more than `gap` since the version before."""
    c = name(column)

    def shares(relation):
        return (
            f"select {c}::varchar as unit, count(*) / (sum(count(*)) over ()) as share, "
            f"sum(count(*)) over () as total from {relation} where {c} is not null group by 1"
        )

    over = (
        "(select unit, abs(coalesce(a.share, 0) - coalesce(b.share, 0)) as moved, "
        "least(max(a.total) over (), max(b.total) over ()) as total "
        f"from ({shares(rows)}) a full join ({shares(before)}) b using (unit))"
    )
    lines = f"(select _version, line, {c}::varchar as unit from {rows} where {c} is not null)"
    return Question(over, f"moved > {float(gap)!r}", "total >= 50", lines, True)


def drifted_middle(rows, before, column, ratio):
    """The column, as one unit, if its middle value is over `ratio` times what it was, or under."""
    c = name(column)
    over = (
        f"(select {text(column)} as unit, (select median({c}) from {rows}) as now, "
        f"(select median({c}) from {before}) as was, (select count({c}) from {before}) as n)"
    )
    wrong = f"greatest(now / was, was / now) > {float(ratio)!r}"
    return Question(over, wrong, "n >= 50 and now > 0 and was > 0", units=True)


def shrunk(rows, before, gap):
    """The source, as one unit, if its rows moved by over this share since the version before."""
    over = (
        "(select 'rows' as unit, "
        f"(select count(*) from {rows}) as now, (select count(*) from {before}) as was)"
    )
    return Question(over, f"abs(now - was) > {float(gap)!r} * was", "was >= 50", units=True)


def words_unused(rows, column, words):
    """Words of a choice, as units, that no row says, where a hundred cells or more are filled."""
    counts = ", ".join(f"count_if({name(column)} = {text(w)}) as {name(w)}" for w in words)
    over = (
        f"(select unit, n, total from (unpivot (select {counts} from {rows}) on * into name unit "
        f"value n) cross join (select count({name(column)}) as total from {rows}))"
    )
    return Question(over, "n = 0", "total >= 100", units=True)


def concept_absent(rows, concept, rules):
    """The concept, as one unit, if no row would make an event of it.

    rules: (date column, {column: words accepted}) pairs, any of which makes one.
    """

    def made(date, accepted):
        tests = [f"{name(date)} is not null"]
        for column, words in accepted.items():
            tests.append(f"{name(column)}::varchar in ({', '.join(map(text, words))})")
        return f"({' and '.join(tests)})"

    tests = " or ".join(made(*rule) for rule in rules)
    over = f"(select {text(concept)} as unit, count_if({tests}) as n from {rows})"
    return Question(over, "n = 0", units=True)


def _months(rows, column):
    """One row a month, the empty ones too: month, n, and whether it is the first or the last."""
    month = f"date_trunc('month', {name(column)}::date)::date"
    counted = (
        f"select {month} as month, count(*) as n from {rows} where {month} is not null group by 1"
    )
    first = f"greatest(min(month), (max(month) - interval {MONTHS} month)::date)"
    series = f"generate_series({first}, max(month), interval 1 month)"
    span = f"select unnest({series})::date as month from c"
    edge = "month in (first_value(month) over w, last_value(month) over w)"
    return (
        f"with c as ({counted}), s as ({span}) "
        f"select s.month, coalesce(n, 0) as n, {edge.replace('month', 's.month')} as edge "
        "from s left join c using (month) "
        "window w as (order by s.month rows between unbounded preceding and unbounded following)"
    )


def _lines_by_month(rows, column):
    month = f"strftime(date_trunc('month', {name(column)}::date), '%Y-%m')"
    return f"(select _version, line, {month} as unit from {rows} where {name(column)} is not null)"
