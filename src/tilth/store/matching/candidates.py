"""The pairs worth comparing field by field, and the records in them, for the model to weigh."""

from tilth.store.engine import text
from tilth.store.matching.joining import MOST_PAIRS, candidate_pairs

# Two records are compared if they share any one of these. Common values make many pairs, so each
# is counted before a pair is made.
BLOCKS = (
    ("surname by sound, date of birth", ("sound", "dob")),
    ("first name, date of birth", ("first", "dob")),
    ("postcode, date of birth", ("postcode", "dob")),
    ("postcode, first name", ("postcode", "first")),
    ("surname, first name, year of birth", ("surname", "first", "year(dob)")),
    ("surname, first name, month and day of birth", ("surname", "first", "month(dob)", "day(dob)")),
    (
        "first name and surname in either order, date of birth",
        ("lesser(first, surname)", "greater(first, surname)", "dob"),
    ),
    ("NHS number", ("nhs",)),
    ("email", ("email",)),
    ("phone", ("phone",)),
    ("property, initial", ("uprn", "first[1]")),
)
FREQUENT = ("first", "surname")


def find_candidates(connection, records):
    """Make the table `candidate(join_key_l, join_key_r, match_key)` of pairs still open.

    At least one of a pair is open, they are not joined yet, and neither two NHS numbers nor two
    records of a source with one each keep them apart. Returns what each block made: dicts of
    rule, pairs_counted, dropped; a rule of more than MOST_PAIRS pairs a record is dropped.
    """
    connection.execute(
        "create or replace temp table candidate "
        "(join_key_l integer, join_key_r integer, match_key varchar)"
    )
    told = []
    for number, (title, keys) in enumerate(BLOCKS):
        counted = _members(connection, keys)
        dropped = counted > MOST_PAIRS * max(records, 1)
        told.append({"rule": title, "pairs_counted": counted, "dropped": dropped})
        if counted and not dropped:
            connection.execute(_PAIRS.format(match_key=text(number), keys=_named(keys)))
    connection.execute(
        "create or replace temp table candidate as select join_key_l, join_key_r, "
        "min(match_key) as match_key from candidate group by all order by all"
    )
    return told


def _named(keys):
    return ", ".join(f"k{n}" for n in range(len(keys)))


def _members(connection, keys):
    """Make the table `member` of records in a block with an open one; count its open pairs."""
    named = ", ".join(f"{key} as k{n}" for n, key in enumerate(keys))
    present = " and ".join(f"({key}) is not null" for key in keys)
    connection.execute(
        f"""create or replace temp table member as
        with keyed as (select i, {named} from near where {present}),
        wanted as (select distinct {_named(keys)} from keyed semi join opened using (i))
        select keyed.*, e, n, s, o.i is not null as open
        from keyed semi join wanted using ({_named(keys)}) join entity using (i)
        left join opened o using (i)"""
    )
    counted = connection.execute(
        f"""select coalesce(sum(o * n - o * (o + 1) // 2), 0) from (select count(*)::hugeint as n,
        (count(*) filter (open))::hugeint as o from member group by {_named(keys)})"""
    ).fetchall()[0][0]
    return int(counted)


_PAIRS = """
insert into candidate select least(a.i, b.i), greatest(a.i, b.i), {match_key}
from member a join member b using ({keys})
where a.open and a.e <> b.e and (a.i < b.i or not b.open)
    and (a.n is null or b.n is null or a.n = b.n) and (a.s is null or b.s is null or a.s <> b.s)
"""


def how_many(connection):
    """How many candidate pairs there are."""
    return connection.execute("select count(*) from candidate").fetchall()[0][0]


def open_pairs(connection):
    """How many pairs of records have at least one open: what a prior is a share of."""
    opened, records = connection.execute(
        "select (select count(*) from opened), (select count(*) from pool)"
    ).fetchall()[0]
    return opened * records - opened * (opened + 1) // 2


def make_comparing(connection):
    """Make the table `comparing`: each record in a candidate pair, how common its names are."""
    connection.execute(_frequencies())
    connection.execute(
        """create or replace temp table comparing as select near.*, tf_first, tf_surname from near
        left join frequency_first using (first) left join frequency_surname using (surname)
        where i in (select join_key_l from candidate union all select join_key_r from candidate)"""
    )


def make_learning(connection, most):
    """Make the table `learning`: about `most` records, those of one NHS number together.

    Returns how many records, and how many pairs of them share an NHS number.
    """
    records = connection.execute("select count(*) from pool").fetchall()[0][0]
    every = max(1, records // most)
    connection.execute(_frequencies())
    connection.execute(
        f"""create or replace temp table learning as select pool.*, tf_first, tf_surname from pool
        left join frequency_first using (first) left join frequency_surname using (surname)
        where coalesce(nhs // 10, i) % {every} = 0 order by i"""
    )
    rows = connection.execute("select count(*) from learning").fetchall()[0][0]
    return rows, candidate_pairs(connection, ("nhs",), base="learning")


def _frequencies():
    made = (
        f"""create or replace temp table frequency_{c} as select {c}, count(*) /
        sum(count(*)) over () as tf_{c} from pool where {c} is not null group by {c}"""
        for c in FREQUENT
    )
    return "; ".join(made)


def clear_model_tables(connection):
    """Drop what the model made, so that the next run of it starts afresh."""
    made = connection.execute(
        "select table_name from duckdb_tables() where starts_with(table_name, '__splink')"
    ).fetchall()
    for (name,) in made:
        connection.execute(f'drop table "{name}"')
