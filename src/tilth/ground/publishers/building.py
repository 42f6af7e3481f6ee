"""A geography made from a folder of open data: read, cut to the places, every file told of."""

import hashlib
from dataclasses import dataclass, field

from tilth.ground.errors import ExtractError
from tilth.ground.geography.tables import table_of
from tilth.ground.progress import unwatched
from tilth.ground.publishers import belonging, counting, deriving, figuring, merging
from tilth.ground.publishers.drawing import outline_places, refuse_without_shapes, touching
from tilth.ground.publishers.finding import find_files
from tilth.ground.publishers.keeping import Kept, chosen_places, kept_areas
from tilth.ground.publishers.reading import read

TOLD = {
    "area": deriving.area_rows,
    "alias": deriving.alias_rows,
    "lsoa11_lsoa21": deriving.change_rows,
    "postcode": deriving.postcode_rows,
    "shape": deriving.shape_rows,
    "measure": deriving.measure_rows,
    "published": figuring.figure_rows,
    "resident": counting.resident_rows,
    "organisation": belonging.organisation_rows,
    "asset": belonging.asset_rows,
    "footprint": belonging.footprint_rows,
    "point": deriving.point_rows,
}
"""Each table, and what draws its rows from a publication's cells."""


@dataclass
class Built:
    """A geography not yet written: its tables, and what it was made from.

    about: as about.json. places: code and name of those asked for. systems: code, name and
    all the places of each system, those not asked for too.
    """

    tables: dict
    about: dict

    @property
    def places(self):
        return self.about["places"]

    @property
    def systems(self):
        return self.about["systems"]


