"""tilth agree import: a plain list of organisations becomes partners."""

from pathlib import Path

from tilth.cli.verbs import Answer, Verb
from tilth.ground.errors import ExtractError, UsageError
from tilth.ground.place import Place

LARGEST = 10 * 2**20
KINDS = (".csv", ".xlsx", ".xlsm", ".ods", ".txt")


def arguments(parser):
    parser.add_argument(
        "file", metavar="FILE", help="a CSV file or a workbook, a row an organisation"
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="say what would change, write nothing"
    )


def run(args, progress):
    """Read a list of organisations; with any mistake nothing is written."""
    place, path = Place.open(args.place), Path(args.file)
    data = _read(path)
    from tilth.web.records import open_records

    open_records(place)
    from tilth.web.agree.partners.importing import carry_out, plans
    from tilth.web.house.by import By

    plan = plans(data, path.name, place)
    rows = [_row(one) for one in plan]
    if not args.dry_run:
        carry_out(By.command(), plan)
    counts = {
        what: sum(one.what == what for one in plan) for what in ("new", "changed", "as it was")
    }
    told = {"file": path.name, "written": not args.dry_run, **counts, "organisations": rows}
    again = f"tilth agree import {args.file}"
    return Answer(told, rows=rows, next=again if args.dry_run else "look at /agree/partners/")


def _read(path):
    if path.suffix.lower() not in KINDS:
        raise UsageError("this is no CSV file and no workbook", where=path.name,
                         remedy="Save the list as CSV or as an Excel workbook.")  # fmt: skip
    try:
        if path.stat().st_size > LARGEST:
            raise ExtractError("it is larger than 10 MB", where=path.name,
                               remedy="Keep only the list of organisations in it.")  # fmt: skip
        return path.read_bytes()
    except OSError as error:
        raise UsageError(error.strerror or "it cannot be read", where=str(path)) from None


def _row(one):
    """One line of the answer: what becomes of an organisation, field by field."""
    said = []
    for field, value in one.changes.items():
        if one.partner is not None:
            before = getattr(one.partner, field)
            said.append(f"{field.replace('_', ' ')}: {_words(before)} > {_words(value)}")
    return {
        "row": one.organisation.line,
        "organisation": one.organisation.name,
        "sector": one.organisation.sector,
        "what": one.what,
        "changes": "; ".join(said),
    }


def _words(value):
    if isinstance(value, list):
        return ", ".join(str(one) for one in value) or "nothing"
    return str(value) if value not in (None, "") else "nothing"


VERBS = (
    Verb("agree", "import", "organisations of a list become partners", run, arguments,
         level="D1", purpose="plan"),
)  # fmt: skip
