import csv

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tilth.cli.main import main
from tilth.demo import send
from tilth.demo.land import areas as land
from tilth.ground.errors import DefinitionError
from tilth.ground.place import Place

RESIDENT = "layer code period sex age_from age_to ethnic_group people".split()


def write(folder, **tables):
    folder.mkdir(exist_ok=True)
    for name, rows in tables.items():
        columns = list(zip(*rows[1:], strict=True)) or [()] * len(rows[0])
        typed = [pa.array(c, pa.string()) if not c else pa.array(c) for c in columns]
        pq.write_table(pa.table(dict(zip(rows[0], typed, strict=True))), folder / f"{name}.parquet")
    return folder


@pytest.fixture
def geography(tmp_path):
    """Four small areas of one place: C and D were one area in 2011; nobody has counted sex in A."""
    areas = [("layer", "code", "name", "longitude", "latitude")]
    areas += [("lsoa21", c, c, -2.0 + i / 100, 52.5) for i, c in enumerate("ABCD")]
    areas += [("place", "P", "Placeton", -2.0, 52.5)]
    ages = [
        ("lsoa11", c, "2019", "all", a, a, "all", 999) for c in ("A", "B", "CD") for a in (0, 40)
    ]
    ages += [("lsoa11", "A", "2020", "all", a, a, "all", 2) for a in range(0, 90)]
    ages += [("lsoa11", "A", "2020", "all", 90, 120, "all", 20)]
    ages += [("lsoa11", "B", "2020", "all", a, a, "all", 1) for a in (0, 1, 64, 65)]
    ages += [("lsoa11", "CD", "2020", "all", a, a, "all", 3) for a in (10, 50)]
    groups = [
        ("lsoa21", code, "2021", "all", 0, 120, group, people)
        for code, people in (("A", 100), ("B", 60), ("C", 30), ("D", 10))
        for group in ("asian", "white")
    ]
    sexes = [
        ("place", "P", "2021", sex, 0, 120, "all", n) for sex, n in (("male", 300), ("female", 100))
    ]
    return write(
        tmp_path / "geography",
        area=areas,
        within=[
            ("child_layer", "child_code", "parent_layer", "parent_code"),
            *(("lsoa21", c, "place", "P") for c in "ABCD"),
        ],
        resident=[tuple(RESIDENT), *ages, *groups, *sexes],
        lsoa11_lsoa21=[("lsoa11", "lsoa21"), ("A", "A"), ("B", "B"), ("CD", "C"), ("CD", "D")],
        measure=[
            ("layer", "code", "measure", "value"),
            *(
                ("lsoa21", c, "imd2025_rank", float(r))
                for c, r in zip("ABCD", (9, 1, 5, 7), strict=True)
            ),
        ],
        postcode=[("postcode", "lsoa21"), ("WS1 1AB", "A"), ("WS1 1AA", "A"), ("WS2 2BB", "C")],
        organisation=[
            ("kind", "code", "longitude", "latitude"),
            ("gp_practice", "M00002", -1.97, 52.5),
            ("gp_practice", "M00001", -2.0, 52.5),
            ("trust", "RXX", -2.0, 52.5),
        ],
    )


def test_each_margin_comes_from_the_finest_count_there_is(geography):
    found = land.read(geography, people=None)
    assert found.codes.tolist() == ["A", "B", "C", "D"]
    assert found.group.tolist() == [[n, 0, 0, 0, n] for n in (100, 60, 30, 10)]
    assert found.age.sum(axis=1).tolist() == [200, 120, 60, 20]
    assert found.sex.tolist() == [[150, 50], [90, 30], [45, 15], [15, 5]]
    # The newest year of 2011's areas, by five years; what was one area shares its people's ages.
    assert found.age[0].tolist() == [10] * 18 + [20]
    assert found.age[1].tolist() == [60] + [0] * 11 + [30, 30] + [0] * 5
    assert found.age[2][[2, 10]].tolist() == [30, 30]
    assert found.age[3][[2, 10]].tolist() == [10, 10]


def test_fewer_people_are_shared_out_as_the_real_ones_are(geography):
    found = land.read(geography, people=40)
    assert found.group.sum(axis=1).tolist() == [20, 12, 6, 2]
    assert (found.age.sum(axis=1) == found.sex.sum(axis=1)).all()


def test_deprivation_is_the_rank_within_the_place_whatever_measure_there_is(geography):
    assert land.read(geography, people=40).deprivation.tolist() == [0, 1, 2 / 3, 1 / 3]
    rows = [("layer", "code", "measure", "value"), ("lsoa21", "B", "imd2025_score", 50.0)]
    write(geography, measure=rows)
    assert land.read(geography, people=40).deprivation[1] == 1
    write(geography, measure=[("layer", "code", "measure", "value"), ("lsoa21", "B", "other", 5.0)])
    assert land.read(geography, people=40).deprivation.tolist() == [0.5] * 4


