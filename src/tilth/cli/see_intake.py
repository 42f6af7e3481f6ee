"""tilth see import, tilth see quarantine."""

import csv
import getpass
import itertools
from pathlib import Path

from tilth.cli.verbs import Answer, Verb, day, on_argument, takes
from tilth.ground.cells import safe_cell
from tilth.ground.errors import ROWS_QUARANTINED, UsageError
from tilth.ground.place import Place
from tilth.see import intake
from tilth.see.intake.quarantine import put_aside
from tilth.store.ledger import Ledger


def pair(said):
    """theirs=ours, as --map takes it."""
    left, equals, right = said.partition("=")
    if not (left.strip() and equals and right.strip()):
        raise takes("their_name=our_name", said)
    return left.strip(), right.strip()


def import_arguments(parser):
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    parser.add_argument("--as", dest="source", metavar="SOURCE", help="the source in place.toml")
    parser.add_argument("--map", action="append", type=pair, default=[], metavar="THEIRS=OURS")
    parser.add_argument("--manifest", type=Path, help="FILE.manifest.json unless told")
    parser.add_argument("--release", metavar="VERSION", help="put a held version in service")
    parser.add_argument("--withdraw", metavar="VERSION", help="take a version out of service")
    parser.add_argument("--because", default="", help="why, for the ledger")
    on_argument(parser)


def run_import(args, progress):
    """Take files in, or record a person's word on a version."""
    place = Place.open(args.place)
    on = day(args, place)
    if args.release or args.withdraw:
        return _rule(place, args, on)
    if not args.files:
        return told(intake.load_all(place, on=on, progress=progress))
    outcomes = []
    for path in args.files:
        source = args.source or source_of(place, path)
        receipt = intake.load(
            place,
            source,
            path,
            on=on,
            mapping=dict(args.map),
            manifest=args.manifest,
            progress=progress,
        )
        outcomes.append(intake.Outcome(source, path.name, receipt))
    return told(outcomes)


def source_of(place, path):
    """The source whose path a file matches. Raises UsageError where none or several do."""
    there = path.resolve()
    found = [s.name for s in place.sources if there in [p.resolve() for p in _files(place, s)]]
    if len(found) != 1:
        raise UsageError(
            f"{path.name} matches {'no source' if not found else ' and '.join(found)}",
            where="place.toml",
            remedy=f"Say which: --as {' or --as '.join(s.name for s in place.sources)}",
        )
    return found[0]


def _files(place, source):
    return intake.files_of(place, source)


def told(outcomes):
    """What became of some files: source by source, and file by file where there is more to say."""
    refused = [o for o in outcomes if o.error]
    receipts = [o.receipt for o in outcomes if o.receipt]
    held = [r for r in receipts if r.state == "held"]
    aside = sum(r.quarantined for r in receipts)
    lines = list(_by_source(outcomes)) or ["There is nothing to import."]
    value = {"files": [_value(o) for o in outcomes]}
    code = ROWS_QUARANTINED if aside else 0
    if refused:
        code = max(o.error.exit_code for o in refused)
    step = "tilth see build"
    if held:
        step = f'tilth see import --release {held[0].version} --because "..."'
    elif aside:
        step = "tilth see quarantine, then tilth see build"
    return Answer(value, lines=lines, next=step, exit=code)


def _by_source(outcomes):
    """One line a source; under it each file that was refused, held or has rows put aside."""
    for source, group in itertools.groupby(outcomes, lambda outcome: outcome.source):
        files = list(group)
        receipts = [o.receipt for o in files if o.receipt]
        if len(receipts) > 1:
            new = sum(not r.same for r in receipts)
            yield f"{source}: {len(receipts)} files, {new} of them new: {arithmetic(receipts)}"
        for outcome in files:
            receipt = outcome.receipt
            if len(receipts) > 1 and receipt and not (receipt.quarantined or receipt.because):
                continue
            yield from _lines(outcome)


