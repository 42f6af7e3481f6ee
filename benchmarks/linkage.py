"""Tiers, then the model on what they leave, against Splink on everything.

All begin with the same identity.parquet and end with a person for every record in a Parquet
file, on the same cores. Splink is asked three ways. `splink`: as its documentation shows, with an
NHS number comparison, six more with term frequencies, six blocking rules, u from 10 million random
pairs, two sessions of expectation and maximisation, and clusters at 0.95. `splink_saved`: the same
from its own saved model. `splink_ours`: our spelling, our blocks and our saved model, with no
tiers before it. Ours starts from a saved model; what learning one costs is told apart. Imports and
compilation are outside all clocks. Run: python -m benchmarks.linkage
"""

import datetime
import json
import logging
import os
import shutil
import tempfile
import time
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

from benchmarks import harness, linkage_records

GOAL, GROWTH = 8, 1.1  # issue 2: times as fast as Splink on everything; exponent of time
SIZES = (100_000, 300_000, 1_000_000, 2_500_000, 5_000_000)
KEY = bytes(32)
PEERS = {
    "splink": ("everything", 3),  # the name it is told by, and how many pairs of runs
    "splink_saved": ("everything_from_a_saved_model", 3),
    "splink_ours": ("everything_by_our_model", 2),
}
WHOLE = 1_000_000  # records of the comparison with Splink
CUT = 0.95


def figures(found, folder):
    """Pairwise precision, recall and F1 against the truth. found: {record: person} as arrays."""
    from tilth.see.linkage.accuracy import accuracy, pair_counts

    truth = pq.read_table(Path(folder) / "truth.parquet")
    order = np.argsort(truth["record"].to_numpy())
    at = np.argsort(found[0])
    assert (truth["record"].to_numpy()[order] == found[0][at]).all()
    told = accuracy(*pair_counts(found[1][at], truth["truth"].to_numpy()[order]))
    return {k: round(told[k]["value"], 6) for k in ("precision", "recall", "f1")}


def tilth(folder, memory="6GB"):
    """Our whole linkage, from identities to link.parquet, with a saved model."""
    import pandas  # noqa: F401  both engines import it while they work

    from tilth.see import linkage

    folder = Path(folder)
    out = folder / "out"
    warm()
    shutil.rmtree(out, ignore_errors=True)
    started, worked = time.perf_counter(), time.process_time()
    linkage.link(
        folder / "identity.parquet",
        out,
        key=KEY,
        model_path=folder / "model.json",
        quality=False,
        memory=memory,
    )
    seconds, worked = time.perf_counter() - started, time.process_time() - worked
    table = pq.read_table(out / "link.parquet", columns=["record", "person"])
    found = (table["record"].to_numpy(), table["person"].to_numpy())
    answer = {**figures(found, folder), "processor": round(worked, 2)}
    return {"answer": answer, "seconds": seconds}


def warm():
    """Load what is compiled, by the tiers on a few hundred records."""
    from tilth.see.linkage.residual import find_candidates
    from tilth.see.linkage.tiers import run_tiers
    from tilth.store.engine import engine
    from tilth.store.matching.hmac_numbers import hmac_numbers
    from tilth.store.matching.joining import load_pool

    hmac_numbers(KEY, "person:", [1])
    with tempfile.TemporaryDirectory() as folder, engine(memory="1GB") as connection:
        linkage_records.make(folder, 400, 300)
        matched = run_tiers(connection, load_pool(connection, f"{folder}/identity.parquet"))
        find_candidates(matched, matched.held())


def teach(folder):
    """Learn and save our model, once; seconds."""
    from tilth.see.linkage.residual import model_for
    from tilth.store.engine import engine
    from tilth.store.matching.joining import load_pool

    folder = Path(folder)
    (folder / "model.json").unlink(missing_ok=True)
    started = time.perf_counter()
    with engine(memory="6GB") as connection:
        pool = load_pool(connection, folder / "identity.parquet")
        model_for(connection, pool, folder / "model.json", seed=1)
    return time.perf_counter() - started


def splink(folder):
    """Splink on everything, learning its model as it goes."""
    return _splink(Path(folder), saved=False)


