"""The gap between groups is told between groups large enough, and with how sure it is."""

import numpy as np

from tests.see.linkage.people import ASHA, write
from tilth.see.linkage.accuracy import accuracy
from tilth.see.linkage.quality import NOT_KNOWN, _gap, both_named
from tilth.store.engine import engine
from tilth.store.matching import joining


def group(name, right, wrong, pairs):
    return {"group": name, "pairs": pairs, **accuracy(right, wrong, pairs - right)}


def test_CS_a_gap_is_between_groups_of_a_hundred_pairs_and_leaves_out_the_not_known():
    told = _gap([
        group("a", 190, 2, 200), group("b", 140, 0, 200), group("few", 5, 0, 99),
        group(NOT_KNOWN, 0, 0, 500),
    ])  # fmt: skip
    assert told["groups"] == 2
    recall = told["recall"]
    assert (recall["points"], recall["best"], recall["worst"]) == (25.0, "a", "b")
    assert recall["lower"] < 25 < recall["upper"]
    assert told["precision"]["points"] == 1.04


def test_CS_precision_is_compared_only_where_enough_was_found():
    told = _gap([group("a", 190, 2, 200), group("b", 40, 1, 200)])
    assert told["recall"]["points"] == 75.0
    assert told["precision"] is None


def test_CS_one_group_has_no_gap():
    assert _gap([group("a", 190, 2, 200)]) == {"groups": 1, "precision": None, "recall": None}


def test_a_pair_has_names_where_both_of_its_records_do(tmp_path):
    nameless = {"first_name": None, "surname": None}
    rows = [
        ASHA, {**ASHA, "source": "club"},
        {**ASHA, "nhs_number": "9990000026", **nameless}, {**ASHA, "nhs_number": "9990000026"},
        {**ASHA, "nhs_number": "9990000034"}, {**ASHA, "nhs_number": "9990000034", **nameless},
    ]  # fmt: skip
    with engine(memory="500MB", threads=1) as connection:
        pool = joining.load_pool(connection, write(tmp_path, rows))
    hidden = np.array([1, 3, 5])
    assert both_named(pool, hidden, pool.nhs[hidden]).tolist() == [True, False, False]
