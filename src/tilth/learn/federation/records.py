"""What a record looks like on its way: which fields of which kind, and whether one can be taken."""

import datetime
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from tilth.ground.errors import ExtractError
from tilth.learn.words import GROWTH, LAYERS, RESULTS, SPREADS, TYPES

LONGEST = 200_000  # letters of one text


def _text(value):
    return isinstance(value, str) and len(value) <= LONGEST and "\x00" not in value


def _short(most):
    return lambda value: _text(value) and len(value) <= most


def _one_of(words, *, empty=False):
    return lambda value: isinstance(value, str) and (value in words or (empty and value == ""))


def _lines(value):
    return isinstance(value, list) and len(value) <= 500 and all(_text(one) for one in value)


def _rows(value):
    return isinstance(value, list) and len(value) <= 500 and all(_row(one) for one in value)


def _row(value):
    return isinstance(value, dict) and all(_text(k) and _text(v) for k, v in value.items())


def _day(value):
    if value is None:
        return True
    try:
        return isinstance(value, str) and bool(datetime.date.fromisoformat(value))
    except ValueError:
        return False


def is_uid(value):
    """Whether a value is a uid as text."""
    try:
        return isinstance(value, str) and str(uuid.UUID(value)) == value
    except ValueError:
        return False


def _uid_or_none(value):
    return value is None or is_uid(value)


FIELDS: dict[str, dict[str, Callable]] = {
    "story": {
        "type": _one_of(TYPES), "title": _short(200), "words": _text, "inquiry": _short(60),
        "answers": _row, "strengths": _text, "barriers": _text, "tellers": _rows,
        "sources": _rows, "layer": _one_of(LAYERS), "conditions": _lines,
        "growth": _one_of(GROWTH, empty=True), "on": _day, "told": _text,
    },
    "practice": {
        "title": _short(200), "what": _text, "principles": _lines, "values": _lines,
        "conditions": _lines, "steps": _lines, "ring": _short(300), "depends": _rows,
        "travels": _text, "local": _text, "recognised": _rows, "domains": _lines,
        "place": _short(120), "layer": _one_of(LAYERS), "growth": _one_of(GROWTH),
        "sources": _rows, "speed": _text, "depth": _text, "visible": _text, "began": _day,
        "stories": _lines,
    },
    "transplant": {
        "practice": is_uid, "after": _uid_or_none, "spread": _one_of(SPREADS),
        "place": _short(120), "system": _short(80), "layer": _one_of(LAYERS), "planted": _day,
        "changed": _text, "kept": _text, "result": _one_of(RESULTS), "came": _text,
        "lessons": _text, "ended": _day,
    },
}  # fmt: skip


@dataclass(frozen=True)
class Taken:
    """The records of a file, kind by kind (uid -> fields), and the uids it says are withdrawn."""

    records: dict
    withdrawn: frozenset


def taken(told, *, where="the file"):
    """What a proven file brings: every record checked, or the whole file refused.

    told: as `envelope.read` gives it. Raises ExtractError naming the record and the field, never
    what it holds.
    """
    found: dict = {kind: {} for kind in FIELDS}
    seen = set()
    for number, record in enumerate(told["records"], 1):
        at = f"{where}, record {number}"
        kind, uid = _named(record, at)
        if uid in seen:
            raise ExtractError("it tells of the same thing twice", where=at, remedy=ASK)
        seen.add(uid)
        found[kind][uid] = _fields(kind, record, at)
    for number, one in enumerate(told["withdrawn"], 1):
        if not isinstance(one, str) or not is_uid(one):
            at = f"{where}, withdrawn {number}"
            raise ExtractError("this is not a uid", where=at, remedy=ASK)
    return Taken(found, frozenset(told["withdrawn"]))


ASK = "Ask the system it came from for a file of this version."


def _named(record, at):
    kind = record.get("kind") if isinstance(record, dict) else None
    if not isinstance(kind, str) or kind not in FIELDS or not is_uid(record.get("uid")):
        raise ExtractError("it is of no known kind, or has no uid", where=at, remedy=ASK)
    return kind, record["uid"]


def _fields(kind, record, at):
    told = {name: value for name, value in record.items() if name not in ("kind", "uid")}
    wanted = FIELDS[kind]
    odd = sorted(set(told) ^ set(wanted))
    if odd:
        raise ExtractError(f"{odd[0]} is missing or not known", where=at, remedy=ASK)
    wrong = [name for name, fits in wanted.items() if not fits(told[name])]
    if wrong:
        raise ExtractError(f"{wrong[0]} is not what it should be", where=at, remedy=ASK)
    return told
