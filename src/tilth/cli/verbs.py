"""What a command is, and what it answers."""

import argparse
import datetime
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


def a_day(said):
    """A day as commands take it."""
    try:
        return datetime.date.fromisoformat(said)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{said!r} is no day. Write it as 2026-05-14") from None


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


FEWEST = 500


def people(said):
    """How many made-up people, as --people takes it."""
    if not said.replace(",", "").isdecimal() or int(said.replace(",", "")) < FEWEST:
        raise argparse.ArgumentTypeError(f"say a whole number of people, {FEWEST} or more")
    return int(said.replace(",", ""))
