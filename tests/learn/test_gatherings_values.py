"""Ways to engage and the letter of a fortnight, as values."""

import datetime

import pytest

from tilth.ground.errors import DefinitionError
from tilth.ground.strict import value_of
from tilth.learn.gatherings.digest import MOST, Item, chosen, grouped, is_due, letter
from tilth.learn.gatherings.ways import Way, in_order

DAY = datetime.date(2026, 3, 2)


def item(key, topic="story", on=DAY, themes=(), title="Warm homes"):
    return Item(f"{topic}:{key}", topic, title, f"/learn/{key}/", on, frozenset(themes))


def way(**told):
    told = {"title": "Walk", "what": "Walk", "when": "Always", "people": "Two", "takes": "An hour",
            "needs": ["shoes"], "steps": ["Go", "Come back"], "care": "Rain", "reviewed": DAY,
            "sources": [{"words": "Somebody (1990)"}], **told}  # fmt: skip
    return value_of(Way, told, where="walk.toml")


def test_B_110_a_way_says_how_long_it_takes_and_where_it_comes_from():
    """B-110: a definition without a source, or with a made-up length, is refused."""
    slow = way(title="A slow one", takes="A day")
    assert [name for name, _ in in_order({"slow": slow, "walk": way()})] == ["walk", "slow"]
    for told, why in (({"sources": []}, "where it comes from"), ({"steps": ["Go"]}, "two steps"),
                      ({"takes": "ages"}, "is not one of")):  # fmt: skip
        with pytest.raises(DefinitionError, match=why):
            way(**told)


def test_P_207_at_most_one_letter_a_fortnight():
    """P-207: due after fourteen days, and for somebody who had none."""
    assert is_due(None, DAY)
    assert not is_due(DAY, DAY)
    assert not is_due(DAY, DAY + datetime.timedelta(days=13))
    assert is_due(DAY, DAY + datetime.timedelta(days=14))
    assert not is_due(DAY, DAY - datetime.timedelta(days=30))


def test_P_207_a_letter_tells_what_was_asked_for_and_nothing_twice():
    """P-207: topics, themes, what was told before; the newest first to come in."""
    old, warm, walk = item("a"), item("b", themes=("warm",)), item("c", "gathering")
    assert chosen([old, warm, walk], (), {"story:a"}) == [walk, warm]
    assert chosen([old, warm, walk], ("story",), set()) == [old, warm]
    assert chosen([old, warm, walk], ("theme:warm",), set()) == [walk, warm]
    many = [item(f"{n:03}", on=DAY + datetime.timedelta(days=n)) for n in range(40)]
    told = chosen(many, (), set())
    assert len(told) == MOST
    assert told[0].key == "story:020"
    assert [heading for heading, _ in grouped([warm, walk])] == ["Coming", "New stories"]


def test_P_207_the_words_of_a_letter_are_titles_and_links_and_how_to_stop():
    """P-207: one line a title; a title cannot begin a line of its own making."""
    subject, words = letter([item("a", title="Warm\r\nBcc: all")], place="Tiltham", site="https://t.example",
                            stop="https://t.example/stop/", taken_back=2)  # fmt: skip
    assert subject == "What is new in Tiltham"
    assert "- Warm Bcc: all\n  https://t.example/learn/a/" in words
    assert "Stop, in one press: https://t.example/stop/" in words
    assert "2 things that a letter before told you of were taken back since." in words
    assert "taken back" not in letter([item("a")], place="T", site="", stop="")[1]
    one = letter([], place="T", site="", stop="", taken_back=1)[1]
    assert "One thing that a letter before told you of was taken back since." in one
