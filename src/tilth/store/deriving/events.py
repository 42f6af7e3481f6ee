"""One source's rows become events, places on lists, and who has seen whom."""

import re
from itertools import pairwise

import pyarrow as pa

from tilth.ground.errors import DefinitionError
from tilth.store.deriving.repeats import once
from tilth.store.engine import engine, name, text
from tilth.store.parquet import ROW_GROUP, Rows, write_query

EVENT_SCHEMA = pa.schema(
    [
        ("person", pa.int64()),
        ("date", pa.date32()),
        ("end_date", pa.date32()),
        ("value", pa.float64()),
    ]
)
MEMBERSHIP_SCHEMA = pa.schema(
    [
        ("person", pa.int64()),
        ("list", pa.string()),
        ("since", pa.date32()),
        ("until", pa.date32()),
        ("source", pa.string()),
    ]
)
SEEN_SCHEMA = pa.schema(
    [
        ("person", pa.int64()),
        ("source", pa.string()),
        ("partner", pa.string()),
        ("first", pa.date32()),
        ("last", pa.date32()),
        ("rows", pa.int64()),
    ]
)
KEY = ("concept", *EVENT_SCHEMA.names)
SAFE = re.compile(r"[a-z0-9_]+")
YES_NO = {"yes": "true", "true": "true", "no": "false", "false": "false"}


def concepts_of(extract, concepts, terminologies=None):
    """Every concept a contract's rules can give: fixed ones, and those whose codes it looks up.

    terminologies: those its codes are of; any unless told.
    """
    fixed = {rule.concept for rule in extract.events if rule.concept}
    looked_up = any(rule.code for rule in extract.events)
    coded = {
        n
        for n, c in concepts.items()
        if c.codes and (terminologies is None or set(c.codes) & set(terminologies))
    }
    return sorted(fixed | coded if looked_up else fixed)


def write_events(told, who, concepts, folder, *, progress=None, **room):
    """Write events/CONCEPT.parquet, membership.parquet and seen.parquet of one source.

    told: the source (people.Told). who: who/SOURCE.parquet, the records that are used and whose.
    concepts: every Concept by name. Rows without a date give no event and values outside a
    concept's bounds are left empty; both are counted. Events that two files both tell are kept
    once: each as often as the one file that tells it most often. room: as engine has it. Returns
    the counts.
    """
    with engine(**room) as connection:
        payload = text(told.folder / "payload.parquet")
        connection.execute(
            "create temp view used as select w.person, p.* exclude (record) "
            f"from read_parquet({payload}) p join read_parquet({text(who)}) w using (record)"
        )
        names = concepts_of(told.extract, concepts)
        lost = [n for n in names if not SAFE.fullmatch(n)]
        if lost:
            raise DefinitionError(
                f"the concept {lost[0]} is not in small letters, digits and _",
                where=f"{told.extract.name}.toml events",
            )
        counts = {"events": {}, "terminologies": []}
        counts |= {"undated": 0, "without_concept": 0, "values_left_empty": 0}
        (folder / "events").mkdir()
        if told.extract.events:
            _bounds(connection, names, concepts)
            counts |= _count(connection, told.extract, concepts)
            batches = connection.sql(_sorted(told.extract)).to_arrow_reader(ROW_GROUP)
            if len(told.days) > 1:
                batches = once(batches, KEY, "of_file")
            counts["events"] = _by_concept(batches, names, folder, progress)
        write_query(connection, _lists(told), folder / "membership.parquet", MEMBERSHIP_SCHEMA)
        write_query(connection, _seen(told, who), folder / "seen.parquet", SEEN_SCHEMA)
    return counts


def _bounds(connection, names, concepts):
    """The tables of concepts (their number in alphabetical order, their bounds) and of codes."""
    known = [concepts.get(n) for n in names]
    bounds = pa.table(
        {
            "concept": pa.array(range(len(names)), pa.int16()),
            "named": pa.array(names, pa.string()),
            "least": pa.array([c and c.least for c in known], pa.float64()),
            "most": pa.array([c and c.most for c in known], pa.float64()),
        }
    )
    pairs = sorted(
        {
            (code, n)
            for n, c in enumerate(known)
            if c
            for codes in c.codes.values()
            for code in codes
        }
    )
    codes = pa.table(
        {
            "code": pa.array([p[0] for p in pairs], pa.string()),
            "concept": pa.array([p[1] for p in pairs], pa.int16()),
        }
    )
    for table, rows in (("bound", bounds), ("coded", codes)):
        connection.register(table + "_given", rows)
        connection.execute(f"create temp table {table} as from {table}_given")


def only(extract, conditions):
    """SQL for `only`: each column is one of the words accepted. True where there are none."""
    tests = []
    for column, words in conditions.items():
        if extract.columns[column].type == "yes_no":
            words = [_yes_no(word, extract, column) for word in words]
            tests.append(f"{name(column)} in ({', '.join(words)})")
        else:
            tests.append(f"{name(column)}::varchar in ({', '.join(map(text, words))})")
    return " and ".join(tests) or "true"


