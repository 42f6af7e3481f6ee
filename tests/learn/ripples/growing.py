"""Forests of ripples to test with, drawn at random by Hypothesis."""

import datetime

from hypothesis import strategies as st

from tilth.learn.ripples.forest import Node

BEGAN = datetime.date(2024, 1, 1)
WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=40
).filter(lambda words: words.split())
MAYBE = st.sampled_from([True, False, None])


@st.composite
def forests(draw, most=25):
    """Ripples that follow from earlier ones, never before them."""
    nodes = []
    for key in range(1, draw(st.integers(0, most)) + 1):
        after = draw(st.one_of(st.none(), st.sampled_from(nodes))) if nodes else None
        first = after.on if after else BEGAN
        on = first + datetime.timedelta(days=draw(st.integers(0, 500)))
        more = {"who": draw(WORDS | st.just("")), "helped": draw(WORDS | st.just(""))}
        nodes.append(
            Node(key, draw(WORDS), on, after and after.key, draw(MAYBE), draw(MAYBE), **more)
        )
    return nodes
