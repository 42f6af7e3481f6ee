"""The faults are real, the judge sees what is silent, and none of the classes gets through."""

import datetime
import json
import random

import pytest

from tilth.cli.main import main
from tilth.ground.nhs_number import is_valid
from tilth.verify import inputs, scratch
from tilth.verify.sent import OUTCOMES, Class, Sent

QUICK = [
    one.name for one in inputs.CLASSES if one.name not in ("packing_bomb", "spreadsheet_row_cap")
]
SAMPLE = [
    "cut_short",
    "row_short",
    "quote_swallows_rows",
    "surname_null",
    "code_like_a_number",
    "nhs_number_check",
    "dates_turned_everywhere",
    "formulas",
    "headings_missing",
    "rows_repeated",
    "rows_that_disagree",
    "blank_lines",
    "same_file_again",
    "corrected_file",
    "late_file",
    "volume_low",
    "file_growing",
]


def test_IN_there_are_sixty_classes_and_more_each_with_its_outcome():
    names = [one.name for one in inputs.CLASSES]
    assert len(names) == len(set(names)) >= 60
    for one in inputs.CLASSES:
        assert one.must, one.name
        assert set(one.must) <= set(OUTCOMES), one.name


def test_IN_01_a_sample_of_every_family_is_caught_and_nothing_is_lost(capsys):
    only = [word for name in SAMPLE for word in ("--only", name)]
    code = main(["verify", "inputs", "--seed", "11", "--variants", "1", "--json", *only])
    told = json.loads(capsys.readouterr().out)
    assert {n: told[n] for n in ("silent", "lost", "leaked", "unexpected")} == {
        "silent": 0,
        "lost": 0,
        "leaked": 0,
        "unexpected": 0,
    }, [c for c in told["by_class"] if c["unexpected"] or c["silent"] or c["lost"] or c["leaked"]]
    assert code == 0
    assert told["classes"] == told["runs"] == len(SAMPLE)


def test_IN_02_the_same_seed_does_the_same_harm():
    def files(seed):
        made = []
        for one in inputs.CLASSES:
            if one.name in QUICK:
                sent = Sent.clean(random.Random(seed), 30)
                one.apply(sent, random.Random(f"{seed} {one.name}"), 2)
                made.append(sent.bytes)
        return made

    assert files(3) == files(3)
    assert files(3) != files(4)


@pytest.mark.parametrize("variant", range(5))
@pytest.mark.parametrize("name", QUICK)
def test_IN_03_every_fault_changes_the_file_or_how_it_is_sent(name, variant):
    """A fault that did nothing would always be survived."""
    (one,) = [c for c in inputs.CLASSES if c.name == name]
    clean, sent = (Sent.clean(random.Random(5), 120) for _ in range(2))
    one.apply(sent, random.Random(7), variant)
    assert (
        sent.bytes != clean.bytes
        or sent.manifest != clean.manifest
        or sent.extra
        or sent.name != clean.name
    )


def wrong_value(sent, rng, variant):
    """A value nobody could know to be wrong: the judge must call it silent."""
    sent.set(4, "surname", "Otherwise")


def gone(sent, rng, variant):
    """A row left out without a word."""
    sent.rows.pop(4)


def told(apply, must=("accepted",)):
    return inputs.verify_classes([Class("planted", "x", must, apply)], seed=1, variants=1)


def test_IN_04_a_wrong_value_accepted_is_silent():
    assert told(wrong_value)["silent"] == 1


def test_IN_04_a_row_gone_without_a_word_is_silent():
    assert told(gone)["silent"] == 1


def test_IN_04_another_outcome_than_due_is_unexpected():
    report = told(lambda sent, rng, variant: None, must=("refused",))
    assert (report["silent"], report["unexpected"]) == (0, 1)


def test_IN_04_a_message_with_a_name_in_it_is_a_leak():
    def named(sent, rng, variant):
        sent.header[0] = sent.rows[0][4]  # a surname among the headings is told of a lost column

    report = told(named, must=("refused",))
    assert report["leaked"] == 1


def test_IN_a_miscount_of_blank_lines_is_found():
    def blank(sent, rng, variant):
        sent.extra["blank"] = 1

    assert told(blank)["lost"] == 1


def test_made_up_people_have_numbers_of_the_test_range():
    rows = scratch.made_up_rows(random.Random(1), 50, scratch.MONTHS[0])
    numbers = [row[2] for row in rows]
    assert all(is_valid(n) and n.startswith("999") for n in numbers)
    accepted = scratch.as_accepted(rows[0])
    assert isinstance(accepted["date_of_birth"], datetime.date)
    assert accepted["sex"] in ("female", "male")


def test_command_shows_a_table_and_fails_where_harm_was_done(capsys, monkeypatch):
    planted = Class("planted", "x", ("accepted",), gone)
    monkeypatch.setattr(inputs, "CLASSES", (planted,))
    assert main(["verify", "inputs", "--variants", "1"]) == 1
    out, err = capsys.readouterr()
    assert out.splitlines()[0].startswith("name,done,outcomes,silent,lost,leaked,unexpected")
    assert "1 silent" in err


def test_command_refuses_no_variants(capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["verify", "inputs", "--variants", "0"])
    assert stopped.value.code == 2
