"""tilth see link, tilth see review."""

import getpass
from pathlib import Path

import numpy as np

from tilth.cli.see_intake import pair
from tilth.cli.verbs import Answer, Verb, day, on_argument, whole
from tilth.ground.errors import UsageError
from tilth.ground.place import Place
from tilth.see.linkage import published as behind
from tilth.see.linkage import unseen
from tilth.see.linkage.accuracy import accuracy, pair_counts
from tilth.see.linkage.quality import MEASURED
from tilth.store.ledger import Ledger


def link_arguments(parser):
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    parser.add_argument("--id", metavar="COLUMN", help="the column that names each row")
    parser.add_argument("--truth", metavar="COLUMN|FILE", help="who is truly who, to compare with")
    parser.add_argument("--map", action="append", type=pair, default=[], metavar="THEIRS=OURS")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write each row's person here")
    parser.add_argument("--pairs", type=Path, metavar="FILE", help="write the likely pairs here")
    parser.add_argument("--seed", type=whole(0), default=1)
    parser.add_argument("--memory", default="4GB", help="most memory of the counting engine")


def run_link(args, progress):
    """Show how well records were matched; or match files never seen before."""
    return _files(args, progress) if args.files else _release(args)


def _release(args):
    if args.out or args.pairs or args.map or args.id:
        raise UsageError("--out, --pairs, --map and --id go with a FILE to match")
    one = behind.published(Place.open(args.place))
    told = one.quality
    value = {
        "release": one.release,
        "synthetic": one.synthetic,
        **{
            k: told[k] for k in ("records", "people", "by_tier", "to_review", "kept_apart", "rules")
        },
        **{k: told.get(k) for k in ("hidden", "hidden_named")},
        **{k: behind.safe_groups(told.get(k, {})) for k in ("by", "by_named")},
        **{k: told.get(k, {}) for k in ("gap", "gap_named")},
    }
    if args.truth:
        value["truth"] = behind.against_truth(one, Path(args.truth))
    return Answer(value, lines=_release_lines(value), next="tilth see review")


def _release_lines(value):
    lines = ["SYNTHETIC: nobody here is real."] if value["synthetic"] else []
    lines.append(f"{value['records']:,} records are {value['people']:,} people.")
    tiers = {"T1": "NHS number", "T2": "name, birth and postcode", "T3": "near the same"}
    tiers |= {"T4": "the model", "T5": "people's word"}
    lines += [f"  {t} {what}: {value['by_tier'][t]:,} joined" for t, what in tiers.items()]
    if value["hidden"] and value["hidden"]["pairs"]:
        known = f"{value['hidden']['pairs']:,} known pairs, NHS number hidden"
        lines += [f"Of {known}: {_figures(value['hidden'])}"]
    if value["hidden_named"] and value["hidden_named"]["pairs"]:
        known = f"{value['hidden_named']['pairs']:,} of these, names in both records"
        lines.append(f"Of {known}: {_figures(value['hidden_named'])}")
    lines += [_gap_line(name, gap) for name, gap in value["gap_named"].items()]
    if "truth" in value:
        lines.append(f"Against the truth: {_figures(value['truth'])}")
    lines.append(f"{value['to_review']:,} pairs wait to be looked at.")
    return lines


def _gap_line(name, gap):
    """The widest gap between groups whose pairs carry names, with its interval."""
    word = name.replace("_", " ")
    told = [gap[k] for k in ("recall", "precision") if gap[k]]
    if not told:
        return f"Gap by {word}: not known, for want of two groups of {MEASURED} pairs."
    most = max(told, key=lambda g: g["points"])
    what = "found" if most is gap["recall"] else "right"
    verdict = "within" if most["points"] <= 1 else "ABOVE"
    return (
        f"Widest gap by {word}, {what} ({most['best']} over {most['worst']}; groups of "
        f"{MEASURED} pairs or more): {most['points']} points "
        f"({most['lower']} to {most['upper']}), {verdict} the goal of 1."
    )


def _figures(told):
    parts = []
    for name, word in (("precision", "right"), ("recall", "found"), ("f1", "F1")):
        one = told[name]
        if one["value"] is None:
            parts.append(f"{word} not known")
        else:
            low, high, mid = (100 * one[k] for k in ("lower", "upper", "value"))
            parts.append(f"{word} {mid:.2f}% ({low:.2f} to {high:.2f})")
    return ", ".join(parts)


