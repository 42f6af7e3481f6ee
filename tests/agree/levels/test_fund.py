"""A fund to test and learn with: never more goes out than there is."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import HealthCheck, settings
from hypothesis import given as drawn
from hypothesis import strategies as st

from tests.agree.levels.making import given
from tilth.agree.levels.fund import overspent, spendable, statement, why_not_out

DAY = date(2025, 4, 1)
CARRIED = {"carried": True, "closed": DAY, "money": Decimal(500)}


def entry(number, amount, day=0, *, out=False):
    """Money into or out of a fund, so many days after the first."""
    on = DAY + timedelta(days=day)
    return given(number, "homes", amount, since=on, out=out, to_body="fund", decision="D-001")


def test_B_142_the_book_of_a_fund_tells_what_came_what_went_and_what_is_left():
    """B-142."""
    rows = statement([entry(3, 40, 9, out=True), entry(1, 100), entry(2, 30, 9)])
    assert [(r["number"], r["came_in"], r["went_out"], r["left"]) for r in rows] == [
        (1, 100, None, 100), (2, 30, None, 130), (3, None, 40, 90),
    ]  # fmt: skip
    assert rows[2]["decision"] == "D-001"
    assert statement([given(1, "homes", 5, currency="time", type="in kind")]) == []


def ask(amount, some=(), *, decision=CARRIED, on=DAY, spent=Decimal(0)):
    return why_not_out(list(some), on=on, amount=Decimal(amount), decision=decision, spent=spent)


def test_money_leaves_only_with_a_carried_decision_and_never_more_than_there_is():
    book = [entry(1, 1000)]
    assert ask(500, book) == ""
    assert "above nothing" in ask(0, book)
    assert "above nothing" in ask(-5, book)
    assert "light decision" in ask(5, book, decision=None)
    assert "not carried" in ask(5, book, decision=CARRIED | {"carried": False})
    assert "before the day" in ask(5, book, on=DAY - timedelta(days=1))
    assert "£500.00" in ask(501, book)
    assert "£300.00 of it has left already" in ask(300, book, spent=Decimal(300))
    assert "£1,000.00 from that day" in ask(1001, book, decision=CARRIED | {"money": None})
    assert ask(1000, book, decision=CARRIED | {"money": None, "closed": None}) == ""


def test_what_is_promised_out_later_cannot_be_spent_before():
    book = [entry(1, 100), entry(2, 80, 30, out=True), entry(3, 50, 60)]
    assert spendable(book, DAY) == 20
    assert spendable(book, DAY + timedelta(days=60)) == 70
    assert spendable(book, DAY - timedelta(days=1)) == 0
    assert spendable([], DAY) == 0


BOOKS = st.lists(st.tuples(st.integers(1, 90), st.integers(0, 12), st.booleans()), max_size=8).map(
    lambda some: [entry(n, amount, day, out=out) for n, (amount, day, out) in enumerate(some)]
)


def left_on(book, day):
    """What a fund holds on a day, counted the slow way."""
    return sum(-e.amount if e.out else e.amount for e in book if e.since <= day)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@drawn(BOOKS, st.integers(0, 13))
def test_spendable_is_what_can_go_without_a_day_of_less_than_nothing(book, after):
    on = DAY + timedelta(days=after)
    slow = min(left_on(book, on + timedelta(days=n)) for n in range(20))
    assert spendable(book, on) == max(slow, 0)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@drawn(BOOKS)
def test_overspent_is_the_first_day_that_ends_with_less_than_nothing(book):
    days = [DAY + timedelta(days=n) for n in range(15)]
    slow = next((day for day in days if left_on(book, day) < 0), None)
    assert overspent(book) == slow


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@drawn(BOOKS, st.integers(0, 13), st.integers(1, 200))
def test_whatever_is_let_out_never_overspends_a_fund_that_was_whole(book, after, amount):
    on = DAY + timedelta(days=after)
    free = {"carried": True, "closed": None, "money": None}
    if overspent(book) or ask(amount, book, decision=free, on=on):
        return
    assert overspent([*book, entry(99, amount, after, out=True)]) is None
