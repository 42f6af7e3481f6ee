"""What linkage leaves behind: each record's person, and the pairs for people to look at."""

import numpy as np
import pyarrow as pa

from tilth.store.engine import text
from tilth.store.matching.tokens import hold_key, number

ORDERED = "(format parquet, compression zstd, row_group_size 131072)"


def write_links(connection, path, *, key, root, tier, probability, tiers):
    """Write link.parquet: record, source, person, tier, probability, sorted by record.

    A person is known by the HMAC of their least record number, so the same records and key give
    the same persons on any machine. root, tier, probability: shape (records,), by i; tiers: the
    name of each tier number. Raises ValueError if two persons are given one number.
    """
    hold_key(connection, "person", key)
    rows = np.arange(len(root), dtype=np.int32)
    connection.register(
        "linked", pa.table({"i": rows, "root": root, "tier": tier, "probability": probability})
    )
    connection.execute(
        f"""create or replace temp table person_of as
        select i as root, {number("'person:' || record", purpose="person")} as person
        from pool_all semi join (select distinct root as i from linked) using (i)"""
    )
    people, distinct = connection.execute(
        "select count(*), count(distinct person) from person_of"
    ).fetchall()[0]
    if people != distinct:
        raise ValueError("two persons share a number")
    named = ", ".join(map(text, tiers))
    connection.execute(
        f"""copy (select record, source, person, [{named}][tier + 1] as tier, probability
        from pool_all join linked using (i) join person_of using (root) order by record)
        to {text(path)} {ORDERED}"""
    )
    connection.unregister("linked")
    return people


def write_review(connection, path, *, left, right, probability, why):
    """Write review.parquet: record_l, record_r, probability, why, most likely first."""
    pairs = {"l": left, "r": right, "probability": probability, "why": why}
    kinds = (pa.int32(), pa.int32(), pa.float64(), pa.string())
    columns = [pa.array(v, kind) for v, kind in zip(pairs.values(), kinds, strict=True)]
    connection.register("pairs", pa.table(columns, names=list(pairs)))
    connection.execute(
        f"""copy (select least(a.record, b.record) as record_l,
        greatest(a.record, b.record) as record_r, probability, why
        from pairs join pool_all a on l = a.i join pool_all b on r = b.i
        order by probability desc, record_l, record_r, why) to {text(path)} {ORDERED}"""
    )
    connection.unregister("pairs")


# Each field, its name in words, and what counts as alike though not the same.
FIELDS = (
    ("first", "first name", "names_alike(a.first, b.first) or a.given[1] = b.given[1]"),
    ("surname", "surname", "names_alike(a.surname, b.surname) or a.sound = b.sound"),
    ("dob", "date of birth", "equal_date_parts(a.dob, b.dob) >= 2"),
    ("sex", "sex", "false"),
    ("postcode", "postcode", "a.sector = b.sector"),
    ("uprn", "property", "false"),
    ("email", "email", "false"),
    ("phone", "phone", "false"),
    ("nhs", "NHS number", "false"),
)


def reasons(connection, left, right):
    """In words, for each pair, which fields are the same, alike and different: never a value."""
    rows = np.arange(len(left))
    connection.register("asked", pa.table({"place": rows, "l": left, "r": right}))
    told = []
    for word, test in (
        ("same", "a.{0} = b.{0}"),
        ("alike", "a.{0} <> b.{0} and coalesce({2}, false)"),
        ("different", "a.{0} <> b.{0} and not coalesce({2}, false)"),
    ):
        cases = ", ".join(f"case when {test.format(*f)} then {text(f[1])} end" for f in FIELDS)
        told.append(f"nullif('{word}: ' || concat_ws(', ', {cases}), '{word}: ')")
    found = connection.execute(
        f"""select concat_ws('; ', {", ".join(told)}) from asked
        join pool_all a on l = a.i join pool_all b on r = b.i order by place"""
    ).fetchall()
    connection.unregister("asked")
    return [row[0] for row in found]


def rows_of(connection, records):
    """The i of each record number, in the order given; -1 where it is not in the pool."""
    asked = pa.table({"place": np.arange(len(records)), "record": np.asarray(records, np.int64)})
    connection.register("asked", asked)
    found = connection.execute(
        "select coalesce(i, -1) as i from asked left join pool_all using (record) order by place"
    ).fetchnumpy()["i"]
    connection.unregister("asked")
    return np.asarray(found, np.int64)


def hold_rows(connection, name, rows):
    """Make the table `name(i)` of some record numbers."""
    connection.register("given_rows", pa.table({"i": np.asarray(rows, np.int32)}))
    connection.execute(f"create or replace temp table {name} as select i from given_rows")
    connection.unregister("given_rows")


def context_of(connection, path, rows, ages):
    """Each breakdown's group of each row, as lists of words; None where not known.

    path: Parquet of record, ethnic_group?, imd_quintile?, age?, sex?. ages: bands, both ends in.
    """
    told = connection.execute(f"describe select * from read_parquet({text(path)})").fetchall()
    have = {row[0] for row in told}
    bands = " ".join(f"when age between {a} and {b} then '{a:02d}-{b}'" for a, b in ages)
    ways = {
        "ethnic_group": "ethnic_group::varchar",
        "imd_quintile": "imd_quintile::varchar",
        "age": f"case {bands} end",
        "sex": "sex::varchar",
    }
    connection.register(
        "asked", pa.table({"place": np.arange(len(rows)), "i": np.asarray(rows, np.int32)})
    )
    found = {}
    for name in (n for n in ways if n in have):
        answer = connection.execute(
            f"""select {ways[name]} from (select place, c.* from asked join pool_all using (i)
            left join read_parquet({text(path)}) c using (record)) order by place"""
        ).fetchall()
        found[name] = [row[0] for row in answer]
    connection.unregister("asked")
    return found
