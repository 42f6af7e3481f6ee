"""tilth see indicator and tilth see export: findings on a terminal, in a pipe and in files."""

import sys
from pathlib import Path

from tilth.cli.closed import open_now
from tilth.cli.verbs import Answer, Verb, a_day
from tilth.ground.errors import UsageError
from tilth.ground.strict import nearest
from tilth.store.counting.population import Population

LEFT_OUT = ("area", "indicator", "theme", "meaning")
PERIODS = ("month", "quarter", "year")
GROUPS = ("sex", "age_group", "ethnic_group", "deprivation_fifth")


def asking(parser):
    """The options both commands share: which areas."""
    parser.add_argument(
        "--layer",
        help="which areas: neighbourhood, ward, place ... (the smallest "
        "residents recognise unless told)",
    )
    parser.add_argument("--area", metavar="NAME", help="one area only, by its name or code")


def indicator_arguments(parser):
    parser.add_argument("name", nargs="?", help="which indicator; all of them listed if not given")
    asking(parser)
    parser.add_argument("--by", choices=GROUPS, help="a row for each group as well")
    parser.add_argument("--over", choices=PERIODS, help="a row for each period as well")
    for name, help in (("--since", "the first day of a series"), ("--until", "its last day")):
        parser.add_argument(name, type=a_day, metavar="DATE", help=help)
    parser.add_argument("--fairness", action="store_true", help="by deprivation, with the gap")
    parser.add_argument(
        "--save",
        metavar="FILE",
        help="write it here: .csv .xlsx .json .geojson .parquet .svg .fingertips.csv",
    )


def indicator(args, progress):
    """Print one indicator's finding, a profile of one area, or the list of indicators."""
    from tilth import see
    from tilth.see.official.nobody import people_of

    _refuse_unused(args)
    place = open_now(args.place)
    if not args.name and not args.area:
        return _listed(place, args)
    chosen = place.find(see.Indicator, args.name) if args.name else None
    with people_of(place, chosen) as people:
        progress("working it out", 0, None)
        found = _found(place, people, args)
        saved = found.save(args.save) if args.save else None
    return _told(found, args, saved)


def _refuse_unused(args):
    """No option is passed over in silence: what cannot be answered together is refused."""
    options = ("layer", "area", "by", "over", "since", "until", "fairness", "save")
    given = [name for name in options if getattr(args, name)]
    if not args.name:
        unused = [n for n in given if n not in (("area", "save") if args.area else ())]
        if unused:
            remedy = "Name one: tilth see indicator lists them all."
            raise UsageError(f"--{unused[0]} is asked of one indicator.", remedy=remedy)
    if args.fairness and (unused := [n for n in given if n not in ("fairness", "save")]):
        remedy = "Leave one of the two out."
        raise UsageError(
            f"--fairness is of the whole place, by deprivation: --{unused[0]} does not go with it.",
            remedy=remedy,
        )
    if (args.since or args.until) and not args.over:
        day = "since" if args.since else "until"
        raise UsageError(
            f"--{day} is of a series, and none is asked for.",
            remedy=f"Add --over: {', '.join(PERIODS)}.",
        )
    if args.since and args.until and args.since > args.until:
        raise UsageError(
            f"--since {args.since} lies after --until {args.until}.",
            remedy="Give the earlier day as --since.",
        )


def _found(place, people, args):
    from tilth import see

    if not args.name:
        return see.profile(people, args.area)
    chosen = place.find(see.Indicator, args.name)
    if args.fairness:
        return see.fairness(people, chosen)
    options = {name: getattr(args, name) for name in ("area", "by", "over", "since", "until")}
    return see.finding(people, chosen, layer=args.layer or usual_layer(people), **options)


def usual_layer(people):
    """The areas residents recognise, or the next above them that there are."""
    usual = [n for n in ("neighbourhood", "ward", "place") if n in people.layers]
    return usual[0] if usual else people.layers[0]


def _told(found, args, saved):
    """Sentence and table on a terminal; in a pipe the very rows of the page's CSV."""
    from tilth.see.findings.exports.about import sheet
    from tilth.see.findings.exports.texts import plain
    from tilth.see.findings.words import day_said

    lines, shown = [], sheet(found)
    if sys.stdout.isatty():
        lines = [found.sentence, f"{found.subtitle}. Data to {day_said(found.data_to)}."]
        lines += [f"Note: {caveat}" for caveat in found.caveats] + [""]
        shown = [_named(row, found) for row in found.rows()]
    if saved:
        lines, shown = [f"Written: {saved}"], None
    step = f"{found.recipe()['command']} --save {args.name or 'profile'}.xlsx"
    return Answer(plain(found), lines=lines, rows=shown, next="" if saved else step)


