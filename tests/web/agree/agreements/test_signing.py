"""Agreements signed: who may, what exactly, once, and by an emailed link."""

import datetime
import re

import pytest

from tests.web.agree.agreements.writing_them import (
    HERE,
    begun,
    put_up,
    settings_place,
    signing_form,
    standing,
)
from tilth.web.agree.actions import agreements as acts
from tilth.web.agree.actions import signing
from tilth.web.agree.agreements import force
from tilth.web.agree.models import Partner, Signature

pytestmark = pytest.mark.django_db


def test_AC_nobody_signs_for_another_partner(visit, table, someone, person_as):
    one = begun(visit, someone("charities"), ["charities", "hospital"])
    put_up(visit, someone("charities"), one)
    assert 'name="seen"' not in visit(f"{HERE}{one.slug}/", who=someone("homes")).html
    form = signing_form(visit(f"{HERE}{one.slug}/", who=someone("charities")))
    at = f"{HERE}{one.slug}/1/sign/"
    for who in (someone("homes"), person_as("chair"), person_as("analyst")):
        visit(at, who=who, post=form | {"partner": "hospital"})
    assert not Signature.objects.exists()
    assert visit(at, who="resident", post=form).status == 404
    assert visit(at, who=None, post=form).status == 302
    left = table["hospital"]
    left.state = "left"
    left.save()
    visit(at, who=someone("hospital"), post=form)
    assert not Signature.objects.exists()


def test_AT_a_text_that_changed_while_it_was_read_is_not_signed(visit, table, someone):
    one = begun(visit, someone("charities"), ["charities", "hospital"])
    put_up(visit, someone("charities"), one)
    form = signing_form(visit(f"{HERE}{one.slug}/", who=someone("charities")))
    one.versions.update(until=datetime.date(2098, 1, 1))
    at = f"{HERE}{one.slug}/1/sign/"
    page = visit(at, who=someone("charities"), post=form, follow=True)
    assert not Signature.objects.exists()
    assert "The text has changed since you opened it" in page


def test_signing_twice_is_one_signature(visit, signed_by_all, someone):
    version = signed_by_all.versions.get()
    form = {"seen": acts.mark(version), "name": "Ada", "may": "on"}
    at = f"{HERE}{signed_by_all.slug}/1/sign/"
    page = visit(at, who=someone("charities"), post=form, follow=True)
    assert version.signatures.count() == 2
    assert "Circle of Small Charities has signed already" in page


@pytest.mark.parametrize("gone", ["name", "may", "seen"])
def test_a_signature_without_a_name_or_a_yes_is_not_taken(visit, table, someone, gone):
    one = begun(visit, someone("charities"), ["charities", "hospital"])
    put_up(visit, someone("charities"), one)
    form = signing_form(visit(f"{HERE}{one.slug}/", who=someone("charities")))
    del form[gone]
    page = visit(f"{HERE}{one.slug}/1/sign/", who=someone("charities"), post=form)
    assert page.status == 422
    assert not Signature.objects.exists()


def test_why_a_version_cannot_be_signed_is_said(visit, signed_by_all, table):
    version, on = signed_by_all.versions.get(), force.day_of(settings_place())
    assert "is not a party" in signing.why_not_sign(version, table["homes"], on)
    draft = acts.next_version(standing("charities"), signed_by_all)
    assert "still being written" in signing.why_not_sign(draft, table["charities"], on)
    far = datetime.date(2100, 1, 1)
    Signature.objects.filter(partner=table["hospital"]).delete()
    assert "It is over" in signing.why_not_sign(version, table["hospital"], far)
    acts.propose(standing("charities"), draft, since=on, until=far, on=on)
    assert "A later version" in signing.why_not_sign(version, table["hospital"], on)


def test_a_partner_signs_by_an_emailed_link_without_an_account(
    visit, table, someone, client, mailoutbox
):
    one = begun(visit, someone("charities"), ["charities", "hospital"])
    put_up(visit, someone("charities"), one)
    Partner.objects.filter(slug="hospital").update(email="h@example.org")
    at = f"{HERE}{one.slug}/1/ask/"
    visit(at, who=someone("charities"), post={"partners": []})
    assert not mailoutbox
    visit(at, who=someone("charities"), post={"partners": ["hospital", "charities"]})
    assert [mail.to for mail in mailoutbox] == [["h@example.org"]]
    link = re.search(r"https?://\S+(/agree/by-link/\S+)", mailoutbox[0].body)[1]
    page = visit(link, who=None)
    assert "Each partner has one voice." in page
    assert "Sign for General Hospital" in page
    wrong = visit(link, who=None, post={"name": ""})
    assert wrong.status == 422
    form = signing_form(visit(link, who=None))
    assert "General Hospital has signed" in visit(link, who=None, post=form, follow=True)
    signature = Signature.objects.get()
    assert (signature.partner.slug, signature.person) == ("hospital", None)
    assert visit(link, who=None).status == 410


ACTS = """
    from tilth.agree.agreements.template import AgreementTemplate
    from tilth.web.agree.actions import agreements as acts
    from tilth.web.agree.actions import signing
    from tilth.web.agree.models import Partner, Signature, Step
    from tilth.web.agree.standing import Standing
    from tilth.web.house.by import By

    def standing(slug):
        return Standing.for_by(By("a", "partner", slug))

    two = ["one", "other"]
    for slug in two:
        Partner.objects.create(slug=slug, name=slug, sector="voluntary", state="joined",
                               accountability="charitable")
    found = place.find(AgreementTemplate, "partnership")
    made = acts.begin(standing("one"), found, title="At once", parties=two)
    version, on = made.versions.get(), datetime.date(2026, 6, 1)
    acts.propose(standing("one"), version, since=on, until=on, on=on)
    version.refresh_from_db()
    mark = acts.mark(version)

    def sign(thread, _):
        slug = two[thread % 2]
        partner = Partner.objects.get(slug=slug)
        signing.sign(standing(slug), version, partner, name="A", seen=mark, on=on)

    told = all_at_once(sign, times=5, said=lambda error: error.what)
    told["signatures"] = Signature.objects.count()
    told["steps"] = Step.objects.filter(act="signed").count()
    print(json.dumps(told))
"""


def test_AT_a_hundred_signatures_at_once_are_one_of_each_partner(many_at_once):
    """A partner signs once, however often and in how many places it presses."""
    told = many_at_once(ACTS)
    assert told == {
        "one has signed already": 49,
        "other has signed already": 49,
        "done": 2,
        "signatures": 2,
        "steps": 2,
    }
