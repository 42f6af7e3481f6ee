"""See the needs of a place: one linked population, its figures, and findings told whole."""

import importlib

_HOME = {
    "Finding": "tilth.see.findings.finding",
    "Indicator": "tilth.see.needs.indicator",
    "comparison": "tilth.see.findings.profiles",
    "estimate": "tilth.see.needs.estimates",
    "estimate_many": "tilth.see.needs.estimates",
    "fairness": "tilth.see.findings.unequal",
    "finding": "tilth.see.findings.making",
    "profile": "tilth.see.findings.profiles",
    "ranking": "tilth.see.findings.ranking",
    "rows": "tilth.see.findings.rows",
}

__all__ = ["Finding", "Indicator", "comparison", "estimate", "estimate_many", "fairness"]
__all__ += ["finding", "profile", "ranking", "rows"]


def __getattr__(name):
    """Each name is fetched when first asked for: `import tilth.see` itself loads nothing."""
    if name not in _HOME:
        raise AttributeError(f"module tilth.see has no attribute {name}")
    return getattr(importlib.import_module(_HOME[name]), name)


def __dir__():
    return __all__
