"""Checks of the linked people as a whole."""

from datetime import date

LINK = {"record": "BIGINT", "source": "VARCHAR", "person": "BIGINT"}
PERSON = {
    "person": "BIGINT",
    "birth_month": "DATE",
    "died_on": "DATE",
    "sex": "VARCHAR",
    "ethnic_group": "VARCHAR",
    "lsoa21": "VARCHAR",
    "resident": "BOOLEAN",
}
EVENT = {"person": "BIGINT", "concept": "VARCHAR", "date": "DATE", "value": "DOUBLE"}
DAY = date(2025, 1, 1)


def someone(person, **told):
    known = {"birth_month": DAY, "sex": "male", "ethnic_group": "asian", "lsoa21": "E1"}
    return {"person": person, "resident": True, **known, **told}


def test_records_of_one_person_that_disagree_are_counted_by_person(whole, find):
    links = [(1, "gp", 10), (2, "club", 10), (3, "gp", 20), (4, "club", 20), (5, "gp", 30)]
    columns = {"record": "BIGINT", "source": "VARCHAR", "sex": "VARCHAR", "date_of_birth": "DATE"}
    records = [
        (1, "gp", "male", DAY),
        (2, "club", "female", DAY),
        (3, "gp", "male", DAY),
        (4, "club", "male", None),
        (5, "gp", "male", DAY),
    ]
    about = whole(link=(LINK, links), identity=(columns, records))
    assert find("sex_disagrees", about) == {"sex": (2, 1)}
    assert find.kept == [(None, "10")]
    assert find("birth_disagrees", about) == {"date_of_birth": (1, 0)}
    records[3] = (4, "club", "male", date(1999, 1, 1))
    about = whole(link=(LINK, links), identity=(columns, records))
    assert find("birth_disagrees", about) == {"date_of_birth": (2, 1)}
    records[1] = (2, "club", "male", DAY)
    about = whole(link=(LINK, links), identity=(columns, records))
    assert find("sex_disagrees", about) == {"sex": (2, 0)}


def test_ethnic_groups_that_disagree_are_counted_by_person(whole, find):
    links = [(1, "gp", 10), (2, "trust", 10)]
    columns = {"record": "BIGINT", "source": "VARCHAR", "ethnic_group": "VARCHAR"}
    bad = [(1, "gp", "asian"), (2, "trust", "white")]
    good = [(1, "gp", "asian"), (2, "trust", "asian")]
    for records, failed in ((bad, 1), (good, 0)):
        about = whole(link=(LINK, links), ethnic_group=(columns, records))
        assert find("ethnic_group_disagrees", about) == {"ethnic_group": (1, failed)}


def test_records_that_match_nobody_elses_are_counted_by_source(whole, find):
    links = [(1, "gp", 10), (2, "club", 10), (3, "club", 20), (4, "club", 20)]
    about = whole(["gp", "club"], link=(LINK, links))
    assert find("linked_to_nobody", about) == {"gp": (1, 0), "club": (3, 2)}


def test_areas_with_far_fewer_or_more_people_than_published_are_found(whole, find):
    people = [someone(i) for i in range(100)]
    people += [someone(i, lsoa21="E2") for i in range(100, 290)]
    people += [someone(300, resident=False), someone(301, died_on=DAY)]
    columns = {
        "layer": "VARCHAR",
        "code": "VARCHAR",
        "period": "VARCHAR",
        "sex": "VARCHAR",
        "age_from": "INT",
        "age_to": "INT",
        "ethnic_group": "VARCHAR",
        "people": "INT",
    }
    residents = [
        ("lsoa21", "E1", "2024", "all", 0, 120, "all", 200),
        ("lsoa21", "E1", "2024", "all", 0, 4, "all", 20),
        ("lsoa21", "E1", "2024", "all", 0, 120, "asian", 90),
        ("lsoa21", "E2", "2024", "female", 0, 120, "all", 100),
        ("lsoa21", "E2", "2024", "male", 0, 120, "all", 100),
        ("lsoa21", "E3", "2024", "all", 0, 120, "all", 199),
        ("lsoa21", "E1", "2020", "all", 0, 120, "all", 100),
        ("ward", "W1", "2024", "all", 0, 120, "all", 900),
    ]
    areas = ({"lsoa21": "VARCHAR"}, [("E1",), ("E2",)])
    about = whole(person=(PERSON, people), small_area=areas, resident=(columns, residents))
    assert find("residents_differ", about) == {"lsoa21": (2, 1)}
    assert find.kept == [(None, "E1")]
    more = [someone(i) for i in range(400, 500)]
    about = whole(person=(PERSON, people + more), small_area=areas, resident=(columns, residents))
    assert find("residents_differ", about) == {"lsoa21": (2, 0)}


