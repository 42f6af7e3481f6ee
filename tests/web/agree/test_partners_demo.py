"""The demo's partnership written into the records, and what a site begins with."""

import time

import pytest

from tests.web.agree.making import DAY
from tilth.web.agree import loading, starting
from tilth.web.agree.agreements.force import current, states_of
from tilth.web.agree.decisions.ruling import kept, ruling
from tilth.web.agree.models import (
    Agreement,
    Body,
    Commitment,
    Decision,
    Link,
    Partner,
    Role,
    Step,
    Voice,
)
from tilth.web.house.models import AuditEntry, HeldRole, Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def lived():
    """The lived-in partnership, loaded."""
    loading.load(1)


def test_it_is_written_once_with_one_entry_and_quickly():
    begun = time.process_time()
    assert loading.load(1)
    assert time.process_time() - begun < 3
    counts = Decision.objects.count(), Commitment.objects.count(), Step.objects.count()
    assert counts[0] >= 40
    assert counts[1] >= 120
    entries = AuditEntry.objects.filter(what="partnership of the demo, written")
    assert entries.count() == 1
    assert not loading.load(1)
    assert counts == (Decision.objects.count(), Commitment.objects.count(), Step.objects.count())
    assert entries.count() == 1


def test_partners_that_were_there_before_are_told_in_full():
    Partner.objects.create(slug="charities", name="Small", sector="other", accountability="elected")
    loading.load(1)
    one = Partner.objects.get(slug="charities")
    assert (one.name, one.sector) == ("Circle of Small Charities (made up)", "voluntary")
    assert one.parts.exists()


def test_what_was_closed_is_what_the_rule_of_today_finds(lived):
    """A second reading by the site itself, for all that were closed since the last one left."""
    last = Decision.objects.filter(stage="closed", closed__gte="2024-11-12")
    assert last.count() > 15
    for one in last:
        found = ruling(one, one.closed)
        assert found.refusal == "", one.ref
        told = kept(found)
        assert {k: _sorted(v) for k, v in told.items()} == {
            k: _sorted(v) for k, v in one.rule.items()
        }


def _sorted(value):
    return sorted(value) if isinstance(value, list) else value


def test_the_board_has_its_agreement_and_the_lapsed_one_is_lapsed(lived):
    on = loading.partnership(1).day
    assert current(Body.objects.get(slug="place-board"), on).number == 2
    lapsed = Agreement.objects.get(slug="leisure-sharing")
    assert states_of(lapsed, on) == {1: "lapsed"}


def test_one_voice_is_missing_on_the_open_decision_and_it_is_the_charity_s(lived):
    one = Decision.objects.get(ref="D-042")
    found = ruling(one, loading.partnership(1).day)
    assert "charities" in found.outcome.silent
    assert found.outcome.objecting == ("link-workers",)
    assert not Voice.objects.filter(decision=one, partner__slug="charities").exists()


def test_the_buttons_sign_in_as_people_of_the_partnership(lived):
    chair = Person.objects.get(email="chair@demo.invalid")
    assert HeldRole.objects.filter(person=chair, role="chair", partner="").exists()
    assert Role.objects.filter(person=chair, body__slug="place-board", chair=True).exists()
    lead = Person.objects.get(email="partner@demo.invalid")
    assert (lead.partner, lead.is_active) == ("charities", True)
    assert not Person.objects.filter(email=None, is_active=True).exists()


def test_every_key_in_a_step_or_link_is_a_record(lived):
    from tilth.web.agree.found import find

    keys = set(Step.objects.values_list("about", flat=True))
    keys |= {k for pair in Link.objects.values_list("one", "other") for k in pair}
    records = sorted(key for key in keys if not key.startswith("reactions:"))
    assert all(find(key) for key in records)


def test_partners_of_the_place_file_join_once(settings):
    starting.begin(settings.PLACE)
    slugs = {one.slug for one in settings.PLACE.partners}
    assert {one.slug for one in Partner.objects.all()} == slugs
    assert set(Partner.objects.values_list("state", flat=True)) == {"joined"}
    Partner.objects.update(name="Changed on a page")
    starting.begin(settings.PLACE)
    assert set(Partner.objects.values_list("name", flat=True)) == {"Changed on a page"}
    assert Step.objects.filter(act="joined").count() == len(slugs)
    assert DAY.year == 2026


def test_a_demo_begins_with_its_partnership(monkeypatch, settings, tmp_path):
    monkeypatch.setattr(starting, "made_by_demo", lambda place: True)
    monkeypatch.setattr(type(settings.PLACE), "folder", tmp_path, raising=False)
    (tmp_path / "truth").mkdir()
    (tmp_path / "truth" / "made.json").write_text('{"people": 1, "seed": 1}')

    class Demo:
        folder, partners = tmp_path, ()

    starting.begin(Demo)
    assert Decision.objects.get(ref="D-014").title == "Matchday Moves"


def test_a_promise_is_seen_otherwise_and_everyone_may_come_to_a_meeting(lived, visit):
    """Whom it was made to sees its end otherwise; papers are out for residents too."""
    told = Step.objects.get(act="sees it otherwise")
    one = Commitment.objects.get(ref=told.about.partition(":")[2])
    assert (told.partner, one.state, one.seen) == (one.made_to, "kept", None)
    page = visit(f"/agree/commitments/{one.ref}/", who="director")
    assert told.words in page
    page = visit("/agree/public/meetings/", who=None)
    assert "The open table: what we promised, and what came of it" in page
    assert "/agree/public/meetings/2026-04-16-open-table/" in page.links
