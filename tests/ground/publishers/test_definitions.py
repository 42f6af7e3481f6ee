"""Every shipped publication loads, names its page and licence, and reads the file it is about."""

import pytest

from tests.ground.open_data import england
from tilth.ground.publishers.finding import find_files
from tilth.ground.publishers.reading import read

WITHOUT_A_FILE_HERE = {"lookup_constituency", "gp_patients_by_area"}
"""Publications whose files are not among the open data at hand: tried on tiny files instead."""


@pytest.mark.parametrize("name", sorted(england()[1]))
def test_a_publication_says_where_it_is_from_and_on_what_terms(name):
    gazetteer, publications = england()
    one = publications[name]
    assert one.page.startswith("https://")
    assert "icence" in one.licence
    layers = {layer.layer for layer in gazetteer.layers}
    rules = (*one.areas, *one.points, *one.shapes, *one.measures, *one.residents, *one.footprints)
    assert {rule.layer for rule in rules} <= layers
    assert {layer for rule in one.within for layer in (rule.child, rule.parent)} <= layers


def test_every_file_of_the_open_data_is_read_whole_by_the_publication_it_is(shared):
    publications = england()[1]
    found = find_files(shared / "data", list(publications.values()))
    assert {one.by for one in found} == {"name"}
    assert set(publications) - {one.publication.name for one in found} == WITHOUT_A_FILE_HERE
    rows = {}
    for one in found:
        rows[one.publication.name] = rows.get(one.publication.name, 0) + (
            read(one.publication, one.path).rows
        )
    assert rows["lookup_lsoa21"] == rows["boundaries_lsoa21"] == rows["imd2025"] == 2425
    assert rows["lookup_lsoa11"] == rows["boundaries_lsoa11"] == rows["imd2019"] == 2385
    assert rows["lookup_lsoa11_lsoa21"] == 2428
    assert rows["boundaries_ward"] == 303
    assert rows["postcodes"] == 96_042
    assert rows["gp_practices"] == 583
