"""The Fellegi-Sunter model: learned once by Splink, kept as a file, weighed by ever after.

Weight = sum of log2(m / u) with term frequencies; P = 1 / (1 + 2^-(w + log2(prior odds))).
Source: Fellegi and Sunter 1969, J Am Stat Assoc 64:1183; Splink 5.
"""

import contextlib
import json
import logging

import numpy as np
from splink import DuckDBAPI, Linker

from tilth.ground.errors import DefinitionError
from tilth.see.linkage.comparisons import person_comparisons, settings
from tilth.store.matching import candidates
from tilth.store.matching.weighing import pair_weights

LEARN_FROM = 40_000  # records a model is learned from
ENOUGH = 500  # pairs of one NHS number that teach what a match looks like
NEVER_MATCH, NEVER_RANDOM = 1e-3, 1e-6  # for a level never seen among matches, or random pairs
TOP, ELSE = 0.85, 0.05  # of a comparison never taught: its best level, its last
RANDOM_PAIRS = 250_000
TEACHES = 30  # a block of fewer pairs teaches nothing
EM_BLOCKS = (("dob", "sex"), ("surname", "first"))


def learn(connection, pool, *, seed):
    """A model of the pool, as Splink's settings with their probabilities; None of an empty pool.

    u from random pairs. m from pairs that share an NHS number where there are enough, else by
    expectation and maximisation. One thread and a seed: the same pool gives the same model.
    """
    with one_thread(connection):
        rows, pairs = candidates.make_learning(connection, pool, LEARN_FROM)
        if rows < 2:
            return None
        linker, _ = linker_of(connection, "learning", settings(person_comparisons(), unique_id="i"))
        random_pairs(linker, seed)
        if pairs >= ENOUGH:
            linker.training.estimate_m_from_label_column("nhs")
        else:
            for keys in EM_BLOCKS:
                if candidates.candidate_pairs(connection, keys, base="learning") >= TEACHES:
                    maximise(linker, keys)
        return whole(linker.misc.save_model_to_json(), rows)


@contextlib.contextmanager
def one_thread(connection):
    """A while in which the engine adds up in one order, so that a model can be made again."""
    threads = connection.execute("select current_setting('threads')").fetchall()[0][0]
    connection.execute("set threads = 1")
    try:
        yield
    finally:
        connection.execute(f"set threads = {threads}")
        candidates.clear_model_tables(connection)


def random_pairs(linker, seed):
    """Learn u, how often two people agree by chance, from random pairs."""
    linker.training.estimate_u_using_random_sampling(
        max_pairs=RANDOM_PAIRS, seed=seed, num_chunks=1
    )


def linker_of(connection, table, model):
    """Splink's linker on a table of the store's connection, and its API; silent."""
    logging.getLogger("splink").setLevel(logging.ERROR)
    api = DuckDBAPI(connection)
    return Linker(api.register(table), model, log_level=None, validate_settings=False), api


def maximise(linker, keys):
    """Learn m by expectation and maximisation among the pairs that share some keys."""
    linker.training.estimate_parameters_using_expectation_maximisation(
        " and ".join(f"l.{key} = r.{key}" for key in keys), estimate_without_term_frequencies=True
    )


def whole(model, rows):
    """A model with every level's m and u told, from what was learned of `rows` records.

    A level never met among random pairs is taken for half a pair of them. A level never met
    among matches is rare; a comparison never taught is believed as most are: the best level in
    85 of 100 matches, the last in 5, the rest shared out.
    """
    seen = min(RANDOM_PAIRS, max(1, rows * (rows - 1) // 2))
    floors = {"m_probability": NEVER_MATCH, "u_probability": max(NEVER_RANDOM, 0.5 / seen)}
    for comparison in model["comparisons"]:
        levels = [lv for lv in comparison["comparison_levels"] if not lv.get("is_null_level")]
        if not any(_told(level, "m_probability") for level in levels):
            between = (1 - TOP - ELSE) / max(1, len(levels) - 2)
            for place, level in enumerate(levels):
                ends = {0: TOP, len(levels) - 1: ELSE}
                level["m_probability"] = ends.get(place, between)
        for level in levels:
            for name, floor in floors.items():
                level[name] = max(level[name], floor) if _told(level, name) else floor
    return model


def _told(level, name):
    return isinstance(level.get(name), int | float)


def read_model(path):
    """A saved model. Raises DefinitionError if the file is not one."""
    try:
        model = json.loads(path.read_text(encoding="utf-8"))
        if not model["comparisons"]:
            raise ValueError
        return model
    except (ValueError, KeyError, TypeError):
        raise DefinitionError(
            "this is not a saved matching model",
            where=str(path),
            remedy="Remove it, and the next run learns a new one.",
        ) from None


def score(connection, model, table):
    """The weight of evidence, in bits and without the prior, of every pair in `candidate`.

    table: the records compared, by i. Returns arrays l, r, weight, ordered by l and r.
    """
    return pair_weights(connection, model["comparisons"], table)


def probabilities(weights, pairs, *, rounds=100):
    """How likely each pair is one person, the prior learned from the pairs themselves.

    weights: log2 Bayes factors, shape (candidates,). pairs: how many pairs the candidates were
    chosen from, the rest being no match. The prior is the share of all pairs that match, found
    by expectation and maximisation. Returns (probabilities, prior).
    """
    if not len(weights):
        return np.zeros(0), 0.0
    prior = min(0.5, len(weights) / 2 / max(pairs, 2))
    for _ in range(rounds):
        chance = _chance(weights, prior)
        found = float(np.clip(chance.sum() / max(pairs, 1), 1e-12, 0.5))
        if abs(found - prior) <= 1e-6 * prior:
            break
        prior = found
    return _chance(weights, prior), prior


def _chance(weights, prior):
    bits = np.clip(weights + np.log2(prior / (1 - prior)), -60, 60)
    return 1 / (1 + 2.0**-bits)
