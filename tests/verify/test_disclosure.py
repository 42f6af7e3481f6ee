"""Our own attacker: it finds what a weakened door lets through, and nothing behind a shut one."""

import contextlib
import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from tilth.cli import verifying
from tilth.cli.main import main
from tilth.ground.disclosure import protect
from tilth.ground.place import Privacy
from tilth.verify import disclosure
from tilth.verify.disclosure import attacking, real, solving
from tilth.verify.disclosure.comparing import before_and_after
from tilth.verify.disclosure.drawing import overlapping
from tilth.verify.disclosure.expecting import expected_too
from tilth.verify.disclosure.inverting import invert
from tilth.verify.disclosure.people import KINDS, world
from tilth.verify.disclosure.publishing import Table, publish
from tilth.verify.disclosure.solving import MANY, System, Tally, attack, told


def seeded(*seed):
    return np.random.default_rng(seed)


def test_what_a_reader_can_tell_of_a_cell():
    assert told(0, "", "numerator") == (0, 0)
    assert told(10, "", "numerator") == (8, 12)
    assert told(15, "", "numerator") == (13, 17)
    assert told(None, "hidden", "numerator") == (1, 7)
    assert told(None, "hidden", "unknown") == (0, MANY)
    assert told(None, "protects another", "numerator") == (0, MANY)


@pytest.mark.no_cover
@pytest.mark.parametrize("kind", KINDS)
def test_DC_01_no_small_count_can_be_worked_out_of_all_the_tables(kind):
    """Honest about small numbers, P-156: nobody is found in what is published."""
    made = world(seeded(5), kind, 3)
    found = attack(made.finest, publish(made), seeded(5))
    assert found.hidden
    assert found.recovered == 0, found.which
    assert found.undecided == 0


def test_DC_01_the_attacker_finds_what_is_hidden_with_nothing_beside_it():
    made = world(seeded(1), "twin", 3)
    found = attack(made.finest, publish(made, "ajar"), seeded(1))
    assert found.recovered > 0
    assert len(found.which) == found.recovered


def test_DC_01_the_attacker_finds_a_small_count_that_is_simply_shown():
    made = world(seeded(1), "common", 2)
    table = publish(made, "ajar")[0]
    raw = table.raw.assign(numerator=3)
    shown = raw.assign(note="").astype({"numerator": "Int64"})
    assert System(made.finest, [Table((), shown, raw)], ("numerator",)).recover(seeded(1)).recovered


def test_figures_that_fit_nobody_are_our_own_defect():
    made = world(seeded(1), "common", 2)
    raw = pd.DataFrame({"numerator": [3], "denominator": [3]})
    shown = pd.DataFrame({"numerator": [pd.NA], "denominator": [0], "note": "hidden"})
    table = Table((), shown.astype({"numerator": "Int64", "denominator": "Int64"}), raw)
    with pytest.raises(AssertionError, match="no set of people"):
        System(made.finest, [table], ("numerator", "denominator")).recover(seeded(1))


def test_a_solver_that_runs_out_of_time_decides_nothing(monkeypatch):
    made = world(seeded(1), "common", 2)
    tired = type("Found", (), {"x": None, "status": 1})
    monkeypatch.setattr(solving, "milp", lambda *args, **options: tired)
    found = attack(made.finest, publish(made), seeded(1))
    assert found.recovered == 0
    assert found.undecided > 0


def test_DC_02_limits_give_back_a_small_count_unless_they_are_withheld():
    """Wilson gives back 3 of 41; rounded and withheld it gives back nobody."""
    raw = pd.DataFrame({"area": ["a", "b"], "numerator": [3, 12], "denominator": [41, 41]})
    open_door = raw.assign(note="").astype({"numerator": "Int64", "denominator": "Int64"})
    assert invert([Table(("area",), open_door, raw)]).recovered == 2
    assert invert([Table(("area",), protect(raw, Privacy()), raw)]).recovered == 0


def test_DC_02_what_was_expected_gives_nobody_back_but_where_it_is_told_exactly():
    """To three figures, what was expected of areas gave back every small count of this place."""
    made = world(seeded(0, 7), "edges", 3)
    tables = publish(made)
    assert expected_too(made, tables, seeded(1)).recovered == 0
    exact = expected_too(made, tables, seeded(1), rounded=False)
    assert exact.recovered > 0
    assert len(exact.which) == exact.recovered


@pytest.mark.no_cover
def test_DC_04_before_and_after_one_persons_change_nothing_is_told(tmp_path):
    found = told_apart = 0
    for seed in range(2, 5):
        found += before_and_after(seeded(seed), tmp_path / f"{seed}", 3).recovered
        weak = before_and_after(seeded(seed), tmp_path / f"{seed} weak", 3, steady=False)
        told_apart += weak.recovered
        assert len(weak.which) == weak.recovered
    assert found == 0
    assert told_apart > 0


