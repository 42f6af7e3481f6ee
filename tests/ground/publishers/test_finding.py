"""Files found by their usual names, else by their columns."""

from dataclasses import replace

from tests.ground.publishers.test_reading import file, publication
from tilth.ground.publishers.finding import find_files


def named(name, **more):
    return replace(publication(**more), name=name)


def test_a_file_is_found_by_name_anywhere_in_the_folder_whatever_its_case(tmp_path):
    (tmp_path / "sub").mkdir()
    file(tmp_path / "sub", "x\n", "HOMES_2024.CSV")
    file(tmp_path, "x\n", "homes.txt")
    found = find_files(tmp_path, [named("homes")])
    assert [(f.path.name, f.by) for f in found] == [("HOMES_2024.CSV", "name")]


def test_a_publication_no_name_fits_is_found_by_its_columns(tmp_path):
    file(tmp_path, "Area Code,All Homes,extra\nE1,1,2\n", "download (3).csv")
    file(tmp_path, "Area Code,size\nE1,1\n", "other.csv")
    file(tmp_path, '{"features": []}', "map.geojson")
    found = find_files(tmp_path, [named("homes"), named("shapes", form="geojson", files=["z"])])
    assert [(f.publication.name, f.path.name, f.by) for f in found] == [
        ("homes", "download (3).csv", "columns")
    ]


def test_of_two_publications_a_file_could_be_it_is_the_one_more_of_its_columns_fit(tmp_path):
    richer = named("richer", columns={"code": ["area_code"], "homes": ["homes"], "size": ["size"]},
                   optional=[], files=["z*"])  # fmt: skip
    file(tmp_path, "area_code,homes,size\nE1,1,2\n", "x.csv")
    plain = named("plain", files=["y*"])
    assert [f.publication.name for f in find_files(tmp_path, [plain, richer])] == ["richer"]


def test_where_a_name_fits_two_publications_the_columns_say_which(tmp_path):
    other = named("other", columns={"code": ["area_code"], "size": ["size"]}, optional=[])
    file(tmp_path, "area_code,size\nE1,1\n")
    found = find_files(tmp_path, [named("homes"), other])
    assert [f.publication.name for f in found] == ["other"]
    file(tmp_path, "nothing,like,it\n")
    found = find_files(tmp_path, [named("homes"), other])
    assert [f.publication.name for f in found] == ["homes", "other"]
