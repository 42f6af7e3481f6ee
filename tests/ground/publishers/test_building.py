"""A geography built from a folder of open data, cut to the places, every file told of."""

import json

import pytest

from tests.ground import open_data
from tests.ground.open_data import ASTON, BARTON, L1, L2, L3, L5, built, opened, write_csv
from tests.see.official.conftest import line
from tilth.ground.errors import ExtractError, UsageError
from tilth.ground.geography import Geography
from tilth.ground.geography.gazetteer import Gazetteer
from tilth.ground.geography.tables import write_tables
from tilth.ground.place import load_folder
from tilth.ground.publishers.building import build
from tilth.ground.publishers.publication import Publication


def told(made, name):
    return next(p for p in made.about["publications"] if p["name"] == name)


def test_everything_read_is_told_with_its_page_licence_and_hash(tiny_built):
    lookup = told(tiny_built, "lookup_lsoa21")
    assert lookup["files"][0]["file"] == "what_lies_in_what.csv"
    assert lookup["files"][0]["recognised_by"] == "columns"
    assert len(lookup["files"][0]["sha256"]) == 64
    assert lookup["page"].startswith("https://")
    assert "Open Government Licence" in lookup["licence"]
    assert told(tiny_built, "lookup_constituency")["files"] == []


def test_only_what_belongs_to_the_places_asked_for_is_kept(tiny_folder):
    made = built(tiny_folder, "Aston")
    geography = opened(made)
    assert sorted(geography.areas("lsoa21")) == [L1, L2, L3]
    assert list(geography.areas("place")) == [ASTON]
    assert {row["lsoa21"] for row in geography.rows("postcode")} == {L1, L2, L3}
    assert [o["code"] for o in geography.rows("organisation") if o["kind"] == "gp_practice"] == [
        "G1", "G2",
    ]  # fmt: skip
    assert [a["name"] for a in geography.rows("asset")] == ["Aston Pool"]
    assert geography.systems == {"E54000099": (ASTON, BARTON)}
    assert made.systems["E54000099"]["name"] == "NHS Shire Integrated Care Board"


def test_of_a_place_that_stands_beside_only_published_figures_are_kept(tmp_path):
    folder = open_data.write_all(tmp_path / "data")
    figures = [line(ASTON, "8.3597744422707"), line(BARTON, "7.25", Count="20")]
    write_csv(folder / "indicators-diabetes.data.csv", figures)
    damaged = [line(BARTON, "much"), line(ASTON, "many")]
    write_csv(folder / "indicators-obesity.data.csv", damaged)
    made, both = built(folder, "Aston", beside=["Barton"]), opened(built(folder))
    geography = opened(made)
    assert made.about["beside"] == {BARTON: "Barton"}
    assert list(geography.areas("place")) == [ASTON]
    kept = [row | {"layer": "place"} for row in geography.where("published", layer="beside")]
    assert [row["value"] for row in kept] == [7.25]
    assert kept == [r for r in both.where("published", layer="place") if r["code"] == BARTON]
    assert built(folder, "Aston", beside=["Aston"]).about["beside"] == {}
    with pytest.raises(UsageError, match="Did you mean"):
        built(folder, "Aston", beside=["Bartn"])


def test_the_same_files_give_the_same_tables(tiny_folder, tiny_built, tmp_path):
    again = built(tiny_folder)
    for folder, made in (("a", tiny_built), ("b", again)):
        write_tables(tmp_path / folder, made.tables, made.about)
    assert (tmp_path / "a" / "about.json").read_bytes() == (
        tmp_path / "b" / "about.json"
    ).read_bytes()


def test_a_place_nobody_knows_is_refused_with_the_near_one(tiny_folder):
    with pytest.raises(UsageError, match=r"Did you mean E08000101 \(Aston\)"):
        built(tiny_folder, "E080001011")
    with pytest.raises(UsageError, match=r"Did you mean E08000102 \(Barton\)"):
        built(tiny_folder, "Bartn")
    with pytest.raises(UsageError, match=r"There are: E08000101 \(Aston\), E08000102 \(Barton\)"):
        built(tiny_folder, "zzz")


def test_a_folder_without_a_lookup_or_without_boundaries_is_refused(tmp_path):
    with pytest.raises(ExtractError, match="no lookup says which small areas"):
        built(tmp_path)
    open_data.write_spine(tmp_path)
    (tmp_path / "LSOA_2021_EW_BGC.geojson").unlink()
    with pytest.raises(ExtractError, match=r"no boundaries .* Aston \(E08000101\), Barton"):
        built(tmp_path)


def test_a_lookup_that_cannot_be_read_is_refused_and_other_files_are_told_of(tmp_path):
    open_data.write_all(tmp_path)
    (tmp_path / "File_7_IoD2025.csv").write_text("LSOA code (2021),Wealth\nE1,2\n")
    write_csv(tmp_path / "lsoa_2021_pwc.csv", [{"LSOA21CD": L1, "long": "far", "lat": 1}])
    made = built(tmp_path)
    assert "no column for imd_rank" in told(made, "imd2025")["refused"][0]["why"]
    assert told(made, "centroids_lsoa21")["refused"] == [
        {
            "file": "lsoa_2021_pwc.csv",
            "why": "not a figure: could not convert string to float: 'far'",
        }
    ]
    (tmp_path / "lookup_lsoa21.csv").write_text("LSOA21CD,LSOA21NM\nE1,A\n")
    with pytest.raises(ExtractError, match="no column for place"):
        built(tmp_path)


