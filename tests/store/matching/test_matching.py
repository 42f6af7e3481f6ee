"""The store's part of matching: the pool, the rules' counts, the candidates, what is written."""

import numpy as np
import pytest

from tests.see.linkage.people import ASHA, KEY, write
from tilth.see.linkage import residual
from tilth.see.linkage.residual import find_candidates
from tilth.see.linkage.tiers import run_tiers
from tilth.store.engine import engine
from tilth.store.matching import candidates, joining, linked


@pytest.fixture
def pool(tmp_path):
    """A function that loads some rows as the pool; returns connection and pool."""
    with engine(memory="500MB", threads=1) as connection:
        yield lambda rows: (connection, joining.load_pool(connection, write(tmp_path, rows)))


def test_the_pool_is_numbered_in_record_order_and_standard(pool):
    rows = [
        {**ASHA, "record": 9, "source": "club"},
        {**ASHA, "record": 4, "phone": "0121 496-0000"},
    ]
    connection, found = pool(rows)
    assert (found.records, found.sources) == (2, ["club", "gp"])
    assert (found.record.tolist(), found.source.tolist()) == ([4, 9], [1, 0])
    assert found.dob.tolist() == [1980 * 512 + 5 * 32 + 14] * 2
    assert found.rows_of([9, 77, 4]).tolist() == [1, -1, 0]
    assert (found.fields["first"][0] == found.fields["first"][1]) & (found.fields["phone"][1] == 0)
    joining.hold_words(connection, found, [0, 1])
    words = connection.execute("select i, record, first, postcode, sector, phone, nhs from words")
    assert sorted(words.fetchall()) == [
        (0, 4, "asha", "WS11AA", "WS11", "01214960000", 9990000018),
        (1, 9, "asha", "WS11AA", "WS11", None, 9990000018),
    ]


def test_a_table_without_some_columns_is_read_as_empty_there(tmp_path):
    with engine(memory="500MB", threads=1) as connection:
        path = tmp_path / "identity.parquet"
        connection.execute(f"copy (select 1::bigint as record, 'gp' as source) to '{path}'")
        found = joining.load_pool(connection, path)
        assert (found.records, found.sources, found.nhs.tolist()) == (1, ["gp"], [-1])
        assert not any(values.any() for values in found.fields.values())


def test_numbers_left_out_are_left_out_of_a_copy(pool):
    _, found = pool([ASHA, ASHA])
    assert found.without([1]).nhs.tolist() == [9990000018, -1]
    assert found.nhs.tolist() == [9990000018] * 2


def test_each_single_record_source_has_its_own_bit(pool):
    _, found = pool([ASHA, {**ASHA, "source": "club", "nhs_number": None}])
    assert found.single({"gp", "club"}).tolist() == [2, 1]
    assert found.single({"club"}).tolist() == [0, 1]


def test_more_single_record_sources_than_bits_are_refused(pool):
    _, found = pool([{**ASHA, "source": f"s{n}"} for n in range(64)])
    with pytest.raises(ValueError, match="63"):
        found.single(set(found.sources))


def test_pairs_are_counted_before_any_is_made(pool):
    connection, found = pool([ASHA] * 4 + [{**ASHA, "nhs_number": None}])
    joining.hold_words(connection, found, range(5))
    assert candidates.candidate_pairs(connection, ("nhs",), base="words") == 6


def spread(connection, pool, single=()):
    matched = run_tiers(connection, pool, one_per_person=single)
    told, left, right = find_candidates(matched, matched.held())
    return {r["rule"]: r for r in told}, list(zip(left.tolist(), right.tolist(), strict=True))


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
    monkeypatch.setattr(residual, "MOST_PAIRS", 0.1)
    told, pairs = spread(*pool([ASHA, near_asha()]))
    assert told["first name, date of birth"] == {
        "rule": "first name, date of birth", "pairs_counted": 1, "dropped": True,
    }  # fmt: skip
    assert pairs == []


def test_open_pairs_are_those_with_an_open_record(pool):
    connection, found = pool([ASHA, near_asha(first_name="Bo", surname="Lee")])
    matched = run_tiers(connection, found)
    assert residual.pairs_with_an_open(matched, matched.held()) == 1


def test_reasons_name_fields_and_never_values(pool):
    connection, found = pool([ASHA, near_asha(surname="Patle", sex="f")])
    joining.hold_words(connection, found, [0, 1])
    (why,) = linked.reasons(connection, [0], [1])
    assert why == "same: first name, date of birth; alike: surname; different: postcode"


def test_two_people_of_one_number_are_a_defect(pool, tmp_path, monkeypatch):
    connection, found = pool([ASHA, near_asha()])
    monkeypatch.setattr(linked, "number", lambda expression, *, purpose: "7::bigint")
    with pytest.raises(ValueError, match="share a number"):
        linked.write_links(connection, tmp_path / "l.parquet", found, key=KEY,
                           root=np.array([0, 1]), tier=[0, 0], probability=[1.0, 1.0],
                           tiers=("new",))  # fmt: skip


def test_many_persons_are_numbered_as_few_are(pool, monkeypatch):
    connection, _ = pool([ASHA])
    records = np.array([0, 7, 10, 2**63 - 1])
    few = linked.person_numbers(connection, records, KEY)
    monkeypatch.setattr(linked, "MANY", 1)
    assert linked.person_numbers(connection, records, KEY).tolist() == few.tolist()
