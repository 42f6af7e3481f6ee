"""A lone number has the fields of the estimates table."""

import pytest

from tilth.ground.estimate import Estimate


def test_an_estimate_lies_between_its_limits():
    one = Estimate("Birchills", 20, 100, 20.0, 13.3, 28.9)
    assert (one.area, one.value, one.note) == ("Birchills", 20.0, "")
    with pytest.raises(ValueError, match="between its lower and upper"):
        Estimate("Birchills", 20, 100, 30.0, 13.3, 28.9)


def test_where_there_is_nobody_to_measure_there_is_no_value():
    assert Estimate("Bloxwich", 0, 0, None, note="nobody lives here").lower is None
