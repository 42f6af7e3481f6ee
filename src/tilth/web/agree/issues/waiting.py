"""What about hard things waits for the partner of whoever reads."""

from tilth.agree.issues import entries as said
from tilth.web.agree.found import address
from tilth.web.agree.issues.reading import entries_of, sitting, waiting_of
from tilth.web.agree.issues.visible import held_by, holds_for, visible_to


def waiting_issues(standing):
    """[{"words", "address"}]: what the reader's partner was asked and has not answered."""
    if standing is None or not holds_for(standing):
        return []
    mine = standing.partner
    found = [
        {"words": f"Answer whether you hold this too: {one.title}", "address": address(one)}
        for one in visible_to(standing).filter(invited=mine)
    ]
    for one in held_by(standing).exclude(stage="parked"):
        found += [{"words": words, "address": address(one)} for words in _of(one, mine.slug)]
    return found


def _of(issue, mine):
    entries, owners = entries_of(issue), sitting(issue)
    if any(mine in put.waits_for(owners) for put in waiting_of(issue, entries)):
        yield f"Say what you think of what was put to you: {issue.title}"
    side = said.sides(entries, owners).get(mine)
    if side is not None and side.asked_by and not side.told:
        yield f"You were asked for your side: {issue.title}"
