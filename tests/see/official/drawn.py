"""A tiny geography with published figures, and indicators that ask for them."""

import datetime

from tilth.ground.geography import Geography
from tilth.ground.geography.tables import table_of
from tilth.see.needs.indicator import Indicator

ABOUT = {
    "publications": [
        {
            "name": "fingertips",
            "publisher": "The Office",
            "licence": "The Office, Open Government Licence v3.0",
        },
        {"name": "imd", "publisher": "The Ministry", "licence": "Ministry, Open Licence"},
    ],
    "places": {"P1": "Aston", "P2": "Barton", "P3": "Corton"},
}
AREAS = [("place", "P1", "Aston"), ("place", "P2", "Barton"), ("place", "P3", "Corton")]
AREAS += [("nation", "E", "England"), ("ward", "W1", "Hill")]


def figure(code, value, **told):
    """One published row; a blank is None."""
    row = {
        **{"layer": "place", "code": code, "measure": "fingertips_1", "period": "2023"},
        **{"sex": "all", "age": "", "category_type": "", "category": "", "source": "fingertips"},
        **{"title": "A thing", "value": value, "lower": None, "upper": None},
        **{"count": None, "denominator": None, "note": None},
    }
    return row | told


def geography_of(*figures, plain=(), organisations=()):
    """A Geography whose published figures are these; plain: (layer, code, measure, value)."""
    layers = [("nation", "Nation"), ("place", "Place"), ("ward", "Ward")]
    tables = {
        "layer": [{"layer": n, "title": t, "plural": f"{t}s"} for n, t in layers],
        "area": [
            {"layer": la, "code": c, "name": n, "common_name": "", "source": "x"}
            for la, c, n in AREAS
        ],
        "published": list(figures),
        "measure": [
            {"layer": la, "code": c, "measure": m, "period": "2025", "source": "imd", "value": v}
            for la, c, m, v in plain
        ],
        "organisation": [
            {"code": c, "name": n, "kind": k, "source": "x"} for c, n, k in organisations
        ],
    }
    return Geography(lambda name: table_of(name, tables.get(name, [])), ABOUT)


def official(**told):
    """A published Indicator with everything it must say."""
    given = {
        "title": "A thing",
        "why": "It matters.",
        "to_whom": "Everyone",
        "theme": "wider",
        "statistic": "published",
        "measure": "fingertips_1",
        "unit": "per cent",
        "source": "Drawn for a test",
        "reviewed": datetime.date(2026, 1, 15),
        "name": "official_thing",
    }
    return Indicator(**given | told)
