"""Codes in files: read whole, or refused with file, line, column, rule and remedy."""

import pytest

from tilth.ground.errors import ExtractError
from tilth.learn.coding.frame import read_frame
from tilth.learn.coding.sheets import MOST_ROWS, read_codes
from tilth.learn.coding.writing import as_toml

HEAD = b"type,name,means,under,source\n"


def test_rows_are_read_with_their_lines_and_those_known_are_left_out():
    data = 'type;name;means\nBarrier;Rain;"It\nrains."\n\nbarrier;Hope;Known.\ntheme;Tea;Cups.\n'
    rows, faults = read_codes(data.encode(), file="a.csv", known={"hope": "barrier"})
    assert [(one.line, one.type, one.name, one.means) for one in rows] == [
        (2, "barrier", "Rain", "It rains."),
        (6, "theme", "Tea", "Cups."),
    ]
    assert faults == []


@pytest.mark.parametrize(
    ("row", "column", "rule"),
    [
        ("enabelr,A,m,,", "type", "this is no kind of code. Did you mean enabler?"),
        ("zzz,A,m,,", "type", "Use one of enabler"),
        ("theme,,m,,", "name", "a name has 1 to 120 letters"),
        (f"theme,{'n' * 121},m,,", "name", "a name has 1 to 120 letters"),
        ("theme,Hope,m,,", "name", "there is a code of that name already: barrier"),
        ("theme,A,,,", "means", "what it means takes 1 to 2,000 letters"),
        (f"theme,A,m,,{'s' * 301}", "source", "a source has up to 300 letters"),
        ("theme,A,m,Sun,", "under", "no code above it is called that"),
        ("theme,A,m,Hope,", "under", "the code above it is of another kind"),
    ],
)
def test_a_fault_says_file_line_column_rule_and_remedy(row, column, rule):
    rows, [fault] = read_codes(HEAD + row.encode(), file="a.csv", known={"hope": "barrier"})
    assert rows == []
    assert str(fault).startswith(f"a.csv line 2, {column}: ")
    assert rule in str(fault)
    assert fault.remedy


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "it is empty"),
        (b"type,name\n", "no column called means"),
        (b"type,name,means,sorce\n", "Did you mean source?"),
        (b"type,name,means,colour\n", "Columns are type"),
        (b"type,name,means,name\n", "name is there twice"),
        (b"\xff\xfe\x00", "letters cannot be read"),
        (b"type,name,means\0\n", "not plain text"),
        (b'type,name,means\ntheme,"A,m\n', "line 2: its quotation marks do not close"),
        (b"type,name,means\n" + b"theme,A,m\n" * (MOST_ROWS + 1), "more than 500 rows"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(data, said):
    with pytest.raises(ExtractError, match=said) as error:
        read_codes(data, file="a.csv")
    assert str(error.value).startswith("a.csv: ")


def test_what_is_written_as_toml_is_read_again_as_it_was(tmp_path):
    odd = 'A "quote", a \\ and a\nnew line, \u202e é \x7f'
    codes = [
        {"slug": "a", "type": "theme", "name": odd, "means": "m", "under": ""},
        {"slug": "b", "type": "theme", "name": "B", "means": odd, "under": "a"},
    ]
    path = tmp_path / "own.toml"
    path.write_text(as_toml(odd, "S", codes), encoding="utf-8")
    told = read_frame(path)
    assert (told.title, told.codes["a"].name, told.codes["b"].means) == (odd, odd, odd)
    assert told.codes["b"].under == "a"
