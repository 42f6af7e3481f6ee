"""What somebody asks for, read: words, phrases, a beginning; never a command."""

import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tilth.learn.search.asked import LONGEST, MOST_PARTS, for_postgresql, for_sqlite, read


@pytest.mark.parametrize(
    ("text", "parts", "open"),
    [
        ("walking canal", [("walking",), ("canal",)], True),
        ('"two hours off" carer', [("two", "hours", "off"), ("carer",)], True),
        ("carer “two hours off”", [("carer",), ("two", "hours", "off")], False),
        ("Walk walk WALK", [("walk",)], True),
        ("o'brien well-being", [("o", "brien"), ("well", "being")], False),
        ('one "never closed', [("one",), ("never",), ("closed",)], True),
        ("to go", [("to",), ("go",)], False),
        ("", [], False),
        (' "" !!! ', [], False),
        ("a\0b", [("a",), ("b",)], False),
    ],
)
def test_words_phrases_and_a_beginning_are_told_apart(text, parts, open):
    asked = read(text)
    assert list(asked.parts) == parts
    assert asked.open is open
    assert bool(asked) is bool(parts)


def test_the_two_databases_are_asked_in_their_own_signs():
    asked = read('"two hours" walk')
    assert for_sqlite(asked) == '("two hours") AND ("walk" OR "walk"*)'
    assert for_postgresql(asked) == "('two' <-> 'hours') & ('walk' | 'walk':*)"
    assert for_sqlite(asked, every=False).count(" OR ") == 2
    assert for_postgresql(asked, every=False).count(" | ") == 2


@settings(deadline=None)
@given(st.text(max_size=400))
def test_AT_whatever_is_asked_is_no_command_to_the_index(text):
    asked = read(text)
    assert len(asked.parts) <= MOST_PARTS
    assert sum(len(word) for part in asked.parts for word in part) <= 2 * LONGEST
    if asked:
        at = sqlite3.connect(":memory:")
        at.execute("create virtual table t using fts5(title, words)")
        for every in (True, False):
            at.execute("select * from t where t match ?", [for_sqlite(asked, every=every)])
