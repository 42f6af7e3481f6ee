"""A published linkage beside the truth, where someone knows it."""

import numpy as np

from tilth.ground.errors import UsageError
from tilth.store.engine import engine, name, text


def beside_truth(link_path, identity_path, truth_path, *, memory="2GB"):
    """The found and the true person of every record whose truth is told.

    truth_path: CSV or Parquet with `record`, or `source` and `local_id`, and `person`. A record
    whose local_id is told of two people is left out. Returns (found, true, records without truth).
    """
    reader = "read_parquet" if str(truth_path).endswith((".parquet", ".pq")) else "read_csv"
    more = "" if reader == "read_parquet" else ", all_varchar = true, header = true"
    told = f"{reader}({text(truth_path)}{more})"
    with engine(memory=memory) as connection:
        have = {r[0] for r in connection.execute(f"describe select * from {told}").fetchall()}
        by = ["record"] if "record" in have else ["source", "local_id"]
        if not {*by, "person"} <= have:
            raise UsageError(
                "this does not say who is truly who",
                where=str(truth_path),
                remedy="It needs the columns record and person, or source, local_id and person.",
            )
        keys = ", ".join(f"{name(k)}::varchar as {name(k)}" for k in by)
        found = connection.execute(
            f"""with true_of as (select {", ".join(by)}, min(person::varchar) as true_person
                from (select distinct {keys}, person from {told}) group by all
                having min(person::varchar) = max(person::varchar)),
            record_of as (select l.person, i.record::varchar as record, i.source, i.local_id
                from read_parquet({text(link_path)}) l
                join read_parquet({text(identity_path)}) i using (record))
            select person, dense_rank() over (order by true_person) as truth,
                true_person is not null as told
            from record_of left join true_of using ({", ".join(by)})"""
        ).fetchnumpy()
    known = np.asarray(found["told"], bool)
    people = np.asarray(found["person"])[known]
    return people, np.asarray(found["truth"])[known], int((~known).sum())


def review_pairs(review_path):
    """The rows of review.parquet as dicts, most likely first."""
    with engine(memory="1GB") as connection:
        query = "select record_l, record_r, probability, why from read_parquet({})"
        rows = connection.execute(query.format(text(review_path))).fetchall()
    pairs = [
        dict(zip(("record_l", "record_r", "probability", "why"), r, strict=True)) for r in rows
    ]
    return sorted(pairs, key=lambda p: (-p["probability"], p["record_l"], p["record_r"]))
