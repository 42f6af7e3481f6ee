"""tilth pack, tilth agree log, tilth agree remind: the secretariat's week from a terminal."""

from pathlib import Path

from tilth.cli.verbs import Answer, Verb, a_day, day, on_argument
from tilth.ground.errors import AgreementError, ExtractError, UsageError
from tilth.ground.place import Place

SHOWN = 20


def pack_arguments(parser):
    parser.add_argument("body", metavar="BODY", help="who meets, such as place-board")
    parser.add_argument("date", type=a_day, metavar="DATE",
                        help="when, such as 2026-05-14")  # fmt: skip
    parser.add_argument("--out", default=".", metavar="FOLDER", help="where to put it (here)")


def pack(args, progress):
    """The papers of a meeting as HTML, and as a tagged PDF where a browser is on the machine."""
    place, out = _open(args), Path(args.out)
    from tilth.store.whole import whole_file
    from tilth.web.agree.meetings import packing, printing

    meeting = _meeting(_body(args.body), args.date)
    if not out.is_dir():
        raise UsageError("there is no such folder", where=args.out, remedy="Make it first.")
    progress("gathering the papers", 0, 2)
    news = printing.news_for(place)
    html = printing.html_of(meeting, place, news)
    path = out / f"{printing.name_of(meeting)}.html"
    with whole_file(path) as temporary:
        temporary.write_text(html, encoding="utf-8")
    files, lines = [str(path)], [f"The pack: {path}"]
    if printing.browser():
        progress("printing", 1, 2)
        printing.to_pdf(html, path.with_suffix(".pdf"))
        files.append(str(path.with_suffix(".pdf")))
        lines.append(f"As a PDF: {path.with_suffix('.pdf')}")
    else:
        lines.append(
            "No browser is on this machine, so there is no PDF: print the HTML from yours."
        )
    told = packing.plain(packing.pack_of(meeting, place, news)) | {"files": files}
    return Answer(told, lines=lines, next="tilth serve")


def _open(args):
    place = Place.open(args.place)
    from tilth.web.records import open_records

    open_records(place)
    return place


def _body(slug):
    from tilth.web.agree.models import Body

    found = Body.objects.filter(slug=slug).first()
    if found is None:
        known = ", ".join(Body.objects.values_list("slug", flat=True)) or "none yet"
        raise UsageError(f"there is no board or group called {slug}", remedy=f"There are: {known}.")
    return found


def _meeting(body, on):
    found = body.meetings.filter(on=on).first()
    if found is None:
        days = body.meetings.order_by("-on").values_list("on", flat=True)[:5]
        known = ", ".join(one.isoformat() for one in days) or "none yet"
        raise UsageError(f"{body.name} does not meet on {on}", remedy=f"Its newest are: {known}.")
    return found


def log_arguments(parser):
    parser.add_argument("file", metavar="FILE", help="CSV, XLSX, or DOCX with a table")
    parser.add_argument("--body", required=True, metavar="BODY", help="who decided")
    parser.add_argument("--map", action="append", default=[], metavar="FIELD=COLUMN",
                        help="which column says what, such as decided=outcome")  # fmt: skip
    parser.add_argument("--proposer", default="", metavar="SLUG",
                        help="whom to count what the log gives to nobody known here")  # fmt: skip
    parser.add_argument("--public", action="store_true", help="residents may read them")
    parser.add_argument("--dry-run", action="store_true", help="look, and keep nothing")
    on_argument(parser)


def log(args, progress):
    """Bring in an old log of decisions, all of it or nothing; or only look at it."""
    place = _open(args)
    from tilth.agree.meetings.log.columns import best
    from tilth.agree.meetings.log.judging import judge
    from tilth.agree.meetings.log.reading import tables
    from tilth.web.agree.actions import logs
    from tilth.web.agree.meetings.importing import partner_names

    body, proposer = _body(args.body), _proposer(args.proposer)
    path = Path(args.file)
    table, columns = best(tables(_bytes(path), path.name), _mapped(args.map))
    if columns.missing:
        raise ExtractError(
            f"no column says {' or '.join(columns.missing)}; it has {', '.join(table.headings)}",
            where=path.name,
            remedy=f"Say which: --map {columns.missing[0]}=COLUMN",
        )
    judged = judge(table, columns, partners=partner_names(), known=logs.known(),
                   today=day(args, place))  # fmt: skip
    told = _told(judged)
    if args.dry_run:
        lines = [f"{len(judged.rows)} decisions would be brought in; nothing is kept.", *told]
        return Answer(_value(judged), lines=lines, next=f"tilth agree log {args.file} --body ...")
    if not judged.ready:
        stops = [str(one) for one in judged.troubles if one.stops] or ["No row can be brought in."]
        raise ExtractError("\n".join(stops[:SHOWN]), remedy="Put them right and bring it again.")
    made = logs.bring_in(_standing(), body, judged.rows, log=_number(), proposer=proposer,
                         public=args.public)  # fmt: skip
    lines = [f"{len(made)} decisions were brought in, {made[0].ref} to {made[-1].ref}.", *told]
    return Answer(_value(judged) | {"refs": [one.ref for one in made]}, lines=lines,
                  next="tilth serve, then /agree/decisions/")  # fmt: skip


