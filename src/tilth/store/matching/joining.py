"""Who might be whom, in SQL: the pool of records, the rules that join them, the pairs they make.

A rule names what two records must share. Records sharing it are a block; a block joins only if
it is consistent, which is to say that it could be one person: at most one NHS number, at most
one record of a source that has one per person, first names and dates of birth that agree.
Whatever is not consistent is left for a later rule, the model, or a person to look at.
"""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from tilth.store.engine import text
from tilth.store.matching.standardise import add_macros

MOST_PAIRS = 50  # candidate pairs a record, METHODS section 1
OPTIONAL = (
    "local_id", "nhs_number", "first_name", "surname", "date_of_birth", "sex", "postcode",
    "previous_postcode", "uprn", "email", "phone",
)  # fmt: skip


@dataclass(frozen=True)
class Rule:
    """What two records must share: keys as SQL over the pool, and what else must agree."""

    tier: str
    title: str
    keys: tuple[str, ...]
    base: str = "near"
    first: bool = True
    birth: bool = True


RULES = (
    Rule("T2", "surname, first name, date of birth, postcode",
         ("surname", "first", "dob", "postcode"), first=False, birth=False),
    Rule("T3", "initial, surname, date of birth, postcode sector",
         ("first[1]", "surname", "dob", "sector"), birth=False),
    Rule("T3", "first name and surname exchanged, date of birth, postcode sector",
         ("lesser(first, surname)", "greater(first, surname)", "dob", "sector"),
         first=False, birth=False),
    Rule("T3", "surname, first name, date of birth, a previous postcode",
         ("surname", "first", "dob", "place"), base="near_addresses", first=False, birth=False),
    Rule("T3", "surname, first name, postcode, two parts of the date of birth",
         ("surname", "first", "postcode"), first=False),
    Rule("T3", "first name, date of birth, postcode; another surname",
         ("first", "dob", "postcode"), first=False, birth=False),
    Rule("T3", "surname, date of birth, postcode; a first name alike",
         ("surname", "dob", "postcode"), birth=False),
    Rule("T3", "first name, date of birth, property",
         ("first", "dob", "uprn"), first=False, birth=False),
    Rule("T3", "first name, email", ("first", "email"), first=False),
    Rule("T3", "first name, phone, surname", ("first", "phone", "surname"), first=False),
    Rule("T3", "NHS number and a name, date of birth missing or two parts of it",
         ("nhs", "coalesce(surname, '')")),
)  # fmt: skip


def load_pool(connection, identity_path):
    """Make the table `pool_all` of standard forms, one row a record, numbered in record order.

    Columns: i, record, source, nhs, first (its full form), given, surname, sound, dob, sex,
    postcode, sector, previous, uprn, email, phone; null where missing or not a real value.
    Returns (records, sources in order).
    """
    add_macros(connection)
    path = text(identity_path)
    have = {
        row[0]
        for row in connection.execute(f"describe select * from read_parquet({path})").fetchall()
    }
    empty = ", ".join(f"null::varchar as {c}" for c in OPTIONAL if c not in have)
    connection.execute(
        "create or replace temp view identity as select *"
        f"{', ' + empty if empty else ''} from read_parquet({path})"
    )
    connection.execute(_WORDS)
    connection.execute(_POOL)
    records, distinct = connection.execute(
        "select count(*), count(distinct record) from pool_all"
    ).fetchall()[0]
    if records != distinct:
        raise ValueError("a record number is used twice")
    show_pool(connection)
    named = connection.execute("select distinct source from pool_all order by source").fetchall()
    return records, [row[0] for row in named]


_WORDS = """
create or replace temp table surname_form as
    select word, form, soundex(form) as sound from (select word, standard_surname(word) as form
        from (select distinct surname as word from identity where surname is not null));
create or replace temp table first_form as
    select word, given, coalesce(full_name, given) as form
    from (select word, standard_first_name(word) as given
          from (select distinct first_name as word from identity where first_name is not null))
    left join familiar on given = familiar.form;
create or replace temp table postcode_form as
    select word, standard_postcode(word) as form
    from (select postcode as word from identity where postcode is not null
          union select previous_postcode from identity where previous_postcode is not null);
"""

_POOL = """
create or replace temp table pool_all as
    select (row_number() over (order by record) - 1)::integer as i, record, source,
        valid_nhs_number(nhs_number) as nhs, f.form as first, f.given, s.form as surname, s.sound,
        standard_date(date_of_birth) as dob, sex, p.form as postcode,
        postcode_sector(p.form) as sector, q.form as previous, uprn,
        lower(trim(email)) as email, nullif(translate(phone, ' ()+-.', ''), '') as phone
    from identity
    left join first_form f on first_name = f.word
    left join surname_form s on surname = s.word
    left join postcode_form p on postcode = p.word
    left join postcode_form q on previous_postcode = q.word
"""


def show_pool(connection, *, hidden=None):
    """Make the view `pool`; where `hidden` names a table of i, their NHS numbers are left out."""
    nhs = f"case when i in (select i from {hidden}) then null else nhs end" if hidden else "nhs"
    connection.execute(
        f"create or replace temp view pool as select * replace ({nhs} as nhs) from pool_all"
    )


