"""The tiers do what they say, and what their slow twin does."""

import datetime
import random

import pytest

from tests.see.linkage.people import ASHA, write
from tests.see.linkage.slow_twin import slow_tiers
from tilth.see.linkage import tiers
from tilth.see.linkage.tiers import run_tiers
from tilth.store.engine import engine
from tilth.store.matching import joining

SINGLE = frozenset({"gp"})
NUMBERS = [None, "9990000018", "9990000026", "9990000034", "9990000019"]


@pytest.fixture(scope="module", autouse=True)
def store():
    """One counting engine for all these tests: each loads its own pool into it."""
    with engine(memory="500MB", threads=1) as connection:
        OPEN.append(connection)
        yield
        OPEN.clear()


OPEN = []


def joined(tmp_path, rows, *, decided=None, single=SINGLE):
    """The sets of row numbers (from 1) made one person, with the run itself."""
    path = write(tmp_path, rows)
    pool = joining.load_pool(OPEN[0], path)
    joining.hold_words(OPEN[0], pool, range(len(rows)))
    matched = run_tiers(OPEN[0], pool, one_per_person=single, decided=decided)
    roots = matched.clusters.labels()
    people = {}
    for i, root in enumerate(roots):
        people.setdefault(int(root), set()).add(i + 1)
    return {frozenset(p) for p in people.values()}, matched


def together(tmp_path, *rows):
    return len(joined(tmp_path, rows)[0]) == 1


def without_number(**changes):
    return {**ASHA, "nhs_number": None, "source": "housing", **changes}


def test_t1_needs_two_parts_of_the_date_of_birth(tmp_path):
    stranger = {"first_name": "Bo", "surname": "Lee", "postcode": None, "source": "housing"}
    for day, same in ((datetime.date(1980, 5, 1), True), (datetime.date(1991, 2, 14), False)):
        other = {**ASHA, **stranger, "date_of_birth": day}
        assert together(tmp_path, ASHA, other) is same


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"first_name": "MRS ASHA"},
        {"first_name": "A", "postcode": "WS1 1ZZ"},
        {"first_name": "Patel", "surname": "Asha"},
        {"postcode": "M1 1AE", "previous_postcode": "ws11aa"},
        {"date_of_birth": datetime.date(1980, 5, 15)},
        {"surname": "Smith"},
        {"first_name": "Ashha"},
    ],
)
def test_one_person_said_in_another_way_is_joined(tmp_path, changes):
    assert together(tmp_path, ASHA, without_number(**changes))


@pytest.mark.parametrize("field", ["uprn", "email", "phone"])
def test_a_move_is_bridged_by_what_moves_along(tmp_path, field):
    old = {**ASHA, field: "asha@example.org" if field == "email" else "07700900123"}
    new = without_number(postcode="M1 1AE", **{field: old[field]})
    assert together(tmp_path, old, new)
    assert not together(tmp_path, ASHA, new)


@pytest.mark.parametrize(
    "changes",
    [
        {"first_name": "Ravi"},
        {"first_name": "Ravi", "date_of_birth": datetime.date(2005, 5, 14)},
        {"date_of_birth": datetime.date(1955, 1, 2)},
        {"postcode": "M1 1AE"},
    ],
)
def test_someone_else_is_not_joined(tmp_path, changes):
    assert not together(tmp_path, ASHA, without_number(**changes))


def test_a_number_with_no_date_of_birth_needs_a_name(tmp_path):
    other = {**ASHA, "source": "housing", "date_of_birth": None, "postcode": None}
    assert together(tmp_path, ASHA, other)
    assert not together(tmp_path, ASHA, {**other, "surname": "Jones", "first_name": "Ed"})


def test_what_fits_two_people_is_left_open(tmp_path):
    other = {**ASHA, "nhs_number": "9990000026", "source": "hospital"}
    found, _ = joined(tmp_path, [ASHA, other, without_number()])
    assert found == {frozenset({1}), frozenset({2}), frozenset({3})}