def _bytes(path):
    from tilth.agree.meetings.log.kinds import MOST_BYTES

    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError:
        raise UsageError("there is no such file", where=str(path)) from None


def _mapped(said):
    wrong = next((one for one in said if "=" not in one), None)
    if wrong is not None:
        raise UsageError(f"{wrong} is not FIELD=COLUMN", remedy="Write --map decided=outcome")
    return {one.partition("=")[0]: one.partition("=")[2] for one in said}


def _proposer(slug):
    from tilth.web.agree.models import Partner

    found = Partner.objects.filter(slug=slug).first() if slug else None
    if slug and found is None:
        known = ", ".join(Partner.objects.values_list("slug", flat=True))
        raise UsageError(f"there is no partner called {slug}", remedy=f"There are: {known}.")
    return found


def _standing():
    from tilth.web.agree.standing import Standing
    from tilth.web.house.by import By

    return Standing.for_by(By.command())


def _number():
    """What names a log that came by command: below nothing, where no job of the site is."""
    from tilth.web.agree.actions.logs import BROUGHT
    from tilth.web.agree.models import Step

    known = Step.objects.filter(act=BROUGHT).values_list("after__log", flat=True)
    return min([0, *(int(one) for one in known)]) - 1


def _told(judged):
    for one in judged.twins[:SHOWN]:
        yield f"Row {one.row} is here already, as {one.twin}."
    for one in judged.troubles[: 5 * SHOWN]:
        yield str(one)


def _value(judged):
    return {
        "rows": [{"row": one.row, "date": one.date.isoformat(), "title": one.title,
                  "outcome": one.outcome, "partner": one.partner} for one in judged.rows],
        "here already": {one.row: one.twin for one in judged.twins},
        "troubles": [{"row": one.row, "column": one.column, "rule": one.rule, "remedy": one.remedy,
                      "stops": one.stops} for one in judged.troubles],
    }  # fmt: skip


def remind_arguments(parser):
    parser.add_argument("--site", default="", metavar="ADDRESS",
                        help="how people reach the site: https://...")  # fmt: skip
    parser.add_argument(
        "--dry-run", action="store_true", help="say who would be told, send nothing"
    )
    on_argument(parser)


def remind(args, progress):
    """Send each person what waits for them: one letter a day at most, none at weekends."""
    place = _open(args)
    from django.conf import settings

    from tilth.web.agree.meetings import reminders

    on, site = day(args, place), args.site or settings.SITE.origin
    if args.dry_run:
        rows = [_row(partner, letter, "would go" if letter.goes else "would not go")
                for letter, _, partner in reminders.letters_on(on)]  # fmt: skip
        return Answer({"letters": rows}, rows=rows or None, next="tilth agree remind",
                      lines=[] if rows else ["Nothing waits for anybody."])  # fmt: skip
    if not site:
        raise AgreementError("letters need the address of the site",
                             remedy="Set TILTH_SITE, or say --site https://...")  # fmt: skip
    done = reminders.send_all(_standing(), on, site=site.rstrip("/"), place=place.name)
    rows = [{"partner": partner.name, "what came of it": what} for _, partner, what in done]
    lines = [] if rows else ["No letter goes today."]
    return Answer({"letters": rows}, rows=rows or None, lines=lines, next="tilth status")


def _row(partner, letter, what):
    return {"partner": partner.name, "things": len(letter.things), "today": what,
            "because": letter.because}  # fmt: skip


VERBS = (
    Verb("", "pack", "the papers of a meeting, as HTML and PDF", pack, pack_arguments,
         level="D1", purpose="plan"),
    Verb("agree", "log", "bring in an old log of decisions", log, log_arguments,
         level="D1", purpose="plan"),
    Verb("agree", "remind", "send what waits to those it waits for", remind, remind_arguments,
         level="D1", purpose="plan"),
)  # fmt: skip
