"""See needs, agree as equals, act together, learn and share."""

import importlib

_HOME = {
    "Place": "tilth.ground.place",
    "Population": "tilth.store.counting.population",
    "Criterion": "tilth.ground.criterion",
    "Estimate": "tilth.ground.estimate",
    "Extract": "tilth.ground.extracts",
    "Concept": "tilth.ground.extracts",
    "Finding": "tilth.see.findings.finding",
    "Indicator": "tilth.see.needs.indicator",
    "TilthError": "tilth.ground.errors",
    "DefinitionError": "tilth.ground.errors",
    "StoreError": "tilth.ground.errors",
}

__all__ = ["Concept", "Criterion", "DefinitionError", "Estimate", "Extract", "Finding"]
__all__ += ["Indicator", "Place", "Population", "StoreError", "TilthError"]


def __getattr__(name):
    """Each name is fetched when first asked for: `import tilth` itself loads nothing."""
    if name not in _HOME:
        raise AttributeError(f"module tilth has no attribute {name}")
    return getattr(importlib.import_module(_HOME[name]), name)


def __dir__():
    return __all__
