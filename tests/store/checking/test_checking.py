import datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tilth.store.checking import asking, dates, values
from tilth.store.checking.asking import Question
from tilth.store.engine import engine

VIEW = "the practice's rows"


@pytest.fixture
def connection():
    with engine(memory="500MB", threads=1) as opened:
        opened.execute(
            "create table r as select * from (values "
            "('v1', 2::bigint, 5, 'a'), ('v1', 3, 50, 'b'), ('v2', 2, null, 'b')) "
            "t(_version, line, x, word)"
        )
        opened.execute("create table empty as from r limit 0")
        asking.begin_keeping(opened)
        yield opened


def test_questions_are_answered_in_the_order_they_were_put(connection):
    questions = [
        Question("r", "x > 9"),
        Question("(select 'u' as unit, 3 as n)", "n = 3", units=True),
        Question("r", "x > 9", "x is not null", already=(10, 2)),
        Question("empty", "x > 9"),
    ]
    assert asking.ask(connection, questions) == [(3, 1), (1, 1), (12, 3), (0, 0)]


def test_a_question_that_cannot_be_asked_spoils_no_other_and_quotes_nothing(connection):
    questions = [
        Question("r", "x > 9"),
        Question("r", "word::int > 0"),
        Question("nowhere", "true"),
    ]
    assert asking.ask(connection, questions) == [(3, 1), "ConversionException", "CatalogException"]


def test_every_row_at_fault_is_kept_with_its_version_and_line(connection, tmp_path):
    asking.keep_rows(connection, "big", "gp", Question("r", "x > 1", "x < 100"))
    units = "(select word as unit, count(*) as n from r group by 1)"
    lines = "(select _version, line, word as unit from r)"
    asking.keep_rows(connection, "common", "gp", Question(units, "n > 1", "true", lines, True))
    asking.keep_rows(connection, "alone", "gp", Question(units, "n = 1", units=True))
    path = tmp_path / "rows.parquet"
    assert asking.write_kept(connection, path) == 5
    assert pq.read_table(path).to_pylist() == [
        {"check": "alone", "source": "gp", "version": None, "line": None, "unit": "a"},
        {"check": "big", "source": "gp", "version": "v1", "line": 2, "unit": None},
        {"check": "big", "source": "gp", "version": "v1", "line": 3, "unit": None},
        {"check": "common", "source": "gp", "version": "v1", "line": 3, "unit": "b"},
        {"check": "common", "source": "gp", "version": "v2", "line": 2, "unit": "b"},
    ]


def test_versions_stand_beside_each_other_in_one_view(connection, tmp_path):
    for version, column in (("v1", "a"), ("v2", "b")):
        (tmp_path / version).mkdir()
        made = pa.table({"line": [2], column: ["x"]})
        pq.write_table(made, tmp_path / version / "accepted.parquet")
    day = datetime.date(2026, 1, 1)
    versions = [("v1", tmp_path / "v1", day, day), ("v2", tmp_path / "v2", None, None)]
    types = asking.make_rows_view(connection, VIEW, versions)
    assert types["a"] == types["b"] == "VARCHAR"
    assert types["_period_end"] == "DATE"
    told = connection.execute(
        f"select _version, a, b, _period_start from {asking.relation(VIEW)} order by 1"
    ).fetchall()
    assert told == [("v1", "x", None, day), ("v2", None, "x", None)]


def test_one_file_is_seen_as_it_is_and_several_as_one(connection, tmp_path):
    for n in (1, 2):
        pq.write_table(pa.table({"record": [n], "said": ["x"]}), tmp_path / f"{n}.parquet")
    types = asking.make_view(connection, "one", tmp_path / "1.parquet")
    assert types == {"record": "BIGINT", "said": "VARCHAR"}
    both = asking.union_of(
        [("a", tmp_path / "1.parquet", "said"), ("b", tmp_path / "2.parquet", "said")]
    )
    found = connection.execute(f"select record, source, ethnic_group from {both} order by 1")
    assert found.fetchall() == [(1, "a", "x"), (2, "b", "x")]


@pytest.mark.parametrize(
    ("number", "right"),
    [
        ("9434765919", True),
        ("9434765918", False),
        ("4010232137", True),
        ("1234567890", False),
        ("943476591", False),
    ],
)
def test_IN_nhs_numbers_are_checked_as_the_ground_checks_them(connection, number, right):
    from tilth.ground.nhs_number import is_valid

    connection.execute("create table n as select 'v' as _version, 1 as line, ? as nhs", [number])
    assert asking.ask(connection, [values.nhs_number_wrong("n", "nhs")]) == [(1, int(not right))]
    assert is_valid(number) is right


def test_verhoeff_check_agrees_with_a_slow_twin(connection):
    """Every SNOMED identifier of one digit changed, or two neighbours swapped, is found."""

    def twin(code):
        state = 0
        for place, digit in enumerate(reversed(code)):
            moved = int(values.VERHOEFF_SHIFT[place % 8][int(digit)])
            state = int(values.VERHOEFF_TURN[state][moved])
        return state == 0

    code = "195967001"
    changed = [code[:i] + str(d) + code[i + 1 :] for i in range(1, 9) for d in range(10)]
    swapped = [code[:i] + code[i + 1] + code[i] + code[i + 2 :] for i in range(1, 8)]
    told = sorted({*changed, *swapped})
    assert [c for c in told if twin(c)] == [code]
    connection.execute(
        "create table codes as select 'v' as _version, row_number() over () as line, c "
        f"from (select unnest({told!r}) as c)"
    )
    question = values.snomed_wrong("codes", "c")
    assert asking.ask(connection, [question]) == [(len(told), len(told) - 1)]


def test_dates_on_the_edge_of_a_period_lie_within_it(connection):
    connection.execute(
        "create table p as select 'v' as _version, 1 as line, date '2026-01-31' as seen, "
        "date '2026-01-01' as _period_start, date '2026-01-31' as _period_end"
    )
    questions = [dates.outside_period("p", "seen", side=side) for side in ("before", "after")]
    assert asking.ask(connection, questions) == [(1, 0), (1, 0)]