def splink_saved(folder):
    """Splink on everything, from its own saved model."""
    return _splink(Path(folder), saved=True)


def _splink(folder, *, saved):
    import duckdb
    import pandas  # noqa: F401  both engines import it while they work
    from splink import DuckDBAPI, Linker, block_on

    logging.getLogger("splink").setLevel(logging.ERROR)
    model = folder / "splink.json"
    started, worked = time.perf_counter(), time.process_time()
    connection = duckdb.connect(config={"memory_limit": "12GB"})
    connection.execute(
        f"create table people as select record as unique_id, nhs_number, first_name, surname, "
        f"date_of_birth::varchar as dob, sex, replace(postcode, ' ', '') as postcode, email, phone "
        f"from '{folder}/identity.parquet'"
    )
    api = DuckDBAPI(connection)
    linker = Linker(api.register("people"), str(model) if saved else _settings(), log_level=None)
    if not saved:
        train = linker.training
        train.estimate_probability_two_random_records_match(
            ["l.nhs_number = r.nhs_number", "l.first_name = r.first_name and l.surname = r.surname "
             "and l.dob = r.dob"], recall=0.9,
        )  # fmt: skip
        train.estimate_u_using_random_sampling(max_pairs=1e7, seed=1)
        for block in (("dob", "first_name"), ("surname", "postcode")):
            train.estimate_parameters_using_expectation_maximisation(block_on(*block))
        linker.misc.save_model_to_json(str(model), overwrite=True)
    pairs = linker.inference.predict(threshold_match_probability=CUT)
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(
        pairs, threshold_match_probability=CUT
    )
    out = folder / "splink.parquet"
    clusters.as_duckdbpyrelation().project("unique_id, cluster_id").write_parquet(str(out))
    seconds, worked = time.perf_counter() - started, time.process_time() - worked
    table = pq.read_table(out)
    found = (table["unique_id"].to_numpy(), table["cluster_id"].to_numpy())
    answer = {**figures(found, folder), "processor": round(worked, 2)}
    return {"answer": answer, "seconds": seconds}


def splink_ours(folder):
    """Splink on everything with our model and our blocks: what the tiers before it save."""
    import pandas  # noqa: F401  both engines import it while they work
    from splink import DuckDBAPI, Linker

    from tilth.store.engine import engine
    from tilth.store.matching.joining import hold_words, load_pool

    folder = Path(folder)
    warm()
    logging.getLogger("splink").setLevel(logging.ERROR)
    started, worked = time.perf_counter(), time.process_time()
    with engine(memory="12GB") as connection:
        pool = load_pool(connection, folder / "identity.parquet")
        hold_words(connection, pool, np.arange(pool.records))
        api = DuckDBAPI(connection)
        linker = Linker(api.register("words"), _our_settings(folder), log_level=None)
        pairs = linker.inference.predict(threshold_match_probability=CUT, warning_mode="never")
        clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(
            pairs, threshold_match_probability=CUT
        )
        out = folder / "splink_ours.parquet"
        clusters.as_duckdbpyrelation().project("record, cluster_id").write_parquet(str(out))
        seconds, worked = time.perf_counter() - started, time.process_time() - worked
    table = pq.read_table(out)
    found = (table["record"].to_numpy(), table["cluster_id"].to_numpy())
    answer = {**figures(found, folder), "processor": round(worked, 2)}
    return {"answer": answer, "seconds": seconds}


def _our_settings(folder):
    """Our saved model as Splink takes it, with our blocks, and as many matches as are true."""
    from tilth.see.linkage.rules import BLOCKS

    made = {
        "year": "year({0}.dob)",
        "birthday": "strftime({0}.dob, '%m%d')",
        "initial": "{0}.first[1]",
        "lesser": "lesser({0}.first, {0}.surname)",
        "greater": "greater({0}.first, {0}.surname)",
    }
    asked = [[made.get(key, "{0}." + key) for key in keys] for _, keys in BLOCKS]
    rules = [" and ".join(f"{k.format('l')} = {k.format('r')}" for k in keys) for keys in asked]
    truth = pq.read_table(folder / "truth.parquet")["truth"].to_numpy()
    sizes = np.unique(truth, return_counts=True)[1].astype(float)
    return {
        **json.loads((folder / "model.json").read_text()),
        "blocking_rules_to_generate_predictions": [{"blocking_rule": rule} for rule in rules],
        "probability_two_random_records_match": (sizes * (sizes - 1)).sum()
        / (len(truth) * (len(truth) - 1.0)),
    }


