"""An outline in CSV: written and read back the same; every mistake told with its place."""

import datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.learn.ripples.growing import forests, some
from tilth.learn.ripples.forest import outline
from tilth.learn.ripples.outline_file import bare, guarded, read, rows, written

GOOD = """number,words,on,intended,good,who
1,We walked,2026-03-04,yes,yes,Neighbours
1.1,"Tea, after it",2026-05-04,no,yes,
2,Rain,2026-06-01,,,
"""


def told(nodes):
    return [(one.number, *(one.said), one.node.who, one.node.helped) for one in outline(nodes)]


def test_an_outline_becomes_a_forest():
    nodes, faults = read(GOOD.encode())
    assert faults == []
    assert [(one.words, one.after) for one in nodes] == [
        ("We walked", None), ("Tea, after it", 1), ("Rain", None),
    ]  # fmt: skip
    assert (nodes[1].intended, nodes[1].good, nodes[2].good) == (False, True, None)
    assert nodes[1].on == datetime.date(2026, 5, 4)


@some
@given(forests(least=1, most=12))
def test_what_is_written_reads_back_the_same(nodes):
    back, faults = read(written(nodes).encode())
    assert faults == []
    assert rows(back) == rows(nodes)
    assert told(back) == told(nodes)


@some
@given(st.text(st.sampled_from("'=+-@ab\t"), max_size=6))
def test_the_mark_before_a_formula_comes_off_again_and_no_formula_stays(cell):
    assert bare(guarded(cell)) == cell
    assert guarded(cell)[:1] not in tuple("=+-@\t")


def faults_of(text):
    nodes, faults = read(text.encode() if isinstance(text, str) else text, file="walks.csv")
    assert nodes == []
    return [str(one) for one in faults]


def test_every_mistake_is_told_with_file_line_column_rule_and_remedy():
    found = faults_of(
        "number,words,on,good\n1,,2026-03-04,\n1.1,Tea,soon,maybe\nx,Rain,2026-03-04,\n"
        "2,Late,2026-05-01,\n2,Again,2026-05-01,\n2.1,Early,2026-04-01,\n3,"
        + "w" * 301
        + ",2026-05-01,\n"
    )
    assert found == [
        "walks.csv line 2, words: nothing is said of what happened. Say it in a line.",
        "walks.csv line 3, number: no good row above it has the number it follows from. "
        "Put the row it follows from above it.",
        "walks.csv line 3, on: it is not a day. Write it as 2026-03-04.",
        "walks.csv line 3, good: it is none of yes, no and cannot tell. Write one of them.",
        "walks.csv line 4, number: it is not a number such as 1 or 1.2. Number it as an outline.",
        "walks.csv line 6, number: two rows have this number. Give each row its own.",
        "walks.csv line 7, on: it lies before what it followed from. Mend one of the two days.",
        "walks.csv line 8, words: it is longer than 300 letters. Shorten it.",
    ]


def test_a_file_that_is_no_outline_says_so():
    assert "no column on" in faults_of("number,words\n1,Tea\n")[0]
    assert "no column number" in faults_of("")[0]
    assert "no ripple" in faults_of("number,words,on\n")[0]
    assert "letters" in faults_of(b"\xff\xfe\xfa")[0]
    assert "plain text" in faults_of("number\0")[0]
    assert "quotation marks" in faults_of('number,words,on\n1,"Tea,2026-03-04\n')[0]
    assert "larger" in faults_of("x" * 500_001)[0]
    many = "number,words,on\n" + "".join(f"{n},a,2026-03-04\n" for n in range(1, 502))
    assert "more than 500" in faults_of(many)[0]


def test_the_outline_of_the_guide_can_be_read():
    guide = Path(__file__).parents[3] / "docs" / "learn" / "ripples.md"
    example = guide.read_text(encoding="utf-8").split("```csv\n")[1].split("```")[0]
    nodes, faults = read(example.encode())
    assert faults == []
    assert [one.number for one in outline(nodes)] == ["1", "1.1", "1.2"]
