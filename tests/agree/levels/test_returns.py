"""Record once, report many: a return is made of what is written down, and of nothing else."""

import dataclasses
from datetime import date
from decimal import Decimal

import pytest

from tests.agree.levels.making import BODIES, PITS, PLACE, SYSTEM, given, named, passed, size
from tilth.agree.levels.book import Book, Promise, Seat, Taken
from tilth.agree.levels.days import quarter, year
from tilth.agree.levels.figures import RULES
from tilth.agree.levels.returns import Line, Return, filled
from tilth.ground.place import About, Place

YEAR = year(date(2025, 6, 1))
BOOK = Book(
    passed=(
        passed("G-001", SYSTEM, PLACE, 100, since=date(2025, 5, 1)),
        passed("G-002", PLACE, PITS, 30, since=date(2025, 6, 1)),
        passed("G-003", SYSTEM, PLACE, function="Beds", since=date(2025, 6, 1)),
        passed("G-004", SYSTEM, PLACE, 10, function="Homes", until=date(2025, 9, 1)),
    ),
    named=(named("Winter", until=date(2025, 1, 1)),),
    bodies=tuple(BODIES),
    given=(
        given(1, "homes", 100), given(2, "club", 70, type="aligned"),
        given(3, "homes", 12, currency="time", type="in kind"),
        given(4, "homes", None, currency="time", type="in kind", words="Evenings"),
        given(5, "homes", 999, type="grant", to_partner="club"),
        given(6, "homes", 8, running=True, type="in kind"),
    ),
    sizes=(size("homes"), size("club")),
    decisions=(
        Taken("D-001", date(2025, 6, 1), True, "place", "place"),
        Taken("D-002", date(2025, 6, 2), True, "system", "national"),
        Taken("D-003", date(2025, 6, 2), False, "system", "place"),
        Taken("D-004", date(2024, 6, 2), True, "place", "place"),
    ),
    promises=(
        Promise("C-001", date(2025, 6, 1), "kept", date(2025, 9, 1)),
        Promise("C-002", date(2025, 6, 1), "growing"),
        Promise("C-003", date(2023, 6, 1), "let go", date(2025, 6, 1)),
    ),
    seats=(Seat("homes", "charitable", "joined"), Seat("council", "elected", "joined"),
           Seat("club", "charitable", "left")),
    funds={"fund": [given(7, "homes", 50, to_body="fund"),
                    given(8, "club", 20, to_body="fund", out=True, type="grant")]},
)  # fmt: skip


def test_P_110_every_line_tells_its_number_and_the_records_behind_it():
    """P-110."""
    told = {name: rule(BOOK, YEAR) for name, rule in RULES.items()}
    assert (told["passed_nearer"].value, told["passed_nearer"].records) == (
        2, ("G-001", "G-002", "G-003"),
    )  # fmt: skip
    assert told["money_nearer"].value == 100
    assert told["money_nearer"].records == ("G-001",)
    assert told["money_nearer"].unknown == "No money is written down for G-003."
    assert told["held_near"].value == Decimal("66.7")
    assert told["taken_back"].records == ("G-004",)
    assert told["nobody_answers"].value == 1
    assert told["nobody_answers"].unknown == "Winter."
    assert told["decisions_taken"].value == 3
    assert told["decisions_near"].value == 50
    assert told["decisions_mandated"].records == ("D-002",)
    assert told["promises_made"].value == 2
    assert told["promises_kept"].records == ("C-001",)
    assert told["promises_let_go"].value == 1
    assert told["partners"].value == 2
    assert told["partners_not_statutory"].records == ("homes",)
    assert told["cash_put_in"].value == 178
    assert told["pooled"].value == 100
    assert told["aligned"].value == 70
    assert told["running"].value == 8
    assert told["days_put_in"].value == 12
    assert told["days_put_in"].unknown == "1 told in words alone, without an amount."
    assert told["posts_put_in"].value is None
    assert (told["fund_spent"].value, told["fund_left"].value) == (20, 30)


def test_P_110_where_nothing_is_recorded_nothing_is_reported():
    """P-110. An empty book gives no number, but for what is counted as none."""
    for name, rule in RULES.items():
        found = rule(Book(), YEAR)
        assert found.value in (None, 0), name
        assert found.records == (), name


def test_every_number_of_records_changes_with_the_records():
    """Leaving out all that a line names as its records changes the line."""
    for name, rule in RULES.items():
        found = rule(BOOK, YEAR)
        if not found.records:
            continue
        named_by = set(found.records)
        numbers = {int(r.partition(":")[2]) for r in named_by if r.startswith("contribution:")}
        less = dataclasses.replace(
            BOOK,
            passed=tuple(o for o in BOOK.passed if o.ref not in named_by),
            decisions=tuple(o for o in BOOK.decisions if o.ref not in named_by),
            promises=tuple(o for o in BOOK.promises if o.ref not in named_by),
            seats=tuple(o for o in BOOK.seats if o.slug not in named_by),
            given=tuple(o for o in BOOK.given if o.number not in numbers),
            funds={s: [o for o in some if o.number not in numbers]
                   for s, some in BOOK.funds.items()},
        )  # fmt: skip
        assert rule(less, YEAR).value != found.value, name


def test_every_return_that_is_shipped_can_be_filled(tmp_path):
    shipped = Place(About("Here", "X"), folder=tmp_path).all(Return)
    assert set(shipped) >= {"devolution", "resources", "working_together"}
    for one in shipped.values():
        span = {"year": YEAR, "quarter": quarter(date(2025, 6, 1))}[one.period]
        rows = filled(one, BOOK, span)
        assert [row["title"] for row in rows] == [line.title for line in one.lines]
        assert all(row["note"] for row in rows if row["value"] is None)


def test_a_return_asks_only_for_what_is_recorded():
    with pytest.raises(ValueError, match="is not one of passed_nearer"):
        Line("Happiness", "happiness")
    with pytest.raises(ValueError, match="period"):
        Return("A", "B", "C", "week", (Line("D", "partners"),), date(2026, 1, 1))
    with pytest.raises(ValueError, match="at least one line"):
        Return("A", "B", "C", "year", (), date(2026, 1, 1))
