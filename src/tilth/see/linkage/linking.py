"""From a table of identities to one population: who is who, how sure, and what to look at."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from tilth.ground.progress import unwatched
from tilth.see.linkage.quality import measure
from tilth.see.linkage.residual import model_for, weigh_residual
from tilth.see.linkage.tiers import TIERS, run_tiers
from tilth.store.engine import engine
from tilth.store.matching import joining, linked
from tilth.store.whole import whole_folder, write_json


@dataclass(frozen=True)
class Linked:
    """What a linkage did: records in, people out, joins by tier, pairs to look at, quality."""

    folder: Path
    records: int
    people: int
    by_tier: dict
    to_review: int
    quality: dict


def link(
    identity_path,
    out_folder,
    *,
    key,
    one_per_person=frozenset(),
    context_path=None,
    model_path=None,
    decisions=(),
    seed=1,
    memory="4GB",
    threads=None,
    quality=True,
    progress=None,
):
    """Link every record of identity.parquet to a person; write link, review and quality files.

    identity_path, and what is written to out_folder: docs/reference/tables.md, stage `link`.
    key: bytes of this purpose's key, which makes person numbers. one_per_person: sources that
    hold a person once. context_path: Parquet of record, ethnic_group?, imd_quintile?, age?, sex?
    for the quality by group. model_path: where the trained model is, or is to be kept; without it
    a model is trained and kept in out_folder. decisions: dicts of record_l, record_r, verdict.
    quality: whether to measure it, which doubles the time. out_folder must not exist yet.
    Returns Linked. The same records, key, model and decisions give the same bytes.
    """
    tell = progress or unwatched
    with engine(memory=memory, threads=threads) as connection:
        tell("Reading records", 0, None)
        pool = joining.load_pool(connection, identity_path)
        decided = _decided(pool, decisions)
        with whole_folder(out_folder) as folder:
            kept = Path(model_path) if model_path else folder / "model.json"
            model = model_for(connection, pool, kept, seed=seed)
            run = partial(
                match, connection, model=model, one_per_person=one_per_person, progress=tell
            )
            matched, doubted = run(pool, decided=decided)
            told = _counts(matched, pool.records)
            told |= _write(connection, folder, pool, matched, doubted, key)
            if quality:
                tell("Measuring", 0, None)
                told |= measure(
                    connection,
                    matched,
                    pool,
                    lambda hidden: run(hidden)[0],
                    seed=seed,
                    context_path=context_path,
                )
            write_json(folder / "quality.json", told)
    return Linked(
        Path(out_folder), pool.records, told["people"], told["by_tier"], told["to_review"], told
    )


def match(connection, pool, *, model, one_per_person, decided=None, progress=None):
    """All tiers over a pool: Matched, and the pairs for people to look at."""
    matched = run_tiers(
        connection, pool, one_per_person=one_per_person, decided=decided, progress=progress
    )
    return matched, weigh_residual(connection, matched, model)


def _decided(pool, decisions):
    """People's verdicts as numbers i; about records no longer here they say nothing."""
    decisions = list(decisions)
    if not decisions:
        return {}
    pairs = [(d["record_l"], d["record_r"]) for d in decisions]
    rows = pool.rows_of(np.array(pairs, np.int64).ravel()).reshape(-1, 2)
    here = (rows >= 0).all(axis=1)
    verdicts = np.array([d["verdict"] for d in decisions], dtype=object)
    return {v: rows[here & (verdicts == v)] for v in ("accept", "reject")}


def _counts(matched, records):
    names, counts = np.unique(matched.clusters.tier, return_counts=True)
    found = {TIERS[n]: int(c) for n, c in zip(names, counts, strict=True)}
    return {
        "records": records,
        "by_tier": dict.fromkeys(TIERS, 0) | found,
        "rules": matched.rules,
        "kept_apart": sum(len(r[0]) for r in matched.removed),
    }


def _write(connection, folder, pool, matched, doubted, key):
    clusters = matched.clusters
    people = linked.write_links(
        connection,
        folder / "link.parquet",
        pool,
        key=key,
        root=clusters.labels(),
        tier=clusters.tier,
        probability=clusters.probability,
        tiers=TIERS,
    )
    review = _review(connection, matched, doubted)
    linked.write_review(connection, folder / "review.parquet", pool, **review)
    return {"people": people, "to_review": len(review["left"])}


def _review(connection, matched, doubted):
    """Pairs for people: what the model doubts, and what it believed but a rule kept apart."""
    left, right, chance = doubted
    parts = [(left, right, chance, ""), *matched.removed]
    left, right, chance = (np.concatenate([p[k] for p in parts]) for k in range(3))
    ruled = [part[3] for part in parts for _ in part[0]]
    why = zip(linked.reasons(connection, left, right), ruled, strict=True)
    told = ["; ".join(filter(None, both)) for both in why]
    return {"left": left, "right": right, "probability": chance, "why": told}
