"""The listening guide: read from its file, about codes there are, in the essay's own words."""

import pytest

from tilth.learn.coding.frame import frame
from tilth.learn.conditions.listening import LOOKS, Guide, Missing, guide


def test_the_guide_begins_with_listening_and_cites_the_essay():
    found = guide()
    assert found.step[0].does.startswith("Listen first.")
    assert "listening mode" in found.step[0].essay
    assert "Creating the conditions for integration" in found.source
    assert all(one.at.startswith("/") and one.there for one in found.step)


def test_what_to_do_is_told_of_every_condition_of_the_essay():
    known = frame().codes
    assert set(guide().codes) <= set(known)
    conditions = {slug for slug, one in known.items() if one.type == "condition"}
    assert conditions <= set(guide().codes)
    assert all(one.does for one in guide().code)


def test_a_guide_with_a_mistake_is_refused():
    with pytest.raises(ValueError, match="told twice"):
        Guide("t", "s", (), (Missing("a", ("b",)), Missing("a", ("b",))))
    with pytest.raises(ValueError, match="nowhere is not one of"):
        Missing("a", ("b",), ("nowhere",))
    assert "ties" in LOOKS
