"""tilth see build, tilth see show."""

from tilth.cli import see_intake
from tilth.cli.closed import open_now
from tilth.cli.verbs import Answer, Verb, day, on_argument
from tilth.ground.errors import AgreementError, StoreError
from tilth.ground.place import Place
from tilth.see.build import build, trace
from tilth.see.build.showing import picture
from tilth.see.intake import load_all
from tilth.store.releases import open_release, read_json

SYNTHETIC = "SYNTHETIC: nobody here is real."


def build_arguments(parser):
    parser.add_argument(
        "--changed",
        action="store_true",
        help="trust what was made before; without it every hash is read again",
    )
    parser.add_argument("--memory", default="4GB", help="most memory of the counting engine")
    on_argument(parser)


def run_build(args, progress):
    """Take in what partners sent, then bring the release up to date with the files in service."""
    place = open_now(args.place)
    on = day(args, place)
    came = received(place, on, progress)
    built = build(place, on=on, changed=args.changed, memory=args.memory, progress=progress)
    release = built.release
    arithmetic = read_json(release, "arithmetic.json")
    value = {
        "release": release.name,
        "folder": str(release.folder),
        "as_of": release.manifest["as_of"],
        "synthetic": release.manifest["synthetic"],
        "changed": built.changed,
        "made": list(built.made),
        "reused": list(built.reused),
        "not_read": built.not_read,
        "arithmetic": {k: arithmetic[k] for k in ("people_in", "people", "rows_in", "rows")},
        "files": came.value["files"],
    }
    lines = [*came.lines, *_built_lines(built, arithmetic)]
    return Answer(value, lines=lines, next="tilth see show", exit=came.exit)


def received(place, on, progress):
    """What `tilth see import` says of files not seen before; of those seen, only what is wrong.

    A refused file does not stop a build: its last good version stays in service. A store that is
    busy or full does.
    """
    outcomes = load_all(place, on=on, progress=progress)
    for outcome in outcomes:
        if isinstance(outcome.error, StoreError):
            raise outcome.error
    ended = [o for o in outcomes if isinstance(o.error, AgreementError)]
    news = [o for o in outcomes if o not in ended and (o.error or not o.receipt.same)]
    return see_intake.told(news) if news else Answer({"files": []})


def _built_lines(built, arithmetic):
    release = built.release
    lines = [SYNTHETIC] if release.manifest["synthetic"] else []
    if not built.made:
        lines.append(f"Nothing changed. Release {release.name} stays in service.")
    else:
        did = f"{len(built.made)} stages made, {len(built.reused)} reused"
        news = "is in service" if built.changed else "stays in service: what was made is the same"
        lines.append(f"Release {release.name} {news} ({did}).")
    lines += arithmetic_lines(arithmetic)
    lines += [f"Not read: {source}, for {why}." for source, why in built.not_read.items()]
    lines.append(f"It lies in {release.folder}")
    return lines


def arithmetic_lines(arithmetic):
    """People and rows in, and what became of them."""
    lines = []
    for what in ("people", "rows"):
        part = arithmetic[what]
        lines.append(
            f"{arithmetic[what + '_in']:,} {what} in = {part['used']:,} used + "
            f"{part['opted_out']:,} opted out + {part['out_of_scope']:,} out of scope"
        )
    return lines


def show_arguments(parser):
    parser.add_argument("--release", metavar="NAME", help="the one in service unless told")
    parser.add_argument(
        "--lineage",
        nargs="?",
        const="",
        metavar="NAME",
        help="where a concept, attribute or list comes from; all of it where none is named",
    )


def run_show(args, progress):
    """What the release holds, or where a figure comes from."""
    place = Place.open(args.place)
    if args.lineage is not None:
        told = trace(open_release(place, args.release), args.lineage or None)
        return Answer(told, lines=_lineage_lines(told, args.lineage), next="tilth see show")
    return shown(place, args.release)


def shown(place, release=None):
    """The picture of a release, in words."""
    told = picture(place, release)
    return Answer(told, lines=_show_lines(told), next="tilth see show --lineage sex")


