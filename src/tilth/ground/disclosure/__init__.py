"""The one door out: small counts of people are hidden and the rest rounded before anyone sees."""

from tilth.ground.disclosure.bands import rounded_to_total
from tilth.ground.disclosure.pattern import Pattern, settle
from tilth.ground.disclosure.protecting import NOTES, protect
from tilth.ground.disclosure.rounding import HIDDEN, rounded_part, shown

__all__ = [
    "HIDDEN", "NOTES", "Pattern", "protect", "rounded_part", "rounded_to_total", "settle", "shown",
]  # fmt: skip
