"""How an issue may move, and who may come to know of it. Nothing is ever deleted."""

from tilth.agree.words import ISSUE_STAGES, VISIBILITY

MOVES = {
    "surfaced": ("understood", "parked"),
    "understood": ("reframed", "parked"),
    "reframed": ("agreed", "parked"),
    "agreed": ("reviewed", "parked"),
    "reviewed": ("surfaced",),
    "parked": ("surfaced", "understood", "reframed", "agreed"),
}
"""From each stage to the next; a parked one goes back to where it was."""
WIDER = tuple(VISIBILITY)


def may_move(stage, to):
    """Why an issue cannot move from a stage to another; '' where it can."""
    if to in MOVES.get(stage, ()):
        return ""
    if stage == to:
        return f"It is there already: {ISSUE_STAGES[stage]}"
    return f"It is at the stage {ISSUE_STAGES[stage]!r}: {ISSUE_STAGES[to]!r} does not come next"


def may_open(visible, to):
    """Why an issue cannot be opened to others; '' where it can.

    It only ever widens: what others have read cannot be unread, and closing it again would hide
    that it was there.
    """
    if to not in WIDER:
        return f"It can be seen by {', '.join(WIDER)}: {to!r} is none of them"
    if WIDER.index(to) > WIDER.index(visible):
        return ""
    if to == visible:
        return f"It is open to {VISIBILITY[to]} already"
    return (
        f"It was opened to {VISIBILITY[visible]}, and what was read cannot be unread. "
        "It stays open; write what should be added"
    )
