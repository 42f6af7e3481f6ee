"""What linkage leaves behind: each record's person, and the pairs for people to look at."""

import numpy as np
import pyarrow as pa

from tilth.store.engine import text
from tilth.store.matching.hmac_numbers import hmac_numbers
from tilth.store.matching.tokens import hold_key, number
from tilth.store.parquet import rows_into

MANY = 200_000  # persons from which the compiled way is the quicker
NAMED = pa.dictionary(pa.int32(), pa.string())
LINK_SCHEMA = pa.schema(
    {"record": pa.int64(), "source": NAMED, "person": pa.int64(), "tier": NAMED,
     "probability": pa.float64()}
)  # fmt: skip
ORDERED = "(format parquet, compression zstd, row_group_size 131072)"


def write_links(connection, path, pool, *, key, root, tier, probability, tiers):
    """Write link.parquet: record, source, person, tier, probability, sorted by record.

    A person is known by the HMAC of their least record number, so the same records and key give
    the same persons on any machine. root, tier, probability: shape (records,), by i; tiers: the
    name of each tier number. Raises ValueError if two persons are given one number.
    """
    leads = np.flatnonzero(np.asarray(root) == np.arange(len(root)))
    numbers = person_numbers(connection, pool.record[leads], key)
    if (np.diff(np.sort(numbers)) == 0).any():
        raise ValueError("two persons share a number")
    person = np.zeros(len(root), np.int64)
    person[leads] = numbers
    columns = {
        "record": pool.record,
        "source": _words(pool.source, pool.sources),
        "person": person[root],
        "tier": _words(np.asarray(tier), tiers),
        "probability": np.asarray(probability, float),
    }
    with rows_into(path, LINK_SCHEMA) as rows:
        rows.add(pa.table(columns))
    return len(leads)


def person_numbers(connection, records, key):
    """The number of each person, by their least record's: 63 bits of its HMAC, shape (people,).

    Few are asked of the engine; many are worth compiling for, and come to the same numbers.
    """
    if len(records) >= MANY:
        return hmac_numbers(key, "person:", records)
    hold_key(connection, "person", key)
    rows = np.arange(len(records), dtype=np.int32)
    connection.register("leads", pa.table({"place": rows, "record": records}))
    made = number("'person:' || record", purpose="person")
    found = connection.execute(f"select place, {made} as person from leads").fetchnumpy()
    connection.unregister("leads")
    numbers = np.empty(len(records), np.int64)
    numbers[found["place"]] = found["person"]
    return numbers


def _words(places, names):
    places = pa.array(np.asarray(places, np.int32))
    return pa.DictionaryArray.from_arrays(places, pa.array(list(names), pa.string()))


def write_review(connection, path, pool, *, left, right, probability, why):
    """Write review.parquet: record_l, record_r, probability, why, most likely first."""
    one, other = pool.record[left], pool.record[right]
    columns = {
        "record_l": pa.array(np.minimum(one, other), pa.int64()),
        "record_r": pa.array(np.maximum(one, other), pa.int64()),
        "probability": pa.array(probability, pa.float64()),
        "why": pa.array(why, pa.string()),
    }
    connection.register("pairs", pa.table(columns))
    connection.execute(
        f"""copy (select * from pairs order by probability desc, record_l, record_r, why)
        to {text(path)} {ORDERED}"""
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
    """In words, for each pair, which fields are the same, alike and different: never a value.

    left, right: rows whose words are held (joining.hold_words).
    """
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
        join words a on l = a.i join words b on r = b.i order by place"""
    ).fetchall()
    connection.unregister("asked")
    return [row[0] for row in found]


def context_of(connection, path, records, ages):
    """Each breakdown's group of each record, as arrays of words; None where not known.

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
    connection.register("asked", pa.table({"place": np.arange(len(records)), "record": records}))
    found = {}
    for name in (n for n in ways if n in have):
        answer = connection.execute(
            f"""select {ways[name]} from (select place, c.* from asked
            left join read_parquet({text(path)}) c using (record)) order by place"""
        ).fetchall()
        found[name] = np.array([row[0] for row in answer], object)
    connection.unregister("asked")
    return found
