"""The model: what it learns, keeps, and says."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilth.ground.errors import DefinitionError
from tilth.see.linkage.clusters import Clusters
from tilth.see.linkage.model import probabilities, read_model, whole
from tilth.see.linkage.residual import share_out


def chances(*levels, rows=10_000):
    made = whole({"comparisons": [{"comparison_levels": list(levels)}]}, rows)
    told = made["comparisons"][0]["comparison_levels"]
    return [(lv.get("m_probability"), lv.get("u_probability")) for lv in told]


def test_a_level_never_met_is_told_a_small_chance_not_left_out():
    levels = {"is_null_level": True}, {"m_probability": 0.9}, {"u_probability": "not observed"}
    assert chances(*levels) == [(None, None), (0.9, 2e-6), (1e-3, 2e-6)]


def test_a_level_never_met_among_few_pairs_may_still_be_common():
    assert chances({"m_probability": 0.9}, {"u_probability": 0.9}, rows=5) == [
        (0.9, 0.05),
        (1e-3, 0.9),
    ]


def test_a_comparison_never_taught_is_believed_as_most_are():
    found = [m for m, _ in chances({}, {}, {}, {})]
    assert found == pytest.approx([0.85, 0.05, 0.05, 0.05])


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"comparisons": []}'])
def test_a_file_that_is_no_model_is_refused(tmp_path, text):
    path = tmp_path / "model.json"
    path.write_text(text)
    with pytest.raises(DefinitionError, match="saved matching model"):
        read_model(path)


def test_a_model_is_read_back(tmp_path):
    path = tmp_path / "model.json"
    path.write_text(json.dumps({"comparisons": [1]}))
    assert read_model(path) == {"comparisons": [1]}


def test_no_pairs_have_no_prior():
    chance, prior = probabilities(np.zeros(0), 10)
    assert (chance.size, prior) == (0, 0.0)


def test_the_prior_is_learned_from_the_pairs():
    weights = np.r_[np.full(50, 25.0), np.full(5000, -12.0)]
    chance, prior = probabilities(weights, 10_000)
    assert prior == pytest.approx(50 / 10_000, rel=0.01)
    assert (chance[:50] > 0.99).all()
    assert (chance[50:] < 0.001).all()


@given(st.lists(st.floats(-40, 40), min_size=1, max_size=30), st.integers(1, 10**9))
def test_more_evidence_is_never_less_likely(weights, pairs):
    chance, prior = probabilities(np.sort(np.array(weights)), pairs)
    assert (np.diff(chance) >= 0).all()
    assert ((chance >= 0) & (chance <= 1)).all()
    assert 0 < prior <= 0.5


def test_a_record_that_fits_two_people_is_surely_neither():
    clusters = Clusters([5, 6, -1, 7], [0] * 4)
    shared = share_out(
        clusters, np.array([0, 1, 2]), np.array([2, 2, 3]), np.array([0.99, 0.99, 0.2])
    )
    assert shared[0] == shared[1]
    assert shared[0] < 0.51
    assert shared[2] < 0.01


def test_a_record_that_fits_one_person_twice_is_as_sure_as_its_best_pair():
    clusters = Clusters([5, 5, -1], [0] * 3)
    shared = share_out(clusters, np.array([0, 1]), np.array([2, 2]), np.array([0.99, 0.97]))
    assert shared == pytest.approx([0.99, 0.97])
