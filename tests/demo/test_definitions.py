import re
from importlib import resources
from pathlib import Path

import pytest

from tilth.demo.people.everyone import illustrative
from tilth.ground.extracts import Concept, Extract
from tilth.ground.place import load_folder

FOLDER = Path(str(resources.files("tilth"))) / "definitions"
EXTRACTS = load_folder(Extract, FOLDER / "extracts")
CONCEPTS = load_folder(Concept, FOLDER / "concepts")
FOURTEEN = """gp_patients gp_events hospital_admissions emergency_attendances community_contacts
mental_health_contacts adult_social_care housing_tenancies leisure_members club_supporters
link_worker_referrals voluntary_register mental_health_referrals residents_survey""".split()


def test_there_are_fourteen_contracts_and_each_says_why_and_after_what():
    assert set(FOURTEEN) <= set(EXTRACTS)
    for name, extract in EXTRACTS.items():
        assert all((extract.title, extract.why, extract.after, extract.reference)), name


@pytest.mark.parametrize("name", FOURTEEN)
def test_every_column_has_a_title_and_the_national_field_it_follows(name):
    for column_name, column in EXTRACTS[name].columns.items():
        assert column.title, column_name
        assert column.field, column_name
        assert re.fullmatch("[a-z][a-z0-9_]*", column_name)
        re.compile(column.pattern)


@pytest.mark.parametrize("name", FOURTEEN)
def test_every_contract_can_tell_rows_and_people_apart(name):
    extract = EXTRACTS[name]
    assert extract.meaning("local_id")
    assert all(extract.columns[key].required for key in extract.key)
    assert extract.events or extract.lists


def test_every_event_is_a_concept_and_every_concept_arises_somewhere():
    made = {rule.concept for e in EXTRACTS.values() for rule in e.events if rule.concept}
    assert made <= set(CONCEPTS)
    coded = {name for name, concept in CONCEPTS.items() if concept.codes}
    assert set(CONCEPTS) == made | coded


def test_words_that_rules_look_for_are_words_the_contract_gives():
    for extract in EXTRACTS.values():
        for rule in [*extract.events, *extract.lists]:
            for column, words in rule.only.items():
                given = extract.columns[column]
                if given.type == "choice":
                    assert set(words) <= set(given.values.values())
                else:
                    assert all(re.fullmatch(given.pattern, word) for word in words)


def test_every_concept_says_why_and_where_its_codes_come_from():
    for name, concept in CONCEPTS.items():
        assert all((concept.title, concept.why, concept.source)), name
        for word in concept.codes.get("icd10", ()):
            assert re.fullmatch("[A-Z][0-9]{2}[0-9X]", word), name


def verhoeff(number):
    """Whether a SNOMED CT identifier's check digit is right. Source: SNOMED CT Technical Guide."""
    d = [[(j + i) % 5 if i < 5 > j else 0 for j in range(10)] for i in range(10)]
    for i in range(10):
        for j in range(10):
            if i < 5:
                d[i][j] = (i + j) % 5 if j < 5 else 5 + (i + j) % 5
            else:
                d[i][j] = 5 + (i - j) % 5 if j < 5 else (i - j) % 5
    p = [list(range(10)), [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]]
    for _ in range(6):
        p.append([p[-1][p[1][j]] for j in range(10)])
    check = 0
    for i, digit in enumerate(reversed(number)):
        check = d[check][p[i % 8][int(digit)]]
    return check == 0


def test_every_snomed_code_passes_its_check_digit():
    codes = [c for concept in CONCEPTS.values() for c in concept.codes.get("snomed", ())]
    codes += [
        c
        for e in EXTRACTS.values()
        for v in e.columns.values()
        for c in v.values
        if len(c) > 9 and c.isdigit()
    ]
    assert len(codes) > 40
    assert [c for c in codes if not verhoeff(c)] == []
    assert not verhoeff("38341004")


def test_made_up_people_carry_only_codes_that_concepts_know():
    known = {c for concept in CONCEPTS.values() for c in concept.codes.get("snomed", ())}
    chances = illustrative()
    for name, codes in chances["codes"].items():
        assert set(codes) <= set(CONCEPTS[name].codes["snomed"]) <= known
    assert set(chances["conditions"]) <= set(chances["codes"])
