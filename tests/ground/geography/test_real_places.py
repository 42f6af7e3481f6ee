"""The fourteen real places: the Black Country's four and Greater Manchester's ten."""

import csv
import datetime

import pytest

from tests.ground import open_data
from tilth.ground.geography import Geography, deprivation
from tilth.ground.geography import footprints as feet
from tilth.ground.geography import populations as counted
from tilth.ground.geography.checking import check
from tilth.ground.geography.figures import Figures
from tilth.ground.geography.tables import write_tables
from tilth.ground.geography.vintages import across
from tilth.ground.publishers.figuring import GAP
from tilth.see.needs.reference import shipped
from tilth.see.official import estimate

BLACK_COUNTRY = ["E08000027", "E08000028", "E08000030", "E08000031"]
MANCHESTER = [f"E080000{n:02}" for n in range(1, 11)]
NATIONAL = "proportion_of_lso_as_in_most_deprived_10_percent_nationally"
DOMAINS = {
    "imd": "imd", "income": "income", "employment": "employment",
    "education": "education_skills_and_training", "health": "health_deprivation_and_disability",
    "crime": "crime", "housing": "barriers_to_housing_and_services",
    "environment": "living_environment",
}  # fmt: skip
SCORE_TOLERANCE, RANK_TOLERANCE = 0.011, 0.010
EMPLOYMENT_TOLERANCE = 0.038
STANDARDISED = {"health": 0.005, "crime": 0.005}
"""Averages: ours weigh by Census residents (employment: mid-2020 aged 18 to 66), the publisher's
by mid-2022. Within so much of the published figure; of standardised scores, so many units."""


@pytest.fixture(scope="module", params=[BLACK_COUNTRY, MANCHESTER], ids=["black", "manchester"])
def real(request, shared, tmp_path_factory):
    """A real system, built from the open data and written as tilth new writes it."""
    made = open_data.built(shared / "data", *request.param)
    folder = tmp_path_factory.mktemp("real") / "geography"
    write_tables(folder, made.tables, made.about)
    return Geography.open(folder)


def published(shared, file, code):
    with open(shared / "data" / "deprivation" / file, encoding="utf-8-sig", newline="") as opened:
        return {row[code]: row for row in csv.DictReader(opened)}


def of_system(real):
    return next(iter(real.systems))


def test_P_013_B_172_the_four_places_and_the_ten_localities_open_with_all_their_areas(real):
    four = of_system(real) == "E54000062"
    assert sorted(real.places) == (BLACK_COUNTRY if four else MANCHESTER)
    counts = {layer: len(real.areas(layer)) for layer in real.layers}
    expected = {
        "lsoa21": (723, 1702),
        "lsoa11": (712, 1673),
        "msoa21": (154, 353),
        "ward": (88, 215),
    }
    assert {k: counts[k] for k in expected} == {k: v[0 if four else 1] for k, v in expected.items()}
    assert (counts["nation"], counts["region"], counts["sub_region"], counts["system"]) == (
        1,
        1,
        1,
        1,
    )


def test_shares_in_the_most_deprived_tenth_equal_the_published_in_every_domain(real, shared):
    places = published(shared, "imd2025_ltla24.csv", "ltla24_code")
    systems = published(shared, "imd2025_icb24.csv", "icb24_code")
    compared = 0
    for layer, told in (("place", places), ("system", systems)):
        for domain, stem in DOMAINS.items():
            for row in deprivation.roll_up(real, layer, domain=domain):
                figure = float(told[row["area"]][f"{stem}_{NATIONAL}"])
                assert round(row["most_deprived_tenth"], 4) == figure, (row["area"], domain)
                compared += 1
    assert compared == (len(real.places) + 1) * 8


def test_average_scores_and_ranks_are_within_the_stated_tolerance_of_the_published(real, shared):
    places = published(shared, "imd2025_ltla24.csv", "ltla24_code")
    for domain, stem in DOMAINS.items():
        special = EMPLOYMENT_TOLERANCE if domain == "employment" else None
        for row in deprivation.roll_up(real, "place", domain=domain):
            told = places[row["area"]]
            rank, score = (float(told[f"{stem}_average_{what}"]) for what in ("rank", "score"))
            assert row["average_rank"] == pytest.approx(rank, rel=special or RANK_TOLERANCE)
            if domain in STANDARDISED:
                assert row["average_score"] == pytest.approx(score, abs=STANDARDISED[domain])
            else:
                assert row["average_score"] == pytest.approx(score, rel=special or SCORE_TOLERANCE)


