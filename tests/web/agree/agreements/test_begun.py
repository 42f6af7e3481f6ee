"""Agreements begun: by which kind, for whom, and what rests on them."""

import dataclasses
import datetime

import pytest

from tests.web.agree.agreements.writing_them import (
    HERE,
    begun,
    put_up,
    settings_place,
    sign,
    standing,
)
from tests.web.agree.making import board_of, partner_of, signed
from tilth.agree.agreements.template import AgreementTemplate
from tilth.ground.errors import AgreementError
from tilth.web.agree.actions import agreements as acts
from tilth.web.agree.agreements import force
from tilth.web.agree.models import Agreement, Role

pytestmark = pytest.mark.django_db


def test_P_023_a_partnership_agreement_is_begun_put_up_and_signed_by_all(visit, table, someone):
    """P-017 too: the register shows parties, dates and signatures."""
    two = ["charities", "hospital"]
    one = begun(visit, someone("charities"), two)
    assert put_up(visit, someone("charities"), one).status == 302
    assert "2 of 2 partners have not signed yet" in visit(
        f"{HERE}{one.slug}/", who=someone("homes")
    )
    for number, slug in enumerate(two, 1):
        assert sign(visit, someone(slug), one).status == 302
        page = visit(f"{HERE}{one.slug}/", who=someone("homes"))
        assert ("in force" in page) == (number == 2)
    register = visit(HERE, who=someone("homes"))
    assert (
        "Parties Circle of Small Charities, General Hospital Signed 2 of 2 From 1 January 2026"
        in register
    )


def test_P_088_what_must_be_common_and_what_may_differ_stand_beside_each_other(
    visit, signed_by_all, someone
):
    page = visit(f"{HERE}{signed_by_all.slug}/", who=someone("homes"))
    assert page.index("What is the same everywhere") < page.index("What may differ")


def test_P_040_the_chair_of_an_agreement_has_a_term_and_no_ties(table, person_as, settings):
    chair = person_as("chair")
    on = force.day_of(settings.PLACE)
    assert "has not been made the chair" in force.independent(chair, on).whys
    body = board_of()
    role = Role.objects.create(person=chair, body=body, title="chair", chair=True, since=on)
    assert force.independent(chair, on, body=body).whys == ("has not told their interests",)
    chair.interests = "none"
    chair.save()
    assert force.independent(chair, on, body=body)
    assert not force.independent(chair, on, body=board_of("Other board"))
    Role.objects.filter(pk=role.pk).update(since=on - datetime.timedelta(days=3 * 366 + 9))
    assert force.independent(chair, on, body=body).whys == ("the chair's term is over",)
    version = signed(body, table, since=on - datetime.timedelta(days=9))
    version.clauses["chair_years"] = 4
    version.save()
    assert force.independent(chair, on, body=body)
    Role.objects.create(person=chair, partner=table["hospital"], title="governor", since=on)
    found = force.independent(chair, on, body=body)
    assert found.whys == ("holds a role in General Hospital: governor",)
    chair.partner = "homes"
    chair.held_roles.update(partner="council")
    assert len(force.independent(chair, on, body=body).whys) == 3
    role.until = on - datetime.timedelta(days=1)
    role.save()
    assert "the chair's term is over" in force.independent(chair, on, body=body).whys


def test_P_066_from_mutual_to_formal_accountability_without_typing_anything_again(
    visit, signed_by_all, someone
):
    """Everything is carried over; only who answers to whom is new."""
    one = signed_by_all
    one.body = board_of(answers_to=board_of("System board", layer="system"))
    one.save()
    at = f"{HERE}{one.slug}/"
    visit(f"{at}draft/", who=someone("charities"), post={"formal": "yes"})
    first, second = one.versions.all()
    before, after = acts.clauses_of(first), acts.clauses_of(second)
    assert (after.accountable, after.answers_to) == ("formal", "System board")
    assert dataclasses.replace(after, accountable="mutual", answers_to="") == before
    page = visit(f"{at}compare/?as=list", who=someone("homes"))
    assert "1 of " in page
    assert "Partners answer to each other." in page
    assert force.holding(one, force.day_of(settings_place())).number == 1
    with pytest.raises(AgreementError, match="a draft already"):
        acts.next_version(standing("charities"), one)


