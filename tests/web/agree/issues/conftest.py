"""A hard thing raised, and how somebody of a partner stands."""

import pytest

from tests.web.agree.issues.holding import DAY
from tests.web.agree.making import (
    by_of,
)
from tilth.web.agree.actions import issues as acts
from tilth.web.agree.standing import Standing


@pytest.fixture
def from_(person_as, table):
    """from_("homes"): how somebody of that partner stands."""

    def stand(slug, role="partner"):
        person = person_as(role, email=f"{role}.{slug}@example.org", partner=slug)
        return Standing.for_by(by_of(person))

    return stand


@pytest.fixture
def tension(from_):
    """A tension the small charities raised."""
    return acts.raise_issue(
        from_("charities"), type="tension", title="We end short grants in March",
        surfaced="They always stop our money in March.", opened=DAY,
    )  # fmt: skip
