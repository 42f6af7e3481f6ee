"""What lies at each layer over time, what was taken back, and the ledger by date."""

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.agree.levels.making import BODIES, FROM, PITS, PLACE, SYSTEM, named, passed
from tilth.agree.agreements.clauses import Clauses
from tilth.agree.agreements.leaving import bites, free_from
from tilth.agree.levels.days import DAY, quarters
from tilth.agree.levels.lying import holdings
from tilth.agree.levels.shares import shares
from tilth.agree.levels.withdrawing import (
    direction,
    ledger,
    renewal,
    withdrawals,
)
from tilth.agree.words import LAYERS

SPANS = quarters(date(2024, 1, 1), date(2025, 6, 30))
NOW = date(2026, 3, 1)


def test_P_021_shares_of_decisions_budget_and_services_at_each_layer():
    """P-021."""
    rows = shares(
        [passed("G-001", SYSTEM, PLACE, 300),
         passed("G-002", SYSTEM, SYSTEM, 100, function="Beds")],
        [named("Winter")],
        [(date(2024, 5, 1), "place"), (date(2024, 5, 2), "place"), (date(2024, 6, 1), "system")],
        SPANS[:2],
    )  # fmt: skip
    before, after = rows[:2], rows[2:]
    assert [row["layer"] for row in after] == ["system", "place"]
    assert [row["decisions"] for row in after] == [1, 2]
    assert [row["decisions_share"] for row in after] == [Decimal("33.3"), Decimal("66.7")]
    assert [row["budget"] for row in after] == [100, 300]
    assert [row["budget_share"] for row in after] == [25, 75]
    assert [row["functions"] for row in after] == [1, 2]
    assert [row["not_told"] for row in after] == [0, 1]
    assert [row["budget"] for row in before] == [400, 0]
    assert [row["decisions_share"] for row in before] == [None, None]


def test_where_no_money_is_written_down_no_share_of_it_is_told():
    rows = shares([passed("G-001", SYSTEM, PLACE)], [], [], SPANS[1:2])
    assert [(row["budget"], row["budget_share"], row["not_told"]) for row in rows] == [
        (None, None, 1)
    ]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(BODIES), st.sampled_from(BODIES), st.integers(0, 900),
                  st.integers(0, 700), st.one_of(st.none(), st.integers(0, 400)),
                  st.sampled_from(["Falls", "Beds", "Homes"])),
        max_size=6,
    )
)  # fmt: skip
def test_shares_are_those_of_the_holdings_counted_one_by_one(drawn):
    some = [
        passed(f"G-{n}", giver, receiver, cash, function=function,
               since=date.fromordinal(FROM.toordinal() - 300 + start),
               until=None if days is None
               else date.fromordinal(FROM.toordinal() - 300 + start + days))
        for n, (giver, receiver, cash, start, days, function) in enumerate(drawn)
    ]  # fmt: skip
    for row in shares(some, [], [], SPANS):
        held = [o for o in holdings(some, [], row["until"]) if o.where.layer == row["layer"]]
        assert (row["budget"] or 0) == sum(o.cash for o in held)
        assert row["functions"] == len({o.function for o in held})
    for span in SPANS:
        told = [r["budget_share"] for r in shares(some, [], [], [span])]
        known = [value for value in told if value is not None]
        assert not known or abs(sum(known) - 100) <= Decimal("0.1") * len(LAYERS)


def test_P_089_the_ledger_tells_what_was_passed_on_by_date():
    """P-089. P-096: what, with what money, from whom to whom, on which conditions, until when."""
    some = [
        passed("G-002", PLACE, PITS, 10, since=date(2025, 1, 1), conditions="Tell us in June"),
        passed("G-001", SYSTEM, PLACE, [(FROM, 100), (date(2025, 5, 1), 80)],
               until=date(2025, 12, 31), because="Cuts"),
        passed("G-003", PLACE, SYSTEM, 5, since=date(2027, 1, 1)),
    ]  # fmt: skip
    rows = ledger(some, NOW)
    assert [row["ref"] for row in rows] == ["G-001", "G-002"]
    assert rows[0]["cash"] == 80
    assert rows[0]["state"] == "ended"
    assert rows[1]["conditions"] == "Tell us in June"
    assert rows[1]["direction"] == "nearer to people"


def test_each_way_a_function_can_go_has_its_words():
    assert direction(passed("G", PLACE, PLACE)) == "stays"
    assert direction(passed("G", PLACE, SYSTEM)) == "further from people"
    assert direction(passed("G", PITS, BODIES[1])) == "between equals"


def test_P_085_something_taken_back_is_flagged_with_its_notice():
    """P-085."""
    one = passed("G-001", SYSTEM, PLACE, 100, until=date(2025, 6, 30), because="Money is short",
                 told=date(2025, 6, 1), notice=90)  # fmt: skip
    row = withdrawals([one], NOW)[0]
    assert row["what"] == "taken back"
    assert row["less"] == 100
    assert row["less_share"] == 100
    assert row["notice_given"] == 30
    assert row["short"] is True
    assert row["because"] == "Money is short"
    assert withdrawals([one], date(2025, 6, 29)) == []


def test_P_085_less_money_is_flagged_as_a_cut_on_the_day_it_came():
    """P-085."""
    one = passed("G-001", SYSTEM, PLACE, [(FROM, 100), (date(2025, 4, 1), 75),
                                         (date(2025, 9, 1), 90)])  # fmt: skip
    rows = withdrawals([one], NOW)
    assert [(r["what"], r["on"], r["before"], r["after"], r["less_share"]) for r in rows] == [
        ("cut", date(2025, 4, 1), 100, 75, 25)
    ]
    assert withdrawals([one], date(2025, 3, 31)) == []


def test_something_given_again_within_a_month_is_renewed_not_taken_back():
    old = passed("G-001", SYSTEM, PLACE, 100, until=date(2025, 3, 31))
    same = passed("G-002", SYSTEM, PLACE, 100, since=date(2025, 4, 1))
    less = passed("G-003", SYSTEM, PITS, 60, since=date(2025, 4, 20))
    late = passed("G-004", SYSTEM, PLACE, 100, since=date(2025, 6, 1))
    assert withdrawals([old, same], NOW) == []
    assert renewal(old, [old, same]) == same
    row = withdrawals([old, less], NOW)[0]
    assert (row["ref"], row["what"], row["before"], row["after"]) == ("G-003", "cut", 100, 60)
    assert [r["what"] for r in withdrawals([old, late], NOW)] == ["taken back"]


def test_what_moves_further_from_people_is_flagged_and_what_stays_is_not():
    away = passed("G-001", PLACE, SYSTEM, 10)
    stays = passed("G-002", PLACE, PLACE, [(FROM, 100), (date(2025, 1, 1), 5)])
    rows = withdrawals([away, stays], NOW)
    assert [(row["ref"], row["what"], row["less"]) for row in rows] == [
        ("G-001", "moved away", None)
    ]


def test_notice_runs_alike_for_what_is_passed_on_and_for_who_leaves_an_agreement():
    """One rule: with thirty days of notice it is less from the thirty-first day on."""
    told = date(2026, 3, 1)
    first = free_from(Clauses(notice_days=30), told)
    assert first == bites(told, 30) == date(2026, 3, 31)
    for last, short in ((first - DAY, False), (first - 2 * DAY, True)):
        one = passed("G-001", SYSTEM, PLACE, 100, until=last, told=told, notice=30)
        assert withdrawals([one], date(2026, 6, 1))[0]["short"] is short
