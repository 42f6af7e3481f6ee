"""What a population answers, on every engine, and what it refuses."""

import datetime
import json
import shutil

import duckdb
import pandas as pd
import pytest

from tests.releases import AS_OF, people_of, rows_of, write_release
from tilth.ground.errors import DefinitionError, StoreError
from tilth.store.counting.population import Population
from tilth.store.counting.sandbox import Limits
from tilth.store.published import Release

ACTIVE = """
    | neighbourhood | age | active_minutes | people
    | Birchills     |  50 |             10 |     20
    | Birchills     |  50 |            200 |     80
    | Birchills     |  50 |                |      9
    | Bloxwich      |  50 |             10 |      3
    | Bloxwich      |  50 |            200 |     80
"""


def table(frame):
    """A frame as a list of rows of text, to be compared with a drawn one."""
    return [" ".join("?" if pd.isna(v) else str(v) for v in row) for row in frame.values]


def test_each_area_has_its_numerator_denominator_and_unknown(population, engine):
    people = population(ACTIVE, engine=engine)
    counts = people.counts("active_minutes < 30", among="age >= 19", by="neighbourhood")
    assert list(counts.columns) == "area numerator denominator unknown among_unknown".split()
    assert table(counts) == ["Birchills 20 100 9 0", "Bloxwich 3 83 0 0"]
    assert all(str(kind) == "int64" for kind in counts.dtypes.iloc[1:])


def test_nobody_asked_about_apart_there_is_one_row(population, engine):
    people = population(ACTIVE, engine=engine)
    assert table(people.counts("active_minutes < 30")) == ["23 183 9 0"]
    assert people.people == 192


def test_people_without_an_area_are_a_row_of_their_own(population, engine):
    people = population(
        """
        | neighbourhood | sex    | people
        | Birchills     | female | 2
        |               | female | 3
        |               |        | 4
        """,
        engine=engine,
    )
    assert table(people.counts("sex = 'female'", by="neighbourhood")) == [
        "Birchills 2 2 0 0",
        "? 3 3 4 0",
    ]
    assert table(people.counts("alive", by=["neighbourhood", "sex"])) == [
        "Birchills female 2 2 0 0",
        "? female 3 3 0 0",
        "? ? 4 4 0 0",
    ]


def test_an_area_where_nobody_lives_is_told_with_noughts(tmp_path, engine, request):
    people, areas = people_of("| ward | age\n| Blakenall | 40")
    areas.append({"lsoa21": "E9", "ward": "Moorside"})
    folder = write_release(tmp_path, people=people, small_areas=areas)
    with Population(Release(folder), engine=engine) as people:
        assert table(people.counts("age >= 40", by="ward")) == [
            "Blakenall 1 1 0 0",
            "Moorside 0 0 0 0",
        ]


def test_those_who_may_or_may_not_belong_are_counted_apart(population, engine):
    people = population(
        """
        | age | smoker | people
        |  30 | yes    | 1
        |  10 | yes    | 2
        |     | yes    | 4
        |  30 |        | 8
        |  10 |        | 16
        """,
        engine=engine,
    )
    assert table(people.counts("smoker", among="age >= 19")) == ["1 1 8 4"]
    assert table(people.counts("age >= 19", among="smoker")) == ["1 3 4 24"]


def test_age_is_whole_years_from_the_month_of_birth(population, engine):
    people = population(
        """
        | birth_month
        | 1986-03-01
        | 1986-04-01
        | 1986-02-01
        | 2026-03-01
        |
        """,
        engine=engine,
    )
    assert table(people.counts("alive", by="age")) == [
        "0 1 1 0 0",
        "39 1 1 0 0",
        "40 2 2 0 0",
        "? 1 1 0 0",
    ]
    assert table(people.counts("age >= 40", as_of=datetime.date(2026, 4, 1))) == ["3 4 1 0"]


