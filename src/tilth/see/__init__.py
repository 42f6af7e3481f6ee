"""See the needs of a place: one linked population, its figures, and findings told whole."""

import importlib

_HOME = {
    "Finding": "tilth.see.findings.finding",
    "Indicator": "tilth.see.needs.indicator",
    "estimate": "tilth.see.needs.estimates",
    "finding": "tilth.see.findings.making",
    "rows": "tilth.see.findings.rows",
}

__all__ = ["Finding", "Indicator", "estimate", "finding", "rows"]


def __getattr__(name):
    """Each name is fetched when first asked for: `import tilth.see` itself loads nothing."""
    if name not in _HOME:
        raise AttributeError(f"module tilth.see has no attribute {name}")
    return getattr(importlib.import_module(_HOME[name]), name)


def __dir__():
    return __all__
