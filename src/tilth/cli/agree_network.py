"""tilth agree network: a map of partners others keep in two sheets, looked at and brought in."""

from pathlib import Path

from tilth.cli.verbs import Answer, Verb, a_day
from tilth.ground.errors import UsageError
from tilth.ground.place import Place

REFUSED = 4


def network_arguments(parser):
    parser.add_argument("file", help="a workbook (XLSX) with the sheets Elements and Connections")
    parser.add_argument("--bring-in", action="store_true", help="bring it in, where it is sound")
    parser.add_argument("--on", type=a_day, metavar="DATE",
                        help="the day on which its ties were seen (today)")  # fmt: skip


def network(args, progress):
    """What a workbook would add; with --bring-in it is added, all of it or nothing."""
    place, path = Place.open(args.place), Path(args.file)
    if not path.is_file():
        raise UsageError(f"there is no file {path}", remedy="Say where the workbook lies.")
    from tilth.web.records import open_records

    open_records(place)
    from tilth.web.agree.network import workbook

    review = workbook.looked_at(path.read_bytes(), place, file=path.name)
    value = _told(review) | {"brought_in": None}
    rows = _rows(review)
    if not review.sound:
        return Answer(value, rows=rows, next="put the rows right, then run it again",
                      exit=REFUSED)  # fmt: skip
    if not args.bring_in:
        return Answer(value, rows=rows, next=f"tilth agree network {path} --bring-in")
    value["brought_in"] = _bring_in(place, review, args.on)
    done = value["brought_in"]
    lines = [f"Brought in: {done['partners']} new partners as invited, {done['ties']} ties."]
    return Answer(value, lines=lines, next="look at /agree/map/")


def _bring_in(place, review, on):
    from tilth.web.agree.actions.maps import bring_in
    from tilth.web.agree.agreements.force import day_of
    from tilth.web.agree.network import workbook
    from tilth.web.agree.standing import Standing
    from tilth.web.house.by import COMMAND, By

    # Whoever types it has the records in their hands; they keep them like a secretariat.
    standing = Standing.for_by(By(COMMAND, "secretariat"))
    on = on or day_of(place)
    return bring_in(standing, review, workbook.known(), on=on, through="command")


def _told(review):
    return {
        "new": [one.label for one in review.new],
        "here_already": dict(review.same),
        "ties": len(review.ties),
        "ties_here_already": len(review.again),
        "not_read": list(review.unread),
        "not_understood": [
            {"row": one.line, "column": one.column, "rule": one.rule, "remedy": one.remedy}
            for one in review.faults
        ],
    }


def _rows(review):
    """One row a finding: what is not understood first."""
    found = [
        ("not understood", f"row {one.line or '?'} {one.column or ''}".strip(),
         f"{one.rule}. {one.remedy}.")
        for one in review.faults
    ]  # fmt: skip
    found += [("new", one.label, one.type) for one in review.new]
    found += [("here already", label, key) for label, key in review.same.items()]
    found += [("tie", f"{one.one} > {one.other}", one.label) for one in review.ties]
    found += [("column not read", name, "") for name in review.unread]
    return [{"what": what, "which": which, "more": more} for what, which, more in found]


VERBS = (
    Verb("agree", "network", "look at a map of partners in two sheets, or bring it in", network,
         network_arguments, level="D1", purpose="plan"),
)  # fmt: skip