def test_the_dead_and_the_unborn_are_not_asked_unless_wanted(population, engine):
    people = population(
        """
        | birth_month | died_on    | sex
        | 1980-01-01  |            | female
        | 1980-01-01  | 2026-03-31 | female
        | 1980-01-01  | 2026-04-01 | female
        | 2026-04-01  |            | female
        """,
        engine=engine,
    )
    assert table(people.counts("sex = 'female'")) == ["2 2 0 0"]
    assert table(people.counts("sex = 'female'", living=False)) == ["4 4 0 0"]
    assert table(people.counts("not alive", living=False)) == ["1 4 0 0"]
    assert table(people.counts("died_on <= '2026-03-31'", living=False)) == ["1 2 2 0"]


EVENTS = """
    | person | concept   | date       | end_date | value | source
    | 1      | systolic  | 2026-03-31 |          | 150   | gp
    | 1      | systolic  | 2020-01-01 |          | 170   | gp
    | 1      | systolic  | 2026-04-01 |          | 999   | gp
    | 2      | systolic  | 2025-01-01 |          | 139.5 | gp
    | 2      | systolic  | 2025-01-01 |          | 130   | gp
    | 2      | systolic  | 2025-06-01 |          |       | gp
    | 3      | admission | 2025-03-31 | 2025-04-10 |     | hospital
    | 3      | admission | 2025-04-20 |          |       | hospital
    | 3      | fall      | 2025-05-20 |          |       | hospital
"""
CONCEPTS = """
    | concept   | title     | sources | covers
    | systolic  | Systolic  | gp;     | members
    | admission | Admission | hospital; | everyone
    | fall      | Fall      | hospital; gp | everyone
"""
SEEN = """
    | person | source | partner
    | 1      | gp     | gp
    | 2      | gp     | gp
    | 3      | gp     | gp
"""
TRUE_OF = {
    "systolic latest = 150": ([1], [3, 4]),
    "systolic latest = 139.5": ([2], [3, 4]),
    "systolic highest >= 170": ([1], [3, 4]),
    "systolic lowest <= 130": ([2], [3, 4]),
    "systolic mean = 134.75": ([2], [3, 4]),
    "systolic highest within 5 years >= 170": ([], [3, 4]),
    "systolic >= 140": ([1], [3, 4]),
    "systolic latest is null": ([3, 4], []),
    "systolic latest is not null": ([1, 2], []),
    "systolic ever": ([1, 2], [4]),
    "systolic never": ([3], [4]),
    "systolic count >= 3": ([2], [4]),
    "systolic count is null": ([4], []),
    "systolic within 1 day": ([1], [4]),
    "systolic within 9 months": ([1], [4]),
    "systolic within 10 months": ([1, 2], [4]),
    "systolic within 43 weeks": ([1], [4]),
    "systolic within 44 weeks": ([1, 2], [4]),
    "systolic since < '2021-01-01'": ([1], [3, 4]),
    "systolic latest date in ('2025-06-01', '2026-03-31')": ([1, 2], [3, 4]),
    "systolic latest date within 2 months between '2026-01-01' and '2026-12-31'": ([1], [2, 3, 4]),
    "admission never": ([1, 2, 4], []),
    "admission count within 1 year = 1": ([3], []),
    "admission count within 366 days = 2": ([3], []),
    "admission count = 0": ([1, 2, 4], []),
    "admission within 10 days after admission": ([3], []),
    "admission within 9 days after admission": ([], []),
    "admission within 20 days before admission": ([3], []),
    "admission within 19 days before admission": ([], []),
    "fall within 30 days after admission": ([3], []),
    "fall within 29 days after admission": ([], []),
    "admission within 30 days before fall": ([3], []),
    "fall within 90 days before systolic": ([], [4]),
}


def test_events_are_judged_in_their_windows(population, engine):
    drawn = "| person | who\n| 1 | 1\n| 2 | 2\n| 3 | 3\n| 4 | 4"
    people = population(drawn, engine=engine, event=EVENTS, concept=CONCEPTS, seen=SEEN)
    found = people.counts_many({text: text for text in TRUE_OF}, by="who")
    told = {
        text: (list(f.who[f.numerator == 1]), list(f.who[f.unknown == 1]))
        for text, f in found.items()
    }
    assert told == TRUE_OF


