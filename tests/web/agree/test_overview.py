"""The first page of AGREE, what the front page tells of it, and taking back a mistake."""

import datetime

import pytest
from django.db import DatabaseError, transaction

from tests.web.agree.making import DAY, board_of, by_of, decision_of, round_table
from tilth.ground.errors import AgreementError
from tilth.web.agree import history, past
from tilth.web.agree.models import Commitment, Step
from tilth.web.agree.standing import Standing

pytestmark = pytest.mark.django_db


@pytest.fixture
def charity(person_as):
    """Somebody who speaks for the smallest partner."""
    return person_as("partner", partner="charities", name="Ada Small")


def test_nobody_round_the_table_says_what_to_do_first(visit):
    page = visit("/agree/", who="secretariat")
    assert page.status == 200
    assert "No decision is open" in page
    assert "Nobody has promised anything yet" in page


def test_an_open_decision_waits_for_those_who_have_not_spoken(visit, charity):
    partners = round_table()
    decision_of(board_of(), partners["hospital"], stage="objections")
    page = visit("/agree/", who=charity)
    assert "Speak on D-001, Open the hall on Sundays" in page
    assert "partners have not spoken yet" in page
    assert "Speak on D-001" in visit("/", who=charity)


def test_AC_a_stranger_sees_what_was_decided_and_nothing_that_waits(visit):
    partners = round_table()
    decision_of(board_of(), partners["homes"], stage="closed", closed=DAY, outcome="carried")
    decision_of(board_of("Other"), partners["homes"], title="Open still")
    decision_of(board_of("Quiet"), partners["homes"], title="Not public", stage="closed",
                closed=DAY, outcome="carried", public=False)  # fmt: skip
    page = visit("/", who=None)
    assert "Open the hall on Sundays : carried, 2 March 2026" in page
    assert "Open still" not in page
    assert "Not public" not in page
    assert visit("/agree/", who=None).goes_to.startswith("/sign-in/")
    assert visit("/agree/", who="resident").status == 404


def test_undo_puts_back_what_was_and_is_a_row_of_its_own(visit, charity):
    partners = round_table()
    promise = Commitment.objects.create(
        ref="C-001", words="Open on Sundays", made_by=partners["charities"], made=DAY
    )
    step = history.changed(by_of(charity), promise, "stuck", "No key", state="stuck", due=DAY)
    assert (promise.state, promise.due) == ("stuck", DAY)
    assert visit(f"/agree/undo/{step.pk}/", who=charity, post={}).status == 302
    promise.refresh_from_db()
    assert (promise.state, promise.due) == ("growing", None)
    assert [one.act for one in history.of(promise)] == ["stuck", "undid"]
    told = past.story(promise, Standing.for_by(by_of(charity)))
    assert [one["undone"] for one in told] == [True, False]
    assert told[0]["who"] == "Ada Small, Circle of Small Charities"
    assert "state: growing, now stuck" in told[0]["changes"]


def test_undo_is_refused_twice_after_another_change_and_for_others(person_as, charity):
    partners = round_table()
    promise = Commitment.objects.create(
        ref="C-001", words="Open on Sundays", made_by=partners["charities"], made=DAY
    )
    by = by_of(charity)
    step = history.changed(by, promise, "stuck", state="stuck")
    other = Standing.for_by(by_of(person_as("director", partner="hospital")))
    with pytest.raises(AgreementError, match="Only who did it"):
        past.undo(other, step)
    history.changed(by, promise, "kept", state="kept")
    with pytest.raises(AgreementError, match="changed since"):
        past.undo(Standing.for_by(by), step)
    last = history.of(promise).last()
    past.undo(Standing.for_by(by), last)
    with pytest.raises(AgreementError, match="undone already"):
        past.undo(Standing.for_by(by), last)


def test_undo_of_old_things_and_of_what_was_counted_is_refused(charity):
    partners = round_table()
    promise = Commitment.objects.create(
        ref="C-001", words="Open on Sundays", made_by=partners["charities"], made=DAY
    )
    by = by_of(charity)
    spoken = history.changed(by, promise, "spoke", state="stuck")
    long_ago = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    old = history.changed(by, promise, "kept", state="kept", at=long_ago)
    for step in (spoken, old):
        with pytest.raises(AgreementError):
            past.undo(Standing.for_by(by), step)


def test_history_is_only_added_to(charity):
    step = history.told(by_of(charity), round_table()["homes"], "noted")
    for change in (step.save, step.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert Step.objects.count() == 1


def test_changing_nothing_leaves_no_step(charity):
    homes = round_table()["homes"]
    assert history.changed(by_of(charity), homes, "changed", name=homes.name) is None


def test_search_finds_records_for_those_round_the_table_alone(visit, charity):
    partners = round_table()
    decision_of(board_of(), partners["homes"])
    page = visit("/search/?q=sundays", who=charity)
    assert "/agree/decisions/D-001/" in page.links
    for who in (None, "resident"):
        assert "/agree/decisions/D-001/" not in visit("/search/?q=sundays", who=who).links


def test_partners_that_are_invited_are_not_nobody(visit):
    round_table(state="invited")
    assert "Nobody has joined yet. 5 partners are invited" in visit("/agree/", who="chair")
