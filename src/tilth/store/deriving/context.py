"""What linkage may know of a record only to say how well each group was matched."""

import pyarrow as pa

from tilth.store.engine import engine, name, text
from tilth.store.parquet import write_query

CONTEXT_SCHEMA = pa.schema(
    [
        ("record", pa.int64()),
        ("ethnic_group", pa.string()),
        ("imd_quintile", pa.int16()),
        ("age", pa.int16()),
        ("sex", pa.string()),
    ]
)


def write_context(told, postcodes, small_areas, path, *, as_of, **room):
    """Write, for every record, its ethnic group, deprivation fifth, age and sex where known.

    told: every source (attributes.Told). postcodes: postcode.parquet. small_areas: an Arrow table
    with lsoa21 and imd_quintile. as_of: the day of the ages. room: as engine has it.
    """
    with engine(**room) as connection:
        connection.register("fifth", small_areas.select(["lsoa21", "imd_quintile"]))
        identity = " union all ".join(
            f"select record, date_of_birth, sex, postcode "
            f"from read_parquet({text(one.folder / 'identity.parquet')})"
            for one in told
        )
        query = (
            "select record, g.value as ethnic_group, imd_quintile, "
            f"date_diff('month', date_of_birth, date {text(as_of)}) // 12 as age, "
            "nullif(sex, '') as sex "
            f"from ({identity}) left join ({_ethnic_groups(told)}) g using (record) "
            f"left join (select distinct on (postcode) postcode, lsoa21 "
            f"from read_parquet({text(postcodes)}) order by postcode, lsoa21) using (postcode) "
            "left join fifth using (lsoa21) order by record"
        )
        write_query(connection, query, path, CONTEXT_SCHEMA)


def _ethnic_groups(told):
    parts = [
        f"select record, of_file, {name(column)} as value "
        f"from read_parquet({text(one.folder / 'payload.parquet')}) "
        f"where {name(column)} <> ''"
        for one in told
        for column in one.attributes.get("ethnic_group", ())
    ]
    nothing = "select 0::bigint as record, 0 as of_file, '' as value where false"
    return (
        "select record, first(value order by of_file desc, value) as value "
        f"from ({' union all '.join(parts or [nothing])}) group by record"
    )
