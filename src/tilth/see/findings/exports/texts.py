"""A finding as text: CSV, JSON and GeoJSON."""

import csv
import io
import json

import shapely

from tilth.ground.cells import safe_cell
from tilth.ground.errors import UsageError
from tilth.see.findings.exports.about import about, columns, sheet
from tilth.see.findings.rows import headings, rows


def comma_separated(finding):
    """One header line and one line a row: no comments, every cell safe in a spreadsheet."""
    written = io.StringIO()
    writer = csv.DictWriter(written, columns(finding), lineterminator="\n")
    writer.writeheader()
    for row in sheet(finding):
        writer.writerow({name: safe_cell(value) for name, value in row.items()})
    return written.getvalue()


def plain(finding):
    """A finding as plain values: words, rows and where it is from."""
    return {
        "title": finding.title,
        "sentence": finding.sentence,
        "subtitle": finding.subtitle,
        "headings": headings(finding),
        "rows": rows(finding),
        "caveats": list(finding.caveats),
        "source": finding.source,
        "method": finding.method,
        "data_to": finding.data_to.isoformat() if finding.data_to else None,
        "synthetic": finding.synthetic,
        "kinds": list(finding.kinds),
        "recipe": finding.recipe(),
        "about": about(finding),
    }


def as_json(finding):
    """A finding as JSON. What may not be shown is "*", what does not exist is null."""
    return json.dumps(plain(finding), indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def as_geojson(finding):
    """The areas' outlines (WGS84), each with its row: RFC 7946.

    An area without an outline has none, and its row is there. Raises UsageError where the
    finding's layer has no outlines at all.
    """
    if finding.shapes is None:
        raise UsageError("these areas have no outlines", remedy="Save it as CSV or XLSX.")
    shapes = finding.shapes()
    features = [
        {
            "type": "Feature",
            "id": row.get("area"),
            "geometry": _outline(shapes.get(row.get("area"))),
            "properties": row,
        }
        for row in rows(finding)
    ]
    told = {"type": "FeatureCollection", "title": finding.title, "sentence": finding.sentence}
    told |= {"about": about(finding), "caveats": list(finding.caveats), "features": features}
    return json.dumps(told, ensure_ascii=False, allow_nan=False) + "\n"


def _outline(shape):
    if shape is None:
        return None
    return json.loads(shapely.to_geojson(shapely.set_precision(shape, 1e-6)))