def test_neighbours_equal_the_derived_list_edge_for_edge(real, shared):
    codes = set(real.areas("lsoa21"))
    path = shared / "data" / "geography" / "adjacency_lsoa21.csv"
    with open(path, encoding="utf-8-sig", newline="") as opened:
        told = {
            (min(a, b), max(a, b), contact)
            for a, b, contact in list(csv.reader(opened))[1:]
            if a in codes and b in codes
        }
    ours = {(r["a"], r["b"], r["contact"]) for r in real.touching("lsoa21")}
    assert {p[:2] for p in ours if p[2] == "edge"} == {p[:2] for p in told if p[2] == "edge"}
    assert {p[:2] for p in ours} == {p[:2] for p in told}
    shortest = min(r["border_m"] for r in real.touching("lsoa21") if r["contact"] == "edge")
    assert 0 < shortest < 50


def test_every_layer_tiles_its_places_by_lookup_and_what_does_not_by_shape_is_listed(real):
    for layer in ("lsoa21", "lsoa11", "msoa21", "msoa11", "place"):
        assert check(real, layer).sound, layer
    wards = check(real, "ward")
    listed = [(f.kind, f.by, f.within) for f in wards.flaws]
    assert listed in ([], [("gap", "shape", "E08000004")])
    assert all(f.size < 25_000 for f in wards.flaws)


def test_no_resident_is_lost_from_small_area_to_system_or_across_the_vintages(real):
    census = counted.residents(real, "lsoa21")
    for layer in ("place", "ward", "msoa21", "system", "region", "nation"):
        assert counted.residents(real, layer).total == pytest.approx(census.total, rel=0.001)
    old = counted.residents(real, "lsoa11", period="2020-06-30")
    new = across(real, old, to="lsoa21", kind="count", weights=census)
    assert new.total == pytest.approx(old.total)
    assert set(new.values) == set(census.values)
    back = across(real, new, to="lsoa11", kind="count", weights=old)
    same = {r["lsoa11"] for r in real.rows("lsoa11_lsoa21") if r["change"] == "U"}
    assert all(back.values[code] == old.values[code] for code in same)


def test_mid_2020_residents_equal_the_published_place_totals(real):
    old = Figures("lsoa11", counted.residents(real, "lsoa11", period="2020-06-30").values)
    places = counted.roll_up(real, old, "place").values
    told = {"E08000030": 286_716.0, "E08000003": 555_741.0}
    assert {code: places[code] for code in told if code in places} == {
        code: people for code, people in told.items() if code in places
    }


def test_P_012_registered_and_resident_people_of_every_place_are_both_told(real):
    rows = counted.differences(real, "place")
    assert len(rows) == len(real.places)
    for row in rows:
        assert 0.8 < row["registered_per_resident"] < 1.25
        assert "2021-03-21" in row["about"]


def test_P_094_every_acute_trust_has_its_footprint_over_the_places(real):
    trust, place, share = ("RBK", "E08000030", 0.753) if of_system(real) == "E54000062" else (
        "RMC", "E08000001", 0.668,
    )  # fmt: skip
    rows = {r["area"]: r["share"] for r in feet.footprint(real, "trust", trust, "place")}
    assert rows[place] == pytest.approx(share, abs=0.001)
    wards = feet.footprint(real, "trust", trust, "ward")
    assert sum(r["share"] for r in wards) == pytest.approx(sum(rows.values()))


def test_P_015_every_middle_area_has_the_name_residents_use(real):
    for area in real.areas("msoa21").values():
        assert area.common_name
        assert area.common_name != area.name
    said = "Bloxwich" if of_system(real) == "E54000062" else "Timperley"
    assert {a.layer for a in real.lives_in(f"I live in {said}")} <= {"ward", "msoa21", "msoa11"}
    assert real.lives_in(said)


def test_P_014_the_places_name_is_the_place_when_a_person_says_it(real):
    for code, name in real.places.items():
        assert real.lives_in(name)[0].code == code


def test_B_208_facilities_are_reached_from_every_small_area(real):
    rows = feet.reach(real, kind="pharmacy", metres=1600)
    assert len(rows) == len(real.areas("lsoa21"))
    people = sum(r["people"] for r in rows)
    assert sum(r["people"] for r in rows if r["within"]) / people > 0.95


def test_B_009_each_ccg_of_the_system_became_its_board_on_the_first_of_july_2022(real):
    day = datetime.date(2022, 7, 1)
    groups = real.areas("ccg")
    assert len(groups) == (5 if of_system(real) == "E54000062" else 10)
    for code, group in groups.items():
        assert real.standing("ccg", code, day) == [("system", of_system(real))]
        assert not group.stands_on(day)


