"""The attacker who draws: overlapping areas asked for one after another, then solved together."""

import pandas as pd

from tilth.ground.errors import DisclosureError
from tilth.ground.place import Privacy
from tilth.store.shown import REFUSED, Shown
from tilth.verify.disclosure.people import in_no_groups
from tilth.verify.disclosure.publishing import drawn, publish
from tilth.verify.disclosure.solving import attack

MEASURE = {"measure": "made up", "period": "2026"}


def overlapping(rng, folder, *, areas=9, asked=100, ledger=True):
    """Ask for drawn areas one by one, publish what the ledger allows, and attack all of it.

    Returns a Tally, how many were refused, and how many refusals said anything but the one
    thing every refusal says. ledger: False asks nobody, to show what the ledger is for.
    """
    made = in_no_groups(rng, areas)
    codes = sorted(set(made.finest["lsoa21"]))
    tables, columns = publish(made), []
    refused = telling = 0
    book = Shown(folder)
    for _ in range(asked):
        picked = rng.choice(codes, rng.integers(2, len(codes) - 1), replace=False)
        try:
            if ledger:
                _ask(book, frozenset(picked), made)
        except DisclosureError as error:
            refused += 1
            telling += error.what != REFUSED
            continue
        column, table = drawn(made, frozenset(picked))
        if column.name not in {c.name for c in columns}:
            columns.append(column)
            tables.append(table)
    book.close()
    finest = pd.concat([made.finest, *columns], axis=1)
    return attack(finest, tables, rng), refused, telling


def _ask(book, areas, made):
    book.ask_area(
        areas,
        made.finest,
        Privacy(),
        small_area="lsoa21",
        layers=made.layers,
        groups=made.groups,
        release="one",
        at="2026-01-01",
        **MEASURE,
    )
