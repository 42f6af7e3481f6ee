"""A file nobody described, read as text and brought to the forms that records are compared in."""

import pyarrow.parquet as pq

from tilth.ground.errors import ExtractError, UsageError
from tilth.store.engine import name, text
from tilth.store.matching.standardise import add_macros
from tilth.store.whole import whole_file

ENDINGS = {".parquet": "parquet", ".pq": "parquet", ".csv": "csv", ".gz": "csv", ".tsv": "csv"}


def columns_of(connection, path):
    """The names of a CSV or Parquet file's columns. Raises ExtractError for any other kind."""
    if _kind(path) == "parquet":
        return list(pq.read_schema(path).names)
    told = connection.execute(f"describe select * from {_reader(path)}").fetchall()
    return [row[0] for row in told]


def _kind(path):
    kind = ENDINGS.get(path.suffix.lower())
    if kind is None:
        raise ExtractError("only CSV and Parquet files can be linked", where=path.name)
    if not path.is_file():
        raise ExtractError("there is no such file", where=path.name)
    return kind


def _reader(path):
    """SQL that reads a file. Every column of a CSV is text: nothing is guessed."""
    if _kind(path) == "parquet":
        return f"read_parquet({text(path)})"
    return f"read_csv({text(path)}, all_varchar = true, header = true, strict_mode = true)"


def looks_of(connection, path, columns, patterns):
    """For each column, the share of its values that match each pattern: {column: {role: share}}.

    patterns: {role: (regular expression, share wanted)}.
    """
    found = {}
    for column in columns:
        value = f"trim({name(column)}::varchar)"
        counts = ", ".join(
            f"avg(regexp_matches({value}, {text(pattern)})::int)"
            for pattern, _ in patterns.values()
        )
        query = f"select {counts} from {_reader(path)} where nullif({value}, '') is not null"
        shares = connection.execute(query).fetchall()[0]
        found[column] = dict(zip(patterns, (share or 0 for share in shares), strict=True))
    return found


def load_rows(connection, files):
    """Make the table `unseen`: every row of the files in standard forms, numbered from 0.

    files: (path, source, {role: column}). Rows are numbered in the order of what they hold, so
    the same rows in another order are numbered alike. Columns: i, source, id, truth, and nhs,
    first, given, surname, sound, others (further words of the name), dob (text), year, sex,
    postcode, outward, town, email, mailbox, phone, birth_place, occupation: null where missing.
    Returns the number of rows.
    """
    add_macros(connection)
    parts = " union all ".join(_part(*file) for file in files)
    connection.execute(f"create or replace temp table unseen_text as {parts}")
    connection.execute(_FORMS)
    return connection.execute("select count(*) from unseen").fetchall()[0][0]


ROLES = (
    "id", "truth", "nhs_number", "first_name", "surname", "full_name", "date_of_birth", "sex",
    "postcode", "town", "email", "phone", "birth_place", "occupation",
)  # fmt: skip


def _part(path, source, roles):
    columns = ", ".join(
        f"nullif(trim({name(roles[role])}::varchar), '') as {role}"
        if role in roles
        else f"null::varchar as {role}"
        for role in ROLES
    )
    return f"select {text(source)} as source, {columns} from {_reader(path)}"


# A name may come whole, in parts, or both. Its first and last words are the first name and the
# surname where no column gives them; what is left over are further words.
_FORMS = r"""
create or replace temp table unseen_words as
    select *, string_split(nullif(untitled(plain_words(coalesce(full_name, ''))), ''), ' ') as w
    from unseen_text;
create or replace temp table unseen_named as
    select * exclude (w), coalesce(standard_first_name(first_name), nullif(w[1], '')) as given,
        coalesce(standard_surname(surname), case when len(w) > 1 then w[-1] end) as family,
        coalesce(w, []) as w
    from unseen_words;
create or replace temp table unseen as
    select (row_number() over (order by source, given, family, w, date_of_birth, sex, postcode,
            town, email, phone, birth_place, occupation, nhs_number, id) - 1)::integer as i,
        source, id, truth,
        valid_nhs_number(regexp_replace(nhs_number, '[ -]', '', 'g')) as nhs,
        coalesce(full_name_of.full_name, given) as first, given, family as surname,
        soundex(regexp_replace(nullif(family, ''), '[^a-z]', '', 'g')) as sound,
        nullif(list_sort(list_distinct(list_filter(w, lambda x: length(x) > 2
            and x <> coalesce(given, '') and x <> coalesce(family, '')))), []) as others,
        plain_date(date_of_birth) as dob,
        lower(sex[1]) as sex, upper(replace(unseen_named.postcode, ' ', '')) as postcode,
        upper(case when contains(unseen_named.postcode, ' ')
            then split_part(unseen_named.postcode, ' ', 1)
            else unseen_named.postcode[:-4] end) as outward,
        nullif(plain_words(town), '') as town, lower(email) as email,
        nullif(split_part(lower(email), '@', 1), '') as mailbox,
        nullif(regexp_replace(phone, '[^0-9]', '', 'g'), '') as phone,
        nullif(plain_words(birth_place), '') as birth_place,
        nullif(plain_words(occupation), '') as occupation
    from unseen_named left join familiar as full_name_of on given = full_name_of.form
"""


