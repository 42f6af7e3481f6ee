"""The store's part of matching: the pool, the rules' counts, the candidates, what is written."""

import pytest

from tests.see.linkage.people import ASHA, KEY, write
from tilth.see.linkage.tiers import hold, run_tiers
from tilth.store.engine import engine
from tilth.store.matching import candidates, joining, linked


@pytest.fixture
def pool(tmp_path):
    """A function that loads some rows as the pool; returns connection, records and sources."""
    with engine(memory="500MB", threads=1) as connection:
        yield lambda rows: (connection, *joining.load_pool(connection, write(tmp_path, rows)))


def test_the_pool_is_numbered_in_record_order_and_standard(pool):
    rows = [
        {**ASHA, "record": 9, "source": "club"},
        {**ASHA, "record": 4, "phone": "0121 496-0000"},
    ]
    connection, records, sources = pool(rows)
    assert (records, sources) == (2, ["club", "gp"])
    found = connection.execute("select i, record, first, postcode, sector, phone, nhs from pool")
    assert sorted(found.fetchall()) == [
        (0, 4, "asha", "WS11AA", "WS11", "01214960000", 9990000018),
        (1, 9, "asha", "WS11AA", "WS11", None, 9990000018),
    ]


def test_a_table_without_some_columns_is_read_as_empty_there(tmp_path):
    with engine(memory="500MB", threads=1) as connection:
        path = tmp_path / "identity.parquet"
        connection.execute(f"copy (select 1::bigint as record, 'gp' as source) to '{path}'")
        assert joining.load_pool(connection, path) == (1, ["gp"])


def test_hidden_numbers_are_not_in_the_pool_until_shown_again(pool):
    connection, _, _ = pool([ASHA, ASHA])
    linked.hold_rows(connection, "hidden", [1])
    joining.show_pool(connection, hidden="hidden")
    assert connection.execute("select count(nhs) from pool").fetchall() == [(1,)]
    joining.show_pool(connection)
    assert connection.execute("select count(nhs) from pool").fetchall() == [(2,)]


def test_each_single_record_source_has_its_own_bit(pool):
    connection, _, sources = pool([ASHA, {**ASHA, "source": "club", "nhs_number": None}])
    nhs, single = joining.constraints(connection, sources, {"gp", "club"})
    assert nhs.tolist() == [9990000018, -1]
    assert single.tolist() == [2, 1]


def test_more_single_record_sources_than_bits_are_refused(pool):
    connection, _, _ = pool([ASHA])
    many = [f"s{n}" for n in range(64)]
    with pytest.raises(ValueError, match="63"):
        joining.constraints(connection, many, set(many))


def test_pairs_are_counted_before_any_is_made(pool):
    connection, _, _ = pool([ASHA] * 4 + [{**ASHA, "nhs_number": None}])
    assert joining.candidate_pairs(connection, ("nhs",)) == 6


def spread(connection, records, sources, single=()):
    matched = run_tiers(connection, records, sources, one_per_person=single)
    hold(connection, matched)
    told = candidates.find_candidates(connection, records)
    pairs = connection.execute("select join_key_l, join_key_r from candidate").fetchall()
    return {r["rule"]: r for r in told}, pairs


def near_asha(**changes):
    return {**ASHA, "nhs_number": None, "source": "club", "postcode": "M1 1AE", **changes}


def test_candidates_leave_out_those_who_could_not_be_one(pool):
    other = {**near_asha(), "nhs_number": "9990000026"}
    told, pairs = spread(*pool([ASHA, other, near_asha(surname="Patle", postcode=None)]))
    assert pairs == [(0, 2), (1, 2)]
    assert told["surname by sound, date of birth"]["pairs_counted"] == 2
    told, pairs = spread(*pool([near_asha(), near_asha(surname="Patle", postcode=None)]), {"club"})
    assert pairs == []


def test_a_block_of_too_many_pairs_is_dropped_and_said(pool, monkeypatch):
    monkeypatch.setattr(candidates, "MOST_PAIRS", 0.1)
    connection, records, sources = pool([ASHA, near_asha()])
    told, pairs = spread(connection, records, sources)
    assert told["first name, date of birth"] == {
        "rule": "first name, date of birth", "pairs_counted": 1, "dropped": True,
    }  # fmt: skip
    assert (pairs, candidates.how_many(connection)) == ([], 0)


def test_open_pairs_are_those_with_an_open_record(pool):
    connection, records, sources = pool([ASHA, near_asha(first_name="Bo", surname="Lee")])
    spread(connection, records, sources)
    assert candidates.open_pairs(connection) == 1


def test_reasons_name_fields_and_never_values(pool):
    connection, _, _ = pool([ASHA, near_asha(surname="Patle", sex="f")])
    (why,) = linked.reasons(connection, [0], [1])
    assert why == "same: first name, date of birth; alike: surname; different: postcode"


def test_two_people_of_one_number_are_a_defect(pool, tmp_path, monkeypatch):
    connection, _, _ = pool([ASHA, near_asha()])
    monkeypatch.setattr(linked, "number", lambda expression, *, purpose: "7::bigint")
    with pytest.raises(ValueError, match="share a number"):
        linked.write_links(connection, tmp_path / "l.parquet", key=KEY, root=[0, 1], tier=[0, 0],
                           probability=[1.0, 1.0], tiers=("new",))  # fmt: skip


def test_records_no_longer_there_are_minus_one(pool):
    connection, _, _ = pool([ASHA])
    assert linked.rows_of(connection, [77, 1]).tolist() == [-1, 0]