def test_B_071_trafford_localities_are_agreed_by_people_and_shared_where_they_cross(real):
    if of_system(real) == "E54000062":
        assert real.areas("locality") == {}
        return
    names = {a.name for a in real.areas("locality").values()}
    assert names == {"Central", "North", "South", "West"}
    shares = real.shares("lsoa21", "locality")
    assert (len(shares), sum(len(p) > 1 for p in shares.values())) == (139, 11)
    assert all(sum(p.values()) == pytest.approx(1.0, abs=1e-12) for p in shares.values())
    assert real.find("trafford-west").name == "West"
    found = check(real, "locality")
    assert found.sound
    assert len(found.bare) == 9
    people = counted.residents(real, "locality")
    trafford = counted.residents(real, "place").values["E08000009"]
    assert people.total == pytest.approx(trafford, rel=0.001)


OFFICIAL = {
    "official_life_expectancy_female": "place",
    "official_healthy_life_expectancy_male": "place",
    "official_preventable_deaths": "place",
    "official_smoking": "place",
    "official_inactive_adults": "place",
    "official_obesity_year_6": "place",
    "official_health_index": "place",
    "official_patients_per_gp": "place",
    "official_most_deprived_tenth": "place",
    "official_deprivation": "lsoa21",
    "official_income_deprivation": "lsoa21",
    "official_social_renting": "lsoa21",
    "official_overcrowding": "lsoa21",
    "official_disabled": "lsoa21",
    "official_other_than_white": "lsoa21",
    "official_little_english": "msoa21",
    "official_no_criteria_to_reside": "system",
    "official_ae_over_4_hours": "trust",
    "official_talking_therapies_recovery": "sub_icb",
}
"""Official indicators that both systems have, and a layer each is published for."""

CATEGORY = ("category_type", "category")
LIMITS = {
    "value": "Value", "lower": "LowerCI", "upper": "UpperCI",
    "count": "Count", "denominator": "Denominator",
}  # fmt: skip


def file_rows(shared, path):
    with open(shared / "data" / path, encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


def test_P_155_B_144_both_systems_open_with_official_figures_of_what_surrounds_people(real):
    """P-155, B-144, P-092: at the layers they are published for, each with a value."""
    for name, layer in OFFICIAL.items():
        table = estimate(real, shipped()[name], layer=layer)
        assert table["value"].notna().mean() > 0.6, name
        assert (table["value"].notna() | (table["note"] != "")).all(), name
    assert len([one for one in shipped().values() if not one.counted]) >= 60


def test_official_figures_are_the_files_own_to_the_last_digit(real, shared):
    """Every row of two files about these places, beside what the geography holds."""
    held = {
        (r["code"], r["period"], r["sex"]): r["value"]
        for r in real.where("published", measure="trend_life_expectancy")
    }
    for row in file_rows(shared, "health/lad_indicators_england_trend.csv"):
        if row["indicator"] == "Life expectancy at birth" and row["area_code"] in real.places:
            key = row["area_code"], row["period"], row["inequality"].lower()
            assert repr(held[key]) == repr(float(row["value"]))
    held = {
        tuple(r[k] for k in ("measure", "code", "period", "sex", "age", *CATEGORY)): r
        for r in real.where("published", source="fingertips", layer="place")
    }
    sexes = {"Persons": "all", "Female": "female", "Male": "male"}
    for row in file_rows(shared, "health/fingertips_gm_england.csv"):
        if row["AreaCode"] in real.places and row["IndicatorId"] != "91040":
            key = f"fingertips_{row['IndicatorId']}", row["AreaCode"], row["Year"]
            whose = sexes[row["Sex"]], row["Age"], row["CategoryType"], row["Category"]
            found = held[(*key, *whose)]
            for ours, theirs in LIMITS.items():
                assert found[ours] == (float(row[theirs]) if row[theirs] else None)


def test_false_noughts_of_days_in_hospital_are_gaps_and_are_told(real):
    rows = real.where("published", measure="no_criteria_to_reside")
    gaps = [r for r in rows if r["note"] == GAP]
    assert gaps
    assert all(r["value"] is None for r in gaps)
    assert not [r for r in rows if r["value"] == 0]
    assert {r["layer"] for r in rows} == {"trust", "system"}


def test_no_figure_without_a_licence_is_brought_in(real):
    told = {one["name"]: one for one in real.about["publications"]}
    assert not [name for name in told if "community_needs" in name]
    sources = {r["source"] for r in real.rows("published")}
    assert all("icence" in told[source]["licence"] for source in sources)
