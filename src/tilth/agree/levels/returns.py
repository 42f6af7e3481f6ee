"""Record once, report many: what is sent upwards is made of what is written down (P-110)."""

import datetime
from dataclasses import dataclass

from tilth.agree.levels.figures import RULES

PERIODS = ("quarter", "year")
UNITS = {
    "": ("", ""),
    "pounds": ("£", ""),
    "days": ("", "days"),
    "posts": ("", "whole-time posts"),
    "in 100": ("", "in 100"),
}


@dataclass(frozen=True)
class Line:
    """What a return asks for, and the rule that answers it from the records.

    not_known: what is said where the records do not hold it.
    """

    title: str
    rule: str
    not_known: str = "Nobody has written this down."

    def __post_init__(self):
        if self.rule not in RULES:
            raise ValueError(f"rule {self.rule!r} is not one of {', '.join(RULES)}")


@dataclass(frozen=True)
class Return:
    """A report to somebody above: its title, to whom, for which period, and its lines."""

    folder = "returns"

    title: str
    to_whom: str
    why: str
    period: str
    lines: tuple[Line, ...]
    reviewed: datetime.date
    name: str = ""

    def __post_init__(self):
        if self.period not in PERIODS:
            raise ValueError(f"period {self.period!r} is not one of {', '.join(PERIODS)}")
        if not self.lines:
            raise ValueError("a return has at least one line")


def filled(asked, book, span):
    """The rows of a return: title, value, unit, records, note; nothing is typed in by hand."""
    return [_row(line, RULES[line.rule](book, span)) for line in asked.lines]


def _row(line, found):
    note = line.not_known if found.value is None else found.unknown
    return {
        "title": line.title,
        "value": found.value,
        "unit": found.unit,
        "records": list(found.records),
        "count": len(found.records),
        "note": note,
        "rule": line.rule,
    }
