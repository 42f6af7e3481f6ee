"""What went wrong, said so that whoever reads it can put it right."""

from dataclasses import dataclass


class TilthError(Exception):
    """Something a person can put right: what is wrong, where, what to do.

    Shown without a traceback. Never carries personal data.
    """

    exit_code = 1

    def __init__(self, what, *, where=None, remedy=None):
        self.what, self.where, self.remedy = what, where, remedy
        said = f"{where}: {what}" if where else what
        if remedy:
            stop = "" if said.endswith((".", "?", "!", ":")) else "."
            said = f"{said}{stop} {remedy}"
        super().__init__(said)


class UsageError(TilthError):
    """The command was not understood."""

    exit_code = 2


class DefinitionError(TilthError):
    """A definition (place, extract, concept, indicator, cohort) cannot be used."""

    exit_code = 3


class ExtractError(TilthError):
    """A partner's file is refused; the last good version stays in service."""

    exit_code = 4


class DisclosureError(TilthError):
    """A figure may not be shown."""

    exit_code = 5


class AgreementError(TilthError):
    """No live agreement allows this."""

    exit_code = 5


class ClosedError(AgreementError):
    """The agreement that a figure rested on is over: it is not counted until it is renewed."""


class StoreError(TilthError):
    """The store is busy or damaged."""

    exit_code = 6


ROWS_QUARANTINED = 7
STOPPED = 130


@dataclass(frozen=True)
class Fault:
    """One thing wrong in a file: file, line, column, rule and remedy, never the value itself."""

    file: str
    rule: str
    remedy: str
    line: int | None = None
    column: str | None = None

    def __str__(self):
        line = f" line {self.line:,}" if self.line else ""
        column = f", {self.column}" if self.column else ""
        return f"{self.file}{line}{column}: {self.rule}. {self.remedy}"
