"""tilth agree network: a look first, then all of it or nothing."""

import pytest

from tilth.agree.network.workbook import Connection, Element, Sheets, write

pytestmark = pytest.mark.django_db
MAP = Sheets(
    (Element("Walking Group", "voluntary"), Element("Corner House", "housing")),
    (Connection("Walking Group", "Corner House", True, "shares a hall", "horizontal", 3),),
)


@pytest.fixture
def tilth(command):
    return lambda *words: command("agree", "network", *words)


def test_a_map_is_looked_at_brought_in_and_not_brought_in_twice(tilth, tmp_path):
    """P-055: the two-sheet workbook by a command."""
    path = tmp_path / "map.xlsx"
    path.write_bytes(write(MAP))
    code, told, said = tilth(path)
    assert code == 0, said
    assert told["new"] == ["Walking Group", "Corner House"]
    assert told["brought_in"] is None
    code, told, _ = tilth(path, "--bring-in", "--on", "2026-03-01")
    assert (code, told["brought_in"]) == (0, {"partners": 2, "ties": 1})
    code, told, _ = tilth(path, "--bring-in")
    assert told["brought_in"] == {"partners": 0, "ties": 0}
    assert sorted(told["here_already"]) == ["Corner House", "Walking Group"]


def test_a_map_with_mistakes_is_refused_with_every_row_told(tilth, tmp_path):
    path = tmp_path / "map.xlsx"
    wrong = Sheets((Element("A", "space travel"),), (Connection("A", "Nobody"),))
    path.write_bytes(write(wrong))
    code, told, _ = tilth(path, "--bring-in")
    assert code == 4
    assert [(one["row"], one["column"]) for one in told["not_understood"]] == [
        (2, "Type"),
        (2, "To"),
    ]
    assert told["brought_in"] is None


def test_a_file_that_is_not_there_is_said(tilth):
    code, _, said = tilth("nowhere.xlsx")
    assert code == 2
    assert "there is no file nowhere.xlsx" in said