def test_a_blank_figure_is_kept_as_not_published(tiny):
    values = {(r["code"], r["measure"]): r["value"] for r in tiny.rows("measure")}
    assert values[L5, "imd2025_score"] is None
    assert values[L1, "imd2025_decile"] == 1.0


def test_places_alone_are_enough_where_nothing_else_is_published(tmp_path):
    open_data.write_spine(tmp_path)
    made = built(tmp_path)
    assert made.tables["measure"].num_rows == 0
    assert set(made.places) == {ASTON, BARTON}


def test_a_place_whose_small_areas_are_not_all_drawn_gets_no_outline(tmp_path):
    open_data.write_spine(tmp_path)
    path = tmp_path / "LSOA_2021_EW_BGC.geojson"
    drawn = json.loads(path.read_text())
    drawn["features"] = drawn["features"][1:]
    path.write_text(json.dumps(drawn))
    assert list(opened(built(tmp_path)).shapes("place")) == [BARTON]


def test_progress_is_told(tiny_folder):
    gazetteer, publications = open_data.england()
    seen = []
    build(tiny_folder, list(publications.values()), gazetteer, [ASTON],
          progress=lambda what, done=0, total=None: seen.append(what))  # fmt: skip
    assert set(seen) == {"reading open data", "drawing tables", "finding neighbours"}


def test_P_009_another_country_is_other_definitions_and_no_other_code(tmp_path):
    """Wales and Northern Ireland in miniature: their own layers, codes and publications."""
    folder, own = tmp_path / "data", tmp_path / "definitions"
    for one in (folder, own / "gazetteers", own / "publishers"):
        one.mkdir(parents=True)
    layers = ["sdz", "council", "trust", "cluster", "country"]
    listed = ",\n".join(
        f'  {{layer = "{x}", title = "{x}", plural = "{x}s"'
        + (', partitions = "council"}' if x in ("sdz", "cluster") else "}")
        for x in layers
    )
    (own / "gazetteers" / "ni.toml").write_text(
        f'title = "Northern Ireland"\nsource = "ni"\nsmall_area = "sdz"\nplace = "council"\n'
        f'system = "trust"\nlayers = [\n{listed}\n]\n'
        'areas = [{layer = "country", code = "N92", name = "Northern Ireland"},\n'
        '  {layer = "council", code = "N09Z", name = "Nowhere"}]\n'
        'holds = [{parent_layer = "country", parent_code = "N92", child_layer = "trust", '
        'children = ["T1"]}]\n'
        'aliases = [{layer = "country", code = "N92", alias = "Tuaisceart Éireann", '
        'kind = "other_language"}]\n'
    )
    head = 'publisher = "P"\npage = "https://example.org/"\nlicence = "OGL"\n'
    (own / "publishers" / "zones.toml").write_text(
        f'title = "Zones"\n{head}files = ["zones.csv"]\n[columns]\nsdz = ["SDZ2021"]\n'
        'lgd = ["LGD2014"]\nname = ["LGD2014NAME"]\nhsct = ["HSCT"]\nhsct_name = ["HSCT name"]\n'
        '[[areas]]\nlayer = "sdz"\ncode = "sdz"\nname = "sdz"\n'
        '[[areas]]\nlayer = "council"\ncode = "lgd"\nname = "name"\n'
        '[[areas]]\nlayer = "trust"\ncode = "hsct"\nname = "hsct_name"\n'
        '[[within]]\nchild = "sdz"\nchild_code = "sdz"\nparent = "council"\nparent_code = "lgd"\n'
        '[[within]]\nchild = "council"\nchild_code = "lgd"\nparent = "trust"\n'
        'parent_code = "hsct"\n'
    )
    (own / "publishers" / "shapes.toml").write_text(
        f'title = "Shapes"\n{head}files = ["*.geojson"]\nform = "geojson"\n[columns]\n'
        'code = ["SDZ"]\n[[shapes]]\nlayer = "sdz"\ncode = "code"\n'
    )
    write_csv(
        folder / "zones.csv",
        [
            {"SDZ2021": z, "LGD2014": "N09A", "LGD2014NAME": "Ynys & Glen", "HSCT": "T1",
             "HSCT name": "West"}
            for z in ("N21", "N22")
        ],
    )  # fmt: skip
    shapes = {"N21": open_data.square(0, 0, 1, 1), "N22": open_data.square(1, 0, 2, 1)}
    open_data.write_shapes(folder / "sdz.geojson", shapes, "SDZ")
    gazetteer = load_folder(Gazetteer, own / "gazetteers")["ni"]
    publications = list(load_folder(Publication, own / "publishers").values())
    made = build(folder, publications, gazetteer, ["Ynys & Glen"])
    write_tables(tmp_path / "geography", made.tables, made.about)
    geography = Geography.open(tmp_path / "geography")
    assert (geography.small_area, geography.place_layer) == ("sdz", "council")
    assert geography.members("council", "N09A", "sdz") == {"N21": 1.0, "N22": 1.0}
    assert geography.shares("sdz", "country") == {"N21": {"N92": 1.0}, "N22": {"N92": 1.0}}
    assert [a.code for a in geography.lives_in("tuaisceart eireann")] == ["N92"]
    assert [(r["layer"], r["a"], r["b"]) for r in geography.rows("touching")] == [
        ("sdz", "N21", "N22")
    ]
    with pytest.raises(ExtractError, match=r"no boundaries .* Nowhere"):
        build(folder, publications, gazetteer, ["N09Z"])