def _files(args, progress):
    progress("Matching", 0, None)
    truth = Path(args.truth) if args.truth and Path(args.truth).is_file() else args.truth
    with unseen.open_engine(memory=args.memory) as connection:
        found = unseen.link_files(
            connection,
            args.files,
            mapping=dict(args.map),
            identifier=args.id,
            truth=truth,
            seed=args.seed,
        )
        if args.out:
            unseen.write_people(connection, found, args.out)
        if args.pairs:
            unseen.write_pairs(connection, found, args.pairs)
    value = _found(found)
    if found.truth is not None:
        value["truth"] = accuracy(*pair_counts(found.person, found.truth))
    return Answer(value, lines=_file_lines(value), next="" if args.out else "add --out FILE")


def _found(found):
    sizes = np.bincount(np.unique(found.person, return_counts=True)[1])
    return {
        "columns": {
            file: [{"column": r.column, "taken_for": r.role, "because": r.because} for r in told]
            for file, told in found.readings.items()
        },
        "rows": found.rows,
        "people": found.people,
        "pairs": found.expected["pairs"],
        "rows_each": {str(n): int(c) for n, c in enumerate(sizes) if c},
        "expected": found.expected,
        "rules": found.rules,
    }


def _file_lines(value):
    lines = []
    for file, told in value["columns"].items():
        lines.append(f"{file}:")
        for one in told:
            taken = one["taken_for"].replace("_", " ") or "left aside"
            lines.append(f"  {one['column']}: {taken} ({one['because']})")
    lines += [f"Not used, too many pairs: {r['rule']}" for r in value["rules"] if r["dropped"]]
    lines.append(
        f"{value['rows']:,} rows are {value['people']:,} people, {value['pairs']:,} pairs."
    )
    right = f"{value['expected']['right']:,.0f} of them right"
    lines.append(f"By the model's own reckoning {right}, of {value['expected']['there_are']:,.0f}.")
    if "truth" in value:
        lines.append(f"Against the truth: {_figures(value['truth'])}")
    return lines


def review_arguments(parser):
    parser.add_argument("--accept", metavar="PAIR", help="they are one person")
    parser.add_argument("--reject", metavar="PAIR", help="they are two")
    parser.add_argument("--because", default="", help="why, for the ledger")
    parser.add_argument("--limit", type=whole(1), default=20, help="how many to list")
    on_argument(parser)


def run_review(args, progress):
    """List the pairs the matching doubts, or record a person's word on one."""
    place = Place.open(args.place)
    one = behind.published(place)
    with Ledger.open(place) as ledger:
        pairs = behind.to_review(one, ledger.decisions())
        if args.accept or args.reject:
            return _decide(args, ledger, pairs, day(args, place))
    listed = [{k: p[k] for k in ("pair", "probability", "why")} for p in pairs]
    for row in listed:
        row["probability"] = round(row["probability"], 3)
    value = {"waiting": len(pairs), "pairs": listed}
    step = 'tilth see review --accept PAIR --because "..."' if pairs else ""
    if args.json or not listed:
        return Answer(value, lines=["No pair waits to be looked at."], next=step)
    return Answer(value, rows=listed[: args.limit], next=step)


def _decide(args, ledger, pairs, on):
    if args.accept and args.reject:
        raise UsageError("say --accept or --reject, not both")
    if not args.because.strip():
        raise UsageError("a decision is recorded with its reason", remedy='Add --because "..."')
    pair = behind.find(pairs, args.accept or args.reject)
    verdict = "same" if args.accept else "different"
    ledger.decide(
        pair["record_l"],
        pair["record_r"],
        verdict,
        by=getpass.getuser(),
        reason=args.because,
        at=on.isoformat(),
    )
    said = "one person" if args.accept else "two people"
    value = {"pair": pair["pair"], "verdict": verdict}
    return Answer(value, lines=[f"Recorded: {pair['pair']} is {said}."], next="tilth see build")


VERBS = (
    Verb(
        "see",
        "link",
        "how well records were matched; with FILE, match files never seen before",
        run_link,
        link_arguments,
        level="D3",
        purpose="plan",
    ),
    Verb(
        "see",
        "review",
        "the pairs of records the matching doubts, and people's word on them",
        run_review,
        review_arguments,
        level="D3",
        purpose="plan",
    ),
)
