"""Deprivation of every area of every layer, as published: of now, and of the index before."""

from tilth.ground.geography.atlas import Geography
from tilth.ground.geography.tables import table_of
from tilth.see.tenths import tenths


def rows(*told):
    keys = ("layer", "code", "measure", "value", "period", "source")
    return [dict(zip(keys, one, strict=True)) for one in told]


def drawn():
    """Three small areas in two wards of one place; one of them was split since 2011."""
    names = {"lsoa21": "ABC", "ward": "UV", "place": "P", "lsoa11": "ab"}
    within = {"lsoa21": {"A": "U", "B": "U", "C": "V"}, "ward": {"U": "P", "V": "P"}}
    up = {"lsoa21": "ward", "ward": "place"}
    return {
        "layer": [{"layer": n, "title": n, "plural": n} for n in names],
        "area": [{"layer": n, "code": c, "name": c, "source": ""} for n, some in names.items()
                 for c in some],
        "within": [{"child_layer": n, "child_code": c, "parent_layer": up[n], "parent_code": p,
                    "share": 1.0, "basis": "lookup"} for n, some in within.items()
                   for c, p in some.items()],
        "lsoa11_lsoa21": [{"lsoa11": "a", "lsoa21": "A", "change": "U"},
                          {"lsoa11": "b", "lsoa21": "B", "change": "S"},
                          {"lsoa11": "b", "lsoa21": "C", "change": "S"}],
        "measure": rows(
            ("lsoa21", "A", "imd2025_decile", 1.0, "2025", "MHCLG"),
            ("lsoa21", "B", "imd2025_decile", 3.0, "2025", "MHCLG"),
            ("lsoa21", "C", "imd2025_decile", 9.0, "2025", "MHCLG"),
            ("lsoa21", "A", "imd2025_income_decile", 9.0, "2025", "MHCLG"),
            ("lsoa11", "a", "imd2019_decile", 4.0, "2019", "MHCLG"),
            ("lsoa11", "b", "imd2019_decile", 2.0, "2019", "MHCLG"),
        ),
    }  # fmt: skip


def made(tables):
    """A geography of rows by table."""
    return Geography(lambda name: table_of(name, tables.get(name, [])), {})


def test_P_154_deprivation_of_2025_and_2019_is_told_of_every_area_of_every_layer():
    known = made(drawn())
    told = {
        (layer, code): tenths(known, layer, code)
        for layer, code in (("lsoa21", "A"), ("ward", "U"), ("ward", "V"), ("place", "P"))
    }
    assert {at: (one["most"], one["areas"]) for at, one in told.items()} == {
        ("lsoa21", "A"): (1, 1), ("ward", "U"): (2, 2), ("ward", "V"): (0, 1),
        ("place", "P"): (2, 3),
    }  # fmt: skip
    then = {at: [(o["title"], o["most"], o["areas"]) for o in one["earlier"]]
            for at, one in told.items()}  # fmt: skip
    assert then["place", "P"] == [("Index of Deprivation 2019", 1, 2)]
    assert then["lsoa21", "A"] == [("Index of Deprivation 2019", 0, 1)]
    assert then["ward", "U"] == [("Index of Deprivation 2019", 0, 1)]  # b was split between wards
    assert then["ward", "V"] == [("Index of Deprivation 2019", 0, 0)]
    assert dict(told["place", "P"]["rows"])[9] == 1


def test_without_an_index_nothing_is_told():
    assert tenths(made(drawn() | {"measure": []}), "place", "P") is None