def _yes_no(word, extract, column):
    if word not in YES_NO:
        raise DefinitionError(
            f"{word} is neither yes nor no", where=f"{extract.name}.toml only.{column}"
        )
    return YES_NO[word]


def _rule(rule, extract, *, every=False):
    """SQL of the events of one rule, before bounds; with `every`, of rows without a concept too."""
    end = f"{name(rule.end)}::date" if rule.end else "null::date"
    value = f"{name(rule.value)}::double" if rule.value else "null::double"
    day = f"{name(rule.date)}::date"
    if rule.days:
        nights = f"date_diff('day', {day}, {end})"
        value = f"case when {nights} >= 0 then {nights}::double end"
    join, code = "", "null::varchar"
    concept = f"(select concept from bound where named = {text(rule.concept)})"
    if rule.code:
        join = f" {'left' if every else ''} join coded on coded.code = used.{name(rule.code)}"
        concept, code = "coded.concept", "coded.code"
    return (
        f"select person, of_file, {concept} as concept, {day} as date, {end} as end_date, "
        f"{value} as value{f', {code} as code' if every else ''} "
        f"from used{join} where {only(extract, rule.only)}"
    )


def _events(extract):
    rules = " union all ".join(_rule(rule, extract) for rule in extract.events)
    return (
        "select e.concept, person, date, end_date, of_file, "
        "case when value >= coalesce(least, value) and value <= coalesce(most, value) "
        f"then value end as value from ({rules}) e join bound using (concept) "
        "where date is not null"
    )


def _sorted(extract):
    """SQL of the events in order, and of which file each came."""
    order = ", ".join(f"{column} nulls last" for column in (*KEY, "of_file"))
    return f"select {', '.join(KEY)}, of_file from ({_events(extract)}) order by {order}"


def _count(connection, extract, concepts):
    """What gave no event, what value was not believed, and which terminologies were met.

    without_concept: rows whose code means nothing here. undated: events without their date.
    """
    undated = without = emptied = 0
    codes = set()
    for rule in extract.events:
        ((no_date, no_concept, lost, met),) = connection.execute(
            "select count(*) filter (date is null and concept is not null), "
            "count(*) filter (concept is null), count(*) filter (date is not null "
            "and (value < least or value > most)), list(distinct code) "
            f"from ({_rule(rule, extract, every=True)}) left join bound using (concept)"
        ).fetchall()
        undated, without, emptied = undated + no_date, without + no_concept, emptied + lost
        codes |= set(met or ()) - {None}
    known = {t for c in concepts.values() for t, some in c.codes.items() if codes & set(some)}
    return {
        "undated": undated,
        "without_concept": without,
        "values_left_empty": emptied,
        "terminologies": sorted(known),
    }


def _by_concept(batches, names, folder, progress):
    """Split the sorted events into one file a concept; return how many each has."""
    counts, rows, at, done = {}, None, None, 0
    for batch in (batch for batch in batches if batch.num_rows):
        concept = batch.column("concept").to_numpy()
        edges = [0, *((concept[1:] != concept[:-1]).nonzero()[0] + 1).tolist(), len(concept)]
        for start, end in pairwise(edges):
            if concept[start] != at:
                if rows:
                    rows.close()
                at = int(concept[start])
                rows = Rows(folder / "events" / f"{names[at]}.parquet", EVENT_SCHEMA)
            rows.add(batch.slice(start, end - start).select(EVENT_SCHEMA.names))
            counts[names[at]] = counts.get(names[at], 0) + end - start
        done += len(concept)
        if progress:
            progress("events", done)
    if rows:
        rows.close()
    return counts


def _lists(told):
    parts = [
        f"select person, {text(rule.name)} as list, "
        f"{name(rule.since) + '::date' if rule.since else 'null::date'} as since, "
        f"{name(rule.until) + '::date' if rule.until else 'null::date'} as until "
        f"from used where {only(told.extract, rule.only)}"
        for rule in told.extract.lists
    ]
    nothing = (
        "select 0::bigint as person, '' as list, null::date as since, null::date as until "
        "where false"
    )
    return (
        f"select distinct person, list, since, until, {text(told.source)} as source "
        f"from ({' union all '.join(parts or [nothing])}) "
        "order by list, person, since nulls last, until nulls last"
    )


def _seen(told, who):
    """Who the source has seen: from its records, for the payload may be long."""
    return (
        f"select person, {text(told.source)} as source, {text(told.partner)} as partner, "
        "min(first) as first, max(last) as last, sum(rows)::bigint as rows "
        f"from read_parquet({text(told.folder / 'record.parquet')}) "
        f"join read_parquet({text(who)}) using (record) group by person order by person"
    )
