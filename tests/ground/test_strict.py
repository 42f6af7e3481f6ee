import datetime
from dataclasses import dataclass, field
from typing import Any

import pytest

from tilth.ground.errors import DefinitionError
from tilth.ground.strict import nearest, read_toml, value_of


@dataclass(frozen=True)
class Inner:
    word: str = "soil"


@dataclass(frozen=True)
class Outer:
    name: str
    count: int = 0
    share: float = 0.5
    on: datetime.date | None = None
    tags: tuple[str, ...] = ()
    words: dict[str, str] = field(default_factory=dict)
    inner: Inner = Inner()
    either: Inner | str | None = None
    anything: Any = None

    def __post_init__(self):
        if self.count < 0:
            raise ValueError("count may not be negative")


def made(**table):
    return value_of(Outer, {"name": "Walsall", **table}, where="place.toml")


def test_a_table_becomes_a_value():
    on = datetime.date(2026, 5, 14)
    value = made(count=2, share=1, on=on, tags=["a"], words={"x": "y"}, inner={"word": "seed"})
    assert value == Outer("Walsall", 2, 1.0, on, ("a",), {"x": "y"}, Inner("seed"))
    assert type(value.share) is float
    assert made(anything=[1]).anything == [1]


def test_either_of_two_types_is_taken():
    assert made(either="wards.csv").either == "wards.csv"
    assert made(either={"word": "seed"}).either == Inner("seed")


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({"nane": 1}, "place.toml: unknown key nane: did you mean name?"),
        ({"zzz": 1}, "unknown key zzz: known keys: name, count"),
        ({"count": "two"}, "place.toml count: this should be a whole number"),
        ({"count": True}, "this should be a whole number"),
        ({"share": "x"}, "this should be a number"),
        ({"on": "2026-05-14"}, "this should be a date such as 2026-05-14"),
        ({"tags": "a"}, "this should be a list"),
        ({"tags": ["a", 1]}, "place.toml tags[1]: this should be text"),
        ({"words": []}, "place.toml words: this should be a table"),
        ({"words": {"x": 1}}, "place.toml words.x: this should be text"),
        ({"inner": 3}, "place.toml inner: this should be a table"),
        ({"either": 3}, "this should be text"),
        ({"count": -1}, "count may not be negative"),
    ],
)
def test_what_is_wrong_is_said(table, said):
    with pytest.raises(DefinitionError) as refused:
        made(**table)
    assert said in str(refused.value)


def test_what_is_missing_is_said():
    with pytest.raises(DefinitionError, match="name must be given"):
        value_of(Outer, {}, where="place.toml")


def test_a_toml_file_is_read_with_or_without_a_byte_order_mark(tmp_path):
    path = tmp_path / "a.toml"
    path.write_bytes(b"\xef\xbb\xbfname = 'x'\n")
    assert read_toml(path) == {"name": "x"}


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"name = ", "not valid TOML"), (b"name = '\xff'", "byte 8 is not UTF-8")],
)
def test_a_damaged_toml_file_is_said_so(tmp_path, content, said):
    path = tmp_path / "a.toml"
    path.write_bytes(content)
    with pytest.raises(DefinitionError, match=said):
        read_toml(path)


def test_a_toml_file_that_is_not_there_is_said_so(tmp_path):
    with pytest.raises(DefinitionError, match="there is no such file"):
        read_toml(tmp_path / "none.toml")


def test_the_nearest_word():
    assert nearest("neighborhood", ["ward", "neighbourhood"]) == "neighbourhood"
    assert nearest("qqq", ["ward"]) is None
