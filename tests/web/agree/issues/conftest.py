"""A hard thing raised, at a table of five partners."""

import pytest

from tests.web.agree.issues.holding import DAY
from tilth.web.agree.actions import issues as acts


@pytest.fixture
def tension(stands, table):
    """A tension the small charities raised."""
    return acts.raise_issue(
        stands("charities"), type="tension", title="We end short grants in March",
        surfaced="They always stop our money in March.", opened=DAY,
    )  # fmt: skip
