"""Thousands of made-up stories, to try on a large scale what stories are used for."""

from tilth.demo.corpus.stories import CODES, THEMES, corpus

__all__ = ["CODES", "THEMES", "corpus"]
