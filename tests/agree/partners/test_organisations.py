"""A list of organisations read: every mistake with its row, its column and what to do."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tilth.agree.partners.organisations import COLUMNS, READERS, read

AREAS = {"walsall": "E08000030", "e08000030": "E08000030", "dudley": "E08000027"}


def table(text, known=()):
    """Read a table drawn with bars; its first row are the headings, row 1 of the file."""
    rows = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    lines = range(2, len(rows) + 1)
    return read(rows[0], rows[1:], lines, areas=AREAS, known=known)


def test_a_row_says_only_what_its_cells_say():
    found, mistakes = table("""
        Organisation | Sector | Works in         | Income  | Also called | Since      | Formed
        Whg          | VCSE   | Walsall; Dudley; | £48,000 | A; B        | 2003-03-27 | by choice
        Small        | club   |                  |         |             |            |
    """)
    assert mistakes == []
    assert (found[0].name, found[0].sector, found[0].line) == ("Whg", "voluntary", 2)
    assert found[0].told == {
        "footprint": ["E08000030", "E08000027"],
        "income": Decimal(48000),
        "other_names": ["A", "B"],
        "since": datetime.date(2003, 3, 27),
        "formed": "choice",
    }
    assert found[1].told == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name | sectr\nA | gp", "sectr: no column is called so. Did you mean sector"),
        ("name | sector | qqqq\nA | gp | 1", "qqqq: no column is called so. There are: name"),
        ("name\nA", "sector: this column is missing. Add it"),
        ("name | partner | sector\nA | B | gp", "partner: this column is there twice"),
        ("name | sector\nA | housng", "row 2, sector: 'housng' is no sector. Did you mean housing"),
        ("name | sector\nA |", "row 2, sector: it is empty. There are:"),
        ("name | sector\n | gp", "row 2, name: it is empty"),
        ("name | sector | works in\nA | gp | Walsal", "'Walsal' is no area here. Did you mean"),
        ("name | sector | works in\nA | gp | Mars", "'Mars' is no area here. Write a name or code"),
        ("name | sector | since\nA | gp | May 2003", "row 2, since: 'May 2003' is no day"),
        ("name | sector | since | until\nA | gp | 2003-01-01 | 2002-01-01", "it ends before"),
        ("name | sector | income\nA | gp | lots", "row 2, income: 'lots' is no number"),
        ("name | sector | income\nA | gp | NaN", "'NaN' is no number"),
        ("name | sector | income\nA | gp | 12,0x", "'12,0x' is no number"),
        ("name | sector | kind | \nA | gp | | 1\n | | |\nB | gq | |", "row 4, sector: 'gq' is no"),
        ("name | sector | email\nA | gp | a at b", "this is no email address"),
        ("name | sector | short name\nA | gp | A B", "it may hold small letters"),
        ("name | sector | answers to\nA | gp | electd", "Did you mean elected"),
        ("name | sector | layer\nA | gp | moon", "'moon' is not one of them. There are: nation"),
        ("name | sector | kind\nA | gp | " + "x" * 101, "it is longer than 100 letters"),
        ("name | sector\nA | gp\na | gp", "row 3, name: 'a' is in row 2 already"),
        ("name | sector | state\nA | gp | left", "row 2, reason: it left without a reason"),
        ("name | sector | followed by\nA | gp | B", "no other organisation here is called so"),
        ("name | sector | followed by\nA | gp | A", "no other organisation here is called so"),
    ],
)
def test_a_mistake_names_row_column_and_remedy(text, said):
    _, mistakes = table(text)
    assert said in str(mistakes[0])
    assert str(mistakes[0])[-1] in ".?"


def test_every_mistake_is_told_not_the_first():
    _, mistakes = table("""
        name | sector | since
        A    | x1     | soon
        B    | gp     | later
    """)
    assert [(m.line, m.column) for m in mistakes] == [(2, "sector"), (2, "since"), (3, "since")]


def test_who_took_its_place_may_be_in_the_list_or_there_already():
    """B-118 B-086: historic bodies are kept with their successors."""
    assert table("name | sector | followed by\nOld | CCG | new\nNew | ICB |")[1] == []
    assert table("name | sector | followed by\nOld | CCG | There", known={"there"})[1] == []


def test_every_column_has_a_reader():
    assert set(COLUMNS) == set(READERS)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(st.lists(st.text(max_size=12), min_size=3, max_size=3), max_size=6))
def test_whatever_is_in_the_cells_is_read_or_told(cells):
    lines = range(2, 2 + len(cells))
    found, mistakes = read(["name", "sector", "since"], cells, lines, areas=AREAS)
    told = {m.line for m in mistakes} | {one.line for one in found}
    filled = {n for n, row in zip(lines, cells, strict=True) if any(c.strip() for c in row)}
    assert told == filled
