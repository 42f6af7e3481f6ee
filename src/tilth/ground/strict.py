"""Tables of settings become values: every key known, every type right, or a clear error."""

import dataclasses
import datetime
import difflib
import functools
import tomllib
import types
import typing
from pathlib import Path

from tilth.ground.errors import DefinitionError


def nearest(word, words):
    """The word most like this one, or None."""
    found = difflib.get_close_matches(str(word), [str(w) for w in words], n=1, cutoff=0.6)
    return found[0] if found else None


def read_toml(path):
    """The tables of a TOML file; a mistake in its form is a DefinitionError with its line."""
    path = Path(path)
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        raise DefinitionError("there is no such file", where=str(path)) from None
    except UnicodeDecodeError as error:
        raise DefinitionError(
            f"byte {error.start} is not UTF-8", where=str(path), remedy="Save the file as UTF-8."
        ) from None
    except tomllib.TOMLDecodeError as error:
        raise DefinitionError(
            f"this is not valid TOML: {error}", where=str(path), remedy="Mend the line it names."
        ) from None


def value_of(cls, table, *, where):
    """A frozen dataclass from a table. Unknown keys and wrong types are refused.

    table: a dict as TOML gives it. where: the file and table, for messages.
    Raises DefinitionError naming every unknown key with the nearest known one,
    every missing key, and the first value of the wrong type.
    """
    if not isinstance(table, dict):
        raise DefinitionError("this should be a table", where=where)
    fields, hints = _shape(cls)
    unknown = [_unknown(key, fields) for key in table if key not in fields]
    if unknown:
        raise DefinitionError("; ".join(unknown), where=where)
    missing = [
        name
        for name, f in fields.items()
        if name not in table
        and f.default is dataclasses.MISSING
        and f.default_factory is dataclasses.MISSING
    ]
    if missing:
        raise DefinitionError(f"{', '.join(missing)} must be given", where=where)
    given = {k: _typed(v, hints[k], where=f"{where} {k}") for k, v in table.items()}
    try:
        return cls(**given)
    except ValueError as error:
        raise DefinitionError(str(error), where=where) from None


@functools.cache
def _shape(cls):
    return {f.name: f for f in dataclasses.fields(cls) if f.init}, typing.get_type_hints(cls)


def _unknown(key, fields):
    near = nearest(key, fields)
    hint = f"did you mean {near}?" if near else f"known keys: {', '.join(fields)}"
    return f"unknown key {key}: {hint}"


def _typed(value, hint, *, where):
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return _one_of(value, args, where=where)
    if origin is tuple:
        if not isinstance(value, list):
            raise DefinitionError("this should be a list", where=where)
        return tuple(_typed(v, args[0], where=f"{where}[{i}]") for i, v in enumerate(value))
    if origin is dict:
        if not isinstance(value, dict):
            raise DefinitionError("this should be a table", where=where)
        return {k: _typed(v, args[1], where=f"{where}.{k}") for k, v in value.items()}
    if dataclasses.is_dataclass(hint):
        return value_of(hint, value, where=where)
    if hint is typing.Any:
        return value
    if hint is float and type(value) is int:
        return float(value)
    if type(value) is not hint:
        said = {str: "text", int: "a whole number", float: "a number", bool: "true or false"}
        said[datetime.date] = "a date such as 2026-05-14"
        raise DefinitionError(f"this should be {said.get(hint, hint)}", where=where)
    return value


def _one_of(value, hints, *, where):
    for hint in (h for h in hints if h is not types.NoneType):
        try:
            return _typed(value, hint, where=where)
        except DefinitionError as error:
            refused = error
    raise refused
