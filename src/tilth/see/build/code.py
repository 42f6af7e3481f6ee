"""Which code made something: a stage is made again when the code that makes it has changed."""

import functools
from importlib.metadata import version

from tilth.store.stages import hash_of, source_of

EVERY = (
    "tilth.store.parquet",
    "tilth.store.engine",
    "tilth.store.whole",
    "tilth.store.matching.tokens",
)
STEPS = {
    "pseudonymise": ("tilth.store.deriving.pseudonymise", "tilth.ground.extracts"),
    "identity": ("tilth.see.build.steps",),
    "context": ("tilth.store.deriving.context", "tilth.store.deriving.attributes"),
    "link": (
        "tilth.see.linkage",
        "tilth.store.aside",
        "tilth.store.matching.candidates",
        "tilth.store.matching.hmac_numbers",
        "tilth.store.matching.joining",
        "tilth.store.matching.linked",
        "tilth.store.matching.standardise",
    ),
    "opt_outs": ("tilth.store.deriving.opted_out", "tilth.see.build.opt_outs"),
    "people": ("tilth.store.deriving.people", "tilth.store.deriving.attributes"),
    "events": (
        "tilth.store.deriving.events",
        "tilth.store.deriving.repeats",
        "tilth.store.deriving.attributes",
    ),
    "derive": (
        "tilth.store.deriving.derive",
        "tilth.see.build.steps",
        "tilth.see.build.lineage",
        "tilth.see.build.inputs",
    ),
    "index": ("tilth.see.build.index", "tilth.store.deriving.summing"),
    "cells": (
        "tilth.see.build.cells",
        "tilth.store.needs",
        "tilth.store.aside",
        "tilth.store.counting.tallies",
    ),
}
LIBRARIES = ("duckdb", "pyarrow", "numpy")
LINKING = ("splink", "scipy", "numba")


@functools.cache
def code_of(step):
    """The hash of the code of one step, and of the libraries whose versions change its bytes."""
    libraries = LIBRARIES + (LINKING if step == "link" else ())
    return hash_of(
        {
            "code": {m: source_of(m) for m in (*EVERY, *STEPS[step])},
            "libraries": {name: version(name) for name in libraries},
        }
    )


def code_of_all():
    """The hash of the code of every step."""
    return hash_of({step: code_of(step) for step in STEPS})
