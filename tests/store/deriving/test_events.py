"""Rows become events by the rules of their contract, and nothing else."""

import datetime
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tilth.ground.errors import DefinitionError
from tilth.ground.extracts import Column, Concept, EventRule, Extract, ListRule
from tilth.store.deriving.attributes import Told
from tilth.store.deriving.events import concepts_of, only, write_events
from tilth.store.deriving.people import WHO_SCHEMA
from tilth.store.deriving.pseudonymise import pseudonymise

COLUMNS = {
    "id": Column("code", means="local_id"),
    "code": Column("code"),
    "day": Column("date"),
    "end": Column("date"),
    "value": Column("number"),
    "well": Column("yes_no"),
    "kind": Column("choice", values={"1": "one", "2": "two"}),
}
CONCEPTS = {
    "ill": Concept("Ill", codes={"snomed": ("10", "11"), "icd10": ("X1",)}),
    "worse": Concept("Worse", codes={"snomed": ("11",)}),
    "score": Concept("Score", codes={"snomed": ("12",)}, least=1, most=9),
}
CODED = EventRule(date="day", code="code", value="value")


def contract(*events, lists=(), **more):
    return Extract("t", "w", "a", "r", (), COLUMNS | more, events=events, lists=lists, name="test")


def day(n):
    return datetime.date(2026, 1, n)


def derived(tmp_path, extract, *files, concepts=CONCEPTS):
    """Events, lists, sightings and counts of some rows; each id is its own person."""
    kinds = {"day": pa.date32(), "end": pa.date32(), "value": pa.float64(), "well": pa.bool_()}
    schema = pa.schema([("line", pa.int64())] + [(c, kinds.get(c, pa.string())) for c in COLUMNS])
    paths = []
    for number, rows in enumerate(files):
        rows = [{"line": n, "id": "A", **row} for n, row in enumerate(rows, 2)]
        paths.append((tmp_path / f"{number}.parquet", day(28)))
        pq.write_table(pa.Table.from_pylist(rows, schema=schema), paths[-1][0])
    made, out = tmp_path / "made", tmp_path / "out"
    made.mkdir()
    out.mkdir()
    pseudonymise(paths, extract, "src", made, key=b"k" * 32)
    identity = pq.read_table(made / "identity.parquet").to_pylist()
    who = [{"record": r["record"], "person": ord(r["local_id"])} for r in identity]
    pq.write_table(pa.Table.from_pylist(who, schema=WHO_SCHEMA), tmp_path / "who.parquet")
    told = Told("src", "them", made, extract, tuple(d for _, d in paths), 0)
    counts = write_events(told, tmp_path / "who.parquet", concepts, out)
    assert json.loads(json.dumps(counts)) == counts
    events = {
        p.stem: [tuple(r.values())[1:] for r in pq.read_table(p).to_pylist()]
        for p in sorted((out / "events").iterdir())
    }
    return events, counts, out


def test_a_code_gives_every_concept_it_means_and_the_rest_are_counted(tmp_path):
    rows = [
        {"code": "10", "day": day(2)},
        {"code": "11", "day": day(1)},
        {"code": "99", "day": day(1)},
        {"day": day(1)},
        {"code": "10"},
    ]
    events, counts, _ = derived(tmp_path, contract(CODED), rows)
    assert events == {
        "ill": [(day(1), None, None), (day(2), None, None)],
        "worse": [(day(1), None, None)],
    }
    assert counts == {
        "events": {"ill": 2, "worse": 1},
        "undated": 1,
        "without_concept": 2,
        "values_left_empty": 0,
        "terminologies": ["snomed"],
    }


def test_a_value_outside_its_bounds_is_left_empty_and_counted(tmp_path):
    rows = [
        {"code": "12", "day": day(n), "value": v} for n, v in ((1, 0.5), (2, 1), (3, 9), (4, 10))
    ]
    events, counts, _ = derived(tmp_path, contract(CODED), rows)
    assert [e[2] for e in events["score"]] == [None, 1.0, 9.0, None]
    assert counts["values_left_empty"] == 2


