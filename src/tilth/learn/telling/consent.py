"""Who may read a telling at once, and when somebody has to look at it first."""

QUIET = frozenset({"worker"})
"""Readers for whom nobody looks first: a link worker reads what they are told in person too."""
CALLED_BACK = frozenset({"api", "feed", "federation"})
"""Copies that follow the story: where it is taken back, they are too."""


def must_be_looked_at(audiences, inside):
    """Whether somebody looks before others read: where strangers tell, or everyone may read.

    audiences: of words.AUDIENCES. inside: whoever tells works for the place.
    """
    wider = set(audiences) - QUIET
    return bool(wider) and not (inside and wider == {"partnership"})


def state_when_sent(audiences, inside):
    """The state of a telling once it is sent: words.STATES."""
    return "sent" if must_be_looked_at(audiences, inside) else "published"


def state_when_changed(state, before, after, *, inside, words_changed):
    """The state after its teller changed it; before, after: audiences.

    Narrowing holds at once. New words, or readers it did not have, are looked at first where they
    must be. A draft stays a draft; what waits, was sent back or declined is sent again.
    """
    if state in ("draft", "withdrawn"):
        return state
    asked_back = state in ("returned", "declined") and set(after) - QUIET
    if not asked_back and not must_be_looked_at(after, inside):
        return "published"
    if state != "published":
        return "sent"
    new = words_changed or not set(after) - QUIET <= set(before)
    return "sent" if new else "published"
