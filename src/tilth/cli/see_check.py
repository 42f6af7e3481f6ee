"""tilth see check: how good are the data, and which rows are at fault?"""

import shutil
import sys

from tilth.cli.verbs import Answer, Verb, day, on_argument
from tilth.ground.place import Place
from tilth.see.checks.run import check
from tilth.store.whole import whole_file

SHOWN = ("check", "title", "failed", "checked", "share", "threshold", "result")


def arguments(parser):
    parser.add_argument("source", nargs="?", help="one source; all of them unless told")
    parser.add_argument("--rows", metavar="FILE", help="write every row at fault here, as Parquet")
    parser.add_argument("--all", action="store_true", help="show the checks that passed as well")
    on_argument(parser)


def run(args, progress):
    """Check one source or all, show what failed, keep every row at fault."""
    place = Place.open(args.place)
    checked = check(place, args.source, on=day(args, place), progress=progress)
    if args.rows:
        with whole_file(args.rows) as temporary:
            shutil.copyfile(checked.rows, temporary)
    counts = {r.replace(" ", "_"): checked.count(r) for r in RESULTS}
    return Answer(
        value={
            "run": checked.run,
            "folder": str(checked.folder),
            "rows_at_fault": checked.rows_at_fault,
            "counts": counts,
            "checks": checked.results,
        },
        lines=_told(checked, counts) if sys.stdout.isatty() else [],
        rows=[_shown(one) for one in checked.results if args.all or one["result"] in WRONG],
        next=_next(checked, counts, args),
        exit=1 if counts["error"] else 0,
    )


RESULTS = ("pass", "fail", "not applicable", "error")
WRONG = ("fail", "error")


def _told(checked, counts):
    kinds = len({one["kind"] for one in checked.results if one["result"] != "not applicable"})
    asked = counts["pass"] + counts["fail"]
    return [
        f"{asked:,} checks of {kinds} kinds: {counts['pass']:,} pass, {counts['fail']:,} fail; "
        f"{counts['not_applicable']:,} do not apply.",
        f"{checked.rows_at_fault:,} rows at fault are kept, every one: {checked.rows}",
    ]


def _shown(one):
    """One line of the table. A check that could not be made has no numbers."""
    return {name: one.get(name) for name in SHOWN}


def _next(checked, counts, args):
    if counts["fail"] and not args.rows:
        return "tilth see check --rows FILE, to take every row at fault to its sender"
    return "tilth see build"


VERBS = (
    Verb(
        room="see",
        name="check",
        says="check the data of every source, and keep every row at fault",
        run=run,
        arguments=arguments,
        level="D3",
        purpose="assure",
    ),
)