LISTS = """
    | person | list           | since      | until
    | 1      | club_supporter |            |
    | 2      | club_supporter | 2026-03-31 |
    | 3      | club_supporter | 2026-04-01 |
    | 4      | club_supporter |            | 2026-03-31
    | 5      | club_supporter |            | 2026-03-30
    | 5      | carers         | 2020-01-01 | 2021-01-01
"""
SEVEN = "| person | who\n" + "\n".join(f"| {i} | {i}" for i in range(1, 8))


def test_someone_is_on_a_list_from_its_first_day_to_its_last(population, engine):
    people = population(SEVEN, engine=engine, membership=LISTS)
    asked = {t: t for t in ("club_supporter", "on club_supporter", "not on carers")}
    found = people.counts_many(asked, by="who")
    assert list(found["club_supporter"].who[found["club_supporter"].numerator == 1]) == [1, 2, 4]
    assert table(found["on club_supporter"]) == table(found["club_supporter"])
    assert found["not on carers"].numerator.sum() == 7
    assert not found["club_supporter"].unknown.any()


def test_a_definition_stands_for_its_criterion(population, engine):
    criteria = {"older": "age >= 65", "at_risk": "is older and club_supporter"}
    drawn = "| person | age\n| 1 | 70\n| 2 | 60\n| 3 | 70"
    people = population(drawn, engine=engine, membership=LISTS, criteria=criteria)
    assert table(people.counts("is at_risk")) == ["1 3 0 0"]
    assert table(people.counts("is not older or is at_risk")) == ["2 3 0 0"]


def test_a_series_is_as_of_the_end_of_each_period(population, engine):
    people = population(SEVEN, engine=engine, event=EVENTS, concept=CONCEPTS, seen=SEEN)
    series = people.counts(
        "admission count within 3 months >= 1", over="quarter", since=datetime.date(2025, 2, 1)
    )
    assert table(series) == [
        "2025-03-31 1 7 0 0",
        "2025-06-30 1 7 0 0",
        "2025-09-30 0 7 0 0",
        "2025-12-31 0 7 0 0",
        "2026-03-31 0 7 0 0",
    ]
    year = people.counts("fall ever", over="month")
    assert list(year.period)[:2] == [datetime.date(2025, 4, 30), datetime.date(2025, 5, 31)]
    assert list(year.numerator) == [0] + [1] * 11


def test_a_series_by_age_moves_people_as_they_grow_older(population, engine):
    people = population("| age\n| 39\n| 40", engine=engine)
    days = [datetime.date(2025, 3, 1), datetime.date(2026, 3, 1)]
    assert table(people.counts("alive", by="age", over=days)) == [
        "38 2025-03-01 1 1 0 0",
        "38 2026-03-01 0 0 0 0",
        "39 2025-03-01 1 1 0 0",
        "39 2026-03-01 1 1 0 0",
        "40 2025-03-01 0 0 0 0",
        "40 2026-03-01 1 1 0 0",
    ]


def test_a_long_series_of_many_tests_is_read_in_parts_and_is_the_same(population):
    people = population(SEVEN, event=EVENTS, concept=CONCEPTS, seen=SEEN)
    asked = {t: t for t in TRUE_OF}
    together = people.counts_many(asked, over="month")
    for text in ("systolic mean = 134.75", "fall within 30 days after admission"):
        assert table(together[text]) == table(people.counts(text, over="month"))


def test_P_027_people_known_to_two_or_more_partners_are_counted_by_layer(population, engine):
    people = population(
        """
        | place  | known_to | people
        | Dudley |        1 | 5
        | Dudley |        2 | 3
        | Walsall |       4 | 2
        """,
        engine=engine,
    )
    assert table(people.known_to_two_or_more("place")) == ["Dudley 3 8 0 0", "Walsall 2 2 0 0"]


