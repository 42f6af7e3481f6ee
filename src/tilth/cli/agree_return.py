"""tilth agree return: what those above ask for, made of what is written down."""

from tilth.cli.verbs import Answer, Verb, a_day
from tilth.ground.errors import UsageError
from tilth.ground.place import Place


def return_arguments(parser):
    parser.add_argument("name", nargs="?", default="", help="which return; each of them if none")
    parser.add_argument("--on", type=a_day, metavar="DATE",
                        help="of the period this day lies in (the last whole one)")  # fmt: skip


def run_return(args, progress):
    """One return as a table; or the returns there are."""
    from tilth.agree.levels.returns import Return

    place = Place.open(args.place)
    if not args.name:
        rows = [
            {"name": one.name, "title": one.title, "to whom": one.to_whom, "each": one.period}
            for one in place.all(Return).values()
        ]
        return Answer({"returns": rows}, rows=rows, next="tilth agree return NAME")
    asked = place.find(Return, args.name)
    span, sheet = _made(place, asked, args.on)
    from tilth.web.agree.levels.sheets import plain

    rows = [
        {
            "line": row["title"],
            "value": plain(row["value"]),
            "unit": row["unit"],
            "records": " ".join(row["records"]),
            "missing": row["note"],
        }
        for row in sheet.rows
    ]
    told = {"return": asked.name, "title": asked.title, "to_whom": asked.to_whom}
    told |= {"first": span.first.isoformat(), "last": span.last.isoformat(), "lines": rows}
    return Answer(told, rows=rows, next=f"look at /agree/levels/returns/{asked.name}/")


def _made(place, asked, on):
    """The period and the table, as the page makes them."""
    from tilth.web.records import open_records

    open_records(place)
    from tilth.web.agree.levels.returns import made, not_begun

    if on is not None and not_begun(place, asked, on):
        raise UsageError("that period has not begun", remedy="Say an earlier day with --on.")
    _, span, sheet = made(place, asked, on)
    return span, sheet


VERBS = (
    Verb("agree", "return", "a return to those above, made of the records", run_return,
         return_arguments, level="D1", purpose="plan"),
)  # fmt: skip
