"""How far a long task is, told to whoever watches: progress(what, done, total)."""


def unwatched(what, done=0, total=None):
    """Nobody watches: what every long task tells unless somebody is given."""
