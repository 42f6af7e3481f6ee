"""Four plain words with which somebody without an account changes or takes back what they told."""

import re

from tilth.learn.telling.word_list import WORDS

NUMBER = 4


def draw(choose):
    """Four words, each drawn on its own; choose(words): gives one, such as secrets.choice."""
    return "-".join(choose(WORDS) for _ in range(NUMBER))


def as_typed(text):
    """Code words however somebody typed them: capitals, spaces, commas and dots do not matter."""
    return "-".join(re.findall(r"[a-z]+", text.lower()))
