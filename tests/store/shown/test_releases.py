"""The ledger of releases: what was shown, what is refused, and rivals who ask at once."""

import sqlite3
import threading

import pandas as pd
import pytest

from tilth.ground.errors import DisclosureError, StoreError
from tilth.ground.place import Privacy
from tilth.store.shown import REFUSED, Shown
from tilth.store.shown.steady import changed_by

PRIVACY = Privacy()
WHAT = {"measure": "inactive", "period": "2026"}
WHEN = {**WHAT, "release": "r1", "at": "2026-03-31"}
HIERARCHY = {"small_area": "lsoa21", "layers": ("lsoa21", "ward")}


def counts(*numbers, wards="AABB"):
    """Finest counts: small areas L0, L1 and so on, two in each ward."""
    rows = [(f"L{i}", wards[i], n, 500 + 20 * i) for i, n in enumerate(numbers)]
    return pd.DataFrame(rows, columns=["lsoa21", "ward", "numerator", "denominator"])


@pytest.fixture
def book(tmp_path):
    found = Shown(tmp_path / "store")
    yield found
    found.close()


def test_DC_04_every_release_of_figures_is_in_the_ledger_once(book):
    table = pd.DataFrame({"ward": ["A"], "numerator": [40]})
    told = {"areas": "ward", "breakdown": ""}
    first = book.record(table, **told, **WHEN)
    assert book.record(table, **told, **WHEN) == first
    other = book.record(table.assign(numerator=45), **told, **WHEN)
    assert book.figures(**WHAT) == [
        ("ward", "", "r1", first, "2026-03-31"),
        ("ward", "", "r1", other, "2026-03-31"),
    ]
    with pytest.raises(sqlite3.IntegrityError, match="only grows"):
        book.book.execute("delete from figures")


@pytest.mark.parametrize(
    ("drawn", "why"),
    [
        (["L0", "L3"], "a ward and another, but for three people"),
        (["L0", "L2"], "another drawing but for four people"),
        (["L1"], "three people alone"),
    ],
)
def test_DC_04_a_drawing_a_few_people_from_another_is_refused_in_the_same_words(book, drawn, why):
    finest = counts(40, 3, 44, 4)
    if why.startswith("another"):
        book.ask_area(["L0", "L2"], counts(40, 30, 44, 40), PRIVACY, **HIERARCHY, **WHEN)
        drawn = ["L0", "L2", "L3"]
    with pytest.raises(DisclosureError) as refusal:
        book.ask_area(drawn, finest, PRIVACY, **HIERARCHY, **WHEN)
    assert refusal.value.what == REFUSED
    assert refusal.value.exit_code == 5


def test_DC_04_a_drawing_that_leaves_a_hidden_count_no_witness_is_refused(book):
    # Shown are 15 in the drawing and 20 in the place; 5 or 6 would be left for L2 and L3.
    finest = counts(13, 20, 9, 30, 2, wards="AABBB")
    with pytest.raises(DisclosureError, match=REFUSED):
        book.ask_area(["L0", "L1", "L2", "L3"], finest, PRIVACY, **HIERARCHY, **WHEN)


def test_DC_04_what_was_allowed_stays_allowed(book):
    finest = counts(40, 30, 44, 40)
    book.ask_area(["L0", "L2"], finest, PRIVACY, **HIERARCHY, **WHEN)
    book.ask_area(["L2", "L0"], counts(40, 3, 44, 4), PRIVACY, **HIERARCHY, **WHEN)
    assert len(book.rows("select * from asked")) == 1


def test_DC_04_groups_of_people_who_differ_by_a_few_are_not_both_shown(book):
    apart = {"age >= 40": (12, 3), "age >= 65": (0, 90)}
    for what in ("age >= 65", "age >= 40"):
        book.ask_cohort(what, lambda told: (50, 50), PRIVACY, **WHEN)
    book.ask_cohort("age >= 41", apart.__getitem__, PRIVACY, **WHEN)
    near = {**apart, "age >= 40": (0, 7), "age >= 41": (60, 0)}
    with pytest.raises(DisclosureError, match=REFUSED):
        book.ask_cohort("age >= 42", near.__getitem__, PRIVACY, **WHEN)
    book.ask_cohort("age >= 42", near.__getitem__, PRIVACY, **{**WHEN, "period": "2027"})


