"""What a command is, and what it answers."""

import argparse
import datetime
import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field

LEVELS = ("D0", "D1", "D2", "D3", "D4")


@dataclass(frozen=True)
class Verb:
    """One command: `tilth <room> <name>`, or `tilth <name>` where room is empty.

    run(args, progress) returns an Answer. arguments(parser) adds its own options; --place,
    --json, --quiet and --debug are everyone's. level and purpose are what SAFETY.md section 1
    says of every command; leaving one out stops start-up. progress(what, done, total) may be
    called as often as is handy; total may be None.
    """

    room: str
    name: str
    says: str
    run: Callable
    arguments: Callable = lambda parser: None
    level: str = ""
    purpose: str = ""


@dataclass
class Answer:
    """What a command found.

    value: what --json prints, made of plain dicts, lists, texts and numbers.
    lines: what a person reads, one text a line. rows: a table instead of lines, as a list of
    dicts: drawn on a terminal, CSV in a pipe. next: the next step, told last.
    exit: the exit code. then: what goes on once this is shown, such as serving the site.
    """

    value: dict
    lines: list = field(default_factory=list)
    rows: list | None = None
    next: str = ""
    exit: int = 0
    then: Callable | None = None


def takes(what, said):
    """What an option says to something it cannot take; `main` puts the option's name before it."""
    return argparse.ArgumentTypeError(f"takes {what}, not {said!r}")


def number(said):
    """A number as commands take it."""
    try:
        value = float(said)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise takes("a number, such as 2.5", said)
    return value


def whole(fewest, most=None):
    """A function that reads a whole number as commands take it: fewest to most."""
    bounds = f", {fewest} or more" if most is None else f" from {fewest} to {most}"

    def read(said):
        written = re.fullmatch(r"\d+|\d{1,3}(,\d{3})+", said)
        value = int(said.replace(",", "")) if written else -1
        if value < fewest or (most is not None and value > most):
            raise takes(f"a whole number{bounds}", said)
        return value

    return read


def a_day(said):
    """A day as commands take it."""
    try:
        return datetime.date.fromisoformat(said)
    except ValueError:
        raise takes("a day, such as 2026-05-14", said) from None


def day(args, place):
    """The day a command acts on: --on if given, the day a made-up place stands on, or today."""
    return getattr(args, "on", None) or place.place.as_of or datetime.date.today()


def on_argument(parser):
    """--on DATE, for every command whose answer depends on the day."""
    parser.add_argument(
        "--on",
        type=a_day,
        metavar="DATE",
        help="act as on this day, such as 2026-05-14 (today unless told)",
    )


people = whole(500)  # how many made-up people, as --people takes it
