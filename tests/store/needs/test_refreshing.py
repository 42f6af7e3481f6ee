"""Cells of a new release made from those of the last: only who changed is counted, to the bit."""

import random
import shutil
import tempfile
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pyarrow.parquet as pq
import pytest

from tests import releases
from tests.criteria import DEFINITIONS
from tests.releases import people_of, rows_of, write_release
from tests.store.needs.test_kept import ASKED, MONTHS, of_two_populations
from tests.store.needs.test_measure_many import ADMISSIONS, PEOPLE
from tilth.store.counting.population import Population
from tilth.store.needs import Measure, changes, counting, refreshing
from tilth.store.needs.refreshing import Earlier
from tilth.store.needs.runs import Events
from tilth.store.published import Release
from tilth.store.stages import stage

INACTIVE, ADMITTED, MINUTES = (ASKED[name] for name in ("inactive", "admissions", "minutes"))
WELL = Measure(value="swemwbs_score latest within 2 years", among="age >= 19")


def kept(store, release, asked, *, before=None, code="this", criteria=None):
    """The hashes of the cells kept of a release. asked: (measures, groups, dates, living) each."""
    place = SimpleNamespace(store_folder=store, closed={})
    with Population(Release(release), criteria=criteria, place=place) as people:
        wanted = [people.wanted(*each) for each in asked]
        made_from = {"of": Path(release).name, "from": str(before), "n": len(asked), "code": code}
        return stage(
            store,
            "index",
            made_from,
            lambda folder: people.keep(folder, wanted, code=code, before=before),
        ).hashes


@of_two_populations
def test_cells_made_from_the_last_releases_have_the_bytes_of_those_counted_anew(
    old, other, drawn, axes, dates, seed
):
    """IND: exact incremental refresh, whoever changed and however the rows lie in the file."""
    chance = random.Random(seed)
    other["people"] = other["people"][: len(old["people"])] if chance.random() < 0.5 else []
    changed = {p["person"] for p in old["people"] if chance.random() < 0.3}
    tables = chance.choice([("event",), ("people", "event", "membership", "seen")])
    new = old | {
        table: [r for r in old[table] if r["person"] not in changed]
        + [r for r in other[table] if r["person"] in changed]
        for table in tables
    }
    new["people"] = new["people"] or old["people"]
    asked = [(drawn, axes, tuple(sorted(dates)), chance.random() < 0.5)]
    store = Path(tempfile.mkdtemp())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(refreshing, "MOST", 1.0)
        small = partial(pq.write_table, row_group_size=chance.choice([2, 5, 100]))
        patch.setattr(releases.pq, "write_table", small)
        first, then = (write_release(store, **each) for each in (old, new))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(refreshing, "MOST", 1.0)
        kept(store, first, asked, criteria=DEFINITIONS)
        made = kept(store, then, asked, before=first, criteria=DEFINITIONS)
        assert made == kept(store, then, asked, criteria=DEFINITIONS)


@pytest.fixture
def two(tmp_path):
    """A store with two releases, one admission of one person apart, and the first's cells kept."""
    people, areas = people_of(PEOPLE)
    tables = {"people": people, "small_areas": areas}
    old = write_release(tmp_path, event=rows_of(ADMISSIONS), **tables)
    less = [row for row in rows_of(ADMISSIONS) if row["person"] != 3]
    new = write_release(tmp_path, event=less, **tables)
    asked = [
        ((INACTIVE, ADMITTED, WELL), ("lsoa21", "sex", "age_group"), MONTHS[2:]),
        ((ADMITTED, MINUTES), ("lsoa21",), MONTHS),
    ]
    kept(tmp_path, old, asked)
    return SimpleNamespace(store=tmp_path, old=old, new=new, asked=asked, tables=tables)


def counted(monkeypatch):
    """(measures, people) of every counting from now on."""
    found, count = [], counting.Tally.count
    monkeypatch.setattr(
        counting.Tally,
        "count",
        lambda self, asked: found.append((len(asked), len(self.columns))) or count(self, asked),
    )
    return found