def add_frequencies(connection, columns):
    """Make the table `weighed_row`: `unseen` with tf_ columns, how common each value is."""
    frequencies = ", ".join(
        f"count({c}) over (partition by {c}) / nullif(count({c}) over (), 0) as tf_{c}"
        for c in columns
    )
    connection.execute(
        f"create or replace temp table weighed_row as select *, {frequencies} from unseen"
    )


def count_pairs(connection, keys):
    """How many pairs share every key: the sum over blocks of n (n - 1) / 2."""
    present = " and ".join(f"({key}) is not null" for key in keys)
    found = connection.execute(
        f"""select coalesce(sum(n * (n - 1) // 2), 0)::bigint from (select count(*)::hugeint as n
        from unseen where {present} group by {", ".join(keys)})"""
    ).fetchall()
    return found[0][0]


def all_pairs(connection):
    """Make `candidate` of every pair of rows; for small files only."""
    connection.execute(
        """create or replace temp table candidate as select a.i as join_key_l, b.i as join_key_r,
        '0' as match_key from unseen a join unseen b on a.i < b.i"""
    )


def blocked_pairs(connection, blocks):
    """Make `candidate` of the pairs that share every key of any one block."""
    parts = []
    for number, keys in enumerate(blocks):
        named = ", ".join(f"{key} as k{n}" for n, key in enumerate(keys))
        shared = ", ".join(f"k{n}" for n in range(len(keys)))
        keyed = f"(select i, {named} from unseen)"
        parts.append(
            f"select a.i as join_key_l, b.i as join_key_r, '{number:02d}' as match_key "
            f"from {keyed} a join {keyed} b using ({shared}) where a.i < b.i"
        )
    connection.execute(
        "create or replace temp table candidate as select join_key_l, join_key_r, "
        f"min(match_key) as match_key from ({' union all '.join(parts)}) group by all order by all"
    )


def pairs_within(connection, groups):
    """Make `candidate` of every pair of rows in one group. groups: an Arrow table of i, part."""
    connection.register("grouped", groups)
    connection.execute(
        """create or replace temp table candidate as select a.i as join_key_l, b.i as join_key_r,
        '0' as match_key from grouped a join grouped b using (part) where a.i < b.i"""
    )
    connection.unregister("grouped")


def present(connection, columns):
    """The share of rows in which each column has a value."""
    shares = ", ".join(f"count({c}) / greatest(count(*), 1)" for c in columns)
    row = connection.execute(f"select {shares} from unseen").fetchall()[0]
    return dict(zip(columns, row, strict=True))


def attach_truth(connection, path, identifier, person):
    """Take each row's true person from another file, by the row's own id."""
    connection.execute(
        f"""create or replace temp table unseen as select u.* replace (t.person as truth)
        from unseen u left join (select {name(identifier)}::varchar as id,
        min({name(person)}::varchar) as person from {_reader(path)} group by 1) t using (id)"""
    )


def truths(connection):
    """The true person of each row in order of i, as numbers; rows without one differ from all."""
    found = connection.execute(
        "select coalesce(truth, 'row ' || i) as t from unseen order by i"
    ).fetchall()
    numbers = {}
    return [numbers.setdefault(row[0], len(numbers)) for row in found]


def write_answer(connection, path, answer, *, pairs):
    """Write what was found as CSV or Parquet: clusters (source, id, person), or pairs.

    answer: an Arrow table: i and person, or l, r and probability. A row without an id of its own
    is called by its number.
    """
    connection.register("answer", answer)
    if pairs:
        query = """select a.source as source_l, coalesce(a.id, 'row ' || (a.i + 1)) as id_l,
            b.source as source_r, coalesce(b.id, 'row ' || (b.i + 1)) as id_r, probability
            from answer join unseen a on l = a.i join unseen b on r = b.i
            order by probability desc, a.i, b.i"""
    else:
        query = """select source, coalesce(id, 'row ' || (i + 1)) as id, person
            from answer join unseen using (i) order by person, source, id"""
    form = "parquet" if _kind_written(path) == "parquet" else "csv, header"
    with whole_file(path) as temporary:
        connection.execute(f"copy ({query}) to {text(temporary)} (format {form})")
    connection.unregister("answer")


def _kind_written(path):
    kind = ENDINGS.get(path.suffix.lower())
    if kind is None or path.suffix.lower() == ".gz":
        raise UsageError("say a file that ends in .csv or .parquet", where=path.name)
    return kind
