"""The written table of who may see what, as values."""

import functools
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from tilth.ground.errors import DefinitionError
from tilth.ground.place import PURPOSES
from tilth.ground.strict import nearest, read_toml, value_of

LEVELS = ("D0", "D1", "D2", "D3", "D4")
RELATIONS = ("none", "partner", "own", "self")
NEEDS = ("agreement", "project", "reason", "one_person")
ROLES = (
    "resident", "partner", "director", "chair", "secretariat", "analyst", "neighbourhood_lead",
    "link_worker", "clinician", "evaluator", "checker", "ig_lead", "administrator",
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One role of the table: what it is, and its entries at each level."""

    says: str
    D0: tuple[str, ...] = ()
    D1: tuple[str, ...] = ()
    D2: tuple[str, ...] = ()
    D3: tuple[str, ...] = ()
    D4: tuple[str, ...] = ()


@dataclass(frozen=True)
class Grant:
    """One entry: for this purpose, with these relations, where these needs are met."""

    purpose: str
    relations: frozenset
    needs: frozenset


@functools.cache
def written():
    """The table Tilth ships: role -> Row. It belongs to the code: no place can change it."""
    path = Path(str(resources.files("tilth") / "definitions" / "access" / "table.toml"))
    return read_table(path)


def read_table(path):
    """A table file: role -> Row. Raises DefinitionError where a role or a word is not known."""
    rows = {name: value_of(Row, part, where=f"{path} [{name}]") for name, part in _parts(path)}
    for name, row in rows.items():
        for level in LEVELS:
            for entry in getattr(row, level):
                grant(entry, where=f"{path} [{name}] {level}")
    return rows


def _parts(path):
    parts = read_toml(path)
    if tuple(parts) != ROLES:
        raise DefinitionError(
            "the table must hold every role once, in order",
            where=str(path),
            remedy=f"The roles are {', '.join(ROLES)}.",
        )
    return parts.items()


def grant(entry, *, where):
    """`care @own +reason` as a Grant. Raises DefinitionError suggesting the near word."""
    purpose, *rest = entry.split() or [""]
    _known(purpose, PURPOSES, "purpose", where)
    relations, needs = set(), set()
    for word in rest:
        if word[0] == "@":
            relations.add(_known(word[1:], RELATIONS, "relation", where))
        else:
            needs.add(_known(word.removeprefix("+"), NEEDS, "need", where))
    return Grant(purpose, frozenset(relations or RELATIONS), frozenset(needs))


def _known(word, words, what, where):
    if word in words:
        return word
    near = nearest(word, words)
    raise DefinitionError(
        f"there is no {what} called {word or 'nothing'}",
        where=where,
        remedy=f"Did you mean {near}?" if near else f"There are: {', '.join(words)}.",
    )


@functools.cache
def cells():
    """Every cell of the written table that grants something.

    (role, level, purpose, relation) -> the needs to be met. A cell that is not here is denied.
    """
    found = {}
    for role, row in written().items():
        for level in LEVELS:
            for entry in getattr(row, level):
                one = grant(entry, where=role)
                found |= {(role, level, one.purpose, r): one.needs for r in one.relations}
    return found
