"""The page of open data, written from the definitions.

python -m tilth.ground.publishers.reference docs/reference/open-data.md
"""

import sys
from importlib import resources
from pathlib import Path

from tilth.ground.place import load_folder
from tilth.ground.publishers.publication import Publication

HEAD = """# Open data a place is made from

Written from `definitions/publishers` by `python -m tilth.ground.publishers.reference`; a test
fails when it is out of date. `tilth new NAME --open-data DIR --places CODES` looks in DIR, and
the folders in it, for the files below: first by their usual names, then, for what no name fits,
by their columns. CSV and GeoJSON, plain or gzip. The publishers' own headings and those of a
tidied extract are both read; case and spaces in them do not matter.

- Every cell is read as text. A blank, or a publisher's mark for it (`:` `..` `-` `*` `NA` `[c]`
  `[x]` `[z]` `[u]`), is *not published*: it is kept empty and never becomes zero.
- A row with more or fewer cells than the headings refuses the file.
- A lookup (a file that says which area lies in which) that cannot be read stops the making of
  the place, and so does a place without boundaries. Any other file that is missing or cannot be
  read is told, and the place is made without it.
- What was read is kept in `geography/about.json`: file, SHA-256, rows, page, licence.

Needed: a lookup of small areas, and their boundaries. Useful for most: the Census ethnic group
table (it also counts residents), the Indices of Deprivation, postcodes, centroids, practices.

## How near our sums come to the published ones

Measured on fourteen places and two systems (Indices of Deprivation 2025), and held by tests:

- Share of small areas in the most deprived tenth, eight domains: equal to all four decimals. It
  needs no weights.
- Average ranks: within 1.0%. Average scores: within 1.1%; those of health and of crime, which are
  standardised and lie near nought, within 0.005. Ours weigh by Census 2021 residents, the
  publisher's by mid-2022 estimates, which are not in its file.
- Employment: within 3.8% (Manchester; elsewhere 2.8%). The publisher weighs it by people of
  working age, ours by those aged 18 to 66 in mid-2020, brought from 2011 areas by the lookup.
- Residents of mid-2020: equal to the published totals of Walsall and of Manchester.

Borders are measured on generalised outlines, so a border is a little short of the true one, and
layers drawn apart by their publisher leave slivers: a gap or overlap is told from 20,000 square
metres (two hectares) upwards, unless `--tolerance` says otherwise.

## Another country

Nothing in the code is English. A folder with `gazetteers/NAME.toml` (the layers, which of them is
the small area, the place and the system, and areas no lookup names) and `publishers/*.toml` (its
files, as below) makes another country: `tilth new ... --country NAME --definitions FOLDER`.

## The files
"""


def page(publications=None):
    """The page's text: each publication, what it is, where from, and its columns."""
    if publications is None:
        folder = resources.files("tilth") / "definitions" / Publication.folder
        publications = load_folder(Publication, Path(str(folder))).values()
    return HEAD + "".join(_section(one) for one in publications)


def _section(one):
    files = ", ".join(f"`{pattern}`" for pattern in one.files)
    lines = [
        f"\n### {one.title}\n",
        f"{one.publisher}. <{one.page}>. {one.licence}.\n",
        f"Files: {files}. " + (f"About: {one.period}. " if one.period else "") + _gives(one),
        "",
        "| column | found under | must be there |",
        "|---|---|---|",
    ]
    for word, names in one.columns.items():
        said = ", ".join(f"`{name}`" for name in names)
        lines.append(f"| {word} | {said} | {'no' if word in one.optional else 'yes'} |")
    if one.ages:
        said = ", ".join(f"`{name}`" for name in (*one.ages, *one.oldest))
        lines.append(f"| each year of age | {said} | yes |")
    return "\n".join(lines) + "\n"


def _gives(one):
    """What the file fills, in words."""
    words = {
        "areas": "names of areas",
        "within": "what lies in what",
        "aliases": "other names",
        "changes": "which small area became which",
        "postcodes": "postcodes",
        "points": "points where people live",
        "shapes": "outlines",
        "measures": "published figures",
        "figures": "published figures with their limits and counts",
        "residents": "people resident",
        "organisations": "organisations",
        "assets": "places people go",
        "footprints": "whom organisations serve",
    }
    return "Gives " + ", ".join(told for part, told in words.items() if getattr(one, part)) + "."


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8")
