"""What happened to a record as its page tells it, and taking back what was done by mistake."""

from datetime import timedelta

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_POST

from tilth.web.agree import history
from tilth.web.agree.found import address, find, may_read, undone
from tilth.web.agree.models import Step
from tilth.web.agree.standing import ROUND, Standing
from tilth.web.house.access import route
from tilth.web.house.access.telling import role_words
from tilth.web.house.acts import act, locked, refuse
from tilth.web.house.answering import tried

UNDO_DAYS = 7
# What has been counted, closed or signed is not taken back in one press: its own page says how.
FINAL = {
    # of any record, then of decisions and links
    "undid", "moved", "changed it", "took it back", "closed", "opened", "spoke", "spoke again",
    "said it is met", "proposed a change", "took up a change", "took the full way", "rewrote",
    "took back", "looked again", "kept a figure", "sent a link",
    # of agreements
    "signed", "put up for signature", "gave notice", "ended",
    # of funds, which must stay whole, and of names, which nobody else puts back
    "corrected the fund", "withdrew from the fund", "may be named", "is no longer named",
    # of meetings
    "changed the item", "taken off the agenda", "put back on the agenda", "changed the meeting",
    "began", "went on", "agreed the minutes", "corrected the minutes", "taken back with its log",
}  # fmt: skip
OVER = ("closed", "withdrawn")  # a decision at one of these stages stays as it was decided


def story(record, standing):
    """The Steps of a record: who, what it changed in words, whether the reader may undo it."""
    steps = list(history.of(record))
    undone = {step.undoes_id for step in steps if step.undoes_id}
    return [_told(step, undone, standing) for step in steps]


def _told(step, undone, standing):
    return {
        "number": step.pk,
        "act": step.act[:1].upper() + step.act[1:],
        "at": step.at,
        "who": who(step),
        "words": step.words,
        "changes": list(changes(step)),
        "undone": step.pk in undone,
        "may_undo": step.pk not in undone and not why_not(step, standing),
    }


def who(step):
    """Who did it, and for which partner."""
    name = step.by.name if step.by else step.name
    whom = step.partner.name if step.partner else role_words(step.role) if step.role else ""
    by_link = " by an emailed link" if step.through == "link" else ""
    return ", ".join(part for part in (name, whom) if part) + by_link


def changes(step):
    """One line a field that was one thing and became another, where it is short enough to read."""
    for field, before in step.before.items():
        after = step.after.get(field)
        if isinstance(before, list | dict) or isinstance(after, list | dict):
            continue
        if before and len(str(before)) < 80 and len(str(after)) < 80 and not field.endswith("_id"):
            yield f"{field.replace('_', ' ')}: {before}, now {after or 'nothing'}"


def why_not(step, standing):
    """Why somebody cannot take a Step back; '' where they can."""
    # its owners did it together, or whoever told it alone may: nobody else undoes it
    together = step.about.startswith(("issue:", "story:", "comment:"))
    if together or not step.before or step.act in FINAL:
        return "This cannot be taken back in one press. Its page says what can be done"
    if step.at < timezone.now() - timedelta(days=UNDO_DAYS):
        return f"It was done more than {UNDO_DAYS} days ago. Change it anew"
    mine = step.by_id is not None and standing.by.person is not None
    if not (standing.keeps or (mine and step.by_id == standing.by.person.pk)):
        return "Only who did it, the chair or the secretariat can undo it"
    return ""


@act
def undo(standing, step):
    """Put back what a Step changed."""
    refuse(why_not(step, standing))
    record = find(step.about)
    record = locked(type(record), record.pk)
    decided = record.kind == "decision" and record.stage in OVER
    refuse("What was decided stays as it is. Propose it anew" if decided else "")
    history.undo(standing.by, record, step)
    undone(record)


@require_POST
@route(level="D1", purpose="plan", roles=ROUND)
def undo_step(request, number):
    """Undo one thing that was done, and go back to the page of its record."""
    step = get_object_or_404(Step, pk=number)
    record, standing = find(step.about), Standing.of(request)
    if not may_read(record, standing):
        raise Http404
    back = f"{address(record)}#history-h"
    return tried(request, back, lambda: undo(standing, step), "Undone. It is as it was before.")
