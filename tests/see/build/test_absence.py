"""Whose silence speaks: who is known not to have a condition, and of whom nobody knows."""

from pathlib import Path

import pytest

from tests.see.build import quick, tiny
from tilth.ground.extracts import Concept, Extract
from tilth.ground.place import load_folder
from tilth.see.build import build, steps
from tilth.store.counting.population import Population
from tilth.store.releases import open_release

DEFINITIONS = Path(steps.__file__).parents[2] / "definitions"
PEOPLE, CODED = 20, 5
INCIDENTAL = ('code = "diagnosis"', 'code = "diagnosis"\nsilence = "says_nothing"')
VOUCHED = ('delivery = "period"', 'delivery = "period"\nvouched_by = ["tiny_patients"]')


@pytest.fixture
def made(tmp_path, monkeypatch):
    """made(stays=..., codes=...): a place whose contracts differ so, with its release built.

    Twenty people are registered and five of them have an illness coded. The hospital has seen
    one of the five, and says so, four who have no code, and two whom no practice knows.
    """
    monkeypatch.setenv("TILTH_KEY_FILE", str(tmp_path / "key"))
    monkeypatch.setattr(steps.linkage, "link", quick.link)

    def make(**change):
        contracts = dict(tiny.CONTRACTS)
        for kind, (old, new) in change.items():
            contracts[f"tiny_{kind}"] = contracts[f"tiny_{kind}"].replace(old, new)
        monkeypatch.setattr(tiny, "CONTRACTS", contracts)
        place = tiny.make(tmp_path / "p")
        tiny.send(place, "patients", [tiny.patient(n) for n in range(PEOPLE)])
        known = ("patient_id", "nhs_number", "date_of_birth")
        codes = [
            {"event_id": n, "code": "900001", "date": "2025-02-05", **tiny.person_of(n, *known)}
            for n in range(CODED)
        ]
        tiny.send(place, "codes", codes, period=("2025-01-01", "2026-03-31"))
        stays = [
            {
                "spell": f"S{n}",
                "hospital_id": f"H{n}",
                "method": "21",
                "diagnosis": "" if n else "X999",
                "came": "2026-02-01",
                "went": "2026-02-03",
                **tiny.person_of(n, *tiny.KNOWN, "sex"),
            }
            for n in (0, *range(10, 14), PEOPLE, PEOPLE + 1)
        ]
        tiny.send(place, "stays", stays)
        build(place, on=tiny.ON)
        return place

    return make


def concept(place, name):
    found = open_release(place).small("concept")
    return next(row for row in found if row["concept"] == name)


def known(place):
    """(have it, known of, unknown) of the illness."""
    with Population.open(place) as population:
        found = population.counts("tiny_illness ever")
    return tuple(int(found[c].sum()) for c in ("numerator", "denominator", "unknown"))


def test_a_stay_in_hospital_says_nothing_of_an_illness_it_was_not_for(made):
    place = made(stays=INCIDENTAL)
    assert concept(place, "tiny_illness")["sources"] == ["codes"]
    assert known(place) == (CODED, CODED, PEOPLE + 2 - CODED)


def test_a_registration_vouches_for_those_of_whom_nothing_was_coded(made):
    place = made(codes=VOUCHED, stays=INCIDENTAL)
    told = concept(place, "tiny_illness")
    assert told["sources"] == ["codes", "patients"]
    assert told["covers"] == "members"
    assert known(place) == (CODED, PEOPLE, 2)


def test_who_recorded_a_concept_is_told_whether_or_not_silence_speaks(made):
    place = made(codes=VOUCHED, stays=INCIDENTAL)
    assert concept(place, "tiny_illness")["recorded_by"] == ["codes", "stays"]
    assert concept(place, "stay") == {
        "concept": "stay",
        "title": "Stay",
        "unit": None,
        "sources": ["stays"],
        "covers": "everyone",
        "recorded_by": ["stays"],
    }


def test_no_silence_speaks_of_what_is_only_noted_by_the_way(made):
    place = made(
        codes=('code = "code"', 'code = "code"\nsilence = "says_nothing"'), stays=INCIDENTAL
    )
    told = concept(place, "tiny_illness")
    assert (told["sources"], told["covers"]) == ([], "members")
    assert told["recorded_by"] == ["codes", "stays"]
    assert known(place) == (CODED, CODED, PEOPLE + 2 - CODED)


def test_what_tilth_ships_lets_a_registration_vouch_and_a_diagnosis_be_silent():
    extracts = load_folder(Extract, DEFINITIONS / "extracts")
    for extract in extracts.values():
        assert set(extract.vouched_by) <= set(extracts), extract.name
    assert extracts["gp_events"].vouched_by == ("gp_patients",)
    stays = extracts["hospital_admissions"].events
    assert {bool(rule.code): rule.silence for rule in stays} == {
        False: "speaks",
        True: "says_nothing",
    }
    assert load_folder(Concept, DEFINITIONS / "concepts")["hypertension"].codes["icd10"]
