"""One method: its words, its formula, and who said so first."""

from dataclasses import dataclass

GUIDE = "https://fingertips.phe.org.uk/static-reports/public-health-technical-guidance/"
DOI = "https://doi.org/"


@dataclass(frozen=True)
class Method:
    """One way of working a figure out: what it says, how, and who said so first.

    plain: words anyone can read. formula: symbols, told in `SYMBOLS`. source: who, and where.
    reference_url: where to read on. function: where it is in tilth.see.methods, or empty.
    """

    name: str
    title: str
    plain: str
    formula: str
    source: str
    reference_url: str
    function: str = ""
