"""A whole linkage: what it writes, that it is the same every time, and what it never does."""

import json

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from benchmarks import linkage_records

from tests.see.linkage.people import ASHA, KEY, clusters_of, write
from tilth.see.linkage import link
from tilth.see.linkage.accuracy import pair_counts
from tilth.store.whole import hashes_of

RECORDS, PEOPLE = 6_000, 4_500
SINGLE = frozenset({"gp"})


@pytest.fixture(scope="module")
def crowd(tmp_path_factory):
    """Made-up records linked once: folder, Linked, and where the model was kept."""
    folder = tmp_path_factory.mktemp("crowd")
    linkage_records.make(str(folder), RECORDS, PEOPLE)
    identity = pq.read_table(folder / "identity.parquet")
    rng = np.random.default_rng(1)
    groups = ["asian", "black", "mixed", "white", None]
    context = {
        "record": identity["record"],
        "ethnic_group": [groups[k] for k in rng.integers(0, 5, RECORDS)],
        "imd_quintile": pa.array(rng.integers(1, 6, RECORDS)),
        "age": pa.array(rng.integers(0, 100, RECORDS)),
    }
    pq.write_table(pa.table(context), folder / "context.parquet")
    done = run(folder, folder / "out", context_path=folder / "context.parquet")
    return folder, done


def run(folder, out, **more):
    return link(folder / "identity.parquet", out, key=KEY, model_path=folder / "model.json",
                memory="1GB", **more)  # fmt: skip


def true_counts(folder, out):
    linked = pq.read_table(out / "link.parquet").sort_by("record")
    truth = pq.read_table(folder / "truth.parquet").sort_by("record")
    return pair_counts(linked["person"].to_numpy(), truth["truth"].to_numpy())


def test_most_pairs_are_found_and_nearly_all_are_right(crowd):
    folder, done = crowd
    right, wrong, missed = true_counts(folder, done.folder)
    assert right / (right + wrong) > 0.995
    assert right / (right + missed) > 0.985


def test_every_record_is_there_once_and_in_order(crowd):
    folder, done = crowd
    table = pq.read_table(done.folder / "link.parquet")
    assert table.column_names == ["record", "source", "person", "tier", "probability"]
    records = table["record"].to_numpy()
    assert (np.diff(records) > 0).all()
    assert set(records) == set(pq.read_table(folder / "identity.parquet")["record"].to_pylist())
    assert done.records == RECORDS
    assert done.people == len(set(table["person"].to_pylist()))
    assert sum(done.by_tier.values()) == RECORDS
    assert done.by_tier["new"] == done.people


def test_the_model_alone_joins_some(crowd):
    assert crowd[1].by_tier["T4"] > 0


def test_FT_the_same_inputs_give_the_same_bytes(crowd, tmp_path):
    folder, done = crowd
    again = run(folder, tmp_path / "again", context_path=folder / "context.parquet")
    assert hashes_of(again.folder) == hashes_of(done.folder)


def test_rows_in_another_order_give_the_same_people(crowd, tmp_path):
    folder, done = crowd
    table = pq.read_table(folder / "identity.parquet")
    shuffled = table.take(np.random.default_rng(7).permutation(RECORDS))
    pq.write_table(shuffled, tmp_path / "identity.parquet")
    (tmp_path / "model.json").write_bytes((folder / "model.json").read_bytes())
    again = run(tmp_path, tmp_path / "out", quality=False, threads=1)
    assert hashes_of(again.folder)["link.parquet"] == hashes_of(done.folder)["link.parquet"]


def test_a_model_learned_twice_is_one_model(crowd, tmp_path):
    folder, _ = crowd
    done = link(folder / "identity.parquet", tmp_path / "out", key=KEY, quality=False)
    assert (done.folder / "model.json").read_bytes() == (folder / "model.json").read_bytes()


def test_another_key_gives_other_numbers_and_the_same_people(crowd, tmp_path):
    folder, done = crowd
    other = link(folder / "identity.parquet", tmp_path / "out", key=bytes(32), quality=False,
                 model_path=folder / "model.json")  # fmt: skip
    assert clusters_of(other.folder) == clusters_of(done.folder)
    one, two = (set(pq.read_table(d.folder / "link.parquet")["person"].to_pylist())
                for d in (done, other))  # fmt: skip
    assert not one & two