def _show_lines(told):
    lenses = told["lenses"]
    lines = [SYNTHETIC] if told["synthetic"] else []
    lines += [
        f"{told['place']}, release {told['release']}, data to {told['as_of']}",
        f"{told['people']:,} people: {_n(lenses['resident'])} live here, "
        f"{_n(lenses['registered'])} are registered here, {_n(lenses['both'])} both",
        f"  live here, registered elsewhere or nowhere: {_n(lenses['resident_not_registered'])}",
        f"  registered here, live elsewhere: {_n(lenses['registered_not_resident'])}",
        f"Known to two or more partners: {_n(told['known_to_two_or_more'])}",
    ]
    lines += _pair_lines(told["known_to_both"])
    lines += arithmetic_lines(told["arithmetic"])
    if told["opt_outs"]:
        lines.append(f"  opt-outs from the list of {told['opt_outs']}")
    lines.append("Areas (live here, registered here):")
    for area in told["areas"]:
        both = f"{_n(area['resident'])}, {_n(area['registered'])}"
        lines.append(f"  {area['layer']} {area['name']}: {both}")
    lines.append("Sources:")
    lines += [_source_line(source) for source in told["sources"]]
    lines += [f"  {source}: not read, for {why}" for source, why in told["not_read"].items()]
    lines += _linkage_lines(told["linkage"])
    lines.append("Counts of 1 to 7 people are shown as *, others to the nearest 5.")
    lines.append(f"The release lies in {told['folder']}")
    return lines


def _source_line(source):
    head = f"  {source['source']} ({source['partner']}), data to {source['data_to'] or 'not told'}"
    if "not_for_planning" in source:
        return f"{head}: {source['rows_in']:,} rows, not for planning"
    return (
        f"{head}: {source['rows_in']:,} rows in, {_n(source['used'])} used, "
        f"{_n(source['opted_out'])} opted out, {_n(source['out_of_scope'])} out of scope; "
        f"{_n(source['events'])} events of {_n(source['people'])} people"
    )


def _pair_lines(pairs, most=5):
    """The pairs of partners that know most of the same people."""
    known = {id(pair): pair["people"] for pair in pairs if isinstance(pair["people"], int)}
    first = sorted(pairs, key=lambda pair: (-known.get(id(pair), 0), pair["partners"]))[:most]
    lines = [f"  {' and '.join(pair['partners'])}: {_n(pair['people'])}" for pair in first]
    if len(pairs) > len(first):
        lines.append(f"  and {len(pairs) - len(first)} more pairs of partners (--json)")
    return lines


def _linkage_lines(quality):
    """How many records are how many people, and how often that was right."""
    lines = [f"Matching: {quality['records']:,} records are {quality['people']:,} people."]
    hidden = quality.get("hidden") or {}
    if hidden.get("pairs"):
        lines.append(
            f"  {hidden['pairs']:,} known pairs, matched again with an NHS number hidden: "
            f"{_share(hidden['precision'])} of those joined were right, "
            f"{_share(hidden['recall'])} were found"
        )
    named = quality.get("hidden_named") or {}
    if named.get("pairs"):
        lines.append(
            f"  where both records carry names ({named['pairs']:,} pairs): "
            f"{_share(named['recall'])} were found"
        )
    return lines


def _share(found):
    return f"{found['value']:.1%} ({found['lower']:.1%} to {found['upper']:.1%})"


def _lineage_lines(told, name):
    head = [SYNTHETIC] if told["synthetic"] else []
    if not name:
        head.append(f"Run {told['run']} read:")
    else:
        head.append(f"{told['name']} ({told['kind']}), run {told['run']}, comes from:")
    for feed in told["feeds"] if not name else told["sources"]:
        head.append(
            f"  {feed['source']}: partner {feed['partner']}, contract {feed['contract']['name']} "
            f"({feed['contract']['sha256'][:16]}), for {', '.join(feed['purpose'])}"
        )
        for file in feed["files"]:
            period = f"{file['period_from'] or '?'} to {file['period_to'] or '?'}"
            head.append(
                f"    {file['name']}, {period}, {file['rows']:,} rows accepted, "
                f"SHA-256 {file['sha256'][:16]}, sent by {file['sender'] or feed['partner']}"
            )
    if name and told["kind"] == "concept":
        made = told["from"]["definition"]
        head.append(f"  definition {made[:16] if made else 'in the contract itself'}")
    if name and told["kind"] == "attribute":
        for source, columns in told["from"]["columns"].items():
            head.append(f"  {source}: {', '.join(columns)}")
        head.append(f"  where sources disagree: {told['from']['settled_by']}")
    for stage, parts in told["stages"].items():
        for part in parts:
            of = f" of {part['of']}" if part["of"] else ""
            head.append(f"  stage {stage}{of}: {part['content'][:16]}")
    return head


def _n(count):
    return count if isinstance(count, str) else f"{count:,}"


VERBS = (
    Verb("see", "build", "files in service become a release", run_build, build_arguments,
         level="D3", purpose="plan"),
    Verb("see", "show", "what the release holds, and where its figures come from", run_show,
         show_arguments, level="D1", purpose="plan"),
)  # fmt: skip
