"""Constituencies and wards, so that elected members see their own area."""

from tests.ground import open_data
from tests.ground.open_data import L1, L2, L3, PLACES, built, opened, write_csv
from tilth.ground.geography.populations import residents


def test_P_049_wards_and_constituencies_are_layers_with_their_own_people(tmp_path):
    open_data.write_all(tmp_path)
    write_csv(
        tmp_path / "LSOA21_PCON24_LAD21_EW_LU.csv",
        [
            {"LSOA21CD": code, "PCON24CD": "E14000001" if code in (L1, L2) else "E14000002",
             "PCON24NM": "Aston North" if code in (L1, L2) else "Dale and Quay"}
            for code in PLACES
        ],
    )  # fmt: skip
    geography = opened(built(tmp_path))
    assert {a.name for a in geography.areas("constituency").values()} == {
        "Aston North", "Dale and Quay",
    }  # fmt: skip
    assert residents(geography, "constituency").values == {"E14000001": 1600.0, "E14000002": 2400.0}
    assert residents(geography, "ward").values["E05000002"] == 400.0
    assert geography.shares("lsoa21", "constituency")[L3] == {"E14000002": 1.0}
    assert [a.layer for a in geography.lives_in("Dale and Quay")] == ["constituency"]
