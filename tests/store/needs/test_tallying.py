"""One counting in turns: which measures are counted together, and that turns change no answer."""

import pytest

from tests.releases import people_of, rows_of, write_release
from tests.store.needs.test_limits import COSTS, PEOPLE
from tests.store.needs.test_needs_twin import by_sql, rows
from tilth.store.counting.population import Population
from tilth.store.needs import Measure, room, tallying
from tilth.store.published import Release

COST, WALK = Measure(value="cost latest"), Measure("walk ever")
GROWN_UP = Measure("age >= 18")


@pytest.fixture
def people(tmp_path, monkeypatch):
    """Few, counted as many are: three events of cost, two of walk."""
    for name, few in {"FEW": 0, "FEW_ROWS": 0, "FEWEST": 1, "BLOCK": 1}.items():
        monkeypatch.setattr(tallying, name, few)
    monkeypatch.setattr(tallying.os, "cpu_count", lambda: 2)
    persons, areas = people_of(PEOPLE)
    folder = write_release(tmp_path, people=persons, small_areas=areas, event=rows_of(COSTS))
    with Population(Release(folder)) as found:
        yield found


def turns(people, *asked, dates=1):
    """The turns of some measures, by their places among those asked."""
    want = people.wanted(asked, ("sex",), (people.as_of,) * dates)
    tally = tallying.Tally(people._needs, want.groups, want.dates, True)
    place = {measure: at for at, measure in enumerate(want.measures)}
    found = tally._turns(list(want.measures))
    return [sorted(place[measure] for measure in turn) for turn in found]


def test_measures_that_share_no_events_are_counted_in_turns_most_events_first(people):
    assert turns(people, GROWN_UP, WALK, COST) == [[2], [1], [0]]
    assert turns(people, WALK, COST, dates=2) == [[0, 1]], "events are kept for all dates"
    assert turns(people) == [[]]


def test_measures_that_share_events_are_counted_together(people, monkeypatch):
    ever, among = Measure("cost ever"), Measure("walk ever", among="cost ever")
    assert turns(people, ever, WALK, among) == [[0, 1, 2]]
    assert turns(people, ever, WALK, GROWN_UP, among) == [[0, 1, 2, 3]], "one would outlast all"
    monkeypatch.setattr(tallying, "FEW_ROWS", 10)
    assert turns(people, ever, WALK, GROWN_UP, among) == [[0, 1, 3], [2]]


def test_few_people_are_counted_at_once(people, monkeypatch):
    monkeypatch.setattr(tallying, "FEW", 100)
    assert turns(people, WALK, COST) == [[0, 1]]


def test_a_turn_finds_nothing_of_the_one_before_where_its_answers_lay(people, monkeypatch):
    """The same memory is given to one after another."""
    monkeypatch.setattr(room, "SMALL", 0)
    monkeypatch.setattr(tallying.os, "cpu_count", lambda: 1)
    dear, often = Measure("cost latest > 100"), Measure(value="cost count")
    asked = {"dear": dear, "often": often, "walk": WALK, "all": GROWN_UP}
    asked["walked twice"] = Measure("walk count >= 2")
    monkeypatch.setattr(people, "_counting", None)  # whatever SQL would answer fails
    found = people.measure_many(asked, by="sex")
    monkeypatch.undo()
    expected = by_sql(people, asked, by="sex")
    for name in asked:
        assert rows(found[name]) == rows(expected[name])
    assert found["walked twice"].numerator.sum() == 0


def test_what_is_too_wide_is_told_whichever_thread_finds_it(people, monkeypatch):
    asked = {"cost": COST, "walk": WALK}
    monkeypatch.setattr(tallying, "MOST_BYTES", 1)
    found, expected = people.measure_many(asked), by_sql(people, asked)
    for name in asked:
        assert rows(found[name]) == rows(expected[name])
