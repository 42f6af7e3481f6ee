"""What each method is, in plain words and in symbols: for the page of methods and the docs."""

from tilth.see.methods.catalogue.changes import CHANGES
from tilth.see.methods.catalogue.differences import DIFFERENCES
from tilth.see.methods.catalogue.figures import FIGURES
from tilth.see.methods.catalogue.method import Method

__all__ = ["METHODS", "SYMBOLS", "Method"]

SYMBOLS = {
    "O": "how many we counted: people, or events",
    "n": "how many could have been counted",
    "z": "how sure: 1.96 for 95 in 100, 3.09 for 998 in 1,000",
    "L, U": "the lower and upper limits",
    "w": "the weight of one age or group",
    "V": "variance: how far chance alone moves a figure, squared",
}

METHODS = {method.name: method for method in (*FIGURES, *DIFFERENCES, *CHANGES)}
