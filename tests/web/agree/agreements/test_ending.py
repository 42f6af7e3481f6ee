"""Agreements ended: notice, leaving with a reason, and ending for all."""

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
from tilth.ground.errors import AgreementError
from tilth.web.agree.actions import agreements as acts
from tilth.web.agree.actions import signing
from tilth.web.agree.agreements import force
from tilth.web.agree.models import Agreement, Signature, Step

pytestmark = pytest.mark.django_db


def history(one):
    return list(Step.objects.filter(about=one.key).values_list("act", flat=True))


def test_a_partner_leaves_with_notice_and_its_reason_and_the_others_go_on(visit, table, someone):
    three = ["charities", "homes", "hospital"]
    one = begun(visit, someone("charities"), three)
    put_up(visit, someone("charities"), one)
    for slug in three:
        sign(visit, someone(slug), one)
    at = f"{HERE}{one.slug}/1/leave/"
    told = {"partner": "hospital", "reason": "We merge with another trust."}
    visit(at, who=someone("homes"), post=told)
    visit(at, who=someone("hospital"), post={"partner": "hospital", "reason": ""})
    assert not Signature.objects.exclude(withdrawn=None).exists()
    visit(at, who=someone("hospital"), post=told)
    on = force.day_of(settings_place())
    gone = Signature.objects.get(partner__slug="hospital").withdrawn
    assert gone == on + datetime.timedelta(days=90)
    version = force.holding(one, gone)
    assert force.bound_by(version, gone) == ("charities", "homes")
    page = visit(f"{HERE}{one.slug}/", who=someone("homes"))
    assert "not bound any more from" in page
    assert "We merge with another trust." in page
    again = visit(at, who=someone("hospital"), post=told, follow=True)
    assert "has taken it back already" in again
    assert "took its signature back" in signing.why_not_sign(version, table["hospital"], on)


def test_the_secretariat_enters_notice_on_behalf_of_a_partner_and_the_history_says_so(
    visit, signed_by_all, person_as, someone
):
    at = f"{HERE}{signed_by_all.slug}/1/leave/"
    told = {"partner": "hospital", "reason": "By letter", "wished": "2099-06-01"}
    visit(at, who=person_as("secretariat"), post=told)
    page = visit(f"{HERE}{signed_by_all.slug}/", who=someone("homes"))
    assert "On behalf of General Hospital. By letter" in page
    told |= {"partner": "homes"}
    page = visit(at, who=person_as("secretariat"), post=told, follow=True)
    assert "Together Homes has not signed" in page


def test_an_agreement_is_ended_with_a_reason_and_stops_at_once(
    visit, signed_by_all, someone, person_as
):
    at, on = f"{HERE}{signed_by_all.slug}/end/", force.day_of(settings_place())
    visit(at, who=someone("charities"), post={"reason": "No"})
    visit(at, who=person_as("chair"), post={"reason": " "})
    assert force.holding(signed_by_all, on)
    visit(at, who=person_as("chair"), post={"reason": "A new one is better"})
    assert force.holding(signed_by_all, on) is None
    assert "ended" in history(signed_by_all)
    page = visit(f"{HERE}{signed_by_all.slug}/", who=someone("homes"))
    assert "A new one is better" in page
    visit(at, who=person_as("chair"), post={"reason": "Again"})
    assert history(signed_by_all).count("ended") == 1
    step = Step.objects.get(about=signed_by_all.versions.get().key, act="ended")
    visit(f"/agree/undo/{step.pk}/", who=person_as("chair"), post={})
    assert force.holding(signed_by_all, on) is None


def test_AC_a_sharing_agreement_ends_for_all_whatever_its_clauses_say(table):
    one = Agreement.objects.create(slug="s", title="S", type="sharing")
    version = one.versions.create(number=1, clauses={"parties": ["homes"], "goes_on": True})
    assert not acts.clauses_of(version).goes_on
    assert "ends for all" in acts.text_of(version)
    version.clauses = {"goes_onn": True}
    with pytest.raises(AgreementError, match="cannot be read"):
        acts.clauses_of(version)


def test_nobody_leaves_what_is_over(visit, signed_by_all, table, someone):
    far = datetime.date(2100, 1, 1)
    version = signed_by_all.versions.get()
    with pytest.raises(AgreementError, match="over already"):
        signing.leave(standing("hospital"), version, table["hospital"], reason="Late", on=far)
    signed_by_all.versions.update(until=datetime.date(2026, 2, 1))
    page = visit(f"{HERE}{signed_by_all.slug}/", who=someone("hospital"))
    assert "leaves this agreement" not in page
