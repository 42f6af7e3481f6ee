"""Clauses from the plain table a record or a definition holds, and back again."""

import dataclasses

from tilth.agree.agreements.clauses import Clauses
from tilth.ground.strict import value_of


def read(table, *, where="the clauses"):
    """Clauses from a plain table; an unknown key or a wrong type is a DefinitionError.

    table: a dict as JSON or TOML gives it. where: what it is, for messages.
    """
    return value_of(Clauses, table, where=where)


def written(clauses):
    """The plain table of clauses, as JSON keeps it: what is as usual is left out."""
    return _changed(clauses, Clauses())


def _changed(value, usual):
    told = {}
    for field in dataclasses.fields(value):
        now = getattr(value, field.name)
        if now == getattr(usual, field.name):
            continue
        told[field.name] = _plain(now)
    return told


def _plain(value):
    if dataclasses.is_dataclass(value):
        return {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    return [_plain(one) for one in value] if isinstance(value, tuple) else value
