"""The settings written for a new place."""

from types import SimpleNamespace

import pytest

from tilth.ground.geography.opening import about_place, place_toml
from tilth.ground.place import Place

SYSTEMS = {
    "S1": {"name": "NHS Shire ICB", "familiar": "Shire", "places": ["A", "B", "C"]},
    "S2": {"name": "NHS Moor ICB", "familiar": "Moor", "places": ["D"]},
}


def built(*codes):
    return SimpleNamespace(places={code: f"Place {code}" for code in codes}, systems=SYSTEMS)


def test_P_006_one_place_is_itself_and_its_system_is_told_whole():
    name, code, system = about_place(built("A"))
    assert (name, code) == ("Place A", "A")
    assert system == {"name": "NHS Shire ICB", "code": "S1", "places": ["A", "B", "C"]}
    assert about_place(built("A"), name="Ours")[0] == "Ours"
    assert about_place(SimpleNamespace(places={"Z": "Zed"}, systems={}))[2] is None


def test_P_004_several_places_are_their_system_with_those_asked_for():
    assert about_place(built("A", "B")) == (
        "Shire", "S1", {"name": "NHS Shire ICB", "code": "S1", "places": ["A", "B"]},
    )  # fmt: skip


def test_places_of_different_systems_need_a_name():
    assert about_place(built("A", "D"), name="Both") == ("Both", "A+D", None)
    with pytest.raises(ValueError, match="share no system"):
        about_place(built("A", "D"))


def test_the_settings_written_are_settings_that_load(tmp_path):
    text = place_toml(
        'Café "Row"', "A", {"name": "S", "code": "S1", "places": ["A", "B"]},
        layers={"small_area": "dz"}, synthetic=True,
        neighbourhood={"file": "n.csv", "agreed_in": "board"},
    )  # fmt: skip
    (tmp_path / "place.toml").write_text(text, encoding="utf-8")
    place = Place.open(tmp_path)
    assert (place.name, place.place.synthetic) == ('Café "Row"', True)
    assert place.place.header.startswith("SYNTHETIC")
    assert place.system.places == ("A", "B")
    assert place.layers.neighbourhood.file == "n.csv"
    text = place_toml("B", "B", None, layers={}, neighbourhood="pcn")
    (tmp_path / "place.toml").write_text(text)
    assert Place.open(tmp_path).layers.neighbourhood == "pcn"
    text = place_toml("B", "B", None, layers={}, beside=["C", "D"])
    (tmp_path / "place.toml").write_text(text)
    assert Place.open(tmp_path).system is None
    assert Place.open(tmp_path).compare.areas == ("C", "D")
