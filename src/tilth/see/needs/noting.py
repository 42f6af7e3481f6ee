"""Every table of figures given out is noted in the ledger of releases, once."""

import hashlib

from tilth.store.shown import Shown


def note(people, indicators, tables, *, layer, by, span):
    """Note tables of counted indicators, as they are given out; the same table again adds nothing.

    people: a Population. indicators, tables: by name. layer, by, span: what was asked. Nothing is
    noted where the people have no place of their own, as in a notebook's drawn table. Raises
    StoreError where the ledger cannot be written: then nothing is given out.
    """
    if people.place is None or not tables:
        return
    period = f"{span.over or 'now'} to {span.until or people.as_of}"
    with Shown.open(people.place) as book:
        for name, table in tables.items():
            book.record(
                table,
                measure=f"{indicators[name].name} {version_of(indicators[name])}",
                period=period,
                areas=layer or "everyone",
                breakdown=",".join(by),
                release=people.release,
                at=people.as_of,
            )


def note_made(people, what, table, *, areas, breakdown=""):
    """Note a table that rests on no one indicator's estimates: who lives here, what may be."""
    if people.place is None:
        return
    with Shown.open(people.place) as book:
        book.record(
            table,
            measure=what,
            period=f"now to {people.as_of}",
            areas=areas,
            breakdown=breakdown,
            release=people.release,
            at=people.as_of,
        )


def version_of(definition):
    """The version of a definition: the first 12 digits of a hash of all it says."""
    return hashlib.sha256(repr(definition).encode()).hexdigest()[:12]
