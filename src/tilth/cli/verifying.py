"""tilth verify inputs, faults, disclosure: try to break it, and say what happened."""

from pathlib import Path

from tilth.cli.verbs import Answer, Verb, whole
from tilth.ground.place import Place
from tilth.verify import disclosure, faults, inputs

HARM = ("silent", "lost", "leaked", "unexpected")
BROKEN = 6
DEFECT = 1


def seeded(parser):
    """--seed N: the same seed does the same harm."""
    parser.add_argument(
        "--seed", type=whole(0), default=1, metavar="N", help="the same seed, the same faults"
    )


def inputs_arguments(parser):
    seeded(parser)
    parser.add_argument("--variants", type=whole(1), default=5, metavar="N", help="of each class")
    parser.add_argument(
        "--only", action="append", metavar="CLASS", help="this class of fault alone"
    )


def faults_arguments(parser):
    seeded(parser)
    parser.add_argument("--kills", type=whole(1), default=5, metavar="N", help="of each stage")
    parser.add_argument("--flips", type=whole(1), default=100, metavar="N", help="bits flipped")
    parser.add_argument("--full", type=whole(1), default=10, metavar="N", help="disks that fill up")
    parser.add_argument("--rivals", type=whole(1), default=20, metavar="N", help="runs at once")


def verify_inputs(args, progress):
    """Every class of damage done to good files; what became of each."""
    told = inputs.verify(seed=args.seed, variants=args.variants, only=args.only, progress=progress)
    harm = sum(told[name] for name in HARM)
    shown = ("name", "done", "outcomes", *HARM, "seconds")
    rows = [{n: one[n] for n in shown} for one in told["by_class"]]
    for row in rows:
        row["outcomes"] = ", ".join(f"{n} {word}" for word, n in row["outcomes"].items())
    said = ", ".join(f"{told[name]} {name}" for name in HARM)
    return Answer(
        value=told,
        rows=rows,
        next=f"{told['classes']} classes, {told['runs']} files, {told['seconds']} s: {said}. "
        + ("tilth verify faults" if not harm else "Tell us the seed and the class."),
        exit=DEFECT if harm else 0,
    )


def verify_faults(args, progress):
    """Runs stopped dead, disks filled, bits flipped, rivals racing; what the store was after."""
    told = faults.verify(
        seed=args.seed,
        kills=args.kills,
        flipped=args.flips,
        full=args.full,
        rivals=args.rivals,
        progress=progress,
    )
    harm = sum(told[name] for name in faults.COUNTED)
    rows = [
        {"what": name, **{n: part[n] for n in (*faults.COUNTED, "seconds")}}
        for name, part in told["parts"].items()
    ]
    said = ", ".join(f"{told[name]} {name}" for name in faults.COUNTED)
    return Answer(
        value=told,
        rows=rows,
        next=f"{told['seconds']} s: {said}. "
        + ("tilth see build" if not harm else "Tell us the seed."),
        exit=BROKEN if harm else 0,
    )


def disclosure_arguments(parser):
    seeded(parser)
    parser.add_argument("--rounds", type=whole(1), default=1, metavar="N", help="of made-up places")


def verify_disclosure(args, progress):
    """Everything there is to publish, attacked: how many small counts it told."""
    here = args.place != "." or (Path(args.place) / "place.toml").exists()
    told = disclosure.verify(
        seed=args.seed,
        rounds=args.rounds,
        place=Place.open(args.place) if here else None,
        progress=progress,
    )
    rows = [
        {"attack": name, **{n: part[n] for n in disclosure.NUMBERS}}
        for name, part in told["parts"].items()
    ]
    works = all(told[weakened] for weakened in disclosure.WEAKENED)
    safe = not told["recovered"] and not told["refusals_that_tell"] and works
    return Answer(
        value=told,
        rows=rows,
        next=f"{told['hidden']:,} small counts attacked, {told['recovered']} recovered in "
        f"{told['seconds']} s; {told['recovered_with_the_door_ajar']} with the door ajar, "
        f"{told['recovered_without_the_ledger']} without the ledger. "
        + ("tilth see indicator" if safe else "Tell us the seed."),
        exit=0 if safe else DEFECT,
    )


VERBS = (
    Verb(
        room="verify",
        name="inputs",
        says="damage good files in every way known, load them, and see what becomes of it",
        run=verify_inputs,
        arguments=inputs_arguments,
        level="D0",
        purpose="assure",
    ),
    Verb(
        room="verify",
        name="faults",
        says="kill runs, fill disks, flip bits, race rivals, and see what the store looks like",
        run=verify_faults,
        arguments=faults_arguments,
        level="D0",
        purpose="assure",
    ),
    Verb(
        room="verify",
        name="disclosure",
        says="publish all there is of made-up people, or of a place, and try to find who is hidden",
        run=verify_disclosure,
        arguments=disclosure_arguments,
        level="D0",
        purpose="assure",
    ),
)
