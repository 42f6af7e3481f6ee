"""How a partner comes to the table, listens, joins and leaves, each time with its reason."""

from dataclasses import dataclass

INVITED, OBSERVING, JOINED, LEFT = "invited", "observing", "joined", "left"


@dataclass(frozen=True)
class Move:
    """One move between states: its button, what the history calls it, and who may make it.

    own: the partner itself may, beside those who keep what was agreed. reason: what must be said
    with it; '' where nothing must.
    """

    since: tuple[str, ...]
    to: str
    says: str
    done: str
    own: bool = False
    reason: str = ""
    means: str = ""


MOVES = {
    "listen": Move(
        (INVITED, JOINED),
        OBSERVING,
        "Comes to listen",
        "came to listen",
        means="It hears everything and may speak. It has no voice in decisions.",
    ),
    "join": Move(
        (INVITED, OBSERVING),
        JOINED,
        "Joins",
        "joined",
        means="From now on it has one voice, like every other partner.",
    ),
    "leave": Move(
        (INVITED, OBSERVING, JOINED),
        LEFT,
        "Leaves",
        "left",
        own=True,
        reason="Say why it leaves. The reason stays in the record",
        means="It loses its voice at once. What it said and promised stays.",
    ),
    "invite-again": Move(
        (LEFT,),
        INVITED,
        "Invite it again",
        "invited again",
        means="What it said and promised before is still there.",
    ),
}


def open_to(state):
    """The moves there are from a state: name -> Move."""
    return {name: move for name, move in MOVES.items() if state in move.since}


def why_not(name, state, *, keeps, own, reason="", closed=False):
    """Why a move cannot be made; '' where it can.

    keeps: whoever asks is the chair or of the secretariat. own: they are from the partner itself.
    closed: the organisation is no more: it comes back as its successor.
    """
    move = MOVES.get(name)
    if move is None:
        return "There is no such step"
    if not (keeps or (own and move.own)):
        who = (
            "that partner, the chair or the secretariat"
            if move.own
            else "the chair or the secretariat"
        )
        return f"Only {who} can do this"
    if state not in move.since:
        return f"It is {state} now, so this cannot be done"
    if closed and move.to != LEFT:
        return "This organisation was closed. Invite the one that took its place"
    if move.reason and not reason.strip():
        return move.reason
    return ""