def arithmetic(receipts):
    """The sum that always adds up, over several files."""
    parts = "accepted quarantined duplicate blank erased".split()
    sums = {part: sum(getattr(r, part) for r in receipts) for part in parts}
    words = " + ".join(f"{count:,} {part}" for part, count in sums.items())
    return f"{sum(r.rows_in for r in receipts):,} rows in = {words}"


def _lines(outcome):
    """What a person reads of one file."""
    if outcome.error:
        return [f"{outcome.source}: refused. {outcome.error}"]
    receipt = outcome.receipt
    state = receipt.state.replace("_", " ")
    known = " (it was here already)" if receipt.same else ""
    lines = [f"{receipt.file}: {receipt.arithmetic}; {state}{known}."]
    if receipt.because:
        lines.append(f"  {state}: {receipt.because}")
    if receipt.unlinked:
        lines.append(f"  {receipt.unlinked:,} NHS numbers fail their check and were emptied")
    if receipt.absent:
        lines.append(f"  optional columns it lacks: {', '.join(receipt.absent)}")
    if receipt.extra:
        lines.append(f"  columns not used: {', '.join(receipt.extra)}")
    return lines + [f"  {note}" for note in receipt.notes]


def _value(outcome):
    told = {"source": outcome.source, "file": outcome.file}
    if outcome.error:
        error = outcome.error
        refused = {"error": type(error).__name__, "what": error.what, "remedy": error.remedy}
        return told | refused
    return told | outcome.receipt.told()


def _rule(place, args, on):
    """Release or withdraw one version; the source is found from the version's name."""
    ruling, version = ("release", args.release) if args.release else ("withdraw", args.withdraw)
    with Ledger.open(place) as ledger:
        found = [v for v in ledger.versions(args.source) if v.version == version]
        if not found:
            raise UsageError(
                f"there is no version {version}", remedy="See tilth see import --json."
            )
        source = found[0].source
        with ledger.lock(source):
            now = ledger.rule(
                source, version, ruling, by=getpass.getuser(), because=args.because, at=on
            )
    line = f"{now.source} {now.version}: {now.state.replace('_', ' ')}"
    value = {"source": source, "version": version, "state": now.state, "because": now.because}
    return Answer(value, lines=[line], next="tilth see build")


def quarantine_arguments(parser):
    parser.add_argument("source", nargs="?", metavar="SOURCE")
    parser.add_argument("--csv", type=Path, metavar="FILE", help="write them all to a file")
    parser.add_argument("--raw", action="store_true", help="with the bytes as sent (identifiable)")


def run_quarantine(args, progress):
    """Every row put aside: file, line, rule, remedy."""
    place = Place.open(args.place)
    if args.source:
        place.source(args.source)
    with Ledger.open(place) as ledger:
        rows = list(put_aside(place, ledger, args.source, raw=args.raw))
    value = {"rows": rows, "count": len(rows)}
    if args.csv:
        with open(args.csv, "w", encoding="utf-8", newline="") as file:
            names = ["source", "file", "line", "rule", "remedy", *(["raw"] if args.raw else [])]
            writer = csv.DictWriter(file, names)
            writer.writeheader()
            writer.writerows([{k: safe_cell(v) for k, v in row.items()} for row in rows])
        return Answer(value, lines=[f"{len(rows):,} faults written to {args.csv}."])
    if not rows:
        return Answer(value, lines=["Nothing is in quarantine."])
    return Answer(value, rows=rows, next="send these to whoever sent the file")


VERBS = (
    Verb(
        "see",
        "import",
        "take partners' files in, every row accounted for",
        run_import,
        import_arguments,
        level="D3",
        purpose="assure",
    ),
    Verb(
        "see",
        "quarantine",
        "rows put aside: line, rule and remedy",
        run_quarantine,
        quarantine_arguments,
        level="D3",
        purpose="assure",
    ),
)
