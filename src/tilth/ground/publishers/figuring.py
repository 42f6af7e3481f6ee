"""Published figures drawn from a file as they are, with their limits, counts and whose they are."""

import re
from collections import defaultdict
from operator import itemgetter
from statistics import median

from tilth.ground.geography.tables import SORTED_BY
from tilth.ground.publishers import merging
from tilth.ground.publishers.deriving import measure_rows, number

SEXES = {
    **dict.fromkeys(("persons", "all persons", "person", "all"), "all"),
    **dict.fromkeys(("female", "females"), "female"),
    **dict.fromkeys(("male", "males"), "male"),
}
BESIDE = "beside"  # the layer of figures of places outside that a place stands beside
FIGURES = ("lower", "upper", "count", "denominator")
TWICE = "published more than once for one period: which is meant cannot be told"
GAP = "reported as nought by mistake: taken as not published"


def figure_rows(publication, cells, kept):
    """Published figures of the areas kept; those of organisations are chosen later."""
    return [row for rule in publication.figures for row in _of_rule(publication, rule, cells, kept)]


def _of_rule(publication, rule, cells, kept):
    found = []
    layers = [_layer_of(rule, code, kept) for code in cells.get(rule.code)]
    at = [i for i, layer in enumerate(layers) if layer]
    whose = _whose(rule, cells)
    said = {word: cells.get(getattr(rule, word)) for word in ("period", "title", "note")}
    figures = {word: cells.get(getattr(rule, word)) for word in FIGURES}
    codes, types = cells.get(rule.code), cells.get(rule.category_type)
    for names, values in _measured(rule, cells):
        for i in at:
            if not names[i]:
                continue
            found.append(
                {
                    "layer": layers[i],
                    "code": codes[i],
                    "measure": names[i],
                    "period": said["period"][i] or publication.period,
                    "sex": SEXES.get(whose["sex"][i].casefold(), "all"),
                    "age": whose["age"][i],
                    "category_type": types[i] if whose["category"][i] else "",
                    "category": whose["category"][i],
                    "source": publication.name,
                    "title": said["title"][i] or rule.titled or publication.title,
                    "value": number(values[i]),
                    "note": said["note"][i] or None,
                }
                | {word: number(column[i]) for word, column in figures.items()}
            )
    return _without_false_noughts(found, rule.nought_is_gap_from)


def _layer_of(rule, code, kept):
    """Whose code this is: a layer's, an organisation's, or nobody's we keep."""
    if rule.organisations:
        return rule.organisations if code else ""
    return next((layer for layer in rule.layers if kept.has(layer, code)), "")


def _measured(rule, cells):
    """Pairs of columns: our names of what is measured, and the values."""
    if rule.measure:
        words = cells.get(rule.measure)
        ours = {w: rule.names.get(w) or _our_name(rule.prefix, w) for w in set(words) - {""}}
        yield [ours.get(w, "") for w in words], cells.get(rule.value)
    for name, column in rule.values.items():
        if column not in cells.missing:
            yield [name] * cells.rows, cells.get(column)


def _our_name(prefix, words):
    """A name as our definitions write them: "qof_" and "AF" make qof_af."""
    plain = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", words).casefold()
    return prefix + re.sub(r"[^a-z0-9]+", "_", plain).strip("_")


def _whose(rule, cells):
    """Whose each figure is: sex, age and category, each from the first column that says."""
    told = {}
    for part in ("sex", "age", "category"):
        columns = [cells.get(word) for word in getattr(rule, part)]
        told[part] = [
            next((w for w in words if w and (w.casefold() in SEXES) == (part == "sex")), "")
            for words in zip(*columns, strict=True)
        ] or [""] * cells.rows
    return told


def _without_false_noughts(rows, least):
    """A nought in a series that runs at `least` or more is a report not sent, and is told so."""
    if not least:
        return rows
    series = defaultdict(list)
    for row in rows:
        series[row["layer"], row["code"], row["measure"]].append(row)
    for some in series.values():
        known = [row["value"] for row in some if row["value"] is not None]
        if known and median(known) >= least:
            for row in some:
                if row["value"] == 0:
                    row |= {"value": None, "note": GAP}
    return rows


def concerning(rows):
    """Published figures of areas kept and of organisations that are here, each told once."""
    here = {(one["kind"], one["code"]) for one in rows["organisation"]}
    layers = {row["layer"] for row in rows["layer"]}
    found = [
        row
        for row in rows["published"]
        if row["layer"] in layers or (row["layer"], row["code"]) in here
    ]
    return _told_once(found)


def add_beside(rows, readings, layer, outside):
    """Add the published figures of places that stand beside, as figures of a layer of their own.

    rows: the tables so far. readings: each publication with its cells. outside: which places of
    `layer` they are. Nothing else of them is kept: no area, no outline, nobody.
    """
    found = {"measure": [], "published": []}
    for one in readings:
        for cells in one.cells:
            try:
                found["measure"] += measure_rows(one.publication, cells, outside)
                found["published"] += figure_rows(one.publication, cells, outside)
            except ValueError:  # told already, when the file was read for the places themselves
                continue
    for name, some in found.items():
        theirs = [{**row, "layer": BESIDE} for row in some if row["layer"] == layer]
        rows[name] += merging.once(name, _told_once(theirs) if name == "published" else theirs)


def _told_once(rows):
    """Where one source says two things of the same, neither is taken: the figure is empty."""
    key = itemgetter(*SORTED_BY["published"])
    said = defaultdict(set)
    for row in rows:
        said[key(row)].add(tuple(row[word] for word in ("value", *FIGURES)))
    nothing = dict.fromkeys(("value", *FIGURES)) | {"note": TWICE}
    return [row | nothing if len(said[key(row)]) > 1 else row for row in rows]
