"""A small place with its geography on disk, and nobody linked in it yet."""

import pytest

from tests.ground.open_data import ASTON, BARTON, built, write_all, write_csv
from tilth.ground.geography.opening import about_place, place_toml
from tilth.ground.geography.tables import table_of, write_tables
from tilth.ground.place import Place
from tilth.see.official.nobody import Nobody

HEADINGS = ("Indicator ID", "Indicator Name", "Area Code", "Sex", "Age", "Category Type")
HEADINGS += ("Category", "Time period", "Value", "Lower CI 95.0 limit", "Upper CI 95.0 limit")
HEADINGS += ("Count", "Denominator", "Value note")


def line(code, value="", **told):
    """One line of a Fingertips download."""
    row = dict.fromkeys(HEADINGS, "") | {"Indicator ID": "241", "Indicator Name": "Diabetes"}
    row |= {"Area Code": code, "Sex": "Persons", "Age": "17+ yrs", "Time period": "2023/24"}
    return row | {"Value": value} | told


@pytest.fixture
def place(tmp_path):
    """Aston and Barton, with some figures Fingertips publishes of them and of England."""
    data = write_all(tmp_path / "data")
    limits = {"Lower CI 95.0 limit": "8.25031773202761", "Upper CI 95.0 limit": "8.47020016635235"}
    rows = [
        line(ASTON, "8.3597744422707", Count="20340", Denominator="243308", **limits),
        line("E06000001", "9.9"),
    ]
    write_csv(data / "indicators-diabetes.data.csv", rows)
    made, folder = built(data), tmp_path / "place"
    nation = {"layer": "nation", "code": "E92000001"}
    england = nation | {"name": "England", "source": "drawn"}
    theirs = made.tables["published"].to_pylist()
    ours = theirs[0] | nation | {"value": 7.1, "lower": None, "upper": None}
    made.tables["published"] = table_of("published", [*theirs, ours])
    areas = made.tables["area"].to_pylist()
    made.tables["area"] = table_of("area", [*areas, england])
    write_tables(folder / "geography", made.tables, made.about)
    name, code, system = about_place(made)
    layers = {"small_area": "lsoa21", "place": "place", "system": "system"}
    (folder / "place.toml").write_text(place_toml(name, code, system, layers=layers))
    return Place.open(folder)


@pytest.fixture
def nobody(place):
    """The place with nobody in it."""
    return Nobody(place)


__all__ = ["ASTON", "BARTON", "line"]
