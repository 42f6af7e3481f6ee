"""A lone number, with the same fields as the estimates table."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Estimate:
    """One figure for one area, and how sure of it we are.

    value, lower and upper are empty where there is nobody to measure; note says why.
    """

    area: str | None
    numerator: float | None
    denominator: float | None
    value: float | None
    lower: float | None = None
    upper: float | None = None
    note: str = ""

    def __post_init__(self):
        given = [v for v in (self.lower, self.value, self.upper) if v is not None]
        if given != sorted(given):
            raise ValueError("an estimate lies between its lower and upper limits")
