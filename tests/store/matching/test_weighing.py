"""The weight of evidence: the very sums Splink makes of the same model and the same pairs."""

import random

import numpy as np
import pytest

from tests.see.linkage.people import write
from tests.see.linkage.test_tiers import made_up_rows
from tilth.see.linkage.comparisons import person_comparisons, settings
from tilth.see.linkage.model import linker_of, whole
from tilth.store.engine import engine
from tilth.store.matching import candidates, joining, weighing

ROWS = 60


def a_model(seed):
    """Our comparisons with an m and a u for every level, drawn."""
    draw = random.Random(seed)
    model = settings(person_comparisons(), unique_id="i")
    for comparison in model["comparisons"]:
        for level in comparison["comparison_levels"]:
            if not level.get("is_null_level"):
                level |= {"m_probability": draw.random(), "u_probability": draw.random() ** 4}
    return whole({**model, "probability_two_random_records_match": 0.5}, 10_000)


@pytest.fixture
def compared(tmp_path):
    """A connection with sixty records much alike, and every pair of them to be weighed."""
    rows = [row for seed in range(40) for row in made_up_rows(seed)][:ROWS]
    with engine(memory="500MB", threads=1) as connection:
        pool = joining.load_pool(connection, write(tmp_path, rows))
        left, right = np.triu_indices(ROWS, 1)
        joining.hold_words(connection, pool, range(ROWS))
        candidates.hold_candidates(connection, left, right)
        yield connection


def by_splink(connection, model):
    linker, api = linker_of(connection, "words", model)
    blocked = connection.sql("select join_key_l, join_key_r, '0' as match_key from candidate")
    connection.execute("create temp table blocked as from blocked")
    blocked = api.register("blocked", dataset_display_name="candidate_pairs")
    linker.table_management.register_blocked_pairs_for_predict(blocked)
    scored = linker.inference.predict(warning_mode="never").as_duckdbpyrelation()
    return np.array(scored.project("i_l, i_r, match_weight").order("i_l, i_r").fetchall())


def test_every_pair_weighs_what_splink_says(compared):
    model = a_model(1)
    left, right, weights = weighing.pair_weights(compared, model["comparisons"], "words")
    splinks = by_splink(compared, model)
    assert len(weights) == ROWS * (ROWS - 1) // 2 == len(splinks)
    assert (np.stack([left, right], 1) == splinks[:, :2]).all()
    assert np.abs(weights - splinks[:, 2]).max() < 1e-9
    assert len(np.unique(weights.round(6))) > 100


def test_a_rare_value_can_only_count_where_both_have_it(compared):
    model = a_model(1)
    level = model["comparisons"][0]["comparison_levels"][3]
    level["tf_adjustment_column"] = "first"
    with pytest.raises(ValueError, match="only count where both"):
        weighing.pair_weights(compared, model["comparisons"], "words")
