"""Every key of place.toml is told in docs/reference/settings.md."""

import dataclasses

from tests.conftest import ROOT
from tilth.ground import place

PAGE = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
TABLES = {
    "[place]": place.About,
    "[system]": place.System,
    "[layers]": place.Layers,
    "[compare]": place.Compare,
    "[[partners]]": place.Partner,
    "[[sources]]": place.Source,
    "[privacy]": place.Privacy,
    "[agree]": place.Agree,
    "[see]": place.See,
    "[act]": place.Act,
    "[store]": place.Store,
    "[audit]": place.Audit,
}


def test_every_table_and_key_is_told():
    fields = {f.name for f in dataclasses.fields(place.Place)} - {"folder", "closed"}
    assert fields == {table.strip("[]") for table in TABLES}
    for table, kind in TABLES.items():
        assert f"`{table}`" in PAGE, table
        for field in dataclasses.fields(kind):
            assert f"`{field.name}`" in PAGE, f"{table} {field.name}"
