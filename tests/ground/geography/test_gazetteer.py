"""A country's layers, told as data."""

from pathlib import Path

import pytest

from tests.ground.open_data import DEFINITIONS
from tilth.ground.errors import DefinitionError
from tilth.ground.geography.gazetteer import Gazetteer, Layer
from tilth.ground.place import load_folder
from tilth.ground.strict import value_of


def test_every_shipped_gazetteer_loads_and_names_only_its_own_layers():
    found = load_folder(Gazetteer, DEFINITIONS / "gazetteers")
    assert "england" in found
    codes = {(a.layer, a.code) for a in found["england"].areas}
    for holds in found["england"].holds:
        assert (holds.parent_layer, holds.parent_code) in codes
    for row in found["england"].within_rows():
        assert row["share"] == 1.0


def test_B_009_every_ccg_is_followed_by_what_took_its_place_the_day_after_its_last():
    england = load_folder(Gazetteer, DEFINITIONS / "gazetteers")["england"]
    ended = {a.code: a.valid_to for a in england.areas if a.layer == "ccg"}
    followed = {s.code: s.on_date for s in england.successors if s.layer == "ccg"}
    assert set(ended) == set(followed)
    assert all((followed[code] - ended[code]).days == 1 for code in ended)


def test_a_layer_nobody_declared_is_refused():
    table = {"title": "X", "source": "x", "small_area": "dz", "place": "council",
             "system": "board", "layers": []}  # fmt: skip
    table["layers"] = [{"layer": "dz", "title": "D", "plural": "D"}]
    with pytest.raises(DefinitionError, match=r"there is no layer (board|council)"):
        value_of(Gazetteer, table, where=str(Path("x.toml")))


@pytest.mark.parametrize(
    ("title", "plural", "one", "many"),
    [
        ("Ward", "Wards", "ward", "wards"),
        ("NHS region", "NHS regions", "NHS region", "NHS regions"),
        ("Sub-ICB location", "Sub-ICB locations", "sub-ICB location", "sub-ICB locations"),
        ("", "", "", ""),
    ],
)
def test_a_layer_is_called_in_a_sentence_as_people_write_it(title, plural, one, many):
    layer = Layer("any", title, plural)
    assert (layer.called, layer.called_many) == (one, many)
