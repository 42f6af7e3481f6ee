"""Finest cells: held small, given back as they came, settled once for every process."""

import numpy as np
import pandas as pd
import pytest

from tilth.ground.disclosure import pattern
from tilth.ground.place import Privacy
from tilth.see.needs.cells import Ask, Cells
from tilth.store.needs.measure import Measure
from tilth.store.settled import Settled

AGES = ("0-4", "5-9", "10-14", "90+", None)


def frame(seed=1, areas=40):
    """Raw counts of made-up areas; of many nobody, of some no age or area known."""
    rng = np.random.default_rng(seed)
    homes = [*(f"E0{n:06}" for n in range(areas)), None]
    rows = [(home, age, fifth) for home in homes for age in AGES for fifth in (1, None)]
    made = pd.DataFrame(rows, columns=["lsoa21", "age_group", "deprivation_fifth"])
    words = {"lsoa21": "str", "age_group": "str", "deprivation_fifth": "Int64"}
    made = made.astype(words)
    made["denominator"] = rng.poisson(rng.gamma(0.5, 12, len(made)))
    made["numerator"] = rng.binomial(made["denominator"], 0.4)
    made["unknown"] = made["among_unknown"] = 0
    return made


def cells(made, kept=None):
    ask = Ask(Measure("smokes"))
    return Cells(made, ask, Privacy(), ("lsoa21",), ("age_group",), kept)


def test_the_frame_comes_back_as_it_came():
    made = frame()
    keys = ["lsoa21", "age_group", "deprivation_fifth"]
    found = cells(made).frame
    assert dict(found.dtypes) == dict(made.dtypes)
    both = [f.sort_values(keys, ignore_index=True) for f in (found, made)]
    pd.testing.assert_frame_equal(*both)


@pytest.mark.parametrize("keys", [["lsoa21"], ["lsoa21", "age_group"], ["deprivation_fifth"], []])
def test_raw_counts_are_the_sums_of_the_frame(keys):
    made = frame()
    raw = cells(made).raw(keys)
    counts = ["numerator", "denominator"]
    if not keys:
        assert raw[counts].iloc[0].tolist() == made[counts].sum().tolist()
        return
    slow = made.groupby(keys, dropna=False)[counts].sum().reset_index()
    slow = slow[(slow["denominator"] > 0) | slow[keys].notna().all(axis=1)]
    held = [f.sort_values(keys, ignore_index=True)[[*keys, *counts]] for f in (raw, slow)]
    pd.testing.assert_frame_equal(*held, check_dtype=False)


def test_a_measure_is_held_in_two_thirds_of_its_room_or_less():
    made = frame(areas=4000)
    one = cells(made)
    held = sum(part.memory_usage(deep=True).sum() for part in (one._held, one._nobody))
    assert held * 3 < made.memory_usage(deep=True).sum() * 2


def test_DC_01_what_is_settled_is_settled_once_and_only_for_these_very_counts(
    tmp_path, monkeypatch
):
    kept, asked = Settled(tmp_path, "r1"), []
    protect = pattern._protect_small

    def noted(*told):
        asked.append(1)
        return protect(*told)

    monkeypatch.setattr(pattern, "_protect_small", noted)
    first = cells(frame(), kept).pattern
    assert asked
    asked.clear()
    again = cells(frame(), kept).pattern
    assert not asked
    alone = cells(frame()).pattern
    for name, states in alone.states.items():
        assert (first.states[name] == states).all()
        assert (again.states[name] == states).all()
    asked.clear()
    changed = frame()
    changed.loc[0, "denominator"] += 1
    cells(changed, kept).pattern.of(cells(changed).raw(["lsoa21"]), ["lsoa21"])
    assert asked
