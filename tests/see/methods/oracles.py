"""Published figures for tests, read where they lie."""

import json

import pandas as pd


def csv(shared, name):
    """One table of published figures."""
    return pd.read_csv(shared / "oracles" / f"{name}.csv")


def told(shared, name):
    """One JSON file of published figures."""
    return json.loads((shared / "oracles" / f"{name}.json").read_text(encoding="utf-8"))
