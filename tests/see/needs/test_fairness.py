import numpy as np
import pytest

from tests.see.needs.drawn import indicator_of
from tilth.see.methods import inequality
from tilth.see.needs.fairness import fairness, within_places
from tilth.see.needs.reference import shipped

INACTIVE = {"numerator": "active_minutes < 30", "better": "lower"}


def fifths(shares):
    """A hundred people in each fifth of whom so many are inactive, most deprived first."""
    rows = ["| lsoa21 | place | imd_quintile | resident | age | active_minutes | people"]
    for i, share in enumerate(shares, 1):
        rows += [
            f"| E0100000{i} | X | {i} | yes | 50 | {minutes} | {count}"
            for minutes, count in ((10, share), (200, 100 - share))
            if count
        ]
    return "\n".join(rows)


def test_B_046_the_slope_is_that_of_the_figures_as_shown(lived):
    """B-046: inactivity and its inequality. B-030: who has least."""
    shares = [60, 50, 40, 30, 20]
    told = fairness(lived(fifths(shares)), indicator_of(**INACTIVE))
    assert told.groups["value"].tolist() == shares
    assert told.groups["name"].iloc[0] == "most deprived fifth"
    limits = told.groups[["lower", "upper"]].to_numpy(float).T
    slow = inequality.sii(
        shares, [100] * 5, lower=limits[0], upper=limits[1], scale="proportion", per=100
    ).iloc[0]
    assert told.slope == pytest.approx(slow.to_dict())
    assert told.slope["value"] == pytest.approx(-50.0)
    assert told.relative["value"] < 1
    assert told.gap["value"] == pytest.approx(40.0)
    assert told.gap["ratio"] == pytest.approx(3.0)
    assert told.note == ""


def test_DC_a_hidden_fifth_leaves_the_slope_untold(lived):
    told = fairness(lived(fifths([60, 50, 3, 30, 20])), indicator_of(**INACTIVE))
    assert told.slope is None
    assert told.relative is None
    assert "may not be shown" in told.note


def test_a_place_without_a_fifth_says_so(lived):
    told = fairness(lived(fifths([60, 50, 40])), indicator_of(**INACTIVE))
    assert told.slope is None
    assert told.note == "Nobody here lives in fifth 4, 5 of 5."


def test_other_groups_have_figures_and_no_slope(lived):
    people = lived(
        """
        | neighbourhood | resident | sex    | age | active_minutes | people
        | Birchills     | yes      | female |  50 |             10 |     20
        | Birchills     | yes      |        |  50 |            200 |     80
        """
    )
    told = fairness(people, indicator_of(**INACTIVE), by="sex")
    assert told.groups["name"].tolist() == ["female", "not known"]
    assert told.slope is None
    assert "deprivation alone" in told.note


def test_P_155_the_spread_within_each_place_is_told(greenmarch):
    """P-155: within-place inequality for each of the places (spread, slope, gap)."""
    table = within_places(greenmarch, shipped()["inactive_adults"]).set_index("name")
    assert set(table.index) == {"Harrowfold", "Larkwell", "Stonebeck", "Tiltham"}
    tiltham = table.loc["Tiltham"]
    assert tiltham["highest"] > tiltham["lowest"]
    assert tiltham["gap"] == pytest.approx(tiltham["highest"] - tiltham["lowest"])
    assert np.isfinite(tiltham["deviation"])


def test_the_most_deprived_fare_worse_in_the_made_up_system(greenmarch):
    told = fairness(greenmarch, shipped()["inactive_adults"])
    assert told.slope["upper"] < 0
    assert told.gap["lower"] > 0