def test_twins_with_one_initial_stay_two(tmp_path):
    one, two = without_number(first_name="Joshua"), without_number(first_name="Jacob")
    found, _ = joined(tmp_path, [one, two, {**one, "source": "club"}, {**two, "source": "club"}])
    assert found == {frozenset({1, 3}), frozenset({2, 4})}


def test_a_source_of_one_each_never_gives_a_person_two(tmp_path):
    again = {**ASHA, "postcode": "M1 1AE", "first_name": "Asha Devi"}
    found, matched = joined(tmp_path, [ASHA, again])
    assert found == {frozenset({1}), frozenset({2})}
    assert "two records" in matched.removed[0][3]
    assert together(tmp_path, {**ASHA, "source": "club"}, {**again, "source": "club"})


def test_people_are_believed_but_not_against_a_safety_rule(tmp_path):
    stranger = {"source": "club", "first_name": "Bo", "surname": "Lee", "nhs_number": "9990000026"}
    found, matched = joined(tmp_path, [ASHA, stranger], decided={"accept": [(0, 1)]})
    assert len(found) == 2
    assert "two NHS numbers" in matched.removed[0][3]
    found, _ = joined(
        tmp_path, [ASHA, {**stranger, "nhs_number": None}], decided={"accept": [(0, 1)]}
    )
    assert len(found) == 1


def test_a_rejected_pair_never_joins_by_whatever_road(tmp_path):
    rows = [{**ASHA, "source": s} for s in ("club", "housing", "hospital")]
    found, matched = joined(tmp_path, rows, decided={"reject": [(0, 1)]})
    assert not any({1, 2} <= person for person in found)
    assert any("rejected" in removed[3] for removed in matched.removed)


def test_a_rule_of_too_many_pairs_is_dropped_and_said(tmp_path, monkeypatch):
    monkeypatch.setattr(tiers, "MOST_PAIRS", 0.5)
    rows = [{**ASHA, "source": "club"} for _ in range(4)] + [without_number() for _ in range(4)]
    found, matched = joined(tmp_path, rows)
    assert len(found) == 8
    told = {r["rule"]: r for r in matched.rules if r["dropped"]}
    assert told["NHS number and two parts of the date of birth"]["pairs_counted"] == 6
    assert told["surname, first name, date of birth, postcode"]["pairs_counted"] == 28


def made_up_rows(seed):
    """A few households' records, much alike, with every kind of difference the rules know."""
    draw = random.Random(seed)
    days = [datetime.date(1980, 5, 14), datetime.date(1980, 6, 14), datetime.date(2001, 1, 9), None]
    return [
        {
            "source": draw.choice(["gp", "housing", "club"]),
            "nhs_number": draw.choice(NUMBERS),
            "first_name": draw.choice(["Asha", "Ravi", "A", "Ash", "Patel", "Bob", "Robert", None]),
            "surname": draw.choice(["Patel", "Patle", "Asha", "Jones", None]),
            "date_of_birth": draw.choice(days),
            "postcode": draw.choice(["WS1 1AA", "WS1 1AB", "M1 1AE", None]),
            "previous_postcode": draw.choice(["WS1 1AA", None, None]),
            "uprn": draw.choice(["1000", "2000", None]),
            "email": draw.choice(["a@example.org", None, None]),
            "phone": draw.choice(["07700900123", None, None]),
        }
        for _ in range(draw.randint(2, 14))
    ]


@pytest.mark.parametrize("seed", range(24))
def test_the_tiers_equal_their_slow_twin(tmp_path, seed):
    found, _ = joined(tmp_path, made_up_rows(seed))
    read = OPEN[0].execute("select * from words order by i")
    names = [column[0] for column in read.description]
    pool = [dict(zip(names, row, strict=True)) for row in read.fetchall()]
    slow = {frozenset(i + 1 for i in person) for person in slow_tiers(pool, SINGLE)}
    assert found == slow
