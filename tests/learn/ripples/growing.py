"""Forests of ripples to test with, drawn at random by Hypothesis."""

import datetime

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from tilth.learn.ripples.forest import Node

BEGAN = datetime.date(2024, 1, 1)
LETTERS = "abcdefghijklmnop qrstuvwxyz é文'=+-@,;\"."
WORDS = st.text(LETTERS, min_size=1, max_size=60).map(lambda words: " ".join(words.split()) or "x")
MAYBE = st.sampled_from([True, False, None])
ONE = st.tuples(st.integers(0, 99), st.integers(0, 500), WORDS, MAYBE, MAYBE, WORDS)

some = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _grown(drawn):
    """Each follows from an earlier one, or from none, and never before it."""
    nodes = []
    for key, (number, later, words, intended, good, who) in enumerate(drawn, start=1):
        after = nodes[number % (len(nodes) + 1) - 1] if number % (len(nodes) + 1) else None
        on = (after.on if after else BEGAN) + datetime.timedelta(days=later)
        nodes.append(
            Node(key, words, on, after and after.key, intended, good, who, who[::2].strip())
        )
    return nodes


def forests(least=0, most=20):
    """Ripples that follow from earlier ones."""
    return st.lists(ONE, min_size=least, max_size=most).map(_grown)
