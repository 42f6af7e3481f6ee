"""The kinds of file a finding can be saved as."""

from pathlib import Path

from tilth.ground.errors import UsageError
from tilth.ground.strict import nearest
from tilth.see.findings.exports.columnar import as_parquet
from tilth.see.findings.exports.texts import as_geojson, as_json, comma_separated
from tilth.see.findings.exports.workbook import workbook
from tilth.see.official.fingertips import as_fingertips
from tilth.store.whole import whole_file


def picture(finding, **options):
    """The picture that travels alone: with its title, source and date drawn in."""
    return finding.chart(**{"headed": True, **options})


ENDINGS = {
    "csv": comma_separated,
    "xlsx": workbook,
    "json": as_json,
    "geojson": as_geojson,
    "parquet": as_parquet,
    "svg": picture,
    "fingertips": as_fingertips,
}
FILES = {"fingertips": "fingertips.csv"}
"""Endings whose files are called otherwise: two endings, the last one a spreadsheet knows."""


def content(finding, ending, **options):
    """A finding as the bytes of a file of this kind. Raises UsageError for an unknown ending."""
    if ending not in ENDINGS:
        near = nearest(ending, ENDINGS)
        raise UsageError(
            f"a finding is not saved as .{ending}",
            remedy=f"Did you mean .{near}?" if near else f"Endings are {', '.join(ENDINGS)}.",
        )
    told = ENDINGS[ending](finding, **options)
    return told.encode() if isinstance(told, str) else told


def save(finding, path, **options):
    """Write a finding to a file, whole or not at all; return its path."""
    path = Path(path)
    told = content(finding, ending_of(path), **options)
    with whole_file(path) as temporary:
        temporary.write_bytes(told)
    return path


def ending_of(path):
    """What kind of file a name asks for: its ending, or the two endings of FILES."""
    name = Path(path).name.lower()
    double = (ending for ending, said in FILES.items() if name.endswith(f".{said}"))
    return next(double, Path(path).suffix.lstrip(".").lower())


def file_name(name, ending):
    """What a file of this kind is called: "falls.csv", "falls.fingertips.csv"."""
    return f"{name}.{FILES.get(ending, ending)}"