def test_people_go_to_practices_near_them_and_live_at_their_areas_postcodes(geography):
    found = land.read(geography, people=40)
    assert found.practices == ["M00001", "M00002"]
    assert found.near[0].tolist() == [0, 1]
    assert found.near[3].tolist() == [1, 0]
    assert found.postcodes == ["WS1 1AA", "WS1 1AB", "WS2 2BB"]
    assert found.first_postcode.tolist() == [0, 2, 2, 3, 3]
    assert found.level_name["worst"] == "most deprived fifth"
    write(geography, organisation=[("kind", "code", "longitude", "latitude")])
    assert land.read(geography, people=40).practices == ["Z99001"]


def test_land_without_areas_people_or_postcodes_is_refused_with_what_to_do(geography):
    write(geography, postcode=[("postcode", "lsoa21"), ("WS1 1AB", "Z")])
    with pytest.raises(DefinitionError, match="no postcode"):
        land.read(geography, people=40)
    write(geography, resident=[tuple(RESIDENT), ("lsoa21", "Z", "2021", "all", 0, 120, "all", 5)])
    with pytest.raises(DefinitionError, match="no resident"):
        land.read(geography, people=40)
    write(geography, area=[("layer", "code", "name", "longitude", "latitude")])
    with pytest.raises(DefinitionError, match="no small areas"):
        land.read(geography, people=40)
    (geography / "within.parquet").unlink()
    with pytest.raises(DefinitionError, match=r"no within\.parquet.*tilth new"):
        land.read(geography, people=40)


def test_a_folder_without_a_place_file_is_refused(tmp_path):
    with pytest.raises(DefinitionError, match="tilth new"):
        send.make_people(tmp_path)


def test_people_over_small_land_get_files_from_every_partner_and_a_second_run_replaces_them(
    geography,
):
    folder = geography.parent
    (folder / "place.toml").write_text('[place]\nname = "Placeton"\ncode = "P"\n', encoding="utf-8")
    seen = []
    truth = send.make_people(
        folder, people=400, seed=3, events_each=4, progress=lambda *told: seen.append(told)
    )
    assert truth["people"]["residents_living"] == 400
    assert seen[-1] == ("partners' files", 4, 4)
    before = {p.name: p.read_bytes() for p in (folder / "incoming").iterdir()}
    text = (folder / "place.toml").read_text(encoding="utf-8")
    again = send.make_people(folder, people=400, seed=3, events_each=4)
    assert again == truth
    assert {p.name: p.read_bytes() for p in (folder / "incoming").iterdir()} == before
    assert (folder / "place.toml").read_text(encoding="utf-8") == text


@pytest.fixture(scope="module")
def walsall(shared, tmp_path_factory):
    folder = tmp_path_factory.mktemp("real") / "walsall"
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("XDG_CONFIG_HOME", str(folder.parent / "config"))
        code = main(
            [
                "new",
                str(folder),
                "--open-data",
                str(shared / "data"),
                "--places",
                "E08000030",
                "--quiet",
            ]
        )
    assert code == 0
    return folder


def test_over_real_land_every_group_of_every_area_equals_the_census(walsall, shared):
    found = land.read(walsall / "geography", people=None)
    with open(shared / "data" / "census2021" / "ethnicity_lsoa21.csv", encoding="utf-8") as file:
        census = {row["lsoa21_code"]: row for row in csv.DictReader(file)}
    words = [
        "Asian, Asian British or Asian Welsh",
        "Black, Black British, Black Welsh, Caribbean or African",
        "Mixed or Multiple ethnic groups",
        "Other ethnic group",
        "White",
    ]
    published = np.array([[int(census[c][w]) for w in words] for c in found.codes])
    assert len(found.codes) == 169
    assert (found.group == published).all()
    assert (found.age.sum(axis=1) == published.sum(axis=1)).all()
    assert found.sex.sum(axis=0)[1] / found.sex.sum() == pytest.approx(0.51, abs=0.01)


def test_made_up_people_live_on_real_land_and_say_they_are_made_up(walsall):
    truth = send.make_people(walsall, people=4000, seed=1, events_each=5)
    place = Place.open(walsall)
    assert place.place.synthetic
    assert place.name == "Walsall"
    assert all("made up" in p.name for p in place.partners)
    assert truth["people"]["residents_living"] == 4000
    assert truth["life_expectancy"]["planted_gap_years"] == pytest.approx(9, abs=1e-6)
    assert truth["life_expectancy"]["layer"].startswith("fifth")
    assert truth["funnel"][-1]["counted"] == round(410 / 25_000 * 4000)