def test_a_kind_of_agreement_asks_for_what_it_cannot_do_without(table):
    for template, clause in (("data_sharing", "basis"), ("framework", "outcomes")):
        found = settings_place().find(AgreementTemplate, template)
        empty = dataclasses.replace(
            found.clauses, **{clause: type(getattr(found.clauses, clause))()}
        )
        one = acts.begin(
            standing("charities"), dataclasses.replace(found, clauses=empty), title=template,
            parties=["charities", "homes"],
        )  # fmt: skip
        version = one.versions.get()
        assert "Say" in acts.why_not_ready(version, acts.clauses_of(version))
        purpose = dataclasses.replace(acts.clauses_of(version), purpose=" ")
        assert acts.why_not_ready(version, purpose) == "Say what it is for"


def test_a_founding_group_begins_once_its_seats_are_taken(table):
    """Residents take their seats as people on the body."""
    body = board_of("Old Pits")
    partner_of("practices", sector="primary care")
    found = settings_place().find(AgreementTemplate, "founding_group")
    parties = ["charities", "council", "practices"]
    one = acts.begin(standing("council"), found, title="Old Pits", body=body, parties=parties)
    clauses = acts.clauses_of(one.versions.get())
    assert acts.free_seats(one, clauses) == ["residents, 0 of 2"]
    for name in ("Dee", "Eve"):
        Role.objects.create(body=body, title=name, expert=True, since=datetime.date(2026, 1, 1))
    assert acts.free_seats(one, clauses) == []


def test_an_empty_place_says_how_to_begin(visit, table, someone, person_as):
    assert "Begin from a template" in visit(HERE, who=someone("homes"))
    assert "Somebody from a partner that has joined" in visit(HERE, who=person_as("analyst"))
    page = visit(f"{HERE}new/", who=someone("homes"))
    assert "Permissive framework" in page
    assert visit(f"{HERE}new/nothing/", who=someone("homes")).status == 404
    assert visit(f"{HERE}new/framework/", who=person_as("analyst")).status == 404
    page = visit(f"{HERE}new/framework/", who=someone("homes"), post={"title": " "})
    assert page.status == 200
    assert not Agreement.objects.exists()


def test_B_273_a_framework_shows_outcomes_asked_and_ways_left_open(visit, table, someone):
    one = begun(visit, someone("charities"), ["charities", "homes"], "framework")
    page = visit(f"{HERE}{one.slug}/", who=someone("homes"))
    assert "What is asked for People live more years in good health." in page
    assert "Which services there are, and who gives them." in page


def test_only_those_who_look_after_sharing_say_which_data_rest_on_an_agreement(
    visit, table, someone, person_as, settings
):
    one = begun(visit, someone("charities"), ["charities", "homes"], "data_sharing")
    at, source = f"{HERE}{one.slug}/data/", settings.PLACE.sources[0].name
    visit(at, who=someone("charities"), post={"sources": [source]})
    visit(at, who=person_as("ig_lead"), post={"sources": ["nothing"]})
    one.refresh_from_db()
    assert one.sources == []
    visit(at, who=person_as("ig_lead"), post={"sources": [source]})
    one.refresh_from_db()
    assert one.sources == [source]
    page = visit(f"{HERE}{one.slug}/", who=someone("homes"))
    assert f"Rests on it: {source}" in page
    two = begun(visit, someone("charities"), ["charities", "homes"])
    visit(f"{HERE}{two.slug}/data/", who=person_as("ig_lead"), post={"sources": [source]})
    two.refresh_from_db()
    assert two.sources == []


def test_P_024_the_agreement_in_force_rules_its_body(table):
    """A board's rule of voices is the newest agreement signed for it."""
    board, on = board_of(), datetime.date(2026, 6, 1)
    assert force.current(board, on) is None
    version = signed(board, table, quorum_partners=3)
    assert force.current(board, on) == version
    assert force.current(board_of("Other board"), on) is None
    version.agreement.type = "sharing"
    version.agreement.save()
    assert force.current(board, on) is None
