"""One release for the whole of a page; the next page may have the next."""

import datetime

import pytest
from django.test import RequestFactory

from tests.web.small import bare
from tilth.ground.place import Place
from tilth.web.house import drawing, opened


class People:
    """Stands for an open population."""

    def __init__(self, release):
        self.release, self.closed = release, False

    def close(self):
        self.closed = True


@pytest.fixture
def place(settings, tmp_path, monkeypatch):
    from tilth.store.counting import population

    settings.PLACE = Place.open(bare(tmp_path / "place"))
    monkeypatch.setattr(population.Population, "open", lambda place, release: People(release))
    opened.let_go()
    yield settings.PLACE
    opened.let_go()


def in_service(place, name):
    place.store_folder.mkdir(exist_ok=True)
    (place.store_folder / "current").write_text(name + "\n", encoding="utf-8")


def test_a_request_has_its_place_release_and_people(place, db):
    in_service(place, "a" * 16)
    seen = []
    opened.Opened(seen.append)(request := RequestFactory().get("/"))
    assert seen == [request]
    assert (request.place.name, request.release) == ("Scratch", "a" * 16)
    assert request.population.release == "a" * 16


def test_a_page_keeps_its_release_while_another_is_published(place, db):
    in_service(place, "a" * 16)
    opened.Opened(lambda _: None)(first := RequestFactory().get("/"))
    in_service(place, "b" * 16)
    opened.Opened(lambda _: None)(second := RequestFactory().get("/"))
    assert second.population.release == "b" * 16
    assert first.population.release == "a" * 16


def test_one_population_is_open_in_a_process(place):
    in_service(place, "a" * 16)
    here = opened.place()
    one = opened.population_of(here, "a" * 16)
    assert opened.population_of(here, "a" * 16) is one
    opened.let_go()
    assert one.closed


def test_before_the_first_release_there_is_none(place, db):
    opened.Opened(lambda _: None)(request := RequestFactory().get("/"))
    assert request.release is None


def test_place_toml_is_read_again_when_it_changes(place):
    assert opened.place() is opened.place()
    path = place.folder / "place.toml"
    path.write_text(path.read_text().replace('name = "Scratch"', 'name = "Renamed"'))
    assert opened.place().name == "Renamed"


@pytest.mark.parametrize(
    "told",
    [
        "2026-05-14",
        datetime.date(2026, 5, 14),
        datetime.datetime(2026, 5, 14, 9, tzinfo=datetime.UTC),
    ],
)
def test_a_day_is_said_as_people_say_it(told):
    assert drawing.day(told) == "14 May 2026"


def test_a_number_of_people_has_commas():
    assert drawing.people(12345) == "12,345"
