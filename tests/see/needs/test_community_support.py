"""How well somebody is supported by those around them: a measure of each person, told by area."""

from importlib import resources
from pathlib import Path

from tilth.ground.criterion import Definition
from tilth.ground.place import load_folder
from tilth.see.needs.estimates import estimate
from tilth.see.needs.reference import shipped

NAME = "supported_by_community"
CRITERIA = Path(str(resources.files("tilth"))) / "definitions" / "criteria"
# each: someone to rely on, belonging, volunteering (1 is most), a charity's group; the answer
PEOPLE = (
    (1, 1, 3, False, "yes"),
    (2, 4, 3, True, "yes"),
    (4, 2, 2, False, "yes"),
    (1, 4, 3, False, "no"),
    (4, 4, 1, True, "no"),
    (3, 2, 3, False, "no"),
    (1, None, None, False, "not known"),
    (None, None, None, True, "not known"),
    (4, 4, None, False, "no"),
)


def drawn():
    """The people above: what each said in a survey, and the group a charity knows them from."""
    concepts = ("someone_to_rely_on", "belonging", "volunteered")
    events = [
        f"| {number} | {concept} | 2025-10-01 | {said}"
        for number, told in enumerate(PEOPLE, 1)
        for concept, said in zip(concepts, told[:3], strict=True)
        if said is not None
    ]
    groups = [
        f"| {n} | voluntary_group | 2024-01-01 |" for n, told in enumerate(PEOPLE, 1) if told[3]
    ]
    return {
        "event": "\n".join(["| person | concept | date | value", *events]),
        "membership": "\n".join(["| person | list | since | until", *groups]),
    }


def test_B_153_community_support_is_a_measure_of_each_person(population):
    """B-153: at least two of three; what was not said is not taken for no."""
    criteria = {
        n: one.parsed() for n, one in load_folder(Definition, CRITERIA).items() if n == NAME
    }
    table = "\n".join(["| person | who", *(f"| {n} | {n}" for n in range(1, len(PEOPLE) + 1))])
    people = population(table, criteria=criteria, **drawn())
    found = people.counts(f"is {NAME}", by="who").set_index("who")
    answers = {(1, 1): "yes", (0, 1): "no", (0, 0): "not known"}
    told = [answers[row.numerator, row.denominator] for row in found.sort_index().itertuples()]
    assert told == [person[4] for person in PEOPLE]
    assert set(found.unknown + found.denominator) == {1}


def test_B_153_community_support_is_told_by_area_through_the_door(greenmarch):
    """B-153: every neighbourhood has a row, no count of 1 to 7 stands in it."""
    table = estimate(greenmarch, shipped()[NAME], layer="neighbourhood")
    assert len(table.dropna(subset=["area"])) == 7
    assert table["value"].notna().sum() >= 4
    for counts in (table["numerator"], table["denominator"]):
        assert all(n == 0 or (n >= 8 and n % 5 == 0) for n in counts.dropna())
