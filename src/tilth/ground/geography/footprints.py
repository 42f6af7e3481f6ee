"""Where the people an organisation serves live, and who can reach a facility."""

from collections import defaultdict

import numpy as np

from tilth.ground.errors import DefinitionError
from tilth.ground.geography.populations import residents
from tilth.ground.geography.touching import distance_metres


def footprint(geography, kind, code, layer):
    """An organisation against the areas of a layer: one row for each area it serves.

    people: how many of its people live there, where published by small area. share: of its
    people, how many live there. how: "registered" (people by small area), "published" (a share
    published for the area), or "address": nothing is known but where it stands, which is not
    whom it serves. A network serves whom the practices in it serve. Shares that do not add to
    one leave the rest outside this geography.
    Raises DefinitionError for an organisation nobody knows.
    """
    organisation = _organisation(geography, kind, code)
    parts = {(kind, code)} | {
        (one["kind"], one["code"]) for one in geography.where("organisation", parent_code=code)
    }
    rows = [row for k, c in sorted(parts) for row in geography.where("footprint", kind=k, code=c)]
    for how, values in (
        ("registered", _registered(rows, geography, layer)),
        ("published", _published(rows, geography, layer)),
        ("address", _address(organisation, geography, layer)),
    ):
        if values:
            return [
                {
                    "organisation": code,
                    "area": area,
                    "name": geography.area(layer, area).familiar,
                    "people": people,
                    "share": share,
                    "how": how,
                }
                for area, (people, share) in sorted(values.items())
            ]
    return []


def footprints(geography, layer, *, kind=None):
    """The footprint of every organisation, or of every one of a kind."""
    found = []
    for row in geography.rows("organisation"):
        if kind in (None, row["kind"]):
            found += footprint(geography, row["kind"], row["code"], layer)
    return found


def _organisation(geography, kind, code):
    found = geography.where("organisation", kind=kind, code=code)
    if not found:
        raise DefinitionError(
            f"there is no {kind} {code} here.", remedy="Check its kind and its code."
        )
    return found[0]


def _registered(rows, geography, layer):
    """People counted by small area, added up; nothing where none were."""
    small = defaultdict(float)
    for row in rows:
        if row["layer"] == geography.small_area and row["people"]:
            small[row["area"]] += row["people"]
    shares = geography.shares(geography.small_area, layer)
    people = defaultdict(float)
    for area, count in small.items():
        for parent, share in shares.get(area, {}).items():
            people[parent] += count * share
    total = sum(small.values())
    return {area: (count, count / total) for area, count in people.items()}


def _published(rows, geography, layer):
    """Shares of the organisation's people as published for a layer, carried to this one.

    Carried upwards by adding; downwards only to small areas wholly inside, by their residents.
    """
    published = {r["layer"] for r in rows if r["share_of_organisation"] is not None}
    for source in sorted(published, key=lambda one: one != layer):
        shares = {
            r["area"]: r["share_of_organisation"]
            for r in rows
            if r["layer"] == source and r["share_of_organisation"] is not None
        }
        up = geography.shares(source, layer)
        if up:
            return _added(shares, up)
        down = geography.shares(layer, source)
        if down:
            return _spread(shares, down, residents(geography, layer).values)
    return {}


def _added(shares, up):
    found = defaultdict(float)
    for area, share in shares.items():
        for parent, part in up.get(area, {}).items():
            found[parent] += share * part
    return {area: (None, share) for area, share in found.items()}


def _spread(shares, down, people):
    weights = {
        (child, parent): (people.get(child) or 0.0) * part
        for child, parents in down.items()
        for parent, part in parents.items()
        if parent in shares
    }
    totals = defaultdict(float)
    for (_, parent), weight in weights.items():
        totals[parent] += weight
    found = defaultdict(float)
    for (child, parent), weight in weights.items():
        if totals[parent]:
            found[child] += shares[parent] * weight / totals[parent]
    return {area: (None, share) for area, share in found.items()}


def _address(organisation, geography, layer):
    small = organisation["lsoa21"]
    areas = geography.shares(geography.small_area, layer).get(small, {}) if small else {}
    return {area: (None, share) for area, share in areas.items()}


def facilities(geography, *, kind=None):
    """Facilities with a point: their name, kind, small area and point, in a settled order."""
    return [
        row
        for row in geography.rows("asset")
        if kind in (None, row["kind"]) and row["longitude"] is not None
    ]


def reach(geography, *, kind, metres):
    """How near each small area's people are to facilities of a kind: one row a small area.

    nearest: metres as the crow flies from where its people live, on average (its point) to the
    nearest facility; within: how many lie within `metres`; people: residents. Roads, hills and
    timetables are not in it. A small area without a point has None. Raises DefinitionError
    where there is no such facility.
    """
    found = facilities(geography, kind=kind)
    if not found:
        kinds = sorted({row["kind"] for row in geography.rows("asset")})
        raise DefinitionError(
            f"there are no facilities of the kind {kind}.",
            remedy=f"There are: {', '.join(kinds) or 'none'}.",
        )
    longitudes = np.array([row["longitude"] for row in found])
    latitudes = np.array([row["latitude"] for row in found])
    people = residents(geography, geography.small_area).values
    rows = []
    for code, area in sorted(geography.areas(geography.small_area).items()):
        row = {"area": code, "name": area.familiar, "people": people.get(code)}
        if area.longitude is None:
            rows.append(row | {"nearest": None, "within": None})
            continue
        away = distance_metres(area.longitude, area.latitude, longitudes, latitudes)
        row["nearest"] = round(float(away.min()))
        rows.append(row | {"within": int((away <= metres).sum())})
    return rows


def people_within(geography, *, kind, metres):
    """How many people live within a distance of each facility of a kind: one row a facility.

    A small area's people count where its point is within `metres`, all or none of them.
    """
    areas = [
        (code, area)
        for code, area in sorted(geography.areas(geography.small_area).items())
        if area.longitude is not None
    ]
    longitudes = np.array([area.longitude for _, area in areas])
    latitudes = np.array([area.latitude for _, area in areas])
    known = residents(geography, geography.small_area).values
    people = np.array([known.get(code) or 0.0 for code, _ in areas])
    rows = []
    for one in facilities(geography, kind=kind):
        near = distance_metres(one["longitude"], one["latitude"], longitudes, latitudes) <= metres
        served = [code for (code, _), is_near in zip(areas, near, strict=True) if is_near]
        rows.append(
            {
                "facility": one["name"],
                "kind": one["kind"],
                "postcode": one["postcode"],
                "people": float(people[near].sum()),
                "small_areas": served,
            }
        )
    return rows
