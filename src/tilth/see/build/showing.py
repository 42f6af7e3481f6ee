"""What a release holds, said in figures that hide nobody's: what `tilth see show` prints."""

import functools
import json

from tilth.ground.disclosure import shown
from tilth.ground.geography.atlas import Geography
from tilth.see.build.index import index
from tilth.store.releases import open_release, read_json


def picture(place, name=None):
    """The release of a place (the one in service unless named) as a table of plain values.

    Counts of people below the whole place are hidden and rounded; the arithmetic of the whole,
    which must add up, is exact. Raises StoreError where there is no release.
    """
    release = open_release(place, name)
    sheet = index(place.store_folder, release, verify=True).path("index.json")
    totals = json.loads(sheet.read_text(encoding="utf-8"))
    privacy = place.privacy
    hide = functools.partial(
        shown, suppress_below=privacy.suppress_below, round_to=privacy.round_to
    )
    arithmetic, lineage = read_json(release, "arithmetic.json"), read_json(release, "lineage.json")
    return {
        "place": place.name,
        "synthetic": release.manifest["synthetic"],
        "release": release.name,
        "as_of": release.manifest["as_of"],
        "folder": str(release.folder),
        "people": totals["people"],
        "lenses": _lenses(totals, hide),
        "known_to": {k: hide(n) for k, n in totals["known_to"].items()},
        "known_to_two_or_more": hide(sum(n for k, n in totals["known_to"].items() if int(k) >= 2)),
        "known_to_both": [{"partners": [a, b], "people": hide(n)} for a, b, n in totals["pairs"]],
        "areas": _areas(place, totals, hide),
        "sources": _sources(arithmetic, lineage, totals, hide),
        "not_read": lineage["not_read"],
        "arithmetic": {k: arithmetic[k] for k in ("people_in", "people", "rows_in", "rows")},
        "opt_outs": arithmetic["opt_out_list"] and arithmetic["opt_out_list"]["date"],
        "events": {
            concept: {**about, "events": hide(about["events"])}
            for concept, about in totals["events"].items()
        },
        "lists": {name: hide(n) for name, n in totals["lists"].items()},
        "linkage": read_json(release, "quality.json"),
        "run": lineage["run"],
    }


def _lenses(totals, hide):
    """Resident and registered, and how they differ."""
    both = totals["resident_and_registered"]
    return {
        "resident": hide(totals["resident"]),
        "registered": hide(totals["registered"]),
        "both": hide(both),
        "resident_not_registered": hide(totals["resident"] - both),
        "registered_not_resident": hide(totals["registered"] - both),
        "without_address": hide(totals["without_address"]),
    }


def _areas(place, totals, hide):
    """People by area of each layer, both lenses, under the names residents use."""
    geography = Geography.open(place)
    told = []
    for layer, areas in totals["areas"].items():
        names = {code: area.familiar for code, area in geography.areas(layer).items()}
        told += [
            {
                "layer": layer,
                "code": row["code"],
                "name": names.get(row["code"], row["code"]),
                "resident": hide(row["resident"]),
                "registered": hide(row["registered"]),
            }
            for row in areas
        ]
    return told


def _sources(arithmetic, lineage, totals, hide):
    """Each source: its rows accounted for, whom it knows, how old its data are."""
    seen = {row["source"]: row for row in totals["seen"]}
    told = []
    for feed in lineage["feeds"]:
        name = feed["source"]
        ends = [f["period_to"] for f in feed["files"] if f["period_to"]]
        told.append(
            {
                "source": name,
                "partner": feed["partner"],
                "files": len(feed["files"]),
                "data_to": max(ends, default=None),
                "people": hide(seen[name]["people"]) if name in seen else 0,
                **_rows(arithmetic["sources"][name], hide),
            }
        )
    return told


def _rows(counts, hide):
    """A source's rows: those in are exact, as at import; what became of them may be a handful."""
    return {k: n if k in ("rows_in", "not_for_planning") else hide(n) for k, n in counts.items()}
