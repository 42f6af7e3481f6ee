"""Every method says what it is, in words, and where it came from."""

import importlib
import re
import runpy
import warnings
from pathlib import Path

import pytest

from tilth.see.methods.catalogue import METHODS, Method
from tilth.see.methods.reference import page

DOCS = Path(__file__).parents[3] / "docs"
STATISTICS = {
    *("proportion", "rate", "standardised_rate", "ratio", "mean", "quantile"),
    *("life_expectancy", "healthy_life_expectancy", "published"),
}


def test_every_statistic_an_indicator_may_name_is_told():
    assert set(METHODS) >= STATISTICS
    assert all(name == method.name for name, method in METHODS.items())


@pytest.mark.parametrize("method", METHODS.values(), ids=METHODS)
def test_each_method_has_words_formula_source_and_code(method: Method):
    assert all([method.title, method.plain, method.formula, method.source])
    assert method.reference_url.startswith("https://")
    if method.function:
        module, name = method.function.split(".")
        assert callable(getattr(importlib.import_module(f"tilth.see.methods.{module}"), name))


def syllables(word):
    """About how many beats a word has."""
    return max(len(re.findall(r"[aeiouy]+", re.sub(r"e$", "", word.lower()))), 1)


@pytest.mark.parametrize("method", METHODS.values(), ids=METHODS)
def test_plain_words_can_be_read_at_about_eleven(method: Method):
    words = re.findall(r"[A-Za-z']+", method.plain)
    sentences = len(re.findall(r"[.;:?]", method.plain))
    grade = 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
    assert grade + 5 <= 12, grade + 5


def test_the_page_of_methods_is_up_to_date():
    written = (DOCS / "see" / "methods.md").read_text(encoding="utf-8")
    assert written == page(), "run: python -m tilth.see.methods.reference docs/see/methods.md"


def test_the_example_on_the_page_runs():
    example = re.search(r"```python\n(.*?)```", page(), re.DOTALL)[1]
    *before, last = example.strip().splitlines()
    scope = {}
    exec("\n".join(before), scope)
    assert list(eval(last, scope)) == ["value", "lower", "upper"]


def test_the_page_is_written_by_one_command(tmp_path, monkeypatch):
    monkeypatch.setattr("sys.argv", ["reference", str(tmp_path / "page.md")])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        runpy.run_module("tilth.see.methods.reference", run_name="__main__")
    assert (tmp_path / "page.md").read_text(encoding="utf-8") == page()
