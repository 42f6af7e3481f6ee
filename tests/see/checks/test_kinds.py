"""Every kind of check: a tiny table that fails it, and one that passes it."""

import pytest

from tests.see.checks.cases import CASES
from tests.see.checks.conftest import table
from tilth.ground.extracts import Concept
from tilth.see.checks.kinds import OF_A_SHEET, OF_THE_WHOLE
from tilth.see.checks.sheet import Whole

ELSEWHERE = {  # kinds whose tests need a second table and stand below, by name
    "type_changed",
    "missing_by_deprivation",
    "duplicate_rows",
    "rows_set_aside",
    "postcode_unknown",
    "postcode_elsewhere",
    "practice_unknown",
    "code_unmapped",
    "not_on_register",
    "seen_after_death_elsewhere",
}


def made(sheet, case, rows, more):
    return sheet({"columns": case.columns, **case.more}, rows, **case.both_with, **more)


@pytest.mark.parametrize("kind", sorted(CASES))
def test_kind_finds_what_is_wrong(kind, sheet, find):
    case = CASES[kind]
    assert find(kind, made(sheet, case, case.bad, case.bad_with)) == case.found
    assert len(find.kept) > 0 or kind == "nhs_number_check"


@pytest.mark.parametrize("kind", sorted(CASES))
def test_kind_lets_good_rows_pass(kind, sheet, find):
    case = CASES[kind]
    answers = find(kind, made(sheet, case, case.good, case.good_with))
    assert answers
    assert [column for column, (_, failed) in answers.items() if failed] == []


@pytest.mark.parametrize("kind", sorted(OF_A_SHEET))
def test_kind_says_nothing_of_a_source_without_what_it_needs(kind, sheet, find):
    bare = sheet({"columns": {}}, [{}])
    assert find(kind, bare) == {}


@pytest.mark.parametrize("kind", sorted(OF_THE_WHOLE))
def test_kind_says_nothing_of_a_place_without_a_release(kind, find):
    assert find(kind, Whole({})) == {}


def test_every_kind_is_defined_asked_and_tested(kinds):
    assert len(kinds) >= 30
    assert set(kinds) == set(OF_A_SHEET) | set(OF_THE_WHOLE)
    assert set(OF_A_SHEET) == set(CASES) | ELSEWHERE


def test_type_changed_compares_the_file_with_the_contract(sheet, find, connection):
    contract = {"columns": {"a": {"type": "date"}, "b": {"type": "whole"}}}
    good = sheet(contract, [{}])
    assert find("type_changed", good) == {"": (2, 0)}
    good.types["a"] = "VARCHAR"
    assert find("type_changed", good) == {"": (2, 1)}
    assert find.kept == [(None, "a")]


POSTCODES = ({"postcode": "VARCHAR", "lsoa21": "VARCHAR"}, [("WS1 1AA", "E1"), ("WS1 1AB", "E2")])


def lists(connection, **tables):
    return {"lists": {n: table(connection, f"list {n}", *told) for n, told in tables.items()}}


def test_missing_by_deprivation_compares_fifths(sheet, find, connection):
    measures = (
        {"code": "VARCHAR", "measure": "VARCHAR", "value": "DOUBLE"},
        [("E1", "imd2025_decile", 1), ("E2", "imd2025_decile", 10), ("E1", "imd2019_decile", 9)],
    )
    known = lists(connection, postcode=POSTCODES, measure=measures)
    contract = {
        "columns": {"p": {"type": "postcode", "means": "postcode"}, "x": {"type": "number"}}
    }
    poor = [{"p": "WS1 1AA", "x": None if i < 30 else 1} for i in range(60)]
    rich = [{"p": "WS1 1AB", "x": 1} for i in range(60)]
    assert find("missing_by_deprivation", sheet(contract, poor + rich, **known)) == {"x": (2, 2)}
    assert find.kept[:2] == [(2, "1"), (3, "1")]
    assert find("missing_by_deprivation", sheet(contract, rich, **known)) == {"x": (1, 0)}


def test_rows_set_aside_counts_quarantine_and_copies_among_all_rows(sheet, find, connection):
    aside = table(connection, "aside", {"_version": "VARCHAR", "line": "BIGINT"}, [("v1", 9)])
    none = table(connection, "none", {"_version": "VARCHAR", "line": "BIGINT"}, [])
    contract = {"columns": {"x": {"type": "number"}}}
    for kind, part in (("rows_set_aside", "set_aside"), ("duplicate_rows", "sent_twice")):
        assert find(kind, sheet(contract, [{}, {}, {}], **{part: aside})) == {"": (4, 1)}
        assert find.kept == [(9, None)]
        assert find(kind, sheet(contract, [{}, {}, {}], **{part: none})) == {"": (3, 0)}


