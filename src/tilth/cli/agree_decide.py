"""tilth agree decide: how a decision stands, and what its signed rule still waits for."""

from tilth.cli.verbs import Answer, Verb, day, on_argument
from tilth.ground.errors import UsageError
from tilth.ground.place import Place
from tilth.ground.strict import nearest


def decide_arguments(parser):
    parser.add_argument("ref", nargs="?", default="", help="which one, such as D-014; all if none")
    on_argument(parser)


def decide(args, progress):
    """Every decision; or how one stands, who has not spoken, and why it cannot be closed."""
    place = Place.open(args.place)
    from tilth.web.records import open_records

    open_records(place)
    from tilth.web.agree.models import Decision

    on = day(args, place)
    if args.ref:
        found = Decision.objects.filter(ref=args.ref.upper()).first()
        if found is None:
            raise _unknown(args.ref, list(Decision.objects.values_list("ref", flat=True)))
        return _told(found, on)
    from tilth.web.agree.decisions.listing import chosen, row

    names = ("ref", "title", "stage", "outcome", "layer", "origin", "closes", "closed", "spoken")
    rows = [{name: row(one, on)[name] for name in names} for one in chosen({})]
    step = "tilth agree decide REF" if rows else "propose something at /agree/decisions/new/"
    return Answer({"decisions": rows}, rows=rows, next=step)


def _unknown(ref, refs):
    near = nearest(ref.upper(), refs)
    remedy = f"Did you mean {near}?" if near else "tilth agree decide lists them."
    return UsageError(f"there is no decision {ref}", remedy=remedy)


def _told(found, on):
    """One decision: nobody's position is told before it is closed, here as on its page."""
    from tilth.agree.words import POSITIONS, STAGES
    from tilth.web.agree.decisions.ruling import OPEN, ruling

    stands = ruling(found, on)
    shared = found.stage == "objections"
    unmet = stands.hidden_unmet(told=shared) if found.stage in OPEN else []
    closed = found.stage == "closed"
    voices = {
        one.name: _voice(stands.voices.get(one.slug), closed, POSITIONS) for one in stands.partners
    }
    value = {
        "ref": found.ref,
        "title": found.title,
        "proposer": found.proposer.name,
        "stage": found.stage,
        "outcome": found.outcome,
        "closes": found.closes.isoformat() if found.closes else None,
        "why": stands.why,
        "unmet": unmet,
        "may_close": found.stage in OPEN and not stands.why and not unmet,
        "voices": voices,
    }
    lines = [f"{found.ref} {found.title}", f"Proposed by {found.proposer.name}."]
    lines.append(f"Stage: {STAGES[found.stage]}{f' ({found.outcome})' if closed else ''}.")
    lines += [f"{name}: {said}" for name, said in voices.items()]
    if found.stage in OPEN:
        waits = [stands.why] if stands.why else unmet
        lines += [f"Not yet: {one}." for one in waits] or ["Every part of the rule is met."]
    return Answer(value, lines=lines, next=f"look at /agree/decisions/{found.ref}/")


def _voice(voice, closed, positions):
    if voice is None:
        return "has not spoken"
    return positions[voice.position] if closed else "has spoken"


VERBS = (
    Verb("agree", "decide", "how a decision stands, and what its rule waits for", decide,
         decide_arguments, level="D1", purpose="plan"),
)  # fmt: skip
