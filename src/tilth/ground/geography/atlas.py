"""A place's geography, opened: its layers, its areas, and what lies in what."""

from collections import defaultdict
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import pyarrow.compute as pc
import shapely

from tilth.ground.errors import DefinitionError
from tilth.ground.geography import names
from tilth.ground.geography.gazetteer import Area, Layer, Successor
from tilth.ground.geography.neighbourhoods import overlay
from tilth.ground.geography.own import read_own
from tilth.ground.geography.tables import SCHEMAS, read_about, read_table
from tilth.ground.strict import nearest


class Geography:
    """Layers, areas and what is published about them. Open one with Geography.open(place)."""

    def __init__(self, read, about):
        """read: a function from a table's name to the table (Arrow). about: as about.json."""
        self._read, self.about = read, about
        self._tables, self._kept, self._grouped, self._shared = {}, {}, {}, {}

    @classmethod
    def open(cls, place):
        """The geography of a Place, or of a geography folder, as it stands in its files.

        A Place adds its neighbourhoods, its own names and its own published figures. Raises
        StoreError where a table is missing or damaged, DefinitionError where the neighbourhoods
        cannot be used.
        """
        folder = Path(getattr(place, "geography_folder", place))
        found = cls(lambda name: read_table(folder, name), read_about(folder))
        if hasattr(place, "geography_folder"):
            for own in place.all(names.Names).values():
                found.add("alias", [dict(vars(alias)) for alias in own.aliases])
            overlay(found, place)
            if own := read_own(place.folder):
                found.add("published", own)
        return found

    def _table(self, name):
        if name not in SCHEMAS:
            raise ValueError(f"there is no table {name}")
        if name not in self._tables:
            self._tables[name] = self._read(name)
        return self._tables[name]

    def rows(self, table):
        """The rows of a table, read once."""
        if table not in self._kept:
            self._kept[table] = self._table(table).to_pylist()
        return self._kept[table]

    def where(self, table, **wanted):
        """The rows of a table whose columns hold these values; no others are made into rows."""
        asked = (table, *wanted.items())
        if asked not in self._grouped:
            if table in self._kept:
                rows = [r for r in self._kept[table] if wanted.items() <= r.items()]
            else:
                held = self._table(table)
                for column, value in wanted.items():
                    held = held.filter(pc.equal(held[column], value))
                rows = held.to_pylist()
            self._grouped[asked] = rows
        return self._grouped[asked]

    def add(self, table, rows):
        """Add rows the place itself tells: its neighbourhoods, its names."""
        self.rows(table).extend(rows)
        self._grouped.clear()
        self._shared.clear()
        for drawn in ("layers", "_areas", "_by_name", "_within"):
            self.__dict__.pop(drawn, None)

    @property
    def small_area(self):
        """The layer of the smallest areas."""
        return self.about.get("small_area", "lsoa21")

    @property
    def before(self):
        """The layer of the small areas of the vintage before."""
        return self.about.get("before", "lsoa11")

    @property
    def place_layer(self):
        """The layer whose areas are places."""
        return self.about.get("place", "place")

    @property
    def system_layer(self):
        """The layer whose areas are systems of places."""
        return self.about.get("system", "system")

    @property
    def places(self):
        """Code and name of the places this geography was made for."""
        held = {code: area.name for code, area in self.areas(self.place_layer).items()}
        return self.about.get("places", held)

    @property
    def systems(self):
        """The places of each system, by its code, those not in this geography too."""
        told = self.about.get("systems")
        if told is not None:
            return {code: tuple(system["places"]) for code, system in told.items()}
        codes = self.areas(self.system_layer)
        return {c: tuple(self.members(self.system_layer, c, self.place_layer)) for c in codes}

    @cached_property
    def layers(self):
        """Every layer, by name."""
        return {
            row["layer"]: Layer(**{k: v or "" for k, v in row.items()})
            for row in self.rows("layer")
        }

    def layer(self, name):
        """One layer. Raises DefinitionError suggesting the near one."""
        if name not in self.layers:
            near = nearest(name, self.layers)
            raise DefinitionError(
                f"there is no layer {name}.",
                remedy=f"Did you mean {near}?" if near else f"There are: {', '.join(self.layers)}.",
            )
        return self.layers[name]

    @cached_property
    def _areas(self):
        found = {}
        for row in self.rows("area"):
            area = Area(**row | {"common_name": row.get("common_name") or ""})
            found[area.layer, area.code] = area
        return found

    def areas(self, layer, *, as_of=None):
        """The areas of a layer by code; with a day, only those that stood on it."""
        self.layer(layer)
        return {
            code: area
            for (one, code), area in self._areas.items()
            if one == layer and (as_of is None or area.stands_on(as_of))
        }

    def area(self, layer, code):
        """One area by its code. Raises DefinitionError suggesting the near one."""
        if (layer, code) not in self._areas:
            codes = self.areas(layer)
            near = nearest(code, codes)
            raise DefinitionError(
                f"there is no {layer} {code}.",
                remedy=f"Did you mean {near} ({codes[near].familiar})?" if near else None,
            )
        return self._areas[layer, code]

    @cached_property
    def _by_name(self):
        return names.named(self._areas, self.rows("alias"))

    def find(self, text, *, layer=None):
        """The one area of this code, name or alias, of a layer or of any.

        Raises DefinitionError with near names where there is none, and naming them all where
        there are several of different layers or codes.
        """
        keys = self._by_name.get(names.plain(text), [])
        keys = [key for key in keys if layer in (None, key[0])]
        if len(keys) == 1:
            return self._areas[keys[0]]
        if keys:
            told = ", ".join(f"{one} {code}" for one, code in keys)
            raise DefinitionError(f"{text} may be {told}.", remedy="Say which layer, or its code.")
        able = [w for w, some in self._by_name.items() if layer in (None, *(k[0] for k in some))]
        near = nearest(names.plain(text), able)
        raise DefinitionError(
            f"there is no {layer or 'area'} called {text}.",
            remedy=f"Did you mean {self._told(near, layer)}?" if near else None,
        )

    def _told(self, words, layer):
        key = next(k for k in self._by_name[words] if layer in (None, k[0]))
        area = self._areas[key]
        return f"{area.familiar} ({area.code})"

    def lives_in(self, text):
        """The areas a person may mean by their own words for where they live, likeliest first.

        Of areas that share a name, the likeliest. Their words are kept as they are, beside the
        address; this only helps to place them.
        """
        found = {}
        for key in names.meant(text, self._by_name):
            found.setdefault(names.plain(self._areas[key].familiar), self._areas[key])
        return list(found.values())

    @cached_property
    def _within(self):
        found = defaultdict(lambda: defaultdict(dict))
        for row in self.rows("within"):
            pair = found[row["child_layer"], row["parent_layer"]]
            pair[row["child_code"]][row["parent_code"]] = row["share"]
        return {pair: dict(children) for pair, children in found.items()}

    def shares(self, child, parent):
        """What share of each area of one layer lies in each area of another.

        Straight from the lookup where it pairs the two; else through the fewest layers
        between, shares multiplied. Returns {child code: {parent code: share}}; empty where
        nothing joins the two.
        """
        self.layer(child), self.layer(parent)
        if child == parent:
            return {code: {code: 1.0} for code in self.areas(child)}
        if (child, parent) not in self._shared:
            found = {}
            for lower, upper in pairwise(self._path(child, parent)):
                step = self._within[lower, upper]
                found = _through(found, step) if found else step
            self._shared[child, parent] = found
        return self._shared[child, parent]

    def _path(self, child, parent):
        waiting, seen = [[child]], {child}
        for path in waiting:
            if path[-1] == parent:
                return path
            for lower, upper in sorted(self._within):
                if lower == path[-1] and upper not in seen:
                    seen.add(upper)
                    waiting.append([*path, upper])
        return []

    def members(self, parent, code, child):
        """The areas of a lower layer in one area, and what share of each lies in it."""
        self.area(parent, code)
        return {
            one: parents[code]
            for one, parents in self.shares(child, parent).items()
            if code in parents
        }

    def successors(self, layer, code):
        """What took an area's place, each with its day."""
        return [
            Successor(**{k: v or "" for k, v in row.items()})
            for row in self.where("successor", layer=layer, code=code)
        ]

    def standing(self, layer, code, day):
        """What an area or organisation had become by a day: (layer, code), itself if it stood."""
        after = [s for s in self.successors(layer, code) if s.on_date <= day]
        if not after:
            return [(layer, code)]
        found = [
            one
            for step in after
            for one in self.standing(step.successor_layer or layer, step.successor_code, day)
        ]
        return list(dict.fromkeys(found))

    def postcodes(self, layer="postcode"):
        """The postcodes here, where that is the layer asked for: a table of their own."""
        return self.rows("postcode") if layer == "postcode" else []

    def shapes(self, layer):
        """The outlines of a layer's areas by code, WGS84; those without one are left out."""
        rows = self.where("shape", layer=layer)
        drawn = shapely.from_wkb([row["wkb"] for row in rows])
        return dict(zip([row["code"] for row in rows], drawn, strict=True))

    def touching(self, layer):
        """Pairs of areas that touch: a, b, contact, border in metres."""
        return self.where("touching", layer=layer)


def _through(lower, upper):
    """Shares of shares: of a child in the parents of its parents."""
    found = {}
    for child, parents in lower.items():
        one = found.setdefault(child, {})
        for parent, share in parents.items():
            for top, part in upper.get(parent, {}).items():
                one[top] = one.get(top, 0.0) + share * part
    return found
