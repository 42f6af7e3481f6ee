"""Cells kept beside a release: read instead of counted, and refreshed for the few who changed."""

import datetime
import random
import tempfile
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.criteria import AS_OFS, DEFINITIONS, populations
from tests.releases import AS_OF, people_of, rows_of, write_release
from tests.store.needs.test_measure_many import ADMISSIONS, PEOPLE
from tests.store.needs.test_needs_twin import measures, rows
from tilth.store.counting.population import Population
from tilth.store.needs import Measure, counting, sums
from tilth.store.needs.cells import AreaColumns
from tilth.store.needs.kept import Kept
from tilth.store.needs.refreshing import refreshed
from tilth.store.published import Release
from tilth.store.stages import stage

ASKED = {
    "inactive": Measure("active_minutes < 50", among="age >= 19"),
    "admissions": Measure(value="emergency_admission count within 1 month"),
    "minutes": Measure(value="active_minutes", histogram=(10, 40)),
    "nonsense": Measure("no_such_word = 1"),
}
KNOWN = {name: ASKED[name] for name in ("inactive", "admissions", "minutes")}
MONTHS = tuple(datetime.date(2026, month, day) for month, day in ((1, 31), (2, 28), (3, 31)))


@pytest.fixture
def kept(tmp_path):
    """A release with kept cells in its place's store, and the place."""
    people, areas = people_of(PEOPLE)
    release = write_release(tmp_path, people=people, small_areas=areas, event=rows_of(ADMISSIONS))
    place = SimpleNamespace(store_folder=tmp_path, closed={})
    with Population(Release(release)) as people:
        asked = list(ASKED.values())
        wanted = [
            people.wanted(asked, ("lsoa21", "sex", "age_group"), (AS_OF,)),
            people.wanted(asked, ("lsoa21",), MONTHS),
            people.wanted(asked, ("lsoa21", "age_group"), MONTHS[:2], living=False),
        ]
        made = stage(tmp_path, "index", {"n": 1}, lambda folder: people.keep(folder, wanted))
        again = stage(tmp_path, "index", {"n": 2}, lambda folder: people.keep(folder, wanted))
    assert made.hashes == again.hashes
    return SimpleNamespace(release=Release(release), place=place, stage=made, again=again)


VIEWS = [
    {"by": ["neighbourhood", "sex"]},
    {"by": ["age_group", "deprivation_fifth"]},
    {"by": []},
    {"by": "lsoa21", "over": MONTHS},
    {"by": "neighbourhood", "over": MONTHS[1:]},
    {"by": ["lsoa21", "age_group"], "over": MONTHS[:2], "living": False},
]


@pytest.mark.parametrize("view", VIEWS)
def test_what_is_kept_is_read_and_is_what_counting_gives(kept, monkeypatch, view):
    with Population(kept.release) as people:
        expected = people.measure_many(KNOWN, **view)
    monkeypatch.setattr(counting, "Tally", None)  # whatever counts anyone fails
    with Population(kept.release, place=kept.place) as people:
        found = people.measure_many(KNOWN, **view)
    for name in KNOWN:
        assert list(found[name].columns) == list(expected[name].columns)
        assert rows(found[name]) == rows(expected[name])
        assert list(found[name].dtypes) == list(expected[name].dtypes)


def test_what_is_not_kept_is_counted_beside_what_is(kept):
    asked = {**KNOWN, "women": Measure("sex = 'female'")}
    with Population(kept.release) as people:
        expected = people.measure_many(asked, by="sex")
    with Population(kept.release, place=kept.place) as people:
        found = people.measure_many(asked, by="sex")
        one_month = people.measure_many(
            KNOWN, by=["lsoa21", "age_group"], over=MONTHS[:1], living=False
        )
    assert [rows(found[n]) for n in asked] == [rows(expected[n]) for n in asked]
    assert set(one_month["inactive"].period) == {MONTHS[0]}


