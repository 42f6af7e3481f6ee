"""What tests of LEARN begin with: whoever speaks has partners round the table."""

import pytest


@pytest.fixture
def someone(someone, table):
    """someone("homes"): somebody who speaks for that partner, which sits at the table."""
    return someone
