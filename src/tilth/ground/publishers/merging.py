"""Rows of several files made one table: each thing once, the first word standing."""

from operator import itemgetter

from tilth.ground.geography.tables import SORTED_BY
from tilth.ground.publishers.deriving import normal_postcode


def merged(areas, points):
    """Each area once: what was said first stands, what was left blank is filled."""
    found = {}
    for area in areas:
        one = found.setdefault((area["layer"], area["code"]), {})
        for column, value in area.items():
            if one.get(column) in (None, ""):
                one[column] = value
    for key in found.keys() & points.keys():
        found[key] |= points[key]
    return list(found.values())


def districts(postcodes):
    """Postcode districts as areas: the first half of the postcodes here."""
    return [
        {"layer": "postcode_district", "code": code, "name": code, "source": "postcodes"}
        for code in sorted({row["postcode_district"] for row in postcodes})
    ]


def relevant(rows):
    """Organisations with an address here, or whose people live here, or to which one belongs.

    One with a postcode and no small area is given its postcode's.
    """
    small = {row["postcode"]: row["lsoa21"] for row in rows["postcode"]}
    for one in rows["organisation"]:
        one["lsoa21"] = one["lsoa21"] or small.get(normal_postcode(one["postcode"] or ""))
    served = {(row["kind"], row["code"]) for row in rows["footprint"]}
    here = [o for o in rows["organisation"] if o["lsoa21"] or (o["kind"], o["code"]) in served]
    parents = {o["parent_code"] for o in here}
    return here + [
        o
        for o in rows["organisation"]
        if not o["lsoa21"] and o["code"] in parents and o not in here
    ]


def end(rows, gazetteer):
    """Say when an organisation ended, and what followed it or an area."""
    here = {(o["kind"], o["code"]): o for o in rows["organisation"]}
    for closed in gazetteer.closed:
        if (closed.kind, closed.code) in here:
            here[closed.kind, closed.code]["valid_to"] = closed.valid_to
    known = here.keys() | {(a["layer"], a["code"]) for a in rows["area"]}
    rows["successor"] = [
        {k: v or None for k, v in vars(one).items()}
        for one in gazetteer.successors
        if (one.layer, one.code) in known
    ]


def once(name, rows):
    """Rows told apart by what the table is sorted by; the first of a kind stands."""
    rows.reverse()
    return list(dict(zip(map(itemgetter(*SORTED_BY[name]), rows), rows, strict=True)).values())
