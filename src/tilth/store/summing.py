"""Totals of a release: how many people, rows and events, by what; never a person."""

from tilth.store.engine import engine, name, text


def totals(release, layers, *, memory="3GB", spill=None):
    """Counts of one release, exact: whoever prints them passes them through disclosure.

    release: store.published.Release. layers: columns of small_area to count people by.
    """
    with engine(memory=memory, spill=spill) as connection:
        table = {t: f"read_parquet({text(release.path(t))})" for t in TABLES}
        ask = lambda query: connection.execute(query).fetchall()  # noqa: E731
        ((people, resident, registered, both, unknown),) = ask(
            "select count(*), count(*) filter (resident), count(*) filter (registered), "
            "count(*) filter (resident and registered), count(*) filter (resident is null) "
            f"from {table['person']}"
        )
        told = {
            "people": people,
            "resident": resident,
            "registered": registered,
            "resident_and_registered": both,
            "without_address": unknown,
            "known_to": dict(
                ask(f"select known_to, count(*) from {table['person']} group by 1 order by 1")
            ),
            "seen": [
                dict(
                    zip(("source", "partner", "people", "rows", "first", "last"), row, strict=True)
                )
                for row in ask(
                    "select source, partner, count(*), sum(rows)::bigint, min(first)::varchar, "
                    f"max(last)::varchar from {table['seen']} group by all order by all"
                )
            ],
            "pairs": [
                list(row)
                for row in ask(
                    "with p as (select distinct person, partner from "
                    f"{table['seen']}) select a.partner, b.partner, count(*) from p a join p b "
                    "using (person) where a.partner < b.partner group by all order by all"
                )
            ],
            "events": {
                concept: {"events": count, "first": first, "last": last}
                for concept, count, first, last in ask(
                    "select concept, count(*), strftime(min(date), '%Y-%m'), "
                    f"strftime(max(date), '%Y-%m') from {table['event']} group by 1 order by 1"
                )
            },
            "lists": dict(
                ask(
                    f"select list, count(distinct person) from {table['membership']} "
                    "group by 1 order by 1"
                )
            ),
        }
        told["areas"] = {
            layer: [
                {"code": code, "resident": living, "registered": listed}
                for code, living, listed in ask(
                    f"select {name(layer)}, count(*) filter (resident), "
                    f"count(*) filter (registered) from {table['person']} "
                    f"join {table['small_area']} using (lsoa21) "
                    f"where {name(layer)} is not null group by 1 order by 1"
                )
            ]
            for layer in layers
        }
        return told


TABLES = ("person", "event", "membership", "seen", "small_area")
