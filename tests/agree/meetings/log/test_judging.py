"""What rows of an old log become, and what in them is not understood: row, column, rule, remedy."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilth.agree.meetings.log import judging
from tilth.agree.meetings.log.columns import best, recognised
from tilth.agree.meetings.log.reading import Table
from tilth.ground.errors import UsageError

TODAY = datetime.date(2026, 3, 1)
PARTNERS = [("council", ["Tiltham Council", "council", "TMBC"]), ("homes", ["Together Homes"])]


def table(*rows, headings=("Date", "Title", "Decision", "Outcome", "Proposed by", "Cost")):
    return Table("t", headings, rows, tuple(range(2, len(rows) + 2)))


def judged(*rows, known=(), **told):
    one = table(*rows, **told)
    return judging.judge(one, recognised(one.headings), partners=PARTNERS, known=dict(known),
                         today=TODAY)  # fmt: skip


def test_a_row_becomes_a_decision_with_day_title_outcome_who_and_money():
    found = judged(("14/05/2019", "Hall", "Open it", "Agreed", "the tmbc", "£12,500"))
    row = found.rows[0]
    assert (row.row, row.date, row.outcome) == (2, datetime.date(2019, 5, 14), "carried")
    assert (row.partner, row.money) == ("council", Decimal(12500))
    assert found.ready
    assert found.troubles == []


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("", "Hall", "", "", "", ""), "Row 2, Date: no day is given"),
        (("soon", "Hall", "", "", "", ""), "Row 2, Date: this is not a day"),
        (("31/02/2019", "Hall", "", "", "", ""), "Row 2, Date: this is not a day"),
        (("1/1/2027", "Hall", "", "", "", ""), "Row 2, Date: this day is still to come"),
        (("1/1/1900", "Hall", "", "", "", ""), "Row 2, Date: this day is before 1948"),
        (("1/1/2020", "", "", "", "", ""), "Row 2, Title: nothing is written"),
    ],
)
def test_what_stops_a_row_names_row_column_rule_and_remedy(row, said):
    found = judged(row)
    assert not found.ready
    assert found.rows == []
    told = str(next(one for one in found.troubles if one.stops))
    assert told.startswith(said)
    assert len(told) > len(said) + 5


def test_what_is_only_strange_is_told_and_stops_nothing():
    found = judged(("1/1/2020", "Hall", "=1+1", "Deferred", "Harbour", "lots"))
    assert found.ready
    rules = {str(one) for one in found.troubles}
    assert any("Row 2, Outcome: this is neither carried nor not carried" in r for r in rules)
    assert any("Row 2, Proposed by: no partner goes by this name" in r for r in rules)
    assert any("Row 2, Cost: this is not an amount of money" in r for r in rules)
    assert any("Row 2, Decision: it begins like a formula" in r for r in rules)
    row = found.rows[0]
    assert (row.outcome, row.partner, row.money, row.who) == ("", "", None, "Harbour")
    assert "Outcome in the old log: Deferred" in row.decided


def test_twins_are_left_out_within_the_file_and_beside_what_is_there():
    day = datetime.date(2020, 1, 1)
    known = {(day, "open the hall".replace("the ", "")): "D-004"}
    found = judged(
        ("1/1/2020", "Open the Hall!", "", "", "", ""),
        ("2/1/2020", "Yard", "", "", "", ""),
        ("2/1/2020", "The yard", "", "", "", ""),
        known=known,
    )
    assert [one.twin for one in found.twins] == ["D-004"]
    assert [one.title for one in found.rows] == ["Yard"]
    assert "says the same as row 3" in str(found.troubles[0])
    assert not found.ready


def test_without_a_title_the_first_sentence_names_it():
    found = judged(("1/1/2020", "We open it. Then we look."), headings=("Date", "Decision"))
    assert found.rows[0].title == "We open it"
    long = judged(("1/1/2020", "word " * 100), headings=("Date", "Title"))
    assert long.rows[0].title.endswith(" ...")
    assert len(long.rows[0].title) <= judging.TITLE


def test_columns_are_known_by_many_names_or_as_told():
    found = recognised(("Meeting date", "Item", "Resolved", "Lead partner", "Colour"))
    assert found.at == {"date": 0, "title": 1, "decided": 2, "who": 3}
    assert found.unused == ("Colour",)
    told = recognised(("A", "B", "C"), {"date": "A", "title": "B", "outcome": "c"})
    assert told.at == {"date": 0, "title": 1, "outcome": 2}
    assert recognised(("Date", "Title"), {"title": ""}).missing == ("title",)
    assert recognised(("X", "Y")).missing == ("date", "title")


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"dat": "A"}, "Did you mean date"),
        ({"colour": "A"}, "There are: date"),
        ({"date": "Z"}, "There are: A, B"),
        ({"date": "A", "title": "A"}, "said to be two things"),
    ],
)
def test_a_wrong_word_about_columns_says_what_there_is(told, why):
    with pytest.raises(UsageError, match=why):
        recognised(("A", "B"), told)


def test_of_several_tables_the_one_most_like_a_log_is_read():
    other, log = table(("x",), headings=("Colour",)), table(("1/1/2020", "Hall"),
                                                            headings=("Date", "Title"))  # fmt: skip
    assert best([other, log])[0] is log


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2019-05-14", (2019, 5, 14)),
        ("2019-05-14 00:00:00", (2019, 5, 14)),
        ("14/5/2019", (2019, 5, 14)),
        ("14.05.19", (2019, 5, 14)),
        ("14 May 2019", (2019, 5, 14)),
        ("Tuesday, 14th of May, 2019", (2019, 5, 14)),
        ("14-Sept-2019", (2019, 9, 14)),
        ("5/14/2019", None),
        ("May 2019", None),
        ("14 Mai 2019", None),
    ],
)
def test_days_are_read_as_people_here_write_them(said, day):
    assert judging.read_day(said) == (datetime.date(*day) if day else None)


@given(st.dates(datetime.date(1950, 1, 1), datetime.date(2049, 12, 31)))
def test_every_day_reads_back_in_every_form(day):
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%d-%b-%Y", "%A %d %B %Y"):
        assert judging.read_day(day.strftime(form)) == day


@pytest.mark.parametrize(
    ("said", "pounds"),
    [("£1,200.50", "1200.50"), ("1.2m", "1200000.0"), ("3k", "3000"), ("many", None), ("", None),
     ("£", None), ("9" * 20, None)],
)  # fmt: skip
def test_money_is_read_as_people_write_it(said, pounds):
    assert judging.read_money(said) == (Decimal(pounds) if pounds else None)