# Whatever two records must share to be joined or weighed, they share one of these too.
COARSE = (
    ("dob", "sound"),
    ("dob", "first"),
    ("dob", "postcode"),
    ("dob", "lesser(first, surname)", "greater(first, surname)"),
    ("postcode", "first"),
    ("surname", "first", "year(dob)"),
    ("surname", "first", "month(dob)", "day(dob)"),
    ("first[1]", "uprn"),
    ("nhs",),
    ("email",),
    ("phone",),
)


def narrow(connection):
    """Make `near`, the records that share something with an open one, for every later rule.

    Most records are settled by their NHS number and meet no open record at all. The marks
    compared are 64-bit hashes: one that meets by chance only keeps a record that need not be.
    """
    tests = []
    for keys in COARSE:
        present = " and ".join(f"({key}) is not null" for key in keys)
        mark = f"case when {present} then hash({', '.join(keys)}) end"
        tests.append(f"{mark} in (select {mark} from open_row where {present})")
    connection.execute(
        f"""create or replace temp table open_row as select * from pool semi join opened using (i);
        create or replace temp table near as select * from pool where {" or ".join(tests)}
        or i in (select i from opened);
        create or replace temp view near_addresses as select *, postcode as place from near
        union all select *, previous from near where previous is distinct from postcode"""
    )


def constraints(connection, sources, one_per_person):
    """What may not be joined, by i: NHS number (-1 for none), bit of its single-record source.

    Raises ValueError for more than 63 sources that have one record per person.
    """
    single = [name for name in sources if name in one_per_person]
    if len(single) > 63:
        raise ValueError("at most 63 sources can promise one record per person")
    cases = " ".join(f"when {text(name)} then {1 << k}" for k, name in enumerate(single))
    bits = f"case source {cases} else 0 end" if cases else "0"
    found = connection.execute(
        f"select coalesce(nhs, -1) as nhs, ({bits})::bigint as single from pool order by i"
    ).fetchnumpy()
    return found["nhs"], found["single"]


def number_pairs(connection):
    """T1: pairs of records with one NHS number and at least two parts of the date of birth."""
    return connection.execute(
        """select l.i as l, r.i as r from pool l join pool r on l.nhs = r.nhs and l.i < r.i
        where equal_date_parts(l.dob, r.dob) >= 2 order by all"""
    ).fetchnumpy()


def candidate_pairs(connection, keys, *, base="pool"):
    """How many pairs a rule would compare: the sum over blocks of n (n - 1) / 2."""
    present = " and ".join(f"({key}) is not null" for key in keys)
    blocks = f"select count(*)::hugeint as n from {base} where {present} group by {', '.join(keys)}"
    counted = f"select coalesce(sum(n * (n - 1) // 2), 0) from ({blocks})"
    return int(connection.execute(counted).fetchall()[0][0])


def hold_entities(connection, entity, nhs, single, *, near=True):
    """Tell the store who is joined so far, for each i: entity, its NHS number, single-record bit.

    An entity is open while it has no NHS number, or has one that another entity has too.
    near: only of the records in `near`; no other can be open any more.
    """
    rows = np.arange(len(entity), dtype=np.int32)
    joined = pa.table({"i": rows, "e": entity, "n": nhs, "s": single})
    connection.register("joined", joined)
    connection.execute(_ENTITY.format(near="semi join near using (i)" if near else ""))
    connection.unregister("joined")


_ENTITY = """
create or replace temp table entity as
    select i, e, nullif(n, -1) as n, nullif(s, 0) as s from joined {near};
create or replace temp table opened as
    select i from entity where n is null or n in
    (select n from entity where n is not null group by n having min(e) <> max(e))
"""


def rule_pairs(connection, rule, records):
    """The pairs one rule joins among what is still open: each block's first record with the rest.

    Returns (pairs counted before any is made, the arrays l and r), the arrays None where the
    rule was dropped for making more than MOST_PAIRS pairs a record.
    """
    keys = {f"k{n}": key for n, key in enumerate(rule.keys)}
    named = ", ".join(f"{key} as {name}" for name, key in keys.items())
    present = " and ".join(f"({key}) is not null" for key in rule.keys)
    columns = ", ".join(keys)
    connection.execute(
        f"""create or replace temp table member as
        with keyed as (select i, first, dob, {named} from {rule.base} where {present}),
        wanted as (select distinct {columns} from keyed semi join opened using (i))
        select keyed.*, e, n, s
        from keyed semi join wanted using ({columns}) join entity using (i)"""
    )
    counted = candidate_pairs(connection, tuple(keys), base="member")
    if counted > MOST_PAIRS * max(records, 1):
        return counted, None
    agree = "".join(f" and {test}" for test in _agreement(rule))
    found = connection.execute(
        f"""with block as (select min(i) as l, list(i) as members from member group by {columns}
            having min(e) <> max(e) and min(n) is not distinct from max(n)
            and count(s) = count(distinct s){agree})
        select * from (select l, unnest(members) as r from block) where l <> r order by all"""
    )
    return counted, found.fetchnumpy()


def _agreement(rule):
    if rule.first:
        yield "count(distinct first) <= 2"
        yield "(min(first) is null or names_alike(min(first), max(first)))"
    if rule.birth:
        yield "count(distinct dob) <= 2"
        yield "(min(dob) is null or equal_date_parts(min(dob), max(dob)) >= 2)"
