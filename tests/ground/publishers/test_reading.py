"""Publishers' files read as text: every cell as written, every missing column told."""

import gzip
import json

import pytest

from tilth.ground.errors import DefinitionError, ExtractError
from tilth.ground.publishers import reading
from tilth.ground.publishers.publication import Publication
from tilth.ground.strict import value_of

TABLE = {
    "title": "Homes",
    "publisher": "P",
    "page": "https://example.org/",
    "licence": "OGL",
    "files": ["homes*.csv*"],
    "columns": {"code": ["area_code", "Area Code"], "homes": ["homes", "All Homes"], "note": ["n"]},
    "optional": ["note"],
}


def publication(**more):
    return value_of(Publication, TABLE | more, where="homes.toml")


def file(tmp_path, data, name="homes.csv"):
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def test_the_tidied_and_the_publishers_own_headings_are_both_read(tmp_path):
    for text in (
        "area_code,homes\nE1, 007 \n",
        '"AREA  code","All Homes; measures: Value"\nE1,007\n',
    ):
        cells = reading.read(publication(), file(tmp_path, text))
        assert (cells.columns, cells.rows) == ({"code": ["E1"], "homes": ["007"]}, 1)
        assert cells.missing == ("note",)
        assert cells.get("note") == [""]


def test_IN_nothing_is_guessed_codes_like_numbers_and_words_like_nothing_stay_text(tmp_path):
    text = "area_code,homes\n1E10,NA\nNull,\n\n0001,TRUE\n"
    cells = reading.read(publication(), file(tmp_path, text))
    assert cells.columns == {"code": ["1E10", "Null", "0001"], "homes": ["NA", "", "TRUE"]}


def test_gzip_and_a_byte_order_mark_are_read(tmp_path):
    data = gzip.compress(b"\xef\xbb\xbfarea_code,homes\nE1,2\n", mtime=0)
    assert reading.read(publication(), file(tmp_path, data, "homes.csv.gz")).rows == 1
    assert reading.headings_of(tmp_path / "homes.csv.gz", "csv") == ["area_code", "homes"]


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"area_code,homes\nE\xff,1\n", "a.csv", "byte 17 is not UTF-8"),
        (gzip.compress(b"area_code,homes\nE1,2\n", mtime=0)[:-9], "a.csv.gz", "cannot be read"),
        (b"area_code,homes\nE1\nE2,3\nE3,4,5\n", "a.csv", "2 rows .* first being row 2"),
        (b'area_code,homes\n"E1"x,2\n', "a.csv", "line 2 is not proper CSV"),
        (b"", "a.csv", "no headings"),
    ],
)
def test_a_damaged_file_is_refused(tmp_path, data, name, says):
    with pytest.raises(ExtractError, match=says):
        reading.read(publication(), file(tmp_path, data, name))


def test_a_file_too_large_to_hold_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "LARGEST", 10)
    with pytest.raises(ExtractError, match="larger than"):
        reading.read(publication(), file(tmp_path, "area_code,homes\nE1,2\n"))


def test_every_missing_column_is_told_with_what_was_looked_for_and_what_was_found(tmp_path):
    with pytest.raises(ExtractError) as refused:
        reading.read(publication(), file(tmp_path, "areacode,size\nE1,2\n"))
    assert "code (I looked for area_code or Area Code; areacode is near)" in str(refused.value)
    assert "homes (I looked for homes or All Homes)" in str(refused.value)
    assert "I found areacode, size" in str(refused.value)
    assert "https://example.org/" in str(refused.value)


def test_a_publishers_word_for_nothing_is_blank_in_that_column_alone(tmp_path):
    told = publication(blank={"code": ["U"], "note": ["U"]})
    cells = reading.read(told, file(tmp_path, "area_code,homes\nU,U\n"))
    assert cells.columns == {"code": [""], "homes": ["U"]}


def test_geojson_gives_its_properties_as_text_and_its_shapes(tmp_path):
    features = [
        {"properties": {"area_code": "E1", "homes": 2}, "geometry": {"type": "Point"}},
        {"properties": {"area_code": "E2", "homes": None}, "geometry": None},
        {"properties": None},
    ]
    path = file(tmp_path, json.dumps({"features": features}), "homes.geojson")
    cells = reading.read(publication(form="geojson"), path)
    assert cells.columns == {"code": ["E1", "E2", ""], "homes": ["2", "", ""]}
    assert cells.shapes == [{"type": "Point"}, None, None]
    assert reading.headings_of(path, "geojson") == ["area_code", "homes"]
    bad = file(tmp_path, '{"type": "Point"}', "bad.geojson")
    with pytest.raises(ExtractError, match="not GeoJSON"):
        reading.read(publication(form="geojson"), bad)
    assert reading.headings_of(bad, "geojson") == []
    assert reading.headings_of(tmp_path / "none.csv", "csv") == []
    assert reading.headings_of(file(tmp_path, "", "empty.csv"), "csv") == []


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"form": "xlsx"}, "neither csv nor geojson"),
        ({"optional": ["people"]}, "people is not among the columns"),
        ({"blank": {"people": ["U"]}}, "people is not among the columns"),
        ({"measures": [{"layer": "x", "code": "code", "values": {"m": "hmoes"}}]}, "hmoes is not"),
        ({"areas": [{"layer": "x", "code": "cdoe"}]}, "cdoe is not among"),
        ({"areas": [{"layer": "x", "code": "code", "colour": "red"}]}, "unknown key colour"),
    ],
)
def test_a_definition_that_names_a_column_it_does_not_have_is_refused(more, says):
    with pytest.raises(DefinitionError, match=says):
        publication(**more)


def test_single_years_of_age_are_columns_of_their_own():
    told = publication(ages=["age_{age}", "{age}"], oldest=["90+"])
    headings = told.headings()
    assert headings["age_7"] == ("age_7", "7")
    assert headings["age_90"] == ("90+",)
