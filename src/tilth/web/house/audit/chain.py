"""The chain: each entry has a hash of itself and of the one before, so that none can go."""

import hashlib
import json
from dataclasses import dataclass

FIELDS = (
    "number", "at", "who", "organisation", "role", "level", "purpose", "act", "what", "result",
)  # fmt: skip
START = "0" * 64


@dataclass(frozen=True)
class Break:
    """The first place where the chain does not hold: which entry, and what is wrong there."""

    number: int
    why: str


def canonical(entry):
    """An entry as the bytes that are hashed: the same on every machine and database.

    entry: anything with the FIELDS, as a dict. Bytes: JSON, keys in order, nothing but ASCII.
    """
    kept = {name: entry[name] for name in FIELDS}
    return json.dumps(kept, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


def link(previous, entry):
    """The hash of an entry: SHA-256 of the hash before it and of its own content, as hex."""
    return hashlib.sha256(previous.encode() + b"\n" + canonical(entry)).hexdigest()


def first_break(entries, anchors=()):
    """The first Break of a chain, or None where it holds; and how many entries were read.

    entries: dicts with FIELDS, previous and hash, in the order of their numbers. anchors: what was
    written down elsewhere, as (day, number, hash): an entry that is gone or was rewritten with all
    that follow is found by them.
    """
    kept = {}
    for day, number, head in anchors:
        kept.setdefault(number, []).append((day, head))
    previous, number = START, 0
    for entry in entries:
        number += 1
        why = _wrong(entry, number, previous, kept.pop(number, ()))
        if why:
            return Break(number, why), number
        previous = entry["hash"]
    if kept:
        lost, ((day, _), *_) = min(kept.items())
        return Break(number + 1, f"gone: entry {lost} was anchored on {day}"), number
    return None, number


def _wrong(entry, number, previous, anchored):
    if entry["number"] != number:
        return f"gone: the next entry is {entry['number']}"
    if entry["previous"] != previous:
        return "it does not follow the entry before"
    if link(previous, entry) != entry["hash"]:
        return "its content was changed"
    for day, head in anchored:
        if head != entry["hash"]:
            return f"it is not what was anchored on {day}"
    return ""