def test_no_person_has_two_nhs_numbers_nor_a_source_twice(crowd, tmp_path):
    folder, _ = crowd
    done = run(folder, tmp_path / "out", quality=False, one_per_person=SINGLE)
    linked = pq.read_table(done.folder / "link.parquet").join(
        pq.read_table(folder / "identity.parquet", columns=["record", "nhs_number"]), "record"
    )
    counted = linked.group_by("person").aggregate([("nhs_number", "count_distinct")])
    assert pc.max(counted["nhs_number_count_distinct"]).as_py() == 1
    of_gp = linked.filter(pc.equal(linked["source"], "gp")).group_by("person")
    assert pc.max(of_gp.aggregate([("record", "count")])["record_count"]).as_py() == 1


def test_the_quality_says_what_hiding_numbers_showed(crowd):
    _, done = crowd
    told = json.loads((done.folder / "quality.json").read_text())
    hidden = told["hidden"]
    assert hidden["right"] + hidden["missed"] == hidden["pairs"] >= 80
    for name in ("precision", "recall", "f1"):
        one = hidden[name]
        assert 0.8 < one["lower"] <= one["value"] <= one["upper"] <= 1
    assert {g["group"] for g in told["by"]["ethnic_group"]} >= {"white", "unknown"}
    assert sum(g["pairs"] for g in told["by"]["age"]) == hidden["pairs"]
    assert set(told["gap"]) == set(told["gap_named"]) == {"ethnic_group", "imd_quintile", "age"}
    assert 0 < told["hidden_named"]["pairs"] <= hidden["pairs"]


def test_hidden_quality_is_near_the_truth(crowd):
    folder, done = crowd
    right, _, missed = true_counts(folder, done.folder)
    hidden = done.quality["hidden"]["recall"]
    assert hidden["lower"] - 0.03 <= right / (right + missed) <= 1


def test_AU_reasons_for_review_hold_no_name_and_no_value(crowd):
    folder, done = crowd
    reasons = pq.read_table(done.folder / "review.parquet")["why"].to_pylist()
    assert reasons
    words = {word for why in reasons for word in why.replace(";", " ").replace(",", " ").split()}
    people = pq.read_table(folder / "identity.parquet")
    for column in ("surname", "first_name", "postcode", "nhs_number", "email"):
        values = {v.lower() for v in people[column].to_pylist() if v}
        assert not {word.lower() for word in words} & values


def test_a_person_s_word_is_kept_at_the_next_linkage(crowd, tmp_path):
    folder, done = crowd
    review = pq.read_table(done.folder / "review.parquet").to_pylist()
    doubted = [p for p in review if "would give" not in p["why"]][:2]
    said = [
        {"record_l": p["record_l"], "record_r": p["record_r"], "verdict": verdict}
        for p, verdict in zip(doubted, ("accept", "reject"), strict=True)
    ]
    gone = {"record_l": 1, "record_r": 2, "verdict": "accept"}
    again = run(folder, tmp_path / "out", quality=False, decisions=[*said, gone])
    people = dict(zip(*(pq.read_table(again.folder / "link.parquet")[c].to_pylist()
                        for c in ("record", "person")), strict=True))  # fmt: skip
    accepted, rejected = ((people[p["record_l"]], people[p["record_r"]]) for p in said)
    assert accepted[0] == accepted[1]
    assert rejected[0] != rejected[1]
    left = {(p["record_l"], p["record_r"]) for p in
            pq.read_table(again.folder / "review.parquet").to_pylist()
            if "rejected" not in p["why"]}  # fmt: skip
    assert not {(p["record_l"], p["record_r"]) for p in said} & left
    assert again.by_tier["T5"] == 1


def test_a_handful_of_records_with_no_number_is_linked_too(tmp_path):
    rows = [{**ASHA, "nhs_number": None, "source": s} for s in ("club", "housing")]
    path = write(tmp_path, [*rows, {**rows[0], "first_name": "Bo", "surname": "Lee"}])
    done = link(path, tmp_path / "out", key=KEY)
    assert clusters_of(done.folder) == {frozenset({1, 2}), frozenset({3})}
    assert done.quality["hidden"]["pairs"] == 0
    assert done.quality["hidden"]["recall"]["value"] is None


def test_no_records_are_no_people(tmp_path):
    done = link(write(tmp_path, []), tmp_path / "out", key=KEY)
    assert (done.records, done.people, done.to_review) == (0, 0, 0)


def test_a_record_number_used_twice_is_a_defect(tmp_path):
    path = write(tmp_path, [ASHA, {**ASHA, "record": 1}])
    with pytest.raises(ValueError, match="used twice"):
        link(path, tmp_path / "out", key=KEY)