def test_concepts_without_events_and_values_out_of_bounds_are_found(whole, find):
    concept = ({"concept": "VARCHAR"}, [("asthma",), ("bmi",)])
    events = [(1, "bmi", DAY, 250.0), (2, "bmi", DAY, 25.0), (3, "bmi", DAY, None)]
    bounds = {
        "bmi": {"title": "BMI", "least": 8.0, "most": 100.0},
        "age": {"title": "Age", "most": 120.0},
        "asthma": {"title": "Asthma"},
    }
    about = whole(concepts=bounds, concept=concept, event=(EVENT, events))
    assert find("concept_never_seen", about) == {"": (2, 1)}
    assert find.kept == [(None, "asthma")]
    assert find("concept_value_outside", about) == {"bmi": (2, 1), "age": (0, 0)}
    good = [(1, "bmi", DAY, 20.0), (1, "asthma", DAY, None)]
    about = whole(concepts=bounds, concept=concept, event=(EVENT, good))
    assert find("concept_never_seen", about) == {"": (2, 0)}
    assert find("concept_value_outside", about) == {"bmi": (1, 0), "age": (0, 0)}


def test_concepts_of_the_other_sex_and_events_after_death_are_found_by_person(whole, find):
    concepts = {
        "cervical_cancer": {"title": "Cervical cancer", "codes": {"icd10": ["C53.9"]}},
        "asthma": {"title": "Asthma", "codes": {"icd10": ["J45"]}},
        "mixed": {"title": "Cancer", "codes": {"icd10": ["C53", "C61"]}},
    }
    people = [someone(1), someone(2, sex="female"), someone(3, died_on=DAY)]
    events = [
        (1, "cervical_cancer", DAY, None),
        (2, "cervical_cancer", DAY, None),
        (3, "asthma", date(2025, 3, 1), None),
    ]
    about = whole(concepts=concepts, person=(PERSON, people), event=(EVENT, events))
    assert find("sex_specific_concept", about) == {"": (2, 1)}
    assert find.kept == [(None, "1")]
    assert find("event_after_death", about) == {"": (1, 1)}
    good = [(2, "cervical_cancer", DAY, None), (3, "asthma", DAY, None)]
    about = whole(concepts=concepts, person=(PERSON, people), event=(EVENT, good))
    assert find("sex_specific_concept", about) == {"": (1, 0)}
    assert find("event_after_death", about) == {"": (1, 0)}


def test_what_is_not_known_of_people_is_counted(whole, find):
    nothing = {"birth_month": None, "sex": None, "ethnic_group": None, "lsoa21": None}
    for kind, column in (
        ("person_without_birth", "birth_month"),
        ("person_without_sex", "sex"),
        ("person_without_ethnic_group", "ethnic_group"),
        ("person_without_area", "lsoa21"),
    ):
        bad = whole(person=(PERSON, [someone(1), someone(2, **nothing)]))
        assert find(kind, bad) == {column: (2, 1)}
        good = whole(person=(PERSON, [someone(1)]))
        assert find(kind, good) == {column: (1, 0)}
