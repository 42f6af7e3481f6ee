"""Partners at one table, and people who speak for them: what tests of LEARN begin with."""

import pytest

from tests.web.agree.making import by_of, round_table
from tilth.web.agree.standing import Standing


@pytest.fixture
def table(db):
    return round_table()


@pytest.fixture
def someone(person_as, table):
    """someone("homes"): somebody who speaks for that partner; someone(): for none."""
    return lambda partner="", role="partner": person_as(
        role, partner=partner, email=f"{role}-{partner or 'none'}@example.org"
    )


@pytest.fixture
def stands(someone):
    """How somebody of a partner stands."""
    return lambda partner="", role="partner": Standing.for_by(by_of(someone(partner, role), role))
