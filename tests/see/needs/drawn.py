"""Indicators drawn in a line, for tests."""

import datetime

from tilth.see.needs.indicator import Indicator

GIVEN = {
    "title": "A thing",
    "why": "It matters.",
    "to_whom": "Everyone",
    "theme": "people",
    "statistic": "proportion",
    "numerator": "age >= 65",
    "source": "Drawn for a test",
    "reviewed": datetime.date(2026, 1, 15),
    "name": "a_thing",
}


def indicator_of(**told):
    """An Indicator with everything it must say, and what a test says otherwise."""
    if "value" in told:
        told = {"numerator": ""} | told
    return Indicator(**GIVEN | told)
