"""Every example in the population's page runs, and the page's table is what it gives."""

import re
from pathlib import Path

from tests.releases import people_of, rows_of, write_release
from tilth.store.counting.population import Population

PAGE = (Path(__file__).parents[3] / "docs/reference/population.md").read_text(encoding="utf-8")
PEOPLE = """
    | neighbourhood | ward | place   | age | active_minutes | people
    | Birchills     | B    | Walsall |  50 |             10 |     20
    | Birchills     | B    | Walsall |  50 |            200 |     80
    | Birchills     | B    | Walsall |  50 |                |      9
    | Bloxwich      | X    | Walsall |  50 |             10 |      3
    | Bloxwich      | X    | Walsall |  50 |            200 |     80
"""
EVENT = """
    | person | concept             | date       | value
    | 1      | hypertension        | 2020-01-01 |
    | 1      | systolic            | 2025-01-01 | 150
    | 2      | emergency_admission | 2026-03-02 |
"""


def test_every_example_runs_and_gives_the_table_shown(tmp_path):
    (tmp_path / "place.toml").write_text('[place]\nname = "Tiltham"\ncode = "T1"\n')
    people, areas = people_of(PEOPLE)
    tables = {"people": people, "small_areas": areas, "event": rows_of(EVENT)}
    write_release(tmp_path / "store", **tables)
    first, second = re.findall(r"```python\n(.*?)```", PAGE, re.S)
    names = {"folder": tmp_path}
    exec(first, names)
    shown = re.findall(r"^\| (B\w+) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|$", PAGE, re.M)
    assert [tuple(map(str, row)) for row in names["counts"].values] == shown
    with Population.open(tmp_path) as population:
        names["people"] = population
        exec(second, names)
    assert len(names["series"]) == 12
    assert names["many"]["high pressure"].numerator.sum() == 1
    assert names["both"].denominator.sum() == 0