def test_a_population_says_what_it_is(population):
    people = population(
        ACTIVE, event=EVENTS, concept=CONCEPTS, membership=LISTS, criteria={"a": "alive"}
    )
    told = people.describe()
    assert (told["people"], told["as_of"], told["synthetic"]) == (192, "2026-03-31", True)
    assert told["layers"] == ["lsoa21", "lsoa11", "postcode_district", "neighbourhood"]
    assert told["concepts"] == ["admission", "fall", "systolic"]
    assert told["lists"] == ["carers", "club_supporter"] == list(people.lists)
    assert told["criteria"] == ["a"]
    assert told["attributes"]["active_minutes"] == "number"
    assert not {"birth_month", "person"} & set(told["attributes"])
    assert people.concepts["systolic"]["sources"] == ["gp"]
    assert people.fingerprint.startswith(people.release)
    assert len(people.fingerprint) == 64
    json.dumps(told)


def test_no_answer_holds_a_person(population):
    people = population(ACTIVE)
    for by in ("person", "birth_month", "person, sex", "sex; drop table person", 'p."person"'):
        with pytest.raises(DefinitionError, match="there is no attribute called"):
            people.counts("alive", by=by)
    with pytest.raises(DefinitionError, match="there is no attribute or event called person"):
        people.counts("person = 1")


def test_an_unknown_word_is_named_with_its_place_and_the_near_one(population):
    people = population(ACTIVE, event=EVENTS, concept=CONCEPTS, membership=LISTS)
    for text, near in {
        "age >= 40 and activ_minutes < 3": "(character 15). Did you mean active_minutes?",
        "systolc latest >= 1": "systolc (character 1). Did you mean systolic?",
        "on club_suporter": "club_suporter (character 4). Did you mean club_supporter?",
    }.items():
        with pytest.raises(DefinitionError) as error:
            people.counts(text)
        assert str(error.value).endswith(near)
    with pytest.raises(DefinitionError, match="Did you mean neighbourhood"):
        people.counts("alive", by="neighborhood")


def test_a_series_over_something_else_or_over_nothing_is_refused(population):
    people = population(ACTIVE)
    with pytest.raises(DefinitionError, match="month, quarter or year"):
        people.counts("alive", over="fortnight")
    with pytest.raises(DefinitionError, match="no year ends"):
        people.counts("alive", over="year", since=AS_OF, until=AS_OF)
    assert people.counts_many({}) == {}


def test_an_engine_nobody_has_is_refused(population):
    with pytest.raises(DefinitionError, match="duckdb or spark"):
        population(ACTIVE, engine="abacus")


def place_of(folder, store):
    folder.mkdir()
    (folder / "place.toml").write_text('[place]\nname = "Tiltham"\ncode = "T1"\n')
    if store:
        people, areas = people_of(ACTIVE)
        write_release(folder / "store", people=people, small_areas=areas)
    return folder


def test_a_place_opens_its_release_in_service_and_keeps_to_it(tmp_path):
    folder = place_of(tmp_path / "tiltham", store=True)
    criteria = folder / "definitions" / "criteria"
    criteria.mkdir(parents=True)
    (criteria / "older.toml").write_text('title = "Older"\nwhy = "x"\ncriterion = "age >= 65"\n')
    first = Population.open(folder)
    people, areas = people_of("| age\n| 70")
    write_release(folder / "store", people=people, small_areas=areas)
    assert first.people == 192
    assert table(first.counts("is older")) == ["0 192 0 0"]
    with Population.open(folder) as second:
        assert table(second.counts("is older")) == ["1 1 0 0"]
    with Population.open(folder, first.release) as again:
        assert again.fingerprint == first.fingerprint
    first.close()


def test_a_place_without_a_release_says_what_to_do(tmp_path):
    folder = place_of(tmp_path / "tiltham", store=False)
    with pytest.raises(StoreError, match=r"no release is in service.*tilth see build"):
        Population.open(folder)
    with pytest.raises(StoreError, match=r"no release called abc\. Run tilth see build"):
        Population.open(folder, "abc")


def test_a_release_misspelt_is_told_its_near_one(tmp_path):
    folder = place_of(tmp_path / "tiltham", store=True)
    name = Population.open(folder).release
    with pytest.raises(StoreError, match=f"Did you mean {name}"):
        Population.open(folder, name[:-1] + "x")


