"""A place where nobody has been linked yet shows what others publish, and says so."""

import shutil

import pytest

from tilth.ground.place import Place
from tilth.web.house import kept, opened

ONLY = "Only figures that others publish are shown"


@pytest.fixture(scope="module")
def unlinked(demo_place, tmp_path_factory):
    """The made-up place before its first release: its areas and what is published of them."""
    folder = tmp_path_factory.mktemp("unlinked") / "place"
    left_out = shutil.ignore_patterns("store", "incoming")
    shutil.copytree(demo_place.folder, folder, ignore=left_out)
    (folder / "store").mkdir()
    return Place.open(folder)


@pytest.fixture
def look(visit, unlinked):
    kept.forget()
    opened.let_go()
    yield lambda address, **more: visit(address, place=unlinked, **more)
    opened.let_go()
    kept.forget()


@pytest.mark.parametrize(
    "address",
    [
        "/see/",
        "/see/areas/",
        "/see/areas/GRM-OPLD/",
        "/see/compare/",
        "/see/groups/",
        "/see/indicators/",
        "/see/indicators/official_deprivation/lsoa21/",
        "/see/indicators/inactive_adults/neighbourhood/",
    ],
)
def test_every_page_of_figures_opens_and_says_that_nobody_was_counted(look, address):
    page = look(address)
    assert page.status == 200
    assert ONLY in page
    assert "Data to" not in page


def test_a_counted_figure_says_why_it_is_not_there_and_an_official_one_is(look):
    counted = look("/see/indicators/inactive_adults/neighbourhood/")
    assert "nobody has been linked here yet" in counted.lower()
    official = look("/see/indicators/official_deprivation/lsoa21.csv")
    assert official.status == 200
    assert len(official.splitlines()) > 10


def test_the_index_of_deprivation_itself_is_told_and_no_domain_of_it(look):
    page = look("/see/areas/GRM-OPLD/")
    assert "Index of Deprivation 2025:" in page
    assert "Who lives here" not in page


def test_the_front_page_leads_to_what_others_publish(look):
    page = look("/")
    assert "Nobody has been counted here yet" in page
    assert "/see/" in page.links


def test_search_finds_areas_before_anybody_is_counted(look):
    assert "/see/areas/GRM-OPLD/" in look("/search/?q=old+pits").links