def _settings():
    import splink.comparison_library as cl
    from splink import SettingsCreator, block_on

    return SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            cl.ExactMatch("nhs_number"),
            cl.NameComparison("first_name").configure(term_frequency_adjustments=True),
            cl.NameComparison("surname").configure(term_frequency_adjustments=True),
            cl.DateOfBirthComparison("dob", input_is_string=True),
            cl.PostcodeComparison("postcode"),
            cl.ExactMatch("sex"),
            cl.EmailComparison("email"),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("nhs_number"),
            block_on("first_name", "surname", "dob"),
            block_on("surname", "dob"),
            block_on("first_name", "dob"),
            block_on("postcode", "first_name"),
            block_on("email"),
        ],
        retain_intermediate_calculation_columns=False,
        retain_matching_columns=False,
    )


def prepared(folder, records):
    """A folder of records with our model in it; the seconds that model took."""
    folder = Path(folder) / str(records)
    if not (folder / "truth.parquet").exists():
        folder.mkdir(parents=True, exist_ok=True)
        linkage_records.make(folder, records, records * 3 // 4)
    return folder, harness.once("linkage", "teach", str(folder))["answer"]


def no_worse(ours, peer):
    return ours["f1"] >= peer["f1"]


def unseen(name):
    """F1 of a file never seen before, of those partners may hold; None where it is not here."""
    from tilth.see.linkage import unseen as files
    from tilth.see.linkage.accuracy import accuracy, pair_counts

    root = Path(os.environ.get("TILTH_SHARED", Path(__file__).parents[1] / ".." / "shared"))
    path = next(iter(sorted((root / "data" / "people_level").glob(f"*{name}*"))), None)
    if path is None:
        return None
    with files.open_engine(memory="4GB") as connection:
        found = files.link_files(connection, [path], truth="cluster")
    told = accuracy(*pair_counts(found.person, found.truth))
    return {k: round(told[k]["value"], 4) for k in ("precision", "recall", "f1")}


def measured(folder):
    """Both measurements, and the files never seen."""
    million, taught = prepared(folder, WHOLE)
    result = {"learning_seconds": round(taught, 2), "goal": {"ratio": GOAL, "exponent": GROWTH}}
    for peer, (name, pairs) in PEERS.items():
        told = harness.duel(
            "linkage", "tilth", peer, str(million), pairs=pairs, same=no_worse, clock="inner"
        )
        told["peer_answer"] = harness.once("linkage", peer, str(million))["answer"]
        told["processor_ratio"] = round(
            told["peer_answer"]["processor"] / told["answer"]["processor"], 2
        )
        told["met"] = told["claimed_ratio"] >= GOAL
        result[name] = told
    runs = []
    for records in SIZES:
        made, _ = prepared(folder, records)
        runs.append({"records": records, **harness.once("linkage", "tilth", str(made))})
    result["sizes"] = runs
    result["growth_of_time"] = harness.growth(SIZES, [r["inner"] for r in runs])
    result["growth_of_memory"] = harness.growth(SIZES, [r["peak_mb"] for r in runs])
    result["growth_met"] = result["growth_of_time"]["exponent"] <= GROWTH
    result["files_never_seen"] = {
        name: harness.once("linkage", "unseen", name)["answer"]
        for name in ("fake_1000", "historical_50k")
    }
    return result


def main(*, on):
    """Measure in a folder of its own, and keep what was measured in benchmarks/results."""
    with tempfile.TemporaryDirectory(prefix="tilth-linkage-") as folder:
        result = measured(folder)
    harness.save("linkage", result, on=on)


if __name__ == "__main__":
    main(on=datetime.date.today())
