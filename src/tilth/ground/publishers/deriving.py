"""What the rows of a publication tell us, as rows of the geography's own tables."""

import re
import unicodedata

import shapely

from tilth.ground.publishers.publication import WithinRule

EVERYONE = 120
"""The oldest age of an open group: `age_to` of everyone, or of "90 and over"."""


def code_of(text, prefix=""):
    """A publisher's code, or ours from a name: "trafford-" and "Old Trafford" make one."""
    if not prefix or not text:
        return text
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return prefix + re.sub(r"[^a-z0-9]+", "-", plain.casefold()).strip("-")


def codes_of(cells, column, prefix=""):
    """A column of codes."""
    return [code_of(text, prefix) for text in cells.get(column)]


def number(text):
    """A published figure, or None where nothing is published: blank is not zero.

    Publishers' marks for "not shown" ([c], [x], :, .., -, *, NA) are blank too.
    """
    text = text.replace(",", "").strip()
    if text in ("", ":", "..", "-", "*", "NA", "[c]", "[x]", "[z]", "[u]"):
        return None
    value = float(text)
    if value != value or value in (float("inf"), float("-inf")):
        raise ValueError(text)
    return value


def within_rows(publication, cells):
    """Pairs of child and parent with the share of the child's rows (or weight) in each."""
    found = []
    for rule in publication.within:
        children = codes_of(cells, rule.child_code, rule.child_prefix)
        if rule.parent_always:
            parents = [rule.parent_always] * cells.rows
        else:
            parents = codes_of(cells, rule.parent_code, rule.parent_prefix)
        weights = [1.0] * cells.rows
        if rule.weight and rule.weight not in cells.missing:
            weights = [number(w) or 0.0 for w in cells.get(rule.weight)]
        found += _shared(rule, children, parents, weights)
    return found


def district_rows(postcodes, small_area):
    """What share of a small area's postcodes lies in each postcode district."""
    rule = WithinRule(small_area, "", "postcode_district", basis="best_fit")
    small = [row["lsoa21"] for row in postcodes]
    districts = [row["postcode_district"] for row in postcodes]
    return _shared(rule, small, districts, [1.0] * len(postcodes))


def _shared(rule, children, parents, weights):
    totals, parts = {}, {}
    for child, parent, weight in zip(children, parents, weights, strict=True):
        if child and parent:
            totals[child] = totals.get(child, 0.0) + weight
            parts[child, parent] = parts.get((child, parent), 0.0) + weight
    return [
        {
            "child_layer": rule.child,
            "child_code": child,
            "parent_layer": rule.parent,
            "parent_code": parent,
            "share": weight / totals[child],
            "basis": rule.basis,
        }
        for (child, parent), weight in parts.items()
        if weight
    ]


def change_rows(publication, cells, kept):
    """Pairs of small areas of two vintages and how one became the other."""
    return [
        {"lsoa11": old, "lsoa21": new, "change": change}
        for rule in publication.changes
        for old, new, change in zip(
            cells.get(rule.old), cells.get(rule.new), cells.get(rule.change), strict=True
        )
        if kept.has(kept.small_area, new)
    ]


def area_rows(publication, cells, kept):
    """Areas, each once, with the name people use where the file gives one."""
    found = {}
    for rule in publication.areas:
        codes = codes_of(cells, rule.code, rule.code_prefix)
        names, common = cells.get(rule.name), cells.get(rule.common_name)
        points = _points(cells, rule)
        for code, name, familiar, (longitude, latitude) in zip(
            codes, names, common, points, strict=True
        ):
            if kept.has(rule.layer, code):
                row = found.setdefault((rule.layer, code), {"layer": rule.layer, "code": code})
                row |= {"name": name or row.get("name", ""), "source": publication.name}
                if familiar:
                    row["common_name"] = familiar
                if longitude is not None and latitude is not None:
                    row |= {"longitude": longitude, "latitude": latitude}
    return list(found.values())


def _points(cells, rule):
    longitudes, latitudes = cells.get(rule.longitude), cells.get(rule.latitude)
    return [(number(x), number(y)) for x, y in zip(longitudes, latitudes, strict=True)]


def alias_rows(publication, cells, kept):
    """Other names of areas, each once."""
    pairs = {
        (rule.layer, code, alias, rule.kind)
        for rule in publication.aliases
        for code, alias in zip(cells.get(rule.code), cells.get(rule.alias), strict=True)
        if alias and kept.has(rule.layer, code)
    }
    return [dict(zip(("layer", "code", "alias", "kind"), p, strict=True)) for p in sorted(pairs)]


def point_rows(publication, cells, kept):
    """Points of areas: rows that fill longitude and latitude of areas named elsewhere."""
    return [
        {"layer": rule.layer, "code": code, "longitude": longitude, "latitude": latitude}
        for rule in publication.points
        for code, (longitude, latitude) in zip(
            cells.get(rule.code), _points(cells, rule), strict=True
        )
        if kept.has(rule.layer, code) and longitude is not None and latitude is not None
    ]


def postcode_rows(publication, cells, kept):
    """Postcodes in normal form, with their small area and district."""
    found = {}
    for rule in publication.postcodes:
        for said, code, (longitude, latitude) in zip(
            cells.get(rule.postcode), cells.get(rule.small_area), _points(cells, rule), strict=True
        ):
            postcode = normal_postcode(said)
            if postcode and kept.has(kept.small_area, code):
                found[postcode] = {
                    "postcode": postcode,
                    "lsoa21": code,
                    "postcode_district": postcode.split(" ")[0],
                    "longitude": longitude,
                    "latitude": latitude,
                }
    return list(found.values())


def normal_postcode(text):
    """Upper case, one space before the last three; empty where it cannot be a postcode."""
    plain = "".join(text.upper().split())
    return f"{plain[:-3]} {plain[-3:]}" if 5 <= len(plain) <= 7 and plain.isalnum() else ""


def measure_rows(publication, cells, kept):
    """Published figures as they are; a blank is no row's value, kept as empty."""
    found = []
    for rule in publication.measures:
        codes = cells.get(rule.code)
        for measure, column in rule.values.items():
            if column in cells.missing:
                continue
            found += [
                {
                    "layer": rule.layer,
                    "code": code,
                    "measure": measure,
                    "period": rule.period or publication.period,
                    "value": number(text),
                    "source": publication.name,
                }
                for code, text in zip(codes, cells.get(column), strict=True)
                if kept.has(rule.layer, code)
            ]
    return found


def shape_rows(publication, cells, kept):
    """Outlines of areas, as WKB."""
    return [
        {"layer": rule.layer, "code": code, "wkb": wkb}
        for rule in publication.shapes
        for code, geometry in zip(
            codes_of(cells, rule.code, rule.code_prefix), cells.shapes, strict=True
        )
        if geometry and kept.has(rule.layer, code)
        for wkb in [shapely.to_wkb(shapely.geometry.shape(geometry))]
    ]
