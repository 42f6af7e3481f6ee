import datetime

import pyarrow as pa
import pytest

from tilth.ground.extracts import TYPES, Column
from tilth.ground.nhs_number import check_digit, is_valid
from tilth.store.engine import engine
from tilth.store.reading.letters import BREAK, DIGIT, DOT, HASH, HIGH, HYPHEN, LOWER, OTHER, UPPER
from tilth.store.reading.readings import READERS
from tilth.store.reading.rules import CELL_RULES, judging


def judged(column, *cells, holds=None, period_end=None):
    """[(value or the rule broken)] for cells of one column."""
    block = pa.table({"line": list(range(len(cells))), "it": pa.array(cells, pa.string())})
    holds = None if holds is None else {"it": holds}
    sql = judging({"it": column}, ("it",), ["it"], holds=holds, period_end=period_end)
    with engine() as connection:
        connection.execute("set preserve_insertion_order = true")
        connection.register("block", block)
        rows = connection.sql(sql).to_arrow_table().to_pylist()
    return [CELL_RULES[r["fault.it"]] if r["fault.it"] else r["it"] for r in rows]


def day(text):
    return datetime.date.fromisoformat(text)


def test_every_type_of_column_has_its_reader():
    assert set(READERS) == set(TYPES)


# one row: the column, a cell, and its value or the name of the rule it breaks
READ = [
    (Column("text"), "Null", "Null"),
    (Column("text"), "NA", "NA"),
    (Column("text"), "", None),
    (Column("text", required=True), "", "empty"),
    (Column("text"), "two\nlines", "two\nlines"),
    (Column("text"), "#N/A", "error_word"),
    (Column("text"), "####", "error_word"),
    (Column("text"), "#1 Tilth Street", "#1 Tilth Street"),
    (Column("text"), "Zoë", "Zoë"),
    (Column("text"), "Zo\u200be", "unseen"),
    (Column("text"), "\u0645\u06cc\u200c\u062e", "\u0645\u06cc\u200c\u062e"),
    (Column("code"), "A\u200cB", "unseen"),
    (Column("text"), "bell\x07", "unseen"),
    (Column("text"), "ZoÃ«", "spoiled"),
    (Column("text"), "SÃO PAULO", "SÃO PAULO"),
    (Column("text"), "Zo\ufffd", "spoiled"),
    (Column("text", pattern="[A-Z]+"), "ABC", "ABC"),
    (Column("text", pattern="[A-Z]+"), "ABc", "pattern"),
    (Column("code"), "0012", "0012"),
    (Column("code"), "1E10", "1E10"),
    (Column("code"), "250.0", "250.0"),
    (Column("code"), "1.23E+10", "spreadsheet_number"),
    (Column("code"), "73211009.0", "spreadsheet_number"),
    (Column("code"), "123456789012345000", "spreadsheet_number"),
    (Column("code"), "999000011000000103", "999000011000000103"),
    (Column("code"), "a\nb", "line_break"),
    (Column("choice", values={"1": "male", "0": ""}), "1", "male"),
    (Column("choice", values={"1": "male", "0": ""}), "0", None),
    (Column("choice", values={"1": "male"}), "2", "not_choice"),
    (Column("choice", values={"1": "it's"}), "1", "it's"),
    (Column("date"), "2024-02-29", day("2024-02-29")),
    (Column("date"), "2023-02-29", "not_date"),
    (Column("date"), "2024-2-9", "not_date"),
    (Column("date"), "45000", "not_date"),
    (Column("date"), "epoch", "not_date"),
    (Column("date"), "2024-02-29 (BC)", "not_date"),
    (Column("date"), "0001-01-01", "no_such_year"),
    (Column("date"), "9999-12-31", "no_such_year"),
    (Column("date", earliest=day("2000-01-01")), "1999-12-31", "too_early"),
    (Column("date", latest=day("2026-01-01")), "2026-01-02", "too_late"),
    (Column("date", latest="period_end"), "2030-01-02", day("2030-01-02")),
    (Column("date", date_format="%d/%m/%Y"), "01/02/2024", day("2024-02-01")),
    (Column("date", date_format="%d/%m/%Y"), "1/2/2024", "not_date"),
    (Column("date", date_format="%d/%m/%Y"), "02/13/2024", "month_first"),
    (Column("date", date_format="%d/%m/%Y"), "31/02/2024", "not_date"),
    (Column("date", date_format="%d-%b-%Y"), "01-Feb-2024", day("2024-02-01")),
    (Column("date", date_format="%d-%b-%Y"), "01-02-2024", "not_date"),
    (Column("moment"), "2024-02-29T10:00", datetime.datetime(2024, 2, 29, 10)),
    (Column("moment"), "2024-02-29 10:00:30", datetime.datetime(2024, 2, 29, 10, 0, 30)),
    (Column("moment"), "2024-02-29T10:00:00Z", "not_moment"),
    (Column("moment"), "2024-02-29", "not_moment"),
    (Column("moment"), "1024-02-29T10:00", "no_such_year"),
    (Column("moment", date_format="%d/%m/%Y %H:%M"), "29/02/2024 10:00",
     datetime.datetime(2024, 2, 29, 10)),
    (Column("moment", date_format="%d/%m/%Y %H:%M"), "30/02/2024 10:00", "not_moment"),
    (Column("whole"), "007", 7),
    (Column("whole"), "-7", -7),
    (Column("whole"), "7.0", "not_whole"),
    (Column("whole"), "1,000", "not_whole"),
    (Column("whole"), "1e3", "not_whole"),
    (Column("whole"), "9223372036854775807", 2**63 - 1),
    (Column("whole"), "9223372036854775808", "too_long"),
    (Column("whole", least=1.0), "0", "below"),
    (Column("whole", most=9.0), "10", "above"),
    (Column("number"), "1.50", 1.5),
    (Column("number"), "-0.5", -0.5),
    (Column("number"), ".5", "not_number"),
    (Column("number"), "5.", "not_number"),
    (Column("number"), "1,5", "not_number"),
    (Column("number"), "1e5", "not_number"),
    (Column("number"), "NaN", "not_number"),
    (Column("number"), "9" * 400, "too_long"),
    (Column("number", least=1.0, most=2.0), "0.99", "below"),
    (Column("number", least=1.0, most=2.0), "2.01", "above"),
    (Column("yes_no"), "Y", True),
    (Column("yes_no"), "no", False),
    (Column("yes_no"), "maybe", "not_yes_no"),
    (Column("nhs_number"), "943 476 5919", "9434765919"),
    (Column("nhs_number"), "943-476-5919", "9434765919"),
    (Column("nhs_number"), "9434765918", None),
    (Column("nhs_number"), "1111111111", None),
    (Column("nhs_number"), "none", None),
    (Column("nhs_number", required=True), "", "empty"),
    (Column("postcode"), "ws13ab", "WS1 3AB"),
    (Column("postcode"), "SW1A 1AA", "SW1A 1AA"),
    (Column("postcode"), "gir0aa", "GIR 0AA"),
    (Column("postcode"), "WS1 3A", "not_postcode"),
    (Column("postcode"), "W51 ABC", "not_postcode"),
    (Column("uprn"), "000123", "123"),
    (Column("uprn"), "000", "not_uprn"),
    (Column("uprn"), "1234567890123", "not_uprn"),
    (Column("email"), "A@b.co.uk", "a@b.co.uk"),
    (Column("email"), "a.b.co.uk", "not_email"),
]  # fmt: skip


