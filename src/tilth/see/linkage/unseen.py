"""Link or dedupe files nobody described: no contract, no NHS number, columns named anyhow."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from tilth.see.linkage.columns import LOOKS, recognise, truth_columns
from tilth.see.linkage.comparisons import settings
from tilth.see.linkage.grouping import EVEN, group, parts_of
from tilth.see.linkage.model import (
    TEACHES,
    linker_of,
    maximise,
    one_thread,
    probabilities,
    random_pairs,
    score,
    whole,
)
from tilth.see.linkage.unseen_comparisons import (
    BLOCKS,
    LESSONS,
    MADE,
    WEIGHED,
    columns_in,
    comparisons_for,
)
from tilth.store.engine import engine
from tilth.store.matching import unseen
from tilth.store.matching.joining import MOST_PAIRS

USUAL_PAIRS = 20_000  # pairs of about 200 rows weigh as much as what is usual
# How often two people agree by chance, and on each lesser level; of other columns 1 in 100.
USUAL = {
    "sex": 0.5,
    "occupation": 0.05,
    "town": 0.05,
    "dob": 0.002,
    "email": 0.001,
    "phone": 0.0001,
    "nhs": 0.00001,
    "postcode": 0.005,
}
EVERY_PAIR = 2_000_000  # a file with no more pairs than this is compared whole
WORTH = 0.02  # a column with fewer values than this share of rows says nothing
MOST_TAUGHT = 3_000_000  # pairs of one lesson


@dataclass
class Found:
    """What linking unseen files found.

    readings: {file name: what each column was taken for}. person: for each row the number of its
    first row. left, right, probability: the pairs at 0.5 or more. rules: what each block made.
    expected: pairs claimed, how many of them the model expects to be right, and how many it
    expects there are. truth: the true person of each row, or None. model: Splink's settings.
    """

    readings: dict
    rows: int
    person: np.ndarray
    left: np.ndarray
    right: np.ndarray
    probability: np.ndarray
    rules: list
    expected: dict
    truth: np.ndarray | None
    model: dict

    @property
    def people(self):
        return len(np.unique(self.person))


def read_columns(connection, paths, *, mapping=None, identifier=None, truth=None):
    """What each file's columns are taken for: {path: [Reading]}."""
    found = {}
    for path in paths:
        columns = unseen.columns_of(connection, path)
        looks = unseen.looks_of(connection, path, columns, LOOKS)
        ours = {theirs: role for theirs, role in (mapping or {}).items() if theirs in columns}
        found[path] = recognise(
            columns,
            looks,
            mapping=ours if len(paths) > 1 else mapping,
            identifier=identifier,
            truth=truth,
        )
    return found


