"""The family tree of a practice, as an outline and as a picture that say the same."""

from tilth.learn.practices.drawing import picture
from tilth.learn.practices.lineage import ROOT
from tilth.learn.words import RESULTS
from tilth.web.learn.practices.values import family_of

DARK, LIGHT = "#1d3d36", "#ffffff"
FIRST = {"path": "M0-11L3-4L11-3L5 2L7 10L0 6L-7 10L-5 2L-11-3L-3-4Z", "fill": DARK}
MARKS = {
    "planned": {"path": "M0-8a8 8 0 1 0 .01 0Z", "fill": LIGHT},
    "growing": {"path": "M0-8a8 8 0 1 0 .01 0Z", "fill": DARK},
    "rooted": {"path": "M-8-8h16v16h-16Z", "fill": DARK},
    "snapped back": {"path": "M0-10L10 0L0 10L-10 0Z", "fill": LIGHT},
    "failed": {"path": "M0-10L9 8H-9Z", "fill": LIGHT},
    "let go": {"path": "M-8-8h16v16h-16Z", "fill": LIGHT},
}
"""Each result by its shape and fill, all of one size: no colour is needed and none is bigger."""


def tree(practice, plantings):
    """rows: nested in order with their words; drawn: the picture; legend: the marks it uses."""
    plantings = list(plantings)
    known = {one.ref: one for one in plantings}
    rows = family_of(plantings)
    words = {one.ref: words_of(one) for one in plantings} | {ROOT: first(practice)}
    drawn = picture(rows, words)
    used = {one.result for one in plantings}
    return {
        "rows": [_row(one, known, words) for one in rows],
        "first": words[ROOT],
        "drawn": drawn,
        "marks": [(spot, _mark(known.get(spot.key)), words[spot.key]) for spot in drawn.marks],
        "legend": [(MARKS[name], name, RESULTS[name]) for name in RESULTS if name in used],
        "star": FIRST,
    }  # fmt: skip


def _mark(planting):
    return MARKS.get(planting.result, FIRST) if planting else FIRST


def first(practice):
    """What is said of the first place."""
    where = practice.place or "where it grew first"
    return f"First place: {where}{', ' + practice.origin if practice.origin else ''}"


def words_of(planting):
    """What is said of one planting, in the picture and in the outline."""
    where = f"{planting.place}, {planting.system}" if planting.system else planting.place
    year = f", {planting.planted.year}" if planting.planted else ""
    came = f", told by {planting.origin}" if planting.origin else ""
    return f"{where}{year}: {planting.result}{came}"


def _row(one, known, words):
    planting = known[one.key]
    parent = words.get(one.parent, "")
    return {
        "ref": one.key,
        "depth": one.depth,
        "words": words[one.key],
        "parent": known[one.parent].place if one.parent else "the first place",
        "said": parent,
        "lost": one.lost,
        "changed": planting.changed,
        "result": planting.result,
        "lessons": planting.lessons,
    }
