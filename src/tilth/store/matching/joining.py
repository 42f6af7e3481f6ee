"""The pool of records in one spelling: as SQL for who reads it, as numbers for who compares it.

Rules compare a million records many times over, so each field is fetched once as a number: equal
numbers for equal values, 0 for missing. The words stay in the file until a few rows need them.
"""

from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from tilth.store.engine import text
from tilth.store.matching.fetching import fetch
from tilth.store.matching.standardise import add_macros

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
    threads = connection.execute("select current_setting('threads')").fetchall()[0][0]
    found = fetch(identity_path, threads=threads)
    order = np.argsort(found.record)
    record = found.record[order]
    if (np.diff(record) == 0).any():
        raise ValueError("a record number is used twice")
    codes = {name: (places[order], words) for name, (places, words) in found.words.items()}
    fields = {name: values[order] for name, values in found.texts.items()}
    fields |= _spelled(connection, codes)
    places, words = codes["source"]
    sources = sorted(words.to_pylist())
    source = np.array([sources.index(word) for word in words.to_pylist()], np.int16)[places]
    fields = {name: fields[name] for name in HASHED}
    return Pool(sources, source, record, found.nhs[order], found.dob[order], fields)


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


# Each distinct word is brought to one spelling once, with the share of records that have that.
_SHARE = """case when form is not null then
    sum(had) over (partition by form) / sum(had) filter (form is not null) over () end as share"""
_FORMS = f"""
create or replace temp table surname_form as
    select *, {_SHARE}, if(form is null, 0, hash(form)) as h,
        if(form is null, 0, hash(sound)) as h_sound
    from (select *, soundex(form) as sound
    from (select word, had, standard_surname(word) as form from surname_word));
create or replace temp table first_form as
    select *, {_SHARE}, if(form is null, 0, hash(form)) as h,
        if(form is null, 0, hash(form[1])) as h_initial
    from (select word, had, given, coalesce(full_name, given) as form
    from (select word, had, standard_first_name(word) as given from first_name_word)
    left join familiar on given = familiar.form);
create or replace temp table postcode_form as
    select *, if(form is null, 0, hash(form)) as h,
        if(form is null, 0, hash(postcode_sector(form))) as h_sector
    from (select word, standard_postcode(word) as form
    from (select word from postcode_word union select word from previous_postcode_word));
"""

# The fields made of each column's words: the table of their spellings, and each field's hash in it.
_MADE = {
    "first_name": ("first_form", {"first": "h", "initial": "h_initial"}),
    "surname": ("surname_form", {"surname": "h", "sound": "h_sound"}),
    "postcode": ("postcode_form", {"postcode": "h", "sector": "h_sector"}),
    "previous_postcode": ("postcode_form", {"previous": "h"}),
}


def _spelled(connection, codes):
    """The fields made of words, as hashes; 0 for none. codes: {column: (places, words)}."""
    for name, (places, words) in codes.items():
        had = np.bincount(places[places >= 0], minlength=len(words))
        table = {"place": np.arange(len(words), dtype=np.int32), "word": words, "had": had}
        connection.register(f"{name}_word", pa.table(table))
    connection.execute(_FORMS)
    made = {}
    for column, (table, fields) in _MADE.items():
        marks = ", ".join(f"{mark} as {field}" for field, mark in fields.items())
        found = connection.execute(
            f"select {marks} from {column}_word left join {table} using (word) order by place"
        ).fetchnumpy()
        for field in fields:
            marks = np.ma.filled(found[field], np.uint64(0))
            made[field] = np.append(marks, np.uint64(0))[codes[column][0]]
    for name in codes:
        connection.unregister(f"{name}_word")
    return made


_JOINS = """
    left join first_form f on first_name = f.word
    left join surname_form s on surname = s.word
    left join postcode_form p on postcode = p.word
    left join postcode_form q on previous_postcode = q.word
"""
_EMAIL = "nullif(lower(trim(email)), '')"
_PHONE = "nullif(translate(phone, ' ()+-.', ''), '')"

_WORDS_OF = f"""
create or replace temp table words as
    select i, record, source, nullif(number, -1) as nhs, f.form as first, f.given,
        s.form as surname, s.sound, standard_date(date_of_birth) as dob, sex, p.form as postcode,
        postcode_sector(p.form) as sector, q.form as previous, nullif(uprn, '') as uprn,
        {_EMAIL} as email, {_PHONE} as phone, f.share as tf_first, s.share as tf_surname
    from identity join asked using (record) {_JOINS}
"""


def hold_words(connection, pool, rows):
    """Make the table `words` of some records of the pool, in one spelling.

    Columns: i (the row), record, source, nhs, first (its full form), given, surname, sound, dob,
    sex, postcode, sector, previous, uprn, email, phone, and tf_first and tf_surname, how common
    the names are in the pool; null where missing or not a real value.
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
