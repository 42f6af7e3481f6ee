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


def state_when_changed(state, after, *, inside):
    """The state of what others do not read yet once its teller changed it; after: audiences.

    A draft stays a draft; what waits, was sent back or declined is sent again.
    """
    if state in ("draft", "withdrawn"):
        return state
    asked_back = state in ("returned", "declined") and set(after) - QUIET
    return "sent" if asked_back or must_be_looked_at(after, inside) else "published"


def must_wait(before, after, *, inside, words_changed):
    """Whether a change of what others read already is looked at first; they read it as it was.

    before, after: audiences. Fewer readers hold at once, and so does what nobody has to look at.
    """
    new = words_changed or not set(after) - QUIET <= set(before)
    return new and must_be_looked_at(after, inside)