@dataclass
class Reading:
    """One publication's files: their cells, their hashes, and those that could not be read."""

    publication: object
    cells: list = field(default_factory=list)
    files: list = field(default_factory=list)
    refused: list = field(default_factory=list)

    def add(self, found):
        """Read a file. One that cannot be read is told of; a lookup that cannot be is refused."""
        try:
            cells = read(self.publication, found.path)
        except ExtractError as error:
            if self.publication.is_lookup:
                raise
            self.refused.append({"file": found.path.name, "why": error.what})
            return
        with open(found.path, "rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        self.cells.append(cells)
        self.files.append(
            {
                "file": found.path.name,
                "sha256": sha256,
                "rows": cells.rows,
                "recognised_by": found.by,
                "without": list(cells.missing),
            }
        )

    def told(self):
        """What about.json says of it."""
        publication = self.publication
        return {
            "name": publication.name,
            "title": publication.title,
            "publisher": publication.publisher,
            "page": publication.page,
            "licence": publication.licence,
            "period": publication.period,
            "looked_for": list(publication.files),
            "files": self.files,
            "refused": self.refused,
        }


def build(folder, publications, gazetteer, asked, *, beside=(), progress=unwatched):
    """A geography of the places asked for, from the open data of a folder.

    publications: Publication values. gazetteer: the country's layers. asked: codes or names
    of places. beside: those of other places, of which published figures alone are kept.
    Raises UsageError for an unknown place, ExtractError where a lookup or the boundaries of a
    place are missing or a lookup is not what it should be. Other files that are missing or
    cannot be read are told of in about["publications"].
    """
    found = find_files(folder, publications)
    readings = {p.name: Reading(p) for p in _in_turn(publications, gazetteer)}
    for one in found:
        if one.publication.is_lookup:
            readings[one.publication.name].add(one)
    within = _within(readings.values(), gazetteer)
    names = _place_names(readings.values(), gazetteer)
    places = chosen_places(asked, names, folder=folder, layer=gazetteer.place)
    others = chosen_places(beside, names, folder=folder, layer=gazetteer.place)
    others = [code for code in others if code not in places]
    kept = kept_areas(places, within, layer=gazetteer.place, small_area=gazetteer.small_area)
    outside = Kept({gazetteer.place: set(others)}, gazetteer.small_area)
    rest = [one for one in found if not one.publication.is_lookup]
    for done, one in enumerate(rest):
        progress("reading open data", done, len(rest))
        readings[one.publication.name].add(one)
    rows = _rows(list(readings.values()), gazetteer, kept, progress)
    if others:
        figuring.add_beside(rows, readings.values(), gazetteer.place, outside)
    rows["within"] = [row for row in within if kept.has(row["child_layer"], row["child_code"])]
    rows["within"] += deriving.district_rows(rows["postcode"], gazetteer.small_area)
    refuse_without_shapes(rows, gazetteer, {code: names[code] for code in places}, folder)
    outline_places(rows, gazetteer)
    rows["touching"] = touching(rows["shape"], progress)
    tables = {name: table_of(name, some) for name, some in rows.items()}
    about = _about(gazetteer) | {
        "places": {code: names[code] for code in places},
        "beside": {code: names[code] for code in others},
        "systems": _systems(rows, within, gazetteer),
        "publications": [one.told() for one in readings.values()],
    }
    return Built(tables, about)


def _about(gazetteer):
    """What about.json says of the country: which layer plays which part, and its indices."""
    return {
        "gazetteer": gazetteer.name,
        "small_area": gazetteer.small_area,
        "before": gazetteer.before,
        "place": gazetteer.place,
        "system": gazetteer.system,
        "ranked": gazetteer.ranked,
        "weighed_by": {domain: list(ages) for domain, ages in gazetteer.weighed_by.items()},
        "synthetic": False,
    }


def _in_turn(publications, gazetteer):
    """Publications in the order they are believed: lookups first, today's small areas' before."""

    def turn(publication):
        today = any(rule.layer == gazetteer.small_area for rule in publication.areas)
        return not publication.is_lookup, not today, publication.name

    return sorted(publications, key=turn)


def _within(readings, gazetteer):
    """What lies in what, each pair once: the gazetteer's word first, then each lookup's."""
    rows = gazetteer.within_rows()
    for one in readings:
        for cells in one.cells:
            rows += deriving.within_rows(one.publication, cells)
    pairs = {}
    for row in rows:
        pair = row["child_layer"], row["child_code"], row["parent_layer"], row["parent_code"]
        pairs.setdefault(pair, row)
    return list(pairs.values())


class _Everything:
    """Keeps every area: places are named before any is chosen."""

    def has(self, layer, code):
        return bool(code)


def _place_names(readings, gazetteer):
    named = {a.code: a.name for a in gazetteer.areas if a.layer == gazetteer.place}
    for one in readings:
        for cells in one.cells:
            for row in deriving.area_rows(one.publication, cells, _Everything()):
                if row["layer"] == gazetteer.place:
                    named[row["code"]] = named.get(row["code"]) or row["name"]
    return dict(sorted(named.items()))


def _rows(readings, gazetteer, kept, progress):
    """The rows of every table, those of the gazetteer first; the first to name a thing wins."""
    rows = _known(gazetteer, kept)
    for done, one in enumerate(readings):
        progress("drawing tables", done, len(readings))
        for cells, file in zip(one.cells, one.files, strict=True):
            try:
                drawn = {name: draw(one.publication, cells, kept) for name, draw in TOLD.items()}
            except ValueError as error:
                one.refused.append({"file": file["file"], "why": f"not a figure: {error}"})
                continue
            for name, some in drawn.items():
                rows.setdefault(name, []).extend(some)
    points = {(p["layer"], p["code"]): p for p in rows.pop("point")}
    rows["area"] = merging.merged(rows["area"], points) + merging.districts(rows["postcode"])
    rows["organisation"] = merging.relevant(rows)
    rows["published"] = figuring.concerning(rows)
    merging.end(rows, gazetteer)
    return {name: merging.once(name, some) for name, some in rows.items()}


def _known(gazetteer, kept):
    """What the gazetteer itself tells of the areas kept."""
    layers = [
        {"layer": x.layer, "title": x.title, "plural": x.plural, "partitions": x.partitions or None}
        for x in gazetteer.layers
    ]
    areas = [
        {k: v for k, v in vars(a).items() if v not in ("", None)} | {"source": gazetteer.source}
        for a in gazetteer.areas
        if kept.has(a.layer, a.code)
    ]
    aliases = [dict(vars(a)) for a in gazetteer.aliases if kept.has(a.layer, a.code)]
    return {"layer": layers, "area": areas, "alias": aliases}


def _systems(rows, within, gazetteer):
    """Every system the places lie in: its name and all its places, asked for or not."""
    found = {}
    for area in rows["area"]:
        if area["layer"] == gazetteer.system:
            places = sorted(
                row["child_code"]
                for row in within
                if (row["child_layer"], row["parent_code"]) == (gazetteer.place, area["code"])
                and row["parent_layer"] == gazetteer.system
            )
            familiar = area.get("common_name") or area["name"]
            found[area["code"]] = {"name": area["name"], "familiar": familiar, "places": places}
    return found
