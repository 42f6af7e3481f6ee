"""Agreements read: in plain words, in a register, in a file."""

import datetime

import pytest

from tests.web.agree.agreements.writing_them import (
    HERE,
    settings_place,
)
from tilth.web.agree.agreements import force

pytestmark = pytest.mark.django_db


def test_an_agreement_is_told_in_plain_words_and_printed_for_signature(
    visit, signed_by_all, someone
):
    page = visit(f"{HERE}{signed_by_all.slug}/", who=someone("homes"))
    for words in (
        "Each partner has one voice. A larger partner never has more.",
        "Only an independent chair may close a decision",
        "What is the same everywhere",
        "What may differ from place to place",
        "When we do not agree",
        "says so 90 days before",
        "Charities, chief",
    ):
        assert words in page.replace("Ada", "Charities"), words
    printed = visit(f"{HERE}{signed_by_all.slug}/print/", who=someone("homes"))
    assert "Circle of Small Charities Ada, chief Signed here" in printed


def test_what_lapses_soon_and_what_has_lapsed_stand_apart(visit, signed_by_all, someone):
    on = force.day_of(settings_place())
    signed_by_all.versions.update(until=on + datetime.timedelta(days=30))
    assert "Lapses soon. How we work" in visit(HERE, who=someone("homes"))
    assert "That is soon." in visit(f"{HERE}{signed_by_all.slug}/", who=someone("homes"))
    signed_by_all.versions.update(until=on - datetime.timedelta(days=1))
    page = visit(HERE, who=someone("homes"))
    assert "Lapses soon" not in page
    assert "its last day has gone by" in page
    assert "To renew it, write a new version" in visit(
        f"{HERE}{signed_by_all.slug}/", who=someone("homes")
    )


def test_P_017_the_register_goes_away_as_a_file_too(visit, signed_by_all, someone):
    page = visit("/agree/agreement.csv", who=someone("homes"))
    assert "2 of 2" in page
    assert "Circle of Small Charities; General Hospital" in page
    assert visit("/agree/agreement.json", who=someone("homes")).status == 200
    assert visit("/agree/agreement.pdf", who=someone("homes")).status == 404
