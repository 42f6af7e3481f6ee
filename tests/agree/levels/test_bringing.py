"""What partners bring, beside their size: alphabetical, in every currency, never a ranking."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as drawn
from hypothesis import strategies as st

from tests.agree.levels.making import given, size
from tilth.agree.levels.bringing import (
    Size,
    brought,
    cash_in,
    effort,
    funding,
    running_cost,
    together,
)
from tilth.agree.levels.days import year
from tilth.agree.words import CURRENCIES

YEAR = year(date(2025, 6, 1))
UNTIL = date(2026, 3, 31)


def test_P_082_each_partner_is_seen_for_all_that_it_brings():
    """P-082. B-247: time, capacity, resources and cash, with trust and reach beside them."""
    rows = brought(
        [
            given(1, "homes", 1200, until=UNTIL),
            given(2, "homes", 12000, currency="resources", type="in kind"),
            given(3, "homes", 40, currency="time", type="in kind"),
            given(4, "homes", 2, currency="capacity", type="in kind", until=UNTIL),
            given(5, "homes", 300, currency="reach", type="in kind"),
            given(6, "homes", 500, currency="reach", type="in kind"),
            given(7, "homes", None, currency="trust", type="in kind", words="Doors open"),
            given(8, "homes", None, currency="time", type="in kind", words="Evenings"),
        ],
        [size("homes", 300_000, 8)],
        YEAR,
    )
    row = rows[0]
    assert (row["cash"], row["time"], row["capacity"], row["resources"]) == (1200, 40, 2, 12000)
    assert row["reach"] == 500
    assert row["trust"] == ["Doors open"]
    assert row["said"] == ["Evenings"]
    assert {"cash", "time", "capacity", "resources", "trust", "reach"} == set(CURRENCIES)


def test_P_103_money_is_told_beside_the_size_of_who_gives_it():
    """P-103."""
    rows = brought(
        [given(1, "homes", 1200), given(2, "trust", 270_000)],
        [size("homes", 300_000), size("trust", 900_000_000), size("club")],
        YEAR,
    )
    told = {row["slug"]: (row["income_share"], row["nothing"]) for row in rows}
    assert told == {
        "homes": (Decimal("0.4"), False),
        "trust": (Decimal("0.03"), False),
        "club": (None, True),
    }


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@drawn(st.lists(st.tuples(st.text("abcdef", min_size=1, max_size=4), st.integers(0, 10**9)),
                unique_by=lambda one: one[0], max_size=8))  # fmt: skip
def test_partners_stand_in_the_order_of_the_alphabet_whatever_they_give(some):
    sizes = [size(slug, income) for slug, income in some]
    gifts = [given(n, slug, income) for n, (slug, income) in enumerate(some)]
    names = [row["partner"] for row in brought(gifts, sizes, YEAR)]
    assert names == sorted(names, key=str.casefold)
    other = [Size(one.slug, one.name, None, None) for one in reversed(sizes)]
    assert names == [row["partner"] for row in brought(gifts[::-1], other, YEAR)]


def test_money_that_leaves_a_fund_is_not_a_gift_of_who_gets_it():
    gifts = [given(1, "homes", 50, out=True, type="grant", to_partner="homes", to_body="fund")]
    assert brought(gifts, [size("homes")], YEAR)[0]["nothing"]


def test_what_falls_outside_the_year_is_not_counted():
    gifts = [given(1, "homes", 365, until=date(2027, 3, 31)),
             given(2, "homes", 9, since=date(2024, 1, 1))]  # fmt: skip
    assert brought(gifts, [size("homes")], YEAR)[0]["cash"] == Decimal("182.50")


def test_B_010_pooled_and_aligned_budgets_add_up():
    """B-010."""
    rows = together(
        [
            given(1, "homes", 100, to_body="board"),
            given(2, "club", 50, to_body="board"),
            given(3, "club", 70, type="aligned", currency="resources", to_body="board"),
            given(4, "club", 5, type="aligned"),
            given(5, "club", 99, type="grant"),
        ],
        {"homes": "Homes", "club": "Club", "board": "Place board"},
        YEAR,
    )
    told = [(r["pot"], r["type"], r["partner"], r["cash"]) for r in rows]
    assert told == [
        ("No pot named", "aligned", "Club", 5),
        ("No pot named", "aligned", "All together", 5),
        ("Place board", "aligned", "Club", 70),
        ("Place board", "aligned", "All together", 70),
        ("Place board", "pooled", "Club", 50),
        ("Place board", "pooled", "Homes", 100),
        ("Place board", "pooled", "All together", 150),
    ]


def test_P_086_what_keeps_the_partnership_going_is_told_with_who_is_silent():
    """P-086."""
    gifts = [
        given(1, "homes", 1000, running=True, type="in kind"),
        given(2, "homes", 12, currency="time", type="in kind", running=True),
        given(3, "club", 20_000),
    ]
    found = running_cost(gifts, [size("homes"), size("club")], YEAR)
    assert (found["cash"], found["time"], found["capacity"]) == (1000, 12, None)
    assert found["per_hundred"] == 5
    assert found["silent"] == ["Club"]
    assert running_cost([], [size("club")], YEAR)["per_hundred"] is None


def test_P_025_effort_in_kind_is_logged_entry_by_entry():
    """P-025."""
    gifts = [
        given(1, "homes", 40, currency="time", type="in kind", words="Evenings"),
        given(2, "club", None, currency="trust", type="in kind", words="Doors"),
        given(3, "club", 5),
    ]
    rows = effort(gifts, {"homes": "Homes", "club": "Club"}, YEAR)
    assert [(r["partner"], r["amount"], r["words"]) for r in rows] == [
        ("Club", None, "Doors"), ("Homes", 40, "Evenings"),
    ]  # fmt: skip


def test_the_same_thing_given_year_by_year_is_one_row_and_counts_once():
    """A post kept from year to year is one post, though a new entry begins each year."""
    before, after = date(2025, 6, 30), date(2025, 7, 1)
    gifts = [
        given(1, "homes", 2, currency="capacity", type="in kind", words="Nurses",
              since=date(2024, 7, 1), until=before),
        given(2, "homes", 2, currency="capacity", type="in kind", words="Nurses", since=after),
        given(3, "homes", 800, currency="reach", type="in kind", since=date(2020, 1, 1)),
    ]  # fmt: skip
    rows = brought(gifts, [size("homes", staff=8)], YEAR)
    assert (rows[0]["capacity"], rows[0]["staff_share"], rows[0]["reach"]) == (2, 25, 800)
    told = effort(gifts, {}, YEAR)
    assert [(r["number"], r["words"], r["amount"]) for r in told] == [
        (3, "", 800), (2, "Nurses", 2),
    ]  # fmt: skip


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@drawn(st.integers(0, 364), st.integers(0, 364))
def test_posts_are_those_there_were_on_average(first, last):
    from datetime import timedelta

    first, last = sorted((first, last))
    days = [YEAR.first + timedelta(days=n) for n in range(first, last + 1)]
    one = given(1, "homes", 3, currency="capacity", type="in kind", since=days[0], until=days[-1])
    slow = Decimal(3) * len(days) / 365
    assert abs(one.part(YEAR) - slow) <= Decimal("0.005")


def test_P_085_money_put_in_at_each_layer_year_by_year_counts_no_pound_twice():
    """P-085."""
    gifts = [
        given(1, "system", 100, layer="place"),
        given(2, "system", 30, layer="neighbourhood", since=date(2024, 6, 1)),
        given(3, "homes", 999, type="grant", to_partner="club"),
    ]
    rows = funding(gifts, [year(date(2024, 6, 1)), YEAR])
    assert [(r["layer"], r["cash"]) for r in rows] == [
        ("place", 0), ("neighbourhood", 30), ("place", 100), ("neighbourhood", 0),
    ]  # fmt: skip
    assert cash_in(gifts[:1], YEAR) == 100


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"amount": -1}, "less than nothing"),
        ({"amount": 1, "currency": "euro"}, "is not one of cash"),
        ({"amount": 1, "type": "loan"}, "is not one of pooled"),
        ({"amount": 1, "until": date(2020, 1, 1)}, "last day"),
    ],
)
def test_what_cannot_be_given_is_refused(wrong, words):
    with pytest.raises(ValueError, match=words):
        given(1, "homes", wrong.pop("amount"), **wrong)


def test_a_size_of_less_than_nothing_is_refused():
    with pytest.raises(ValueError, match="less than nothing"):
        size("homes", -1)