def test_only_who_changed_is_counted_and_only_for_what_they_changed_in(two, monkeypatch):
    found = counted(monkeypatch)
    monkeypatch.setattr(refreshing, "MOST", 0.2)
    made = kept(two.store, two.new, two.asked, before=two.old)
    assert found == [(1, 1)] * 4  # admissions, one person, as they were and are, twice
    monkeypatch.undo()
    assert made == kept(two.store, two.new, two.asked)


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        ("membership", [{"list": "register", "person": 1, "source": "gp"},
                        {"list": "register", "person": 4, "source": "gp"}]),
        ("seen", [{"person": 1, "source": "gp", "partner": "surgery"},
                  {"person": 4, "source": "gp", "partner": "surgery"}]),
    ],
)  # fmt: skip
def test_whoever_came_off_a_list_or_is_no_longer_seen_has_changed(two, table, rows):
    """Nobody else has: their events, and all that is known of them, are the same."""
    told = {"event": rows_of(ADMISSIONS), "list": [{"list": "register", "sources": []}]}
    pair = (write_release(two.store, **told, **two.tables, **{table: some})
            for some in (rows, rows[:1]))  # fmt: skip
    events = [Events(Release(folder), np.arange(1, 12)) for folder in pair]
    found = changes.changed(*events, {"emergency_admission"})
    assert (found.people.tolist(), found.events) == ([4], {})


def test_a_new_question_of_the_same_people_is_all_that_is_counted(two, monkeypatch):
    found = counted(monkeypatch)
    more = [(*two.asked[0][:1], *two.asked[0][1:]), ((MINUTES, ADMITTED, WELL), *two.asked[1][1:])]
    made = kept(two.store, two.old, [*more, two.asked[1]], before=two.old)
    assert found == [(1, 11)]  # wellbeing over the months
    monkeypatch.undo()
    assert made == kept(two.store, two.old, [*more, two.asked[1]])


def earlier(two, *, old=None, new=None, code="this"):
    with Population(Release(new or two.new)) as people:
        wanted = [people.wanted(*each) for each in two.asked]
        return Earlier.of(two.store, old or two.old, people._needs, wanted, code=code)


def test_what_cannot_be_trusted_or_compared_is_counted_anew(two, monkeypatch):
    monkeypatch.setattr(refreshing, "MOST", 0.2)
    assert earlier(two) is not None
    assert earlier(two, code="another way of counting") is None
    assert earlier(two, old=two.store / "releases" / "gone") is None
    moved = [{**area, "imd_quintile": 5} for area in two.tables["small_areas"]]
    tables = two.tables | {"small_areas": moved, "event": rows_of(ADMISSIONS)}
    assert earlier(two, new=write_release(two.store, **tables)) is None
    more = [{**person, "smoker": True} for person in two.tables["people"]]
    tables = two.tables | {"people": more, "event": rows_of(ADMISSIONS)}
    assert earlier(two, new=write_release(two.store, **tables)) is None
    (two.old / "event.parquet").write_bytes(b"not what was published")
    assert earlier(two) is None
    shutil.rmtree(two.store / "stages")
    assert earlier(two) is None


def test_where_many_changed_everyone_is_counted_anew(two, monkeypatch):
    monkeypatch.setattr(refreshing, "MOST", 0.05)
    assert earlier(two) is None
    found = counted(monkeypatch)
    kept(two.store, two.new, two.asked, before=two.old)
    assert found == [(3, 11), (2, 11)]


def test_people_whose_rows_differ_are_found_by_the_loop_compiled_or_plain():
    def side(*rows):
        person, *columns = np.array(rows, np.int64).reshape(-1, 4).T
        return person.copy(), *(c.astype(np.int32) for c in columns[:2]), columns[2].copy()

    one = side((1, 3, 3, 0), (2, 1, 1, 7), (4, 1, 1, 1), (4, 2, 2, 1), (6, 1, 1, 1))
    other = side((1, 3, 3, 0), (2, 1, 1, 8), (3, 1, 1, 1), (4, 1, 1, 1), (6, 1, 1, 1), (6, 2, 2, 1))
    for find in (changes.unlike, changes.unlike.py_func):
        out = np.empty(11, np.int64)
        assert out[: find(*one, *other, out)].tolist() == [2, 3, 4, 6]
        assert find(*side(), *side(), out) == 0
