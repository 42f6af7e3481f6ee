"""tilth agree decide: the same words as the page, and nobody's position before it is closed."""

import datetime
import json

import pytest

from tests.web.agree.making import board_of, decision_of, round_table, signed
from tilth.cli.main import main

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(settings, monkeypatch, capsys):
    """A function that runs the command on the place of the tests; its exit, words and errors."""
    monkeypatch.setattr("tilth.web.records.open_records", lambda place: None)

    def ran(*words):
        place = str(settings.PLACE.folder)
        ended = main(["agree", "decide", *words, "--place", place])
        told = capsys.readouterr()
        return ended, told.out, told.err

    return ran


@pytest.fixture
def one(db):
    from django.utils import timezone

    from tilth.web.agree.models import Voice

    partners, board = round_table(), board_of()
    signed(board, partners, quorum_partners=2, chair_independent=False)
    found = decision_of(board, partners["homes"], stage="reactions")
    Voice.objects.create(
        decision=found, partner=partners["club"], position="object", harm="Noise.", safe="Quiet.",
        at=timezone.now(),
    )  # fmt: skip
    return found


def test_a_decision_says_what_its_rule_waits_for(run, one):
    ended, out, err = run("d-001", "--on", "2026-05-01")
    assert ended == 0
    assert "Club Community Trust: has spoken" in out
    assert "Council: has not spoken" in out
    assert "Not yet: 1 more partner must speak: 1 of at least 2 have." in out
    assert "Not yet: an objection is open." in out
    assert "objection of" not in out
    assert "sees harm" not in out
    assert "Next: look at /agree/decisions/D-001/" in err


def test_at_the_stage_of_objections_it_is_told_whose(run, one):
    one.stage = "objections"
    one.save()
    _, out, _ = run("D-001", "--json", "--on", "2026-05-01")
    told = json.loads(out)
    assert "an objection of Club Community Trust is open" in told["unmet"]
    assert (told["may_close"], told["voices"]["Club Community Trust"]) == (False, "has spoken")


def test_of_what_is_closed_every_position_is_told(run, one):
    one.stage, one.outcome, one.closed = "closed", "carried", datetime.date(2026, 4, 1)
    one.save()
    _, out, _ = run("D-001")
    assert "Stage: decided (carried)." in out
    assert "Club Community Trust: sees harm" in out


def test_without_a_name_all_are_listed(run, one):
    _, out, err = run()
    assert out.startswith("ref,title,stage,outcome,layer,origin,closes,closed,spoken")
    assert "D-001,Open the hall on Sundays" in out
    assert "Next: tilth agree decide REF" in err


def test_without_an_agreement_it_says_what_to_do(run, db):
    partners, board = round_table(), board_of()
    decision_of(board, partners["homes"], stage="objections")
    _, out, _ = run("D-001")
    assert "Not yet: No agreement of Place board is signed and in force" in out


def test_a_wrong_name_suggests_the_near_one(run, one):
    ended, _, err = run("D-01")
    assert ended == 2
    assert "there is no decision D-01. Did you mean D-001?" in err
    assert "tilth agree decide lists them." in run("zzzzzzz")[2]


def test_where_nothing_was_proposed_it_says_where_to_begin(run, db):
    assert "propose something at /agree/decisions/new/" in run()[2]
