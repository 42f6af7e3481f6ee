"""Organisations and facilities of the place, each once."""

from tests.ground.publishers.test_deriving import cells, of
from tilth.ground.publishers.belonging import asset_rows, organisation_rows
from tilth.ground.publishers.keeping import Kept
from tilth.ground.publishers.publication import AssetRule, OrganisationRule

KEPT = Kept({"lsoa21": {"L1"}}, "lsoa21")


def test_an_organisation_elsewhere_is_left_out_and_a_network_is_here_if_one_practice_is():
    told = cells(code=["G1", "G2", ""], net=["U", "U", "U"], at=["L1", "L9", "L1"],
                 people=["10", "5", ""], name=["One", "Two", ""])  # fmt: skip
    practice = OrganisationRule("gp_practice", "code", "name", small_area="at", people="people")
    network = OrganisationRule("pcn", "net", "name", here="at", people="people")
    rows = organisation_rows(of(told, organisations=(practice, network)), told, KEPT)
    assert [(r["kind"], r["code"], r["people"], r["lsoa21"]) for r in rows] == [
        ("gp_practice", "G1", 10, "L1"), ("pcn", "U", 15, None),
    ]  # fmt: skip


def test_the_same_facility_told_twice_is_one_and_one_without_a_name_is_none():
    told = cells(name=["Pool", "Pool", "", "Far"], at=["L1", "L1", "L1", "L9"],
                 street=["High St", "High St", "", ""], town=["", "", "", ""])  # fmt: skip
    rule = AssetRule("name", always="pool", address=("street", "town"), small_area="at")
    rows = asset_rows(of(told, assets=(rule,)), told, KEPT)
    assert [(r["name"], r["kind"], r["address"], r["details"]) for r in rows] == [
        ("Pool", "pool", "High St", None)
    ]
