"""tilth verify access: every address as everyone, compared with the written table."""

from tilth.cli.verbs import Answer, Verb
from tilth.cli.verifying import seeded

DEFECT = 1


def verify_access(args, progress):
    """Walk the site as every role and as a stranger; say where it differs from the table."""
    import logging

    from tilth.verify.access import verify

    logging.disable(logging.WARNING)  # a walk full of denials is no news
    told = verify(seed=args.seed, progress=progress)
    rows = [
        {"what": name, "checked": part["checked"], "differences": len(part["differences"])}
        for name, part in told["parts"].items()
    ]
    lines = [one for part in told["parts"].values() for one in part["differences"]]
    said = f"{told['checked']} checks, {told['seconds']} s: {told['differences']} differences."
    step = f"{said} " + ("tilth audit verify" if not lines else "Tell us the seed.")
    return Answer(told, lines=lines, rows=rows, next=step, exit=DEFECT if lines else 0)


VERBS = (
    Verb("verify", "access", "try every address as everyone, against the written table",
         verify_access, seeded, level="D0", purpose="assure"),
)  # fmt: skip