def _named(row, found):
    from tilth.see.findings.rows import headings

    short = headings(found) | {"value": "Figure"}
    return {title: row[name] for name, title in short.items() if name not in LEFT_OUT}


def _listed(place, args):
    """Every indicator by theme: what it is called, what it asks, and which way is better."""
    from tilth import see
    from tilth.see.needs.indicator import THEMES

    order = list(THEMES)
    held = sorted(
        place.all(see.Indicator).values(), key=lambda one: (order.index(one.theme), one.name)
    )
    rows = [
        {
            "theme": THEMES[one.theme],
            "name": one.name,
            "title": one.title,
            "better": one.better,
            "reviewed": one.reviewed.isoformat(),
            "retired": "yes" if one.retired else "",
        }
        for one in held
    ]
    first = rows[0]["name"] if rows else "NAME"
    step = f"tilth see indicator {first} --layer neighbourhood --place {args.place}"
    return Answer({"indicators": rows}, rows=rows, next=step)


def export_arguments(parser):
    asking(parser)
    parser.add_argument("--to", metavar="FOLDER", default="findings", help="where the files go")
    parser.add_argument("--theme", help="only the indicators of one theme")
    parser.add_argument(
        "--as",
        dest="endings",
        default="csv,svg",
        metavar="LIST",
        help="kinds of file for each indicator, such as csv,svg,geojson,fingertips "
        "(and one findings.xlsx)",
    )


def export(args, progress):
    """Write the findings of every indicator for a layer or an area into a folder."""
    from tilth import see
    from tilth.see.findings import known
    from tilth.see.findings.exports.writing import ENDINGS, file_name, workbook
    from tilth.store.whole import whole_file

    endings = [ending.strip() for ending in args.endings.split(",") if ending.strip()]
    unknown = [ending for ending in endings if ending not in ENDINGS]
    if unknown:
        raise UsageError(
            f"a finding is not saved as {unknown[0]}", remedy=f"There are: {', '.join(ENDINGS)}."
        )
    _check_theme(args.theme)
    place, folder = open_now(args.place), Path(args.to)
    with Population.open(place) as people:
        layer = args.layer or usual_layer(people)
        chosen, missing = known.chosen(people, theme=args.theme)
        findings, written = [], []
        for at, (name, one) in enumerate(chosen.items()):
            progress("writing findings", at, len(chosen))
            found = see.finding(people, one, layer=layer, area=args.area)
            if not one.counted and found.table["value"].isna().all():
                missing[name] = f"not published by {layer}"
                continue
            findings.append(found)
            for ending in endings:
                if ending != "geojson" or found.shapes:
                    written.append(str(found.save(folder / file_name(name, ending))))
    if findings:
        with whole_file(folder / "findings.xlsx") as temporary:
            temporary.write_bytes(workbook(findings))
        written.append(str(folder / "findings.xlsx"))
    return _exported(args, layer, findings, written, missing)


def _check_theme(theme):
    from tilth.see.needs.indicator import THEMES

    if theme and theme not in THEMES:
        near = nearest(theme, THEMES)
        raise UsageError(
            f"there is no theme {theme}",
            remedy=f"Did you mean {near}?" if near else f"There are: {', '.join(THEMES)}.",
        )


def _exported(args, layer, findings, written, missing):
    lines = [f"{len(findings)} findings by {layer} in {len(written)} files: {args.to}"]
    lines += [f"Not written: {name}: {why}" for name, why in missing.items()]
    value = {"layer": layer, "area": args.area, "files": written, "not_written": missing}
    step = f"open {args.to}/findings.xlsx" if written else "tilth see indicator"
    return Answer(value, lines, next=step)


VERBS = (
    Verb(
        room="see",
        name="indicator",
        says="one figure for every area, by group or over time; all of them listed without a name",
        run=indicator,
        arguments=indicator_arguments,
        level="D1",
        purpose="plan",
    ),
    Verb(
        room="see",
        name="export",
        says="write the findings of a layer or an area into a folder",
        run=export,
        arguments=export_arguments,
        level="D1",
        purpose="plan",
    ),
)