def test_DC_04_of_rivals_who_ask_at_once_one_is_refused(tmp_path):
    """Two drawings that must not both be shown, asked for by many at the same moment."""
    Shown(tmp_path / "store").close()
    gate, outcomes = threading.Barrier(8), []

    def ask(number):
        book = Shown(tmp_path / "store")
        gate.wait()
        try:
            book.ask_cohort(f"group {number % 2}", lambda told: (3, 0), PRIVACY, **WHEN)
            outcomes.append((number % 2, "shown"))
        except DisclosureError:
            outcomes.append((number % 2, "refused"))
        book.close()

    rivals = [threading.Thread(target=ask, args=(n,)) for n in range(8)]
    for rival in rivals:
        rival.start()
    for rival in rivals:
        rival.join()
    shown = {group for group, outcome in outcomes if outcome == "shown"}
    assert len(outcomes) == 8
    assert len(shown) == 1
    assert {group for group, outcome in outcomes if outcome == "refused"} == {0, 1} - shown


def test_DC_04_figures_stay_until_enough_people_have_changed(book):
    """Before and after one person's change the figures are the same."""
    first = counts(7, 30)
    one_more = counts(8, 30)
    many = counts(7, 40)
    for release, given, expected in (
        ("r1", first, first),
        ("r1", one_more, first),
        ("r2", one_more, first),
        ("r3", many, many),
    ):
        found = book.steady(given, PRIVACY, **{**WHEN, "release": release})
        pd.testing.assert_frame_equal(found, expected)


def test_DC_04_the_second_of_two_who_bring_new_figures_shows_the_firsts(book, monkeypatch):
    first, seen = counts(7, 30), []

    def settled(parts, *asked):
        name = next(iter(parts))
        return {name: first} if seen else {name: seen.append(asked)}

    monkeypatch.setattr(book, "_settled", settled)
    assert book.steady(counts(9, 90), PRIVACY, **WHEN) is first
    assert book.rows("select * from counted") == []


def test_a_ledger_that_another_made_meanwhile_is_used(book):
    book._create(book.path.parent)
    assert book.figures(**WHAT) == []


def test_how_many_people_changed():
    one = counts(7, 30)
    assert changed_by(one, one) == 0
    assert changed_by(one, counts(6, 31)) == 1
    assert changed_by(one, counts(7, 41)) == 11
    assert changed_by(one, one.drop(columns="ward")) == float("inf")
    totals = one[["numerator", "denominator"]].sum().to_frame().T
    assert changed_by(totals, totals + 2) == 2


def test_a_damaged_or_foreign_ledger_is_told_and_left_alone(tmp_path):
    store = tmp_path / "store"
    Shown(store).close()
    (store / "shown.sqlite").write_bytes(b"not a book" * 100)
    with pytest.raises(StoreError, match="damaged"):
        Shown(store)
    (store / "shown.sqlite").unlink()
    with sqlite3.connect(store / "shown.sqlite") as other:
        other.execute("pragma user_version = 9")
    with pytest.raises(StoreError, match="another version"):
        Shown(store)


def test_a_ledger_that_cannot_be_written_is_told(book):
    with (
        pytest.raises(StoreError, match="cannot be used now"),
        book.writing(),
    ):
        book.book.execute("insert into nowhere values (1)")
    assert book.figures(**WHAT) == []


def test_the_ledger_of_a_place_is_closed_again(tmp_path):
    folder = type("Folder", (), {"store_folder": tmp_path / "store"})()
    with Shown.open(folder) as book:
        assert book.figures(**WHAT) == []
    with pytest.raises(StoreError):
        book.figures(**WHAT)


def series(**years):
    """Counts of one area over years: name=(numerator, denominator)."""
    rows = [
        {"ward": "A", "period": year, "numerator": n, "denominator": d, "unknown": 0}
        for year, (n, d) in years.items()
    ]
    return pd.DataFrame(rows)


def test_DC_04_of_a_series_each_period_stays_until_enough_people_have_changed_in_it(book):
    first = series(y2024=(20, 100), y2025=(30, 100))
    after = series(y2024=(22, 100), y2025=(50, 100), y2026=(3, 100))
    told = series(y2024=(20, 100), y2025=(50, 100), y2026=(3, 100))
    for release, given, expected in (
        ("r1", first, first),
        ("r2", after, told),
        ("r2", after, told),
    ):
        found = book.steady(given, PRIVACY, **{**WHEN, "release": release})
        pd.testing.assert_frame_equal(found, expected)
    one = book.steady(series(y2026=(4, 100)), PRIVACY, **{**WHEN, "release": "r3"})
    pd.testing.assert_frame_equal(one, series(y2026=(3, 100)))
