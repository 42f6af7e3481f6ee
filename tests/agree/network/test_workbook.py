"""The two-sheet workbook: the same out and in, and every place that is not understood is told."""

import datetime
import io
import zipfile

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from tilth.agree.network import workbook
from tilth.agree.network.reviewing import review
from tilth.agree.network.workbook import Connection, Element, Sheets
from tilth.agree.words import ACCOUNTABILITY, LAYERS
from tilth.ground.errors import ExtractError

LETTERS = st.characters(codec="utf-8", categories=("L", "N", "P", "S"))
TEXT = st.text(LETTERS, min_size=1, max_size=20).filter(lambda t: "|" not in t and t[0] != "'")
TAGS = st.lists(TEXT, max_size=3, unique=True).map(tuple)
ELEMENTS = st.builds(
    Element, label=TEXT, type=TEXT, tags=TAGS, description=TEXT, other_names=TAGS,
    layer=st.sampled_from(("", *LAYERS)), answers_to=st.sampled_from(("", *ACCOUNTABILITY)),
    areas=TAGS,
)  # fmt: skip
DAYS = st.none() | st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 1, 1))


@st.composite
def maps(draw):
    elements = draw(st.lists(ELEMENTS, max_size=6, unique_by=lambda one: workbook.plain(one.label)))
    labels = [one.label for one in elements]
    ties = []
    for _ in range(draw(st.integers(0, 6)) if len(labels) > 1 else 0):
        one, other = draw(st.permutations(labels))[:2]
        ties.append(
            Connection(
                one,
                other,
                draw(st.booleans()),
                draw(TEXT),
                draw(st.sampled_from(("horizontal", "vertical"))),
                draw(st.none() | st.integers(1, 5)),
                draw(DAYS),
            )
        )
    return Sheets(tuple(elements), tuple(ties))


@settings(max_examples=60)
@given(maps())
def test_written_and_read_again_it_is_the_same(told):
    found = workbook.read(workbook.write(told))
    assert found.faults == ()
    assert found == told
    assert workbook.write(told) == workbook.write(found)


def book(**sheets):
    """A workbook as somebody else writes it."""
    held = io.BytesIO()
    made = xlsxwriter.Workbook(held, {"in_memory": True, "strings_to_formulas": False})
    for name, rows in sheets.items():
        page = made.add_worksheet(name)
        for at, row in enumerate(rows):
            page.write_row(at, 0, row)
    made.close()
    return held.getvalue()


KUMU = {
    "Elements": [
        ["label", "type", "tags", "description", "Image"],
        ["Council", "council", "homes|streets", "A safe place", "x.png"],
        ["New Group", "voluntary", "", "", ""],
        ["", "", "", "", ""],
    ],
    "Connections": [
        ["From", "To", "Direction", "Strength", "Since"],
        ["Council", "New Group", "", 3, "2019"],
        ["New Group", "Old Trust", "mutual", "", ""],
    ],
}
KNOWN = {"town council": "partner:council", "council": "partner:council", "old trust": "partner:t"}


def test_a_kumu_workbook_is_held_beside_what_is_here():
    read = workbook.read(book(**KUMU))
    assert read.unread == ("Elements: Image",)
    found = review(read, KNOWN, sectors=lambda word: word or None)
    assert found.sound
    assert [one.label for one in found.new] == ["New Group"]
    assert found.same == {"Council": "partner:council"}
    assert [tie.mutual for tie in found.ties] == [False, True]
    assert found.ties[0].strength == 3
    assert found.ties[0].since == datetime.date(2019, 1, 1)
    again = review(read, KNOWN, read.connections)
    assert again.ties == ()
    assert len(again.again) == 2


WRONG = [
    ("Elements", 1, 0, "", "Elements row 2 Label"),
    ("Connections", 1, 0, "", "Connections row 2 From"),
    ("Connections", 1, 1, "", "Connections row 2 To"),
    ("Connections", 1, 1, "Council", "Connections row 2 To"),
    ("Connections", 1, 1, "Nobody", "Connections row 2 To"),
    ("Connections", 1, 2, "sideways", "Connections row 2 Direction"),
    ("Connections", 1, 3, 7, "Connections row 2 Strength"),
    ("Connections", 1, 3, 2.5, "Connections row 2 Strength"),
    ("Connections", 1, 4, "once", "Connections row 2 Since"),
    ("Elements", 2, 0, "council", "Elements row 3 Label"),
    ("Elements", 2, 0, "x" * 201, "Elements row 3 Label"),
    ("Elements", 2, 1, "space travel", "Elements row 3 Type"),
]


@pytest.mark.parametrize(("sheet", "row", "column", "value", "where"), WRONG)
def test_what_is_not_understood_is_told_by_row_and_column(sheet, row, column, value, where):
    sheets = {name: [list(line) for line in rows] for name, rows in KUMU.items()}
    sheets[sheet][row][column] = value
    known = KNOWN | {"new group": "partner:new"} if row == 2 and column == 0 else KNOWN
    read = workbook.read(book(**sheets))
    found = review(read, known, sectors=lambda w: w if w in ("council", "voluntary") else None)
    told = [
        f"{fault.rule.partition(':')[0]} row {fault.line} {fault.column}" for fault in found.faults
    ]
    assert where in told
    assert not found.sound


def test_layer_answers_and_areas_must_be_known():
    rows = [["Label", "Type", "Layer", "Answers to", "Areas"], ["A", "x", "moon", "nobody", "Q1"]]
    found = workbook.read(book(Elements=rows, Connections=[["From", "To"]]))
    assert [fault.column for fault in found.faults] == ["Layer", "Answers to"]
    rows[1][2:4] = ["place", "elected"]
    read = workbook.read(book(Elements=rows, Connections=[["From", "To"]]))
    found = review(read, {}, sectors=lambda word: word, areas={"Q2": ""})
    assert [fault.column for fault in found.faults] == ["Areas"]


def test_names_of_several_partners_in_one_row_are_told():
    element = Element("Council", other_names=("Old Trust",), row=2)
    found = review(Sheets((element,)), KNOWN)
    assert "several partners" in found.faults[0].rule


def test_sheets_and_columns_that_are_missing_are_told():
    found = workbook.read(book(Elements=[["Name"], ["A"]]))
    assert [fault.rule for fault in found.faults] == [
        "Elements has no column Label",
        "there is no sheet Connections",
    ]
    assert workbook.read(book(Elements=[], Connections=[])).faults


def test_too_many_rows_are_refused(monkeypatch):
    monkeypatch.setitem(workbook.MOST, "Elements", 1)
    found = workbook.read(book(**KUMU))
    assert "more than 1 rows" in found.faults[0].rule


def test_AT_what_is_no_workbook_is_refused():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("xl/workbook.xml", b"0" * (workbook.UNPACKED + 1))
    empty = io.BytesIO()
    zipfile.ZipFile(empty, "w").close()
    for content in (b"", b"From,To", b"x" * (workbook.LARGEST + 1), packed.getvalue(),
                    empty.getvalue()):  # fmt: skip
        with pytest.raises(ExtractError):
            workbook.read(content)


def test_AT_cells_that_could_be_formulas_are_made_safe_and_read_back_as_they_were():
    told = Sheets((Element("=1+1", description="@sum"),))
    written = workbook.write(told)
    with zipfile.ZipFile(io.BytesIO(written)) as made:
        assert b"<f>" not in made.read("xl/worksheets/sheet1.xml")
        assert b"'=1+1" in made.read("xl/sharedStrings.xml")
    assert workbook.read(written) == told
