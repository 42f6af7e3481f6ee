"""What docs/see/areas.md shows can be run, and the example place is what it says."""

import re
import shlex
from pathlib import Path

import pytest

from tests.ground import open_data
from tilth.cli.main import main
from tilth.ground.place import Place

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "see" / "areas.md").read_text(encoding="utf-8")


def blocks(language):
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    data = open_data.write_all(tmp_path_factory.mktemp("data"))
    folder = tmp_path_factory.mktemp("page")
    said = ["--open-data", str(data), "--places", "Aston,Barton", "--quiet"]
    assert main(["new", str(folder / "walsall"), *said]) == 0
    return folder


def test_every_command_of_the_page_runs(folder, monkeypatch, capsys):
    monkeypatch.chdir(folder)
    monkeypatch.setenv("TILTH_PLACE", str(folder / "walsall"))
    commands = [line for block in blocks("sh") for line in block.splitlines()]
    ran = [line for line in commands if line.startswith("tilth see areas")]
    assert len(ran) == 8
    for line in ran:
        assert main(shlex.split(line)[1:]) == 0, capsys.readouterr().err


def test_the_notebook_of_the_page_runs_line_by_line(folder, monkeypatch):
    monkeypatch.chdir(folder)
    names = {}
    for line in blocks("python")[0].splitlines():
        exec(line, names)
    assert names["geography"].places


def test_P_013_the_example_is_walsall_and_invents_no_neighbourhoods():
    place = Place.open(ROOT / "places" / "example")
    assert (place.name, place.place.code) == ("Walsall", "E08000030")
    assert place.system.code == "E54000062"
    assert place.layers.neighbourhood is None
    assert place.partners == place.sources == ()
    assert {p.name for p in place.folder.iterdir()} == {"place.toml"}


def test_the_example_names_places_and_layers_that_are(shared):
    gazetteer = open_data.england()[0]
    place = Place.open(ROOT / "places" / "example")
    layers = {layer.layer for layer in gazetteer.layers}
    assert set(place.layers.overlays.values()) <= layers
    lookup = (shared / "data" / "geography" / "lookup_lsoa21.csv").read_text(encoding="utf-8-sig")
    for code in (*place.system.places, *place.compare.areas, place.system.code):
        assert f",{code}," in lookup