def test_postcodes_are_looked_up_and_placed(sheet, find, connection):
    areas = ({"layer": "VARCHAR", "code": "VARCHAR"}, [("lsoa21", "E1"), ("ward", "E2")])
    known = lists(connection, postcode=POSTCODES, area=areas)
    contract = {"columns": {"p": {"type": "postcode", "means": "postcode"}}}
    bad = sheet(contract, [{"p": p} for p in ("WS1 1AA", "WS1 1AB", "XX1 1XX", None)], **known)
    assert find("postcode_unknown", bad) == {"p": (3, 1)}
    assert find.kept == [(4, None)]
    assert find("postcode_elsewhere", bad) == {"p": (2, 1)}
    good = sheet(contract, [{"p": "WS1 1AA"}], **known)
    assert find("postcode_unknown", good) == {"p": (1, 0)}
    assert find("postcode_elsewhere", good) == {"p": (1, 0)}


def test_practices_are_looked_up(sheet, find, connection):
    known = lists(connection, organisation=({"code": "VARCHAR"}, [("M1",), ("M1",)]))
    contract = {
        "columns": {"g": {"type": "code", "field": "GENERAL MEDICAL PRACTICE CODE (PATIENT)"}}
    }
    assert find("practice_unknown", sheet(contract, [{"g": "M1"}, {"g": "M2"}], **known)) == {
        "g": (2, 1)
    }
    assert find("practice_unknown", sheet(contract, [{"g": "M1"}], **known)) == {"g": (1, 0)}


def test_codes_are_looked_up_in_concepts_with_or_without_dots(sheet, find):
    contract = {
        "columns": {"c": {"type": "code"}, "seen": {"type": "date"}},
        "events": [{"code": "c", "date": "seen"}],
    }
    concepts = {"asthma": Concept("Asthma", codes={"icd10": ("J45*",), "snomed": ("195967001",)})}
    bad = sheet(contract, [{"c": c} for c in ("J45.9", "195967001", "I10")], concepts=concepts)
    assert find("code_unmapped", bad) == {"c": (3, 1)}
    assert find("code_unmapped", sheet(contract, [{"c": "J459"}], concepts=concepts)) == {
        "c": (1, 0)
    }
    starts = {"asthma": Concept("Asthma", codes={"icd10": ("J45*",)})}
    assert find("code_unmapped", sheet(contract, [{"c": "I10"}], concepts=starts)) == {"c": (1, 1)}


def test_numbers_of_coded_events_are_judged_code_by_code(sheet, find):
    contract = {
        "columns": {"c": {"type": "code"}, "seen": {"type": "date"}, "x": {"type": "number"}},
        "events": [{"code": "c", "date": "seen", "value": "x"}],
    }
    concepts = {
        "systolic": Concept("Systolic", codes={"snomed": ("271649006",)}, unit="mmHg"),
        "asthma": Concept("Asthma", codes={"snomed": ("195967001",)}),
        "made": Concept("Made up", unit="mmHg"),
    }
    rows = [{"c": "271649006", "x": 16}, {"c": "271649006", "x": 120}, {"c": "195967001", "x": 16}]
    about = sheet(contract, rows, concepts=concepts)
    assert find("implausible_for_unit", about) == {"x, mmHg, 271649006": (2, 1)}
    assert find("unit_mixed", about) == {"x, mmHg, 271649006": (2, 1)}


def test_a_second_source_tells_who_is_on_no_register_and_who_had_died(sheet, find):
    from datetime import date

    nhs = {"type": "nhs_number", "means": "nhs_number"}
    register = sheet(
        {
            "columns": {"n": nhs, "d": {"type": "date", "attribute": "died_on"}},
            "one_per_person": True,
        },
        [{"n": "1"}, {"n": "2", "d": date(2025, 1, 1)}],
        called="register",
    )
    contract = {
        "columns": {"n": nhs, "seen": {"type": "date"}},
        "events": [{"concept": "contact", "date": "seen"}],
    }
    bad = [
        {"n": "1", "seen": date(2025, 6, 1)},
        {"n": "2", "seen": date(2025, 6, 1)},
        {"n": "3"},
        {},
    ]
    about = sheet(contract, bad, others=(register,))
    assert find("not_on_register", about) == {"n": (3, 1)}
    assert find("seen_after_death_elsewhere", about) == {"seen": (1, 1)}
    assert find.kept == [(3, None)]
    about = sheet(contract, [{"n": "2", "seen": date(2025, 2, 1)}], others=(register,))
    assert find("not_on_register", about) == {"n": (1, 0)}
    assert find("seen_after_death_elsewhere", about) == {"seen": (1, 0)}
