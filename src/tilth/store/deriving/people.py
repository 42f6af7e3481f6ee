"""Who the release is about: scope, opt-outs, and one row a person when sources disagree."""

from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from tilth.store.deriving.attributes import (
    BY_MAJORITY,
    ETHNIC_GROUPS,
    SEXES,
    WORKED_OUT,
    attribute_types,
    person_schema,
    settled,
)
from tilth.store.engine import date, engine, name, text
from tilth.store.matching.tokens import hold_key, token
from tilth.store.parquet import write_query

STATES = ("used", "opted_out", "out_of_scope")
WHO_SCHEMA = pa.schema([("record", pa.int64()), ("person", pa.int64())])


@dataclass(frozen=True)
class Ground:
    """The geography people are placed in. areas: the small areas that count as the place."""

    folder: Path
    areas: tuple[str, ...]


def write_people(told, link, ground, opt_outs, folder, *, key, synthetic, **room):
    """Write person.parquet and, for each source, who/SOURCE.parquet; return the arithmetic.

    told: every source in service. link: link.parquet. opt_outs: token.parquet or None; key makes
    its tokens. person.parquet holds the people of planning sources who live or are registered
    here and have not opted out; who/SOURCE.parquet holds which records are theirs.
    room: as engine has it.
    """
    types = attribute_types([one for one in told if one.plan])
    with engine(**room) as connection:
        hold_key(connection, "opt_out", key)
        _records(connection, told, link)
        for attribute in types:
            _settle(connection, attribute, _statements(told, attribute, types[attribute]))
        month = "date_trunc('month', date_of_birth)::date"
        _settle(connection, "birth_month", _of_record(month))
        _settle(connection, "postcode", _of_record("postcode"))
        _place(connection, ground)
        _states(connection, opt_outs)
        schema = person_schema(types)
        path = folder / "person.parquet"
        write_query(connection, _people(schema), path, schema, synthetic=synthetic)
        (folder / "who").mkdir()
        for one in told:
            query = (
                "select record, person from record join state using (person) where plan and "
                f"state = 'used' and source = {text(one.source)} order by record"
            )
            write_query(connection, query, folder / "who" / f"{one.source}.parquet", WHO_SCHEMA)
        return _arithmetic(connection)


def _records(connection, told, link):
    """Every record with its person, its rows, its last day and what it says of who they are."""
    parts = [
        f"select i.*, r.rows, r.last_on, {one.rank}::smallint as rank, {one.plan} as plan, "
        f"{text(one.partner)} as partner from read_parquet({text(one.folder / 'identity.parquet')})"
        f" i join read_parquet({text(one.folder / 'record.parquet')}) r using (record)"
        for one in told
    ]
    means = {how.means for one in told for how in one.extract.columns.values() if how.attribute}
    keep = ["record", "source", "rows", "last_on", "rank", "plan", "partner"]
    keep += sorted({"nhs_number", "date_of_birth", "sex", "postcode"} | means - {""})
    connection.execute(
        f"create temp table record as select l.person, {', '.join('a.' + k for k in keep)} "
        f"from ({' union all '.join(parts)}) a "
        f"join (select record, person from read_parquet({text(link)})) l using (record)"
    )


def _of_record(expression):
    return f"select person, rank, last_on, {expression} as value from record where plan"


def _statements(told, attribute, kind):
    """SQL of everything planning sources say of one attribute: person, rank, last_on, value."""
    said = [_of_record("sex")] if attribute == "sex" else []
    for one in told:
        for column in one.attributes.get(attribute, ()) if one.plan else ():
            how = one.extract.columns[column]
            if how.means:
                said.append(f"{_of_record(how.means)} and source = {text(one.source)}")
            else:
                said.append(_of_payload(one, column))
    nothing = "select null::bigint, 0::smallint, null::date, null where false"
    words = {"sex": SEXES, "ethnic_group": ETHNIC_GROUPS}.get(attribute)
    known = f" and value in ({', '.join(map(text, words))})" if words else ""
    filled = " and value <> ''" if kind == pa.string() else ""
    return (
        f"select * from ({' union all '.join(said or [nothing])}) t(person, rank, last_on, value) "
        f"where value is not null{filled}{known}"
    )