def test_DC_04_overlapping_areas_tell_nobody_only_because_the_ledger_refuses(tmp_path):
    kept, refused, telling = overlapping(seeded(0), tmp_path / "kept", asked=50)
    assert (kept.recovered, telling) == (0, 0)
    assert refused > 0
    weak, none, _ = overlapping(seeded(0), tmp_path / "weak", asked=50, ledger=False)
    assert none == 0
    assert weak.recovered > 0


@pytest.mark.no_cover
def test_the_report_adds_up_and_the_same_seed_says_the_same(monkeypatch):
    monkeypatch.setattr(attacking, "KINDS", ("common",))
    monkeypatch.setattr(attacking, "CHANGED", 1)
    monkeypatch.setattr(attacking, "WEAK", 2)
    once, again = (attacking.verify(seed=3, areas=2) for _ in range(2))
    for report in (once, again):
        del report["seconds"]
    assert once == again
    assert once["recovered"] == 0
    assert once["hidden"] == sum(part["hidden"] for part in once["parts"].values())


REPORT = {
    "seed": 1,
    "hidden": 90,
    "recovered": 0,
    "refusals_that_tell": 0,
    "recovered_with_the_door_ajar": 4,
    "recovered_without_the_ledger": 2,
    "recovered_from_exact_expected": 3,
    "recovered_from_exact_shares": 2,
    "seconds": 1.0,
    "parts": {"tables": {"hidden": 90, "recovered": 0, "two": 1, "undecided": 0, "which": []}},
}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, 0),
        ({"recovered": 1}, 1),
        ({"refusals_that_tell": 1}, 1),
        ({"recovered_with_the_door_ajar": 0}, 1),
        ({"recovered_without_the_ledger": 0}, 1),
        ({"recovered_from_exact_expected": 0}, 1),
        ({"recovered_from_exact_shares": 0}, 1),
    ],
)
def test_the_command_ends_with_0_only_where_nobody_is_found(monkeypatch, capsys, change, code):
    monkeypatch.setattr(verifying.disclosure, "verify", lambda **asked: {**REPORT, **change})
    assert main(["verify", "disclosure", "--seed", "1", "--json"]) == code
    assert json.loads(capsys.readouterr().out)["hidden"] == 90


PEOPLE = """
| lsoa21 | neighbourhood | sex | ethnic_group | age | people
| L1 | N1 | female | asian | 30 | 3
| L1 | N1 | male | white | 70 | 40
| L2 | N1 | female | white | 30 | 9
| L2 | N1 | male | white | 50 | 2
| L3 | N1 | female | white | 50 | 60
"""


class Here:
    """A place with indicators of its own."""

    def __init__(self, people, **indicators):
        self.people, self.indicators = people, indicators

    def all(self, kind):
        return self.indicators


def indicator(**changed):
    told = {"statistic": "proportion", "retired": None, "living": True, **changed}
    texts = {
        "numerator_for": lambda self, step: told["numerator"],
        "denominator_for": lambda *a: None,
    }
    return type("Indicator", (), {**told, **texts})()


def test_DC_01_what_a_place_publishes_is_attacked_too(monkeypatch, population):
    people = population(PEOPLE)
    opened = contextlib.nullcontext(people)
    monkeypatch.setattr(real.Population, "open", lambda place: opened)
    place = Here(
        people,
        women=indicator(numerator="sex = 'female'"),
        lost=indicator(numerator="no_such_thing"),
        mean=indicator(numerator="sex = 'male'", statistic="mean"),
        old=indicator(numerator="sex = 'male'", retired=True),
    )
    found = real.attack_place(place, seeded(4))
    assert found.hidden > 0
    assert found.recovered == 0
    monkeypatch.setattr(real, "AREAS", 1)
    assert real.attack_place(place, seeded(4)).recovered == 0


def test_the_command_attacks_the_place_it_is_given(monkeypatch, tmp_path):
    asked = {}
    monkeypatch.setattr(verifying.Place, "open", lambda folder: f"place in {folder}")
    monkeypatch.setattr(
        verifying.disclosure, "verify", lambda **given: asked.update(given) or REPORT
    )
    main(["verify", "disclosure", "--place", str(tmp_path), "--quiet"])
    assert asked["place"] == f"place in {tmp_path}"
    monkeypatch.setattr(attacking, "KINDS", ())
    monkeypatch.setattr(attacking, "_weakened", lambda *asked: {})
    monkeypatch.setattr(attacking, "overlapping", lambda *asked: (Tally(), 0, 0))
    monkeypatch.setattr(attacking, "attack_place", lambda *asked, progress: Tally(recovered=1))
    report = attacking.verify(seed=1, place="a place")
    assert report["parts"]["this_place"]["recovered"] == report["recovered"] == 1


def test_tallies_add_up():
    one = Tally(hidden=2, recovered=1, which=["a"])
    both = one + replace(one, which=["b"])
    assert (both.hidden, both.recovered, both.which) == (4, 2, ["a", "b"])
    assert disclosure.NUMBERS == ("hidden", "recovered", "two", "undecided")
