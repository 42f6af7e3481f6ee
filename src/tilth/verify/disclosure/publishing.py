"""Everything a page can publish of some people, as a reader of all the pages has it."""

from dataclasses import dataclass

import pandas as pd

from tilth.ground.disclosure import protect, settle
from tilth.ground.place import Privacy

DOORS = ("shut", "ajar")
COUNTS = ("numerator", "denominator", "unknown")
TOGETHER = ("sex", "age_group")


@dataclass(frozen=True)
class Table:
    """One published table: the columns that say whose row it is, what is shown, what was so."""

    keys: tuple
    shown: pd.DataFrame
    raw: pd.DataFrame


def publish(world, door="shut", privacy=None):
    """Every table of a World: each layer and everyone, by each group and by none.

    door: shut is how Tilth works; ajar hides small counts and nothing beside them, to show that
    the attack finds what such a door lets through.
    """
    privacy = privacy or Privacy()
    pattern = settle(world.finest, privacy, layers=world.layers, groups=world.groups)
    together = [TOGETHER] if set(TOGETHER) <= set(world.groups) else []
    tables = []
    for layer in ((), *((layer,) for layer in world.layers)):
        for by in ((), *((group,) for group in world.groups), *together):
            keys = (*layer, *by)
            raw = added_up(world.finest, keys)
            tables.append(Table(keys, _through(raw, door, privacy, pattern), raw))
    return tables


def added_up(finest, keys):
    """The finest counts added up by some columns."""
    counts = [c for c in COUNTS if c in finest]
    if not keys:
        return finest[counts].sum().to_frame().T
    rows = finest.groupby(list(keys), dropna=False, observed=True)
    return rows[counts].sum().reset_index()


def _through(raw, door, privacy, pattern):
    """A table as it comes through a door."""
    if door == "shut":
        return protect(raw, privacy, nested=pattern)
    return protect(raw, privacy, totals=False)


def drawn(world, areas, privacy=None):
    """The one row of a drawn area, and the finest counts with a column that says who is in it."""
    name = "drawn " + " ".join(sorted(areas))
    inside = world.finest["lsoa21"].isin(areas)
    raw = world.finest[inside][[c for c in COUNTS if c in world.finest]].sum().to_frame().T
    shown = protect(raw, privacy or Privacy(), totals=False)
    return inside.rename(name), Table((name,), shown.assign(**{name: True}), raw)
