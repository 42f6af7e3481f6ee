"""Measures of a movement: people, places, contributions, voices; few people never told."""

import datetime
import random

import pytest

from tilth.learn.movement.measures import (
    FEW,
    HIDDEN,
    NONE,
    Contribution,
    movement,
    part_shown,
    period,
    shown,
)

DAY = datetime.date(2026, 3, 2)


def given(people=(), **told):
    return [Contribution(DAY, "story", who=who, **told) for who in people]


def test_B_291_people_places_contributions_and_voices_by_year():
    """B-291: each person once a year, whatever they gave; nothing is put in order of size."""
    people = [f"p{n}" for n in range(12)]
    found = [*given(people, resident=True, sector="Housing", layer="place", place="Tiltham")]
    found += given(["p1", "p1"], resident=True, place="Harrowfold", layer="person")
    found += [Contribution(DAY, "comment"), Contribution(DAY.replace(year=2024), "gathering")]
    old, new, whole = movement(found)
    assert (old.name, new.name, whole.name) == ("2024", "2026", "All of it")
    assert (old.people, old.contributions) == (NONE, 1)
    assert (new.people, new.residents) == ("about 10", "about 10")
    assert (new.unknown, new.contributions) == (1, 15)
    assert new.kinds == {"comment": 1, "story": 14}
    assert new.places == ("Harrowfold", "Tiltham")
    assert new.sectors == ("Housing",)
    assert new.layers == ("person", "place")
    assert whole.contributions == 16
    assert movement([]) == []
    assert len(movement(given(people))) == 1


def test_few_people_are_never_counted_out():
    assert [shown(n) for n in (0, 1, 7, 8, 12, 13)] == [
        NONE, FEW, FEW, "about 10", "about 10", "about 15",
    ]  # fmt: skip
    with pytest.raises(ValueError, match="not negative"):
        shown(-1)


def test_the_few_who_are_left_cannot_be_worked_out_from_a_part():
    assert part_shown(12, 15) == HIDDEN
    assert part_shown(15, 15) == "about 15"
    assert part_shown(3, 20) == FEW
    assert part_shown(0, 20) == NONE
    assert part_shown(4, 5) == FEW
    assert part_shown(0, 0) == NONE
    for _ in range(200):
        whole = random.Random(_).randint(0, 60)
        part = random.Random(_ + 1).randint(0, whole)
        if 0 < whole - part < 8 <= part:
            assert part_shown(part, whole) == HIDDEN


def test_a_measure_does_not_depend_on_the_order_in_which_things_came():
    found = given(list("abcdefghij"), place="Tiltham") + given(list("abc"), sector="Sport")
    mixed = random.Random(1).sample(found, len(found))
    assert period("x", found) == period("x", mixed)