def link_files(connection, paths, *, mapping=None, identifier=None, truth=None, seed=1):
    """Who is who in one file or several, by a model taught on the files themselves.

    paths: CSV or Parquet. mapping: {their column: our role}. truth: a column of true persons, or
    a Path of a file of ids and persons; compared with the answer, never used to find it. Groups by
    average linkage at even odds (see/linkage/grouping.py): no threshold is tuned. Returns Found;
    the table `unseen` stays on the connection for what is written.
    """
    column = truth if isinstance(truth, str) else None
    readings = read_columns(connection, paths, mapping=mapping, identifier=identifier, truth=column)
    files = [
        (path, path.stem, {r.role: r.column for r in told if r.role})
        for path, told in readings.items()
    ]
    rows = unseen.load_rows(connection, files)
    columns = _worth(connection)
    unseen.add_frequencies(connection, WEIGHED)
    rules = _candidates(connection, rows, columns)
    model = _teach(connection, rows, columns, seed=seed)
    left, right, weights = score(connection, model, "weighed_row")
    _, prior = probabilities(weights, rows * (rows - 1) // 2)
    left, right, bits, part = _inside(connection, model, rows, left, right, weights, prior)
    person = group(part, left, right, bits)
    chance = 1 / (1 + 2.0 ** -np.clip(bits, -60, 60))
    likely = chance >= EVEN
    return Found(
        readings={path.name: told for path, told in readings.items()},
        rows=rows,
        person=person,
        left=left[likely],
        right=right[likely],
        probability=chance[likely],
        rules=rules,
        expected=_expected(person, left, right, chance),
        truth=_truth(connection, truth),
        model=model,
    )


def _expected(person, left, right, chance):
    sizes = np.unique(person, return_counts=True)[1]
    together = person[left] == person[right]
    return {
        "pairs": int((sizes * (sizes - 1) // 2).sum()),
        "right": round(float(chance[together].sum()), 1),
        "there_are": round(float(chance.sum()), 1),
    }


def _truth(connection, truth):
    if truth is None:
        return None
    if not isinstance(truth, str):
        columns = unseen.columns_of(connection, truth)
        unseen.attach_truth(connection, truth, *truth_columns(columns, where=truth.name))
    return np.array(unseen.truths(connection))


def _worth(connection):
    every = sorted({*MADE, "sound", "mailbox", "outward"})
    return {c for c, share in unseen.present(connection, every).items() if share >= WORTH}


def _candidates(connection, rows, columns):
    """Choose the pairs to compare: all of a small file, else blocks, fewest pairs first."""
    if rows * (rows - 1) // 2 <= EVERY_PAIR:
        unseen.all_pairs(connection)
        pairs = rows * (rows - 1) // 2
        return [{"rule": "every pair", "pairs_counted": pairs, "dropped": False}]
    usable = [keys for keys in BLOCKS if columns_in(keys) <= columns]
    counted = sorted((unseen.count_pairs(connection, keys), keys) for keys in usable)
    rules, chosen, total = [], [], 0
    for pairs, keys in counted:
        fits = total + pairs <= MOST_PAIRS * rows
        if fits:
            total += pairs
            chosen.append(keys)
        rules.append({"rule": ", ".join(keys), "pairs_counted": pairs, "dropped": not fits})
    unseen.blocked_pairs(connection, chosen)
    return rules


def _teach(connection, rows, columns, *, seed):
    """A model taught on these rows: u from random pairs, m by expectation and maximisation."""
    with one_thread(connection):
        made = settings(comparisons_for(columns), unique_id="i")
        linker, _ = linker_of(connection, "weighed_row", made)
        random_pairs(linker, seed)
        for keys in _lessons(connection, columns):
            maximise(linker, keys)
        return temper(whole(linker.misc.save_model_to_json(), rows), rows)


def temper(model, rows):
    """The model with its u drawn towards what is usual, the more so the fewer rows taught it.

    A handful of rows shows too few random pairs, and some of them match.
    """
    pairs = rows * (rows - 1) // 2
    share = USUAL_PAIRS / (USUAL_PAIRS + pairs)
    for comparison in model["comparisons"]:
        levels = [lv for lv in comparison["comparison_levels"] if not lv.get("is_null_level")]
        chance = USUAL.get(comparison["output_column_name"], 0.01)
        rest = 1 - chance * (len(levels) - 1)
        for level in levels:
            usual = rest if level is levels[-1] else chance
            level["u_probability"] = share * usual + (1 - share) * level["u_probability"]
    return model


def _lessons(connection, columns):
    """Up to three blocks with pairs enough to learn from and few enough to compare."""
    usable = [keys for keys in LESSONS if columns_in(keys) <= columns]
    fit = [k for k in usable if TEACHES <= unseen.count_pairs(connection, k) <= MOST_TAUGHT]
    return fit[:3]


def _inside(connection, model, rows, left, right, weights, prior):
    """Every pair within a part, weighed: blocks leave out pairs that an average needs."""
    shift = np.log2(prior / (1 - prior)) if prior else -60
    part = parts_of(rows, left, right, weights + shift)
    sizes = np.bincount(part)[part]
    at = np.flatnonzero(sizes > 1).astype(np.int32)
    unseen.pairs_within(connection, pa.table({"i": at, "part": part[at]}))
    left, right, weights = score(connection, model, "weighed_row")
    return left, right, weights + shift, part


def write_people(connection, found, path):
    """Write source, id and person of every row, as CSV or Parquet by the file's ending."""
    rows = np.arange(found.rows, dtype=np.int32)
    unseen.write_answer(
        connection, path, pa.table({"i": rows, "person": found.person}), pairs=False
    )


def write_pairs(connection, found, path):
    """Write the pairs at even odds or better, most likely first."""
    table = pa.table({"l": found.left, "r": found.right, "probability": found.probability})
    unseen.write_answer(connection, path, table, pairs=True)


open_engine = engine
