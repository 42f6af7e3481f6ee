"""How a promise may move from one state to another, who moves it, and what each move asks."""

from dataclasses import dataclass

DOER, ASKED, MAKER = "doer", "asked", "maker"
ASKS = {
    "reason": "Say why",
    "evidence": "Say what shows that it was kept",
    "new": "Say what it becomes",
}


@dataclass(frozen=True)
class Move:
    """One move: from which states to which, by whom, and what must be said with it.

    says: the words of its button. done: what the history calls it. by: who may: the one who does
    it, the one who was asked, or the one who made it.
    """

    since: tuple[str, ...]
    to: str
    says: str
    done: str
    by: str = DOER
    asks: tuple[str, ...] = ()
    means: str = ""


MOVES = {
    "yes": Move(("asked",), "growing", "Yes", "answered yes", ASKED, means="It is under way."),
    "in part": Move(
        ("asked",), "growing", "Yes, in part", "answered yes in part", ASKED, ("reason",),
        "Say which part, and why not the rest.",
    ),
    "no": Move(
        ("asked",), "declined", "No", "answered no", ASKED, ("reason",), "Say why not."
    ),
    "take back": Move(
        ("asked",), "let go", "Take it back", "took it back", MAKER, ("reason",), "Say why."
    ),
    "stuck": Move(
        ("growing",), "stuck", "It is stuck", "said it is stuck", DOER, ("reason",),
        "Say what holds it up, so that others can help.",
    ),
    "again": Move(
        ("stuck",), "growing", "It grows again", "said it grows again", means="It moves once more."
    ),
    "kept": Move(
        ("growing", "stuck"), "kept", "It is kept", "kept it", DOER, ("evidence",),
        "Say what shows it: a number, a place to see it, somebody who can tell.",
    ),
    "changed": Move(
        ("growing", "stuck"), "changed", "Change it into another", "changed it", DOER,
        ("reason", "new"), "Say what it becomes, and why.",
    ),
    "let go": Move(
        ("growing", "stuck"), "let go", "Let it go", "let it go", DOER, ("reason",),
        "Say why. It stays in the record.",
    ),
    "open again": Move(
        ("kept", "let go"), "growing", "Open it again", "opened it again", DOER, ("reason",),
        "Say why. It must then be acknowledged anew.",
    ),
}  # fmt: skip


def open_to(state):
    """The moves there are from a state: name -> Move."""
    return {name: move for name, move in MOVES.items() if state in move.since}


def why_not(name, state, **said):
    """Why a move cannot be made; '' where it can. said: reason, evidence, new."""
    if name not in MOVES:
        return "There is no such step"
    move = MOVES[name]
    if state not in move.since:
        return f"It is {state} now: {move.says[:1].lower()}{move.says[1:]} is no step from there"
    for what in move.asks:
        if not (said.get(what) or "").strip():
            return ASKS[what]
    return ""


def moved(name, on, *, reason="", evidence=""):
    """The fields a move changes: state, reason, evidence, settled, seen.

    on: the day. Whatever was acknowledged before is to be acknowledged anew. Raises ValueError
    for a move there is not.
    """
    if name not in MOVES:
        raise ValueError(f"there is no move {name!r}")
    to = MOVES[name].to
    return {
        "state": to,
        "reason": reason.strip(),
        "evidence": evidence.strip(),
        "settled": on if to in ("kept", "changed", "let go", "declined") else None,
        "seen": None,
    }
