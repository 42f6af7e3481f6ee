"""Agreements signed by all, and whoever signs them."""

import pytest

from tests.web.agree.agreements.writing_them import begun, put_up, sign


@pytest.fixture
def someone(person_as):
    """A function that gives somebody of a partner."""

    def make(slug):
        return person_as("partner", partner=slug, email=f"{slug}@example.org", name=slug.title())

    return make


@pytest.fixture
def signed_by_all(visit, table, someone):
    """An agreement of two partners, in force, as they made it on pages."""
    one = begun(visit, someone("charities"), ["charities", "hospital"])
    put_up(visit, someone("charities"), one)
    for slug in ("charities", "hospital"):
        sign(visit, someone(slug), one)
    return one
