"""Records of one key lie together, in order, and those met are marked; compiled and plain."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tilth.see.linkage import together as module
from tilth.see.linkage.together import meeting, together

KEYS = st.lists(st.integers(0, 6) | st.sampled_from([2**63, 2**64 - 1]), max_size=40)


def blocks_of(keys):
    order, starts, stops = together(keys, np.flatnonzero(keys).astype(np.int32))
    return [order[a:b].tolist() for a, b in zip(starts, stops, strict=True)]


@settings(max_examples=100, deadline=None)
@given(KEYS)
def test_blocks_are_the_records_of_each_key_in_order(keys):
    slow = {key: [n for n, k in enumerate(keys) if k == key] for key in keys if key}
    found = blocks_of(np.array(keys, np.uint64))
    assert sorted(found) == sorted(rows for rows in slow.values() if len(rows) > 1)


def test_the_compiled_code_says_what_it_says_uncompiled(monkeypatch):
    keys = np.random.default_rng(1).integers(0, 30, 100).astype(np.uint64)
    compiled = blocks_of(keys)
    for name in ("_by_bits", "_mend", "_stretches"):
        monkeypatch.setattr(module, name, getattr(module, name).py_func)
    with np.errstate(over="ignore"):
        assert blocks_of(keys) == compiled != []


@pytest.mark.parametrize("mend", [module._mend, module._mend.py_func])
def test_keys_whose_bits_are_the_same_are_put_apart(mend):
    order, keys = np.arange(6, dtype=np.int32), np.array([9, 4, 9, 4, 4, 1], np.uint64)
    mend(keys, order, np.array([7, 7, 7, 7, 7, 8], np.uint64))
    assert order.tolist() == [1, 3, 4, 0, 2, 5]


@pytest.mark.parametrize("meet", [meeting, meeting.py_func])
def test_who_shares_a_key_is_met_and_who_has_none_is_not(meet):
    keys = np.array([5, 0, 9, 5, 0], np.uint64) << np.uint64(20)
    kept = np.zeros(5, bool)
    meet(keys, keys[:2], np.zeros(2, np.uint8), kept)
    assert kept.tolist() == [True, False, False, True, False]
