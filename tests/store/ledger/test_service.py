import datetime
import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from tilth.store.ledger.service import Version, settle


def version(name, *, sequence=0, month=None, rows=100, **more):
    """A version of a hundred rows, of a month of 2026 where told."""
    ends = {}
    if month:
        first = datetime.date(2026, month, 1)
        ends = {"period_from": first, "period_to": first + datetime.timedelta(days=27)}
    return Version("s", name, sha256=name, sequence=sequence, accepted=rows, **ends, **more)


def states(versions, rulings=None):
    return {name: state for name, (state, _) in settle(versions, rulings or {}).items()}


def why(versions, name):
    return settle(versions, {})[name][1]


def test_the_newest_snapshot_serves_and_the_old_one_is_kept():
    assert states([version("a", sequence=1), version("b", sequence=2)]) == {
        "a": "superseded",
        "b": "in_service",
    }
    assert why([version("a", sequence=1), version("b", sequence=2)], "a") == "by b"


def test_periods_stand_side_by_side_and_a_corrected_one_takes_its_place():
    files = [
        version("may", month=5, sequence=1, delivery="period"),
        version("june", month=6, sequence=2, delivery="period"),
        version("may_again", month=5, sequence=2, delivery="period"),
    ]
    assert states(files) == {
        "may": "superseded",
        "june": "in_service",
        "may_again": "in_service",
    }


def test_IN_08_too_few_or_too_many_rows_are_held():
    before = [version("a", sequence=1), version("b", sequence=2), version("c", sequence=3)]
    for rows, state in ((79, "held"), (80, "in_service"), (125, "in_service"), (126, "held")):
        assert states([*before, version("d", sequence=4, rows=rows)])["d"] == state
    assert "79 rows accepted, where the last 3 had 100" in why(
        [*before, version("d", sequence=4, rows=79)], "d"
    )
    assert states([version("a", sequence=1, rows=0), version("b", sequence=2)])["b"] == "in_service"


def test_a_held_file_is_no_measure_of_the_next():
    files = [version("a", sequence=1), version("b", sequence=2, rows=10), version("c", sequence=3)]
    assert states(files[:2])["b"] == "held"
    assert "number 3 follows number 1" in why(files, "c")


def test_a_skipped_number_or_period_is_held_until_the_missing_file_comes():
    first, third = version("a", sequence=1), version("c", sequence=3)
    assert states([first, third])["c"] == "held"
    assert states([first, third, version("b", sequence=2)])["c"] == "in_service"
    march, june = version("m", month=3), version("j", month=6)
    assert "92 days after the last period" in why([march, june], "j")
    assert states([march, version("j", month=4)])["j"] == "in_service"
    yearly = [version("m", month=3, refresh="never"), version("j", month=6, refresh="never")]
    assert states(yearly)["j"] == "in_service"


def test_a_second_file_without_a_period_waits_where_periods_stand_side_by_side():
    files = [version("a", delivery="period"), version("b", delivery="period")]
    assert states(files) == {"a": "in_service", "b": "held"}


def test_people_may_release_and_withdraw():
    files = [version("a", sequence=1), version("b", sequence=2, rows=10, hold="a row cap")]
    assert "a row cap; 10 rows" in why(files, "b")
    assert states(files, {"b": ("release", "a closed practice")}) == {
        "a": "superseded",
        "b": "in_service",
    }
    assert states(files, {"a": ("withdraw", "sent by mistake")})["a"] == "withdrawn"
    assert states([version("a", refusal="damaged")])["a"] == "refused"


def test_the_same_file_read_under_a_newer_contract_takes_the_old_readings_place():
    old = Version("s", "old", sha256="x", accepted=100, number=1)
    new = Version("s", "new", sha256="x", accepted=10, number=2)
    assert states([old, new]) == {"old": "superseded", "new": "in_service"}


sent = st.lists(
    st.tuples(
        st.integers(0, 4), st.sampled_from([None, 3, 4, 5]), st.sampled_from([10, 90, 100, 130])
    ),
    min_size=1,
    max_size=5,
)


@settings(deadline=None)
@given(sent, st.sampled_from(["snapshot", "period"]), st.randoms(use_true_random=False))
def test_IN_07_late_or_shuffled_files_end_in_the_same_state(files, delivery, random):
    versions = [
        version(f"v{n}", sequence=s, month=m, rows=rows, delivery=delivery, number=n)
        for n, (s, m, rows) in enumerate(files)
    ]
    shuffled = versions[:]
    random.shuffle(shuffled)
    assert settle(versions, {}) == settle(shuffled, {})
    serving = [v for v in versions if states(versions)[v.version] == "in_service"]
    slots = [(v.period_from, v.period_to) if delivery == "period" else None for v in serving]
    assert len(slots) == len(set(slots))


def test_every_order_of_four_files_gives_one_end():
    files = [version(n, sequence=s) for n, s in (("a", 1), ("b", 2), ("c", 2), ("d", 3))]
    ends = {tuple(sorted(states(list(order)).items())) for order in itertools.permutations(files)}
    assert len(ends) == 1
