"""Counted cells kept beside a release, so that a page need count nobody anew."""

import json
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from tilth.ground.criteria.writing import literal, named, written
from tilth.ground.errors import StoreError
from tilth.store.needs.cells import Axis, Cells
from tilth.store.needs.sums import Sums, kind_of
from tilth.store.parquet import rows_into
from tilth.store.stages import open_stage
from tilth.store.whole import write_json

CARD = "cells.json"
MOVING = ("age_group", "age", "alive")  # groups people move between as time goes by


@dataclass(frozen=True)
class Wanted:
    """What is to be kept: settled measures, by some groups, on some dates, of the living or all."""

    measures: tuple
    groups: tuple
    dates: tuple
    living: bool = True


def key_of(measure):
    """A settled measure as one line of text: the same line, the same count."""
    told = [
        measure.numerator and written(measure.numerator),
        measure.among and written(measure.among),
        measure.value and named(measure.value),
        [literal(edge) for edge in measure.edges],
    ]
    return json.dumps(told, ensure_ascii=False)


def described(want):
    """What is wanted, as plain values."""
    told = {"measures": [key_of(m) for m in want.measures], "groups": list(want.groups)}
    return told | {"dates": [day.isoformat() for day in want.dates], "living": want.living}


def write_kept(folder, needs, wanted, *, synthetic, code="", earlier=None):
    """Count what is wanted and write it: a table of cells for each, and a card that tells of all.

    folder: where. needs: Needs. wanted: a list of Wanted. code: of the way of counting. earlier:
    what is known from before, as Earlier. Equal releases give equal bytes, with it or without.
    """
    sets, needs = [], needs.anew(earlier)
    for number, want in enumerate(wanted):
        cells = needs.cells(list(want.measures), list(want.groups), list(want.dates), want.living)
        file = f"cells{number}.parquet"
        write_cells(cells, want, folder / file, synthetic=synthetic)
        sets.append(
            {
                "file": file,
                "axes": [[axis.name, list(axis.words)] for axis in cells.axes],
                "dates": [day.isoformat() for day in want.dates],
                "living": want.living,
                "measures": {key_of(m): i for i, m in enumerate(want.measures)},
            }
        )
    told = {"release": needs.release.fingerprint, "code": code, "sets": sets}
    write_json(folder / CARD, told)


def write_cells(cells, want, path, *, synthetic):
    """One table: a row for each cell and date, its groups in words, then each measure's sums."""
    many, columns = len(want.dates), {}
    for i, axis in enumerate(cells.axes):
        words = pa.array([*axis.words, None], pa.string())
        columns[axis.name] = words.take(pa.array(np.repeat(cells.codes[:, i], many)))
    columns["date"] = pa.array(list(want.dates) * len(cells.codes), pa.date32())
    columns["people"] = pa.array(_by_cell(cells.people[:, :, None], many)[:, 0])
    for number, measure in enumerate(want.measures):
        sums = [_by_cell(array, many).T for array in cells.tallies[measure].arrays]
        for k, column in enumerate(chain(*sums), start=1):
            kind = pa.int32() if measure.value is None else pa.int64()
            columns[f"m{number}_{k}"] = pa.array(column).cast(kind)
    table = pa.table(columns)
    with rows_into(path, table.schema, synthetic=synthetic) as rows:
        rows.add(table)


def _by_cell(sums, dates):
    """dates by cells by columns, as rows of cell and date; a date is the same as all alike."""
    whole = np.broadcast_to(sums, (dates, *sums.shape[1:]))
    return whole.transpose(1, 0, 2).reshape(dates * sums.shape[1], sums.shape[2])


class Kept:
    """The kept cells of one release, read a measure at a time."""

    def __init__(self, folder, sets):
        self.folder, self.sets = Path(folder), sets

    @classmethod
    def find(cls, store, release, *, code=None):
        """What is kept of a release in a store folder, or None where nothing is.

        code: what must have counted it, where that matters.
        """
        for card in sorted(Path(store).glob(f"stages/index/*/{CARD}")):
            told = _told(card)
            fits = told.get("release") == release.fingerprint and code in (None, told.get("code"))
            if fits and _is_whole(card.parent):
                return cls(card.parent, told["sets"])
        return None

    def load(self, measures, names, dates, living, areas):
        """Cells with those of the measures that are kept for these groups and dates, or None."""
        days = [day.isoformat() for day in dates]
        for told in self.sets:
            found = {
                m: told["measures"][key_of(m)] for m in measures if key_of(m) in told["measures"]
            }
            fits = told["living"] == living and {name for name, _ in told["axes"]} == set(names)
            fits = fits and (days == told["dates"] or not set(MOVING) & set(names))
            if found and fits and set(days) <= set(told["dates"]):
                return self._load(told, found, [told["dates"].index(day) for day in days], areas)
        return None

    def _load(self, told, found, dates, areas):
        path, many = self.folder / told["file"], len(told["dates"])
        axes = tuple(Axis(name, tuple(words)) for name, words in told["axes"])
        names = pq.read_schema(path).names
        wide = {m: [n for n in names if n.startswith(f"m{i}_")] for m, i in found.items()}
        columns = [*(axis.name for axis in axes), "people", *chain(*wide.values())]
        table = pq.read_table(path, columns=columns)

        def sums(names):
            rows = np.stack([table.column(n).to_numpy() for n in names], axis=1)
            return rows.reshape(-1, many, len(names)).transpose(1, 0, 2)[dates]

        codes = [_codes(table.column(axis.name), axis)[::many] for axis in axes]
        cells = len(table) // many
        codes = np.stack([*codes, np.zeros(cells, np.int64)], axis=1)[:, :-1]
        cells = Cells(axes, codes, sums(["people"])[:, :, 0], areas)
        for measure, names in wide.items():
            kept = sums(names)
            counts = kept[:, :, :4].astype(kind_of(cells.people), "C")
            cells.tallies[measure] = Sums(counts, kept[:, :, 4:].astype(np.int64, "C"))
        return cells


def _codes(column, axis):
    found = pc.index_in(column, value_set=pa.array(axis.words, pa.string()))
    return found.fill_null(len(axis.words)).to_numpy().astype(np.int64)


def _told(card):
    """What a card tells; nothing where it is damaged."""
    try:
        return dict(json.loads(card.read_bytes()))
    except (OSError, TypeError, ValueError):
        return {}


def _is_whole(folder):
    """Whether a stage is as it was written; one that is not is left to the next build."""
    try:
        open_stage(folder)
    except StoreError:
        return False
    return True