@pytest.mark.parametrize("pointer", [b"\xff\xfe", b"", b"../elsewhere"])
def test_FT_a_damaged_pointer_is_found(tmp_path, pointer):
    folder = place_of(tmp_path / "tiltham", store=True)
    (folder / "store" / "current").write_bytes(pointer)
    with pytest.raises(StoreError, match="the pointer to the release in service is damaged"):
        Population.open(folder)


def release_of(tmp_path):
    people, areas = people_of("| person | age\n| 1 | 40")
    return write_release(tmp_path, people=people, small_areas=areas, event=rows_of(EVENTS))


def test_FT_verify_hashes_on_read(tmp_path):
    folder = release_of(tmp_path)
    with Population(Release(folder)) as people:
        (folder / "event.parquet").write_bytes((folder / "event.parquet").read_bytes() + b" ")
        assert table(people.counts("age >= 40")) == ["1 1 0 0"]
        with pytest.raises(StoreError, match=r"event.parquet is missing or has changed"):
            people.counts("fall ever")


def test_FT_a_missing_table_or_a_changed_manifest_is_found(tmp_path):
    folder = release_of(tmp_path)
    (folder / "person.parquet").rename(tmp_path / "person.parquet")
    with pytest.raises(StoreError, match=r"person.parquet is missing"):
        Population(Release(folder))
    shutil.move(tmp_path / "person.parquet", folder)
    manifest = folder / "manifest.json"
    manifest.write_text(manifest.read_text().replace("true", "false"))
    with pytest.raises(StoreError, match=r"manifest.json is missing or has changed"):
        Release(folder)


def test_columns_a_criterion_cannot_name_are_left_out(tmp_path):
    people = [{"person": 1, "a stranger": 1, "when": datetime.datetime(2026, 1, 1), "part": 0.5}]
    folder = write_release(tmp_path, people=people)
    with Population(Release(folder)) as found:
        assert "part" in found.attributes
        assert not {"a stranger", "when"} & set(found.attributes)


def test_AT_a_question_stops_at_its_time_limit(tmp_path):
    with Population(Release(release_of(tmp_path)), limits=Limits(seconds=0.3)) as people:
        sql = (
            "select count(*) as n from range(1e8::int) a, range(1e8::int) b where a.range > b.range"
        )
        with pytest.raises(StoreError, match=r"more than 0.3 seconds"):
            people._runner.run(sql, {}, set())
        assert table(people.counts("age >= 40")) == ["1 1 0 0"]


def test_AT_a_question_stops_at_its_memory_limit(tmp_path):
    with Population(Release(release_of(tmp_path)), limits=Limits(memory="20MB")) as people:
        sql = "select list(range::varchar || range) as n from range(10000000)"
        with pytest.raises(StoreError, match="more than 20MB of memory"):
            people._runner.run(sql, {}, set())


OUTSIDE = """
    select * from read_text('/etc/hostname')
    select * from read_csv('/etc/passwd')
    select * from glob('/*')
    select * from '{folder}/../../outside.parquet'
    copy person to '{folder}/copied.csv'
    copy person to '{folder}/event.parquet'
    attach '{folder}/made.db'
    install httpfs
    load httpfs
    select * from read_parquet('https://example.org/a.parquet')
    set enable_external_access = true
    set memory_limit = '100GB'
    set allowed_directories = ['/']
"""


@pytest.mark.parametrize("sql", OUTSIDE.strip().splitlines())
def test_AT_the_engine_has_no_files_and_no_network(tmp_path, sql):
    folder = release_of(tmp_path)
    shutil.copy(folder / "person.parquet", tmp_path / "outside.parquet")
    before = sorted(p.name for p in folder.iterdir())
    with Population(Release(folder)) as people:
        people.counts("age >= 40")
        with pytest.raises(duckdb.Error, match=r"(?i)permission|configuration|disabled|locked"):
            people._runner.run(sql.strip().format(folder=folder), {}, {"person"})
    assert sorted(p.name for p in folder.iterdir()) == before
