"""Where a figure varies rests on counts as they may be shown, and on nothing else (DC)."""

import numpy as np
import pandas as pd
import pytest

from tests.see.needs.conftest import indicator_of
from tilth.ground.place import Privacy
from tilth.see.needs.cells import Ask, Cells
from tilth.see.needs.layers import shared_out
from tilth.verify.disclosure.people import in_streets
from tilth.verify.disclosure.publishing import publish

LAYERS = ("place", "neighbourhood", "ward")
SHARE = indicator_of(
    statistic="proportion", denominator="age >= 19", numerator="active_minutes < 30", per=100
)


def cells_of(made):
    return Cells(made.finest, Ask(None), Privacy(), made.layers, made.groups)


def shares(cells):
    """All that is worked out, to the last digit."""
    rng = np.random.default_rng(1)
    found = shared_out(cells, SHARE, small="lsoa21", layers=LAYERS, rng=rng, draws=50)
    return found.assign(**found.attrs)


class Seen(Cells):
    """Other people underneath, of whom the same is shown."""

    def __init__(self, made, shown):
        super().__init__(made.finest, Ask(None), Privacy(), made.layers, made.groups)
        self.table = shown

    def shown(self, keys):
        assert keys == ["lsoa21"]
        return self.table


@pytest.mark.parametrize("seed", range(3))
def test_DC_02_where_it_varies_reads_no_count_but_as_it_is_shown(seed):
    rng = np.random.default_rng(seed)
    made = in_streets(rng, 30)
    told = shares(cells_of(made))
    assert told["share"].notna().any()
    others = made.finest.copy()
    others["denominator"] = rng.integers(1, 500, len(others))
    others["numerator"] = rng.integers(0, others["denominator"] + 1)
    others["unknown"] = rng.integers(0, 50, len(others))
    shown = cells_of(made).shown(["lsoa21"])
    made.finest[others.columns] = others
    pd.testing.assert_frame_equal(shares(Seen(made, shown)), told)
    with pytest.raises(AssertionError):
        pd.testing.assert_frame_equal(shares(cells_of(made)), told)


def published(made):
    return [table.shown.to_csv(index=False) for table in publish(made)]


@pytest.mark.no_cover
def test_DC_02_hidden_and_rounded_counts_may_change_as_far_as_tables_allow_and_no_share_does():
    """People move to where everything that is published stays the same."""
    rng = np.random.default_rng(4)
    changed = 0
    for _ in range(3):
        made = in_streets(rng, 30)
        tables, told = published(made), shares(cells_of(made))
        for _ in range(30):
            name = str(rng.choice(["numerator", "denominator"]))
            one, other = rng.choice(len(made.finest), 2, replace=False)
            before = made.finest[name].copy()
            made.finest.loc[one, name] += 1
            made.finest.loc[other, name] -= 1
            fits = made.finest["numerator"].between(0, made.finest["denominator"]).all()
            if fits and published(made) == tables:
                changed += 1
                pd.testing.assert_frame_equal(shares(cells_of(made)), told)
            else:
                made.finest[name] = before
    assert changed >= 6, "somebody did move"
