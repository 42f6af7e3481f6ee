"""Agreements on pages: begun, written, put up for signature, signed, compared, left, ended."""

import datetime
import re

import pytest

from tests.web.agree.making import board_of, round_table
from tilth.web.agree.actions import agreements as acts
from tilth.web.agree.agreements import force
from tilth.web.agree.models import Agreement, Step

pytestmark = pytest.mark.django_db
HERE = "/agree/agreement/"


@pytest.fixture
def table(db):
    """Five partners round the table."""
    return round_table()


@pytest.fixture
def someone(person_as):
    """A function that gives somebody of a partner."""

    def make(slug):
        return person_as("partner", partner=slug, email=f"{slug}@example.org", name=slug.title())

    return make


def begun(visit, who, parties, template="partnership", **told):
    data = {"title": "How we work", "parties": parties, **told}
    page = visit(f"{HERE}new/{template}/", who=who, post=data)
    assert page.status == 302, page
    return Agreement.objects.latest("pk")


def put_up(visit, who, agreement, number=1, since="2026-01-01", until="2099-12-31"):
    at = f"{HERE}{agreement.slug}/{number}/propose/"
    return visit(at, who=who, post={"since": since, "until": until})


def signing_form(page):
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', page.html)
    return {"seen": found[1], "name": "Ada", "title": "chief", "may": "on"}


def sign(visit, who, agreement, number=1, **told):
    page = visit(f"{HERE}{agreement.slug}/?version={number}", who=who)
    form = signing_form(page) | told
    return visit(f"{HERE}{agreement.slug}/{number}/sign/", who=who, post=form)


def test_P_023_a_partnership_agreement_is_begun_put_up_and_signed_by_all(visit, table, someone):
    """P-017 too: the register shows parties, dates and signatures."""
    two = ["charities", "hospital"]
    one = begun(visit, someone("charities"), two)
    assert put_up(visit, someone("charities"), one).status == 302
    assert "2 of 2 partners have not signed yet" in visit(f"{HERE}{one.slug}/", who=someone("homes"))
    for number, slug in enumerate(two, 1):
        assert sign(visit, someone(slug), one).status == 302
        page = visit(f"{HERE}{one.slug}/", who=someone("homes"))
        assert ("in force" in page) == (number == 2)
    register = visit(HERE, who=someone("homes"))
    assert "Circle of Small Charities, General Hospital 2 of 2 1 January 2026" in register
