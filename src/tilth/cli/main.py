"""Read the command, run one verb, print its answer."""

import argparse
import csv
import importlib
import json
import os
import sys
import traceback

from rich.console import Console
from rich.table import Table

from tilth.cli.progress import bars
from tilth.cli.verbs import LEVELS, Answer
from tilth.ground.cells import safe_cell
from tilth.ground.errors import STOPPED, TilthError
from tilth.ground.place import PURPOSES
from tilth.ground.strict import nearest

# Which module holds a command, so that only what is asked for is loaded.
MODULES = {
    "demo": "demo",
    "new": "places",
    "doctor": "doctor",
    "serve": "serve",
    "see areas": "see_areas",
    "see import": "see_intake",
    "see quarantine": "see_intake",
    "see check": "see_check",
    "see build": "see_build",
    "see show": "see_build",
    "see link": "see_link",
    "see review": "see_link",
    "see indicator": "see_indicator",
    "see export": "see_indicator",
    "see official": "see_official",
    "agree import": "agree_import",
    "agree decide": "agree_decide",
    "agree balance": "agree_balance",
    "agree network": "agree_network",
    "agree return": "agree_return",
    "agree log": "agree_meetings",
    "agree remind": "agree_meetings",
    "learn source": "learn_source",
    "learn claims": "learn_source",
    "pack": "agree_meetings",
    "learn story": "learn_story",
    "learn digest": "learn_digest",
    "learn share": "learn_share",
    "verify inputs": "verifying",
    "verify faults": "verifying",
    "verify disclosure": "verifying",
    "verify access": "verify_access",
    "users": "keeping",
    "status": "keeping",
    "backup": "backup",
    "restore": "backup",
    "audit verify": "keeping",
}
ROOMS = {
    "see": "files in, one linked population, what it shows",
    "agree": "what partners agreed, and what is told of it",
    "learn": "stories, what makes them work, and how they travel",
    "verify": "try to break it, and say what happened",
    "audit": "the record of who saw, took or changed what",
}


class Parser(argparse.ArgumentParser):
    """argparse, with our manners: one line of what is wrong, the near word, exit code 2."""

    def error(self, message):
        known = [name for action in self._actions for name in (action.choices or ())]
        said = message.split("'")[1] if "invalid choice: '" in message else None
        near = nearest(said, known) if said else None
        if said:
            message = f"there is no {said} here." + (f" Did you mean {near}?" if near else "")
        elif message.startswith("argument "):
            option, _, wrong = message.removeprefix("argument ").partition(": ")
            message = f"{option}{' ' if wrong.startswith('takes ') else ': '}{wrong}."
        self.exit(2, f"tilth: {message}\n       {self.prog} --help shows what there is.\n")


def parser(verbs):
    """The whole command line. A verb that does not declare its level and purpose stops here."""
    top = Parser(prog="tilth", description="See needs, agree as equals, act together, learn.")
    groups = {"": top.add_subparsers(metavar="COMMAND", required=True)}
    for room, says in ROOMS.items():
        group = groups[""].add_parser(room, help=says, description=says)
        groups[room] = group.add_subparsers(metavar="VERB", required=True)
    for verb in verbs:
        if verb.level not in LEVELS or verb.purpose not in PURPOSES:
            raise AssertionError(f"tilth {verb.room} {verb.name} declares no level or no purpose")
        one = groups[verb.room].add_parser(verb.name, help=verb.says, description=verb.says)
        one.add_argument("--place", default=os.environ.get("TILTH_PLACE", "."), metavar="FOLDER")
        one.add_argument("--json", action="store_true", help="the answer as JSON")
        one.add_argument("--quiet", action="store_true", help="no progress, no next step")
        one.add_argument("--debug", action="store_true", help="show where a defect of ours arose")
        verb.arguments(one)
        one.set_defaults(verb=verb)
    return top


def verbs_for(words):
    """The verbs of the module that holds a command; of every module where it names none."""
    named = [key for key in (" ".join(words[:2]), " ".join(words[:1])) if key in MODULES]
    names = sorted({MODULES[key] for key in named} or set(MODULES.values()))
    modules = [importlib.import_module(f"tilth.cli.{name}") for name in names]
    return tuple(verb for module in modules for verb in module.VERBS)


def main(argv=None, *, verbs=None):
    """Run one command; return its exit code (HOUSE: 0 done ... 130 stopped)."""
    words = sys.argv[1:] if argv is None else list(argv)
    args = parser(verbs or verbs_for(words)).parse_args(words)
    try:
        with bars(quiet=args.quiet or args.json) as progress:
            answer = args.verb.run(args, progress)
        show(answer, args)
        if answer.then:
            sys.stdout.flush()
            answer.then()
        return answer.exit
    except TilthError as error:
        return _refuse(error, args)
    except KeyboardInterrupt:
        print(
            "tilth: stopped. What was finished is kept; the same command goes on from there.",
            file=sys.stderr,
        )
        return STOPPED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if args.debug:
            traceback.print_exc()
        print(
            f"tilth: this is a defect of ours ({type(error).__name__}), not of your data. "
            "Run again with --debug and tell us what it says.",
            file=sys.stderr,
        )
        return 1


def _refuse(error, args):
    if args.json:
        kind = type(error).__name__
        told = {"error": kind, "what": error.what, "where": error.where, "remedy": error.remedy}
        print(json.dumps(told, indent=1))
    print(f"tilth: {error}", file=sys.stderr)
    if args.debug:
        traceback.print_exc()
    return error.exit_code


def show(answer: Answer, args):
    """Print an answer: JSON, a table on a terminal, CSV in a pipe; the next step on stderr."""
    if args.json:
        print(json.dumps(answer.value, indent=1, ensure_ascii=False, default=str))
        return
    for line in answer.lines:
        print(line)
    if answer.rows is not None:
        _table(answer.rows)
    if answer.next and not args.quiet:
        print(f"Next: {answer.next}", file=sys.stderr)


def _table(rows):
    if not sys.stdout.isatty():
        writer = csv.DictWriter(sys.stdout, list(rows[0]) if rows else [], lineterminator="\n")
        writer.writeheader()
        writer.writerows([{k: safe_cell(v) for k, v in row.items()} for row in rows])
        return
    table = Table(box=None, pad_edge=False)
    for column, value in (rows[0] if rows else {}).items():
        number = isinstance(value, int | float) and not isinstance(value, bool)
        table.add_column(column, justify="right" if number else "left")
    for row in rows:
        table.add_row(
            *("" if v is None else f"{v:,}" if type(v) is int else str(v) for v in row.values())
        )
    Console().print(table)