def _of_payload(one, column):
    days = ", ".join(f"({n}, {date(day)})" for n, day in enumerate(one.days))
    return (
        f"select r.person, r.rank, d.day as last_on, p.{name(column)} as value "
        f"from read_parquet({text(one.folder / 'payload.parquet')}) p "
        f"join (values {days}) d(of_file, day) using (of_file) "
        f"join record r using (record)"
    )


def _settle(connection, attribute, statements):
    query = settled(statements, majority=attribute in BY_MAJORITY)
    connection.execute(f"create temp table {name('is_' + attribute)} as {query}")


def _place(connection, ground):
    """Where each person lives, as far as the geography knows their postcode."""
    areas = pa.table({"lsoa21": pa.array(ground.areas, pa.string())})
    connection.register("here", areas)
    table = {
        n: f"read_parquet({text(ground.folder / f'{n}.parquet')})"
        for n in ("postcode", "lsoa11_lsoa21", "organisation")
    }
    connection.execute(
        "create temp table home as "
        "with one as (select lsoa21, min(lsoa11) as lsoa11 "
        f"from {table['lsoa11_lsoa21']} group by lsoa21 having count(distinct lsoa11) = 1) "
        "select person, p.lsoa21, one.lsoa11, "
        "coalesce(p.postcode_district, split_part(h.value, ' ', 1)) as postcode_district, "
        "coalesce(p.lsoa21 in (select lsoa21 from here), false) as resident "
        f"from is_postcode h left join {table['postcode']} p on p.postcode = h.value "
        "left join one on one.lsoa21 = p.lsoa21"
    )
    connection.execute(
        "create temp table practice_here as select distinct code "
        f"from {table['organisation']} where kind = 'gp_practice'"
    )


def _states(connection, opt_outs):
    """used, opted_out or out_of_scope, for everyone a planning source knows."""
    out = "select null::bigint as person where false"
    if opt_outs:
        number = token("nhs_number", purpose="opt_out")
        out = (
            "select distinct person from record where nhs_number in (select nhs_number from "
            f"(select nhs_number, {number} as token from "
            "(select distinct nhs_number from record where nhs_number is not null)) "
            f"semi join read_parquet({text(opt_outs)}) using (token))"
        )
    connection.execute(
        f"create temp table state as with opted as ({out}), "
        "known as (select person, count(distinct partner)::smallint as known_to from record "
        "where plan group by person), "
        "scope as (select person, known_to, home.resident, o.person is not null as opted, "
        "h.code is not null as registered "
        "from known left join home using (person) left join is_practice g using (person) "
        "left join practice_here h on h.code = g.value left join opted o using (person)) "
        "select person, known_to, resident, registered, "
        "case when opted then 'opted_out' when coalesce(resident, false) or registered "
        "then 'used' else 'out_of_scope' end as state from scope"
    )


def _people(schema):
    given = [c for c in schema.names if c not in WORKED_OUT] + ["birth_month"]
    source = {c: f"{name('is_' + c)}.value" for c in given}
    source |= {c: f"home.{c}" for c in ("postcode_district", "lsoa21", "lsoa11")}
    source |= {c: f"s.{c}" for c in ("person", "resident", "registered", "known_to")}
    columns = ", ".join(f"{source[c]} as {name(c)}" for c in schema.names)
    joins = " ".join(f"left join {name('is_' + c)} using (person)" for c in given)
    return (
        f"select {columns} from state s left join home using (person) {joins} "
        "where state = 'used' order by s.person"
    )


def _arithmetic(connection):
    """People and rows in = used + opted out + out of scope, in all and by source."""
    people = dict(connection.execute("select state, count(*) from state group by state").fetchall())
    ((elsewhere,),) = connection.execute(
        "select count(distinct person) from record where person not in (select person from state)"
    ).fetchall()
    rows = connection.execute(
        "select source, state, sum(rows)::bigint, count(distinct person) "
        "from record join state using (person) where plan group by all order by all"
    ).fetchall()
    by_source = {}
    for source, state, count, persons in rows:
        by_source.setdefault(source, {s: {"people": 0, "rows": 0} for s in STATES})[state] = {
            "people": persons,
            "rows": count,
        }
    return {
        "people": {state: people.get(state, 0) for state in STATES},
        "rows": {s: sum(b[s]["rows"] for b in by_source.values()) for s in STATES},
        "by_source": by_source,
        "people_of_other_purposes": elsewhere,
    }
