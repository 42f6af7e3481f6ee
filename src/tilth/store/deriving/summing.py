"""Totals of a release: how many people, rows and events, by what; never a person."""

from tilth.store.engine import engine, name, text

TABLES = ("person", "event", "membership", "seen", "small_area")


def totals(release, layers, *, memory="3GB", spill=None):
    """Counts of one release, exact: whoever prints them passes them through disclosure.

    release: store.published.Release. layers: columns of small_area to count people by.
    """
    table = {t: f"read_parquet({text(release.path(t))})" for t in TABLES}
    with engine(memory=memory, spill=spill) as connection:

        def ask(query):
            return connection.sql(query.format(**table)).to_arrow_table().to_pylist()

        by_layer = {layer: ask(AREAS.replace("LAYER", name(layer))) for layer in layers}
        return {
            **ask(LENSES)[0],
            "known_to": {row["known_to"]: row["people"] for row in ask(KNOWN_TO)},
            "seen": ask(SEEN),
            "pairs": [list(row.values()) for row in ask(PAIRS)],
            "events": {row.pop("concept"): row for row in ask(EVENTS)},
            "lists": {row["list"]: row["people"] for row in ask(LISTS)},
            "areas": by_layer,
        }


LENSES = """
    select count(*) as people, count(*) filter (resident) as resident,
    count(*) filter (registered) as registered,
    count(*) filter (resident and registered) as resident_and_registered,
    count(*) filter (resident is null) as without_address from {person}
"""
KNOWN_TO = "select known_to, count(*) as people from {person} group by 1 order by 1"
SEEN = """
    select source, partner, count(*) as people, sum(rows)::bigint as rows,
    min(first)::varchar as first, max(last)::varchar as last
    from {seen} group by source, partner order by source, partner
"""
PAIRS = """
    with p as (select distinct person, partner from {seen})
    select a.partner as one, b.partner as other, count(*) as people
    from p a join p b using (person) where a.partner < b.partner group by 1, 2 order by 1, 2
"""
EVENTS = """
    select concept, count(*) as events, strftime(min(date), '%Y-%m') as first,
    strftime(max(date), '%Y-%m') as last from {event} group by 1 order by 1
"""
LISTS = """
    select list, count(distinct person) as people from {membership} group by 1 order by 1
"""
AREAS = """
    select LAYER as code, count(*) filter (resident) as resident,
    count(*) filter (registered) as registered from {person} join {small_area} using (lsoa21)
    where LAYER is not null group by 1 order by 1
"""