@pytest.mark.parametrize(("column", "cell", "expected"), READ)
def test_IN_01_a_cell_is_read_as_its_contract_says_or_names_the_rule_it_breaks(
    column, cell, expected
):
    assert judged(column, cell) == [expected]


def test_IN_01_a_date_after_the_period_breaks_the_rule():
    column = Column("date", latest="period_end")
    assert judged(column, "2026-06-01", "2026-05-31", period_end=day("2026-05-31")) == [
        "too_late",
        day("2026-05-31"),
    ]


def kinds_in(cells):
    """The kinds of letter in some cells, the slow way."""
    held = 0
    for letter in "".join(cells):
        held |= (
            HIGH if not letter.isascii()
            else DIGIT if letter.isdigit()
            else UPPER if letter.isupper()
            else LOWER if letter.islower()
            else {"-": HYPHEN, ".": DOT, "#": HASH, "\n": BREAK}.get(letter, OTHER)
        )  # fmt: skip
    return held


@pytest.mark.parametrize(("column", "cell", "expected"), READ)
def test_rules_left_out_for_want_of_letters_change_no_answer(column, cell, expected):
    if "\x07" in cell or " " in cell:
        return  # control characters and gaps are not told apart here
    assert judged(column, cell, holds=kinds_in([cell])) == [expected]


def test_IN_05_every_check_digit_agrees_with_the_slow_way():
    numbers = [f"{first:09d}{last}" for first in range(400000000, 400000100) for last in range(10)]
    numbers += ["0000000000", "9999999999"]
    repeated = {str(digit) * 10 for digit in range(10)}
    expected = [n if is_valid(n) and n not in repeated else None for n in numbers]
    assert judged(Column("nhs_number"), *numbers) == expected
    assert check_digit("943476591") == 9


def test_hashes_are_equal_for_equal_rows_and_a_key_with_an_empty_part_tells_nothing_apart():
    columns = {"a": Column("code"), "b": Column("whole"), "c": Column("text")}
    block = pa.table(
        {
            "line": [1, 2, 3, 4, 5],
            "a": ["x", "x", "x", "", ""],
            "b": ["01", "1", "1", "1", "1"],
            "c": ["p", "p", "q", "p", "q"],
        }
    )
    with engine() as connection:
        connection.execute("set preserve_insertion_order = true")
        connection.register("block", block)
        sql = judging(columns, ("a", "b"), ["a", "b", "c"])
        rows = connection.sql(sql).to_arrow_table().to_pylist()
        keyless = judging(columns, ("a",), ["b", "c"])
        none = connection.sql(keyless).to_arrow_table().to_pylist()
        empty = connection.sql(judging(columns, (), ["b", "c"])).to_arrow_table().to_pylist()
    assert rows[0]["same_row"] == rows[1]["same_row"] != rows[2]["same_row"]
    assert rows[0]["same_key"] == rows[1]["same_key"] == rows[2]["same_key"]
    assert rows[3]["same_key"] != rows[4]["same_key"]
    assert [r["same_key"] for r in none] == [r["same_row"] for r in none]
    assert [r["same_key"] for r in empty] == [r["same_row"] for r in empty]
    assert [r["a"] for r in none] == [None] * 5