def test_a_damaged_or_another_releases_cells_are_left_alone(kept, tmp_path):
    assert Kept.find(kept.place.store_folder, kept.release) is not None
    for each in (kept.stage, kept.again):
        each.path("cells0.parquet").write_bytes(b"not what was written")
    assert Kept.find(kept.place.store_folder, kept.release) is None
    other = SimpleNamespace(fingerprint="another")
    assert Kept.find(kept.place.store_folder, other) is None
    assert Kept.find(tmp_path / "nowhere", kept.release) is None


@pytest.mark.parametrize("written", [b"{", b"\xff", b"[1]", b""])
def test_a_damaged_card_is_left_to_the_next_build(kept, written):
    for each in (kept.stage, kept.again):
        each.path("cells.json").write_bytes(written)
    assert Kept.find(kept.place.store_folder, kept.release) is None


def test_what_is_to_be_kept_is_counted_whatever_other_code_has_kept_before(kept, monkeypatch):
    monkeypatch.setattr(Kept, "load", None)  # whatever reads what was kept fails
    with Population(kept.release, place=kept.place) as people:
        wanted = [people.wanted([ASKED["inactive"]], ("lsoa21",), MONTHS)]
        made = stage(
            kept.place.store_folder, "index", {"n": 3}, lambda folder: people.keep(folder, wanted)
        )
    assert made.made


AXES = [("lsoa21", "sex", "ethnic_group", "age_group"), ("lsoa21",), (), ("sex", "practice")]


def of_two_populations(test):
    """Run a test on random releases, questions, axes, dates and a seed."""
    drawn = given(
        populations(most=12),
        populations(most=12),
        st.lists(measures, min_size=1, max_size=4, unique=True),
        st.sampled_from(AXES),
        st.lists(st.sampled_from(AS_OFS), min_size=1, max_size=2, unique=True),
        st.integers(0, 2**32),
    )
    quiet = {"deadline": None, "suppress_health_check": list(HealthCheck)}
    return settings(max_examples=25, phases=[Phase.generate], **quiet)(drawn(test))


@of_two_populations
def test_refreshing_the_people_who_changed_is_counting_everyone_anew(
    old, other, drawn, axes, dates, seed
):
    """IND: exact incremental refresh; a random small area counted alone is the same."""
    chance = random.Random(seed)
    changed = {p["person"] for p in old["people"] + other["people"] if chance.random() < 0.4}
    changed.add(1)  # so that no part is without people, and with them without columns
    new = {
        table: [r for r in old[table] if _person(table, r) not in changed]
        + [r for r in other[table] if _person(table, r) in changed]
        for table in ("people", "event", "membership", "seen")
    }
    dates, living = tuple(sorted(dates)), chance.random() < 0.5
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sums, "FULL", chance.choice([0, 1, 3, 99]))  # kinds of number differ
        whole, before, after, anew = (
            _cells(old | tables, drawn, axes, dates, living)
            for tables in (
                {},
                {t: [r for r in old[t] if _person(t, r) in changed] for t in new},
                {t: [r for r in new[t] if _person(t, r) in changed] for t in new},
                new,
            )
        )
        found = refreshed(whole, before, after, anew.areas)
    assert found.axes == anew.axes
    assert found.codes.tobytes() == anew.codes.tobytes()
    assert found.people.tobytes() == anew.people.tobytes()
    for measure, told in anew.tallies.items():
        for array, expected in zip(found.tallies[measure].arrays, told.arrays, strict=True):
            assert array.dtype == expected.dtype
            assert array.tobytes() == expected.tobytes()


def _person(table, row):
    return row["person"]


def _cells(tables, drawn, axes, dates, living):
    folder = write_release(Path(tempfile.mkdtemp()), **tables)
    with Population(Release(folder), criteria=DEFINITIONS) as people:
        wanted = people.wanted(drawn, axes, dates, living)
        cells = people._needs.cells(list(wanted.measures), axes, dates, living)
        assert isinstance(cells.areas, AreaColumns)
        return cells
