"""What is late and what is quiet, told in words: never in colours, never as a score."""

from tilth.agree.commitments.promise import OPEN

QUIET = 90  # days without a word
SOON = 14


def late(promise, today):
    """It should have been done, and is not settled."""
    return promise.state in OPEN and promise.due is not None and promise.due < today


def quiet(promise, today):
    """It is open and nobody has said anything of it for three months."""
    return promise.state in OPEN and (today - promise.last).days > QUIET


def told(promise, today):
    """What a reader should know beside its state: short phrases, none where all is said."""
    return [words for words in (_due(promise, today), _heard(promise, today)) if words]


def _due(promise, today):
    if promise.state not in OPEN:
        return ""
    if promise.due is None:
        return "no day is set"
    days = (promise.due - today).days
    if days < 0:
        return f"should have been done {span(-days)} ago"
    if days == 0:
        return "due today"
    return f"due in {span(days)}" if days <= SOON else ""


def _heard(promise, today):
    since = (today - promise.last).days
    if promise.state == "asked":
        who = f"{promise.made_to} has not answered" if promise.made_to else "nobody has taken it up"
        return f"{who} for {span(since)}" if since > 0 else "asked today"
    if quiet(promise, today):
        return f"nobody has said how it goes for {span(since)}"
    if promise.waits_to_be_seen:
        return f"not yet acknowledged by {promise.receiver}"
    return ""


def span(days):
    """A number of days in words: 3 days, 2 weeks, 5 months, 2 years."""
    for size, unit in ((730, 365), (60, 30), (14, 7)):
        if days >= size:
            return _many(days // unit, {365: "year", 30: "month", 7: "week"}[unit])
    return _many(days, "day")


def _many(number, word):
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