def test_nights_are_counted_and_an_end_before_its_start_gives_none(tmp_path):
    rule = EventRule(date="day", concept="stay", end="end", days=True)
    rows = [{"day": day(3), "end": e} for e in (day(3), day(7), day(1), None)]
    events, _, _ = derived(tmp_path, contract(rule), rows)
    assert sorted(events["stay"], key=str) == sorted(
        [
            (day(3), day(3), 0.0),
            (day(3), day(7), 4.0),
            (day(3), day(1), None),
            (day(3), None, None),
        ],
        key=str,
    )


def test_conditions_choose_rows(tmp_path):
    rules = (
        EventRule(date="day", concept="one", only={"kind": ("one",)}),
        EventRule(date="day", concept="fit", only={"well": ("yes",), "kind": ("one", "two")}),
    )
    rows = [
        {"day": day(1), "kind": k, "well": w} for k in ("one", "two") for w in (True, False, None)
    ]
    events, _, _ = derived(tmp_path, contract(*rules), rows)
    assert {c: len(e) for c, e in events.items()} == {"one": 3, "fit": 2}


def test_a_condition_on_yes_or_no_says_yes_or_no():
    assert only(contract(), {"well": ("no",)}) == '"well" in (false)'
    with pytest.raises(DefinitionError, match="maybe is neither yes nor no"):
        only(contract(), {"well": ("maybe",)})


def test_IN_what_two_files_both_tell_is_told_once(tmp_path):
    twice = {"code": "10", "day": day(2)}
    events, counts, _ = derived(
        tmp_path, contract(CODED), [twice, twice], [twice], [twice, {"code": "10", "day": day(3)}]
    )
    assert events["ill"] == [(day(2), None, None)] * 2 + [(day(3), None, None)]
    assert counts["events"] == {"ill": 3}


def test_lists_are_of_each_person_once_and_sightings_of_every_row(tmp_path):
    lists = (
        ListRule("kept", since="day", until="end"),
        ListRule("fit", only={"well": ("yes",)}),
    )
    rows = [
        {"day": day(2), "end": day(4), "well": True},
        {"day": day(2), "end": day(4), "well": False},
        {"id": "B", "day": None},
    ]
    _, counts, out = derived(tmp_path, contract(lists=lists), rows)
    assert counts["events"] == {}
    found = [tuple(r.values()) for r in pq.read_table(out / "membership.parquet").to_pylist()]
    assert found == [
        (ord("A"), "fit", None, None, "src"),
        (ord("A"), "kept", day(2), day(4), "src"),
        (ord("B"), "kept", None, None, "src"),
    ]
    seen = [tuple(r.values()) for r in pq.read_table(out / "seen.parquet").to_pylist()]
    assert seen == [
        (ord("A"), "src", "them", day(2), day(2), 2),
        (ord("B"), "src", "them", None, None, 1),
    ]


def test_a_concept_must_be_a_plain_word(tmp_path):
    rule = EventRule(date="day", concept="../../x")
    with pytest.raises(DefinitionError, match=r"\.\./\.\./x is not in small letters"):
        derived(tmp_path, contract(rule), [{"day": day(1)}])


def test_a_contract_records_what_its_rules_and_terminologies_can_say():
    fixed = EventRule(date="day", concept="stay")
    assert concepts_of(contract(fixed), CONCEPTS) == ["stay"]
    assert concepts_of(contract(fixed, CODED), CONCEPTS) == ["ill", "score", "stay", "worse"]
    assert concepts_of(contract(CODED), CONCEPTS, ["icd10"]) == ["ill"]
    assert concepts_of(contract(CODED), CONCEPTS, []) == []


def test_progress_is_told(tmp_path):
    extract = contract(CODED)
    _, _, out = derived(tmp_path, extract, [{"code": "10", "day": day(2)}])
    told = Told("src", "them", tmp_path / "made", extract, (day(28),), 0)
    again = tmp_path / "again"
    again.mkdir()
    steps = []
    write_events(
        told, tmp_path / "who.parquet", CONCEPTS, again, progress=lambda *s: steps.append(s)
    )
    assert steps == [("events", 1)]
    assert (again / "events" / "ill.parquet").read_bytes() == (
        out / "events" / "ill.parquet"
    ).read_bytes()


def test_codes_that_all_mean_nothing_give_no_events(tmp_path):
    events, counts, _ = derived(tmp_path, contract(CODED), [{"code": "99", "day": day(1)}] * 2)
    assert events == {}
    assert counts["without_concept"] == 2
    assert counts["terminologies"] == []
