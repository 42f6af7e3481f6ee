"""The pool of records in one spelling: as SQL for who reads it, as numbers for who compares it.

Rules compare a million records many times over, so each field is fetched once as a number: equal
numbers for equal values, 0 for missing. The words stay in the file until a few rows need them.
"""

from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from tilth.store.engine import text
from tilth.store.matching.standardise import add_macros, valid_numbers

MOST_PAIRS = 50  # candidate pairs a record, METHODS section 1
OPTIONAL = (
    "local_id", "nhs_number", "first_name", "surname", "date_of_birth", "sex", "postcode",
    "previous_postcode", "uprn", "email", "phone",
)  # fmt: skip
HASHED = ("first", "initial", "surname", "sound", "postcode", "sector", "previous", "uprn",
          "email", "phone")  # fmt: skip


@dataclass(frozen=True)
class Pool:
    """Every record as numbers, shape (records,), in record order.

    sources: their names; source: which of them. record: its number. nhs: -1 for none.
    dob: year * 512 + month * 32 + day, 0 for none. fields: {name: 64-bit hash, 0 for none}.
    """

    sources: list
    source: np.ndarray
    record: np.ndarray
    nhs: np.ndarray
    dob: np.ndarray
    fields: dict

    @property
    def records(self):
        return len(self.record)

    def without(self, rows):
        """The same pool with the NHS numbers of some rows left out."""
        nhs = self.nhs.copy()
        nhs[rows] = -1
        return replace(self, nhs=nhs)

    def rows_of(self, records):
        """The row of each record number, in the order given; -1 where it is not in the pool."""
        places = np.searchsorted(self.record, records)
        here = np.append(self.record, -1)[places] == records
        return np.where(here, places, -1)

    def single(self, one_per_person):
        """A bit for each record's source, 0 where the source may hold a person twice.

        Raises ValueError for more than 63 sources that have one record per person.
        """
        named = [name for name in self.sources if name in one_per_person]
        if len(named) > 63:
            raise ValueError("at most 63 sources can promise one record per person")
        bits = [1 << named.index(s) if s in named else 0 for s in self.sources]
        return np.array([*bits, 0], np.int64)[self.source]


def load_pool(connection, identity_path):
    """The records of identity.parquet as a Pool; raises ValueError for a record number used twice.

    The connection keeps the view `identity` and each distinct word's spelling for hold_words.
    """
    add_macros(connection)
    _read(connection, text(identity_path))
    connection.execute(_WORDS)
    named = connection.execute("select distinct source from identity order by source").fetchall()
    sources = [row[0] for row in named]
    listed = ", ".join(map(text, sources))
    marks = ", ".join(f"coalesce({_HASH[name]}, 0::ubigint) as {name}" for name in HASHED)
    found = connection.execute(
        f"""select record, (list_position([{listed}]::varchar[], source) - 1)::smallint as source,
        coalesce({_NHS}, -1) as nhs, coalesce(year(born) * 512 + month(born) * 32 + day(born), 0)
        ::integer as dob, {marks} from (select *, standard_date(date_of_birth) as born
        from identity) as identity {_JOINS}"""
    ).fetchnumpy()
    order = np.argsort(found["record"])
    found = {name: np.asarray(values)[order] for name, values in found.items()}
    if (np.diff(found["record"]) == 0).any():
        raise ValueError("a record number is used twice")
    nhs = np.where(valid_numbers(found["nhs"]), found["nhs"], -1)
    fields = {name: found[name] for name in HASHED}
    return Pool(sources, found["source"], found["record"], nhs, found["dob"], fields)


def _read(connection, path):
    have = {
        row[0]
        for row in connection.execute(f"describe select * from read_parquet({path})").fetchall()
    }
    empty = ", ".join(f"null::varchar as {c}" for c in OPTIONAL if c not in have)
    connection.execute(
        "create or replace temp view identity as select *"
        f"{', ' + empty if empty else ''} from read_parquet({path})"
    )


# Each distinct word is brought to one spelling once, with how many records have it.
_WORDS = """
create or replace temp table surname_form as
    select *, soundex(form) as sound, hash(form) as h, hash(sound) as h_sound
    from (select word, had, standard_surname(word) as form from (select surname as word,
        count(*) as had from identity where surname is not null group by surname));
create or replace temp table first_form as
    select word, had, given, coalesce(full_name, given) as form, hash(coalesce(full_name, given))
        as h, hash(coalesce(full_name, given)[1]) as h_initial
    from (select word, had, standard_first_name(word) as given from (select first_name as word,
        count(*) as had from identity where first_name is not null group by first_name))
    left join familiar on given = familiar.form;
create or replace temp table postcode_form as
    select *, hash(form) as h, hash(postcode_sector(form)) as h_sector
    from (select word, standard_postcode(word) as form
    from (select postcode as word from identity where postcode is not null
          union select previous_postcode from identity where previous_postcode is not null));
"""

_JOINS = """
    left join first_form f on first_name = f.word
    left join surname_form s on surname = s.word
    left join postcode_form p on postcode = p.word
    left join postcode_form q on previous_postcode = q.word
"""
_NHS = "case when regexp_full_match(nhs_number, '[0-9]{10}') then nhs_number::bigint end"
_EMAIL = "lower(trim(email))"
_PHONE = "nullif(translate(phone, ' ()+-.', ''), '')"


def _mark(value, hashed):
    return f"case when {value} is not null then {hashed} end"


_HASH = {
    "first": _mark("f.form", "f.h"),
    "initial": _mark("f.form", "f.h_initial"),
    "surname": _mark("s.form", "s.h"),
    "sound": _mark("s.form", "s.h_sound"),
    "postcode": _mark("p.form", "p.h"),
    "sector": _mark("p.form", "p.h_sector"),
    "previous": _mark("q.form", "q.h"),
    "uprn": _mark("uprn", "hash(uprn)"),
    "email": _mark("email", f"hash({_EMAIL})"),
    "phone": _mark(_PHONE, f"hash({_PHONE})"),
}

_WORDS_OF = f"""
create or replace temp table words as
    select i, record, source, nullif(number, -1) as nhs, f.form as first, f.given,
        s.form as surname, s.sound, standard_date(date_of_birth) as dob, sex, p.form as postcode,
        postcode_sector(p.form) as sector, q.form as previous, uprn,
        {_EMAIL} as email, {_PHONE} as phone
    from identity join asked using (record) {_JOINS}
"""


def hold_words(connection, pool, rows):
    """Make the table `words` of some records of the pool, in one spelling.

    Columns: i (the row), record, source, nhs, first (its full form), given, surname, sound, dob,
    sex, postcode, sector, previous, uprn, email, phone; null where missing or not a real value.
    """
    rows = np.asarray(rows, np.int32)
    asked = {"record": pool.record[rows], "i": rows, "number": pool.nhs[rows]}
    connection.register("asked", pa.table(asked))
    connection.execute(_WORDS_OF)
    connection.unregister("asked")


def names_alike(connection, left, right):
    """Whether each two first names, given by their hashes, are alike (standardise.py)."""
    rows = np.arange(len(left), dtype=np.int32)
    connection.register("asked", pa.table({"place": rows, "l": left, "r": right}))
    found = connection.execute(
        """with named as (select distinct h, form from first_form where form is not null)
        select names_alike(least(a.form, b.form), greatest(a.form, b.form)) as alike
        from asked join named a on l = a.h join named b on r = b.h order by place"""
    ).fetchnumpy()["alike"]
    connection.unregister("asked")
    return np.asarray(found, bool)
