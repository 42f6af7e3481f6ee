"""After a place is brought back from its backup: what was taken back since is taken back again."""

from tilth.web.house.acts import act, locked
from tilth.web.learn.actions import talk
from tilth.web.learn.actions.waiting import settle
from tilth.web.learn.actions.withdrawing import withdraw
from tilth.web.learn.models import Comment, Story
from tilth.web.learn.search import index
from tilth.web.learn.telling import ledger
from tilth.web.learn.telling.teller import TELLER


def replay(place):
    """Take back again what was taken back since the backup, and let nobody read who no longer may.

    Gives what people should know, in words; '' where nothing came back. To do it again does no
    harm.
    """
    told = ledger.lines(place)
    gone = sum(_story(one.one) for one in told if one.kind == "story")
    gone += sum(_comment(one) for one in told if one.kind == "comment")
    newest = {one.one: one.more.split() for one in told if one.kind == "readers"}
    fewer = sum(_readers(uid, now) for uid, now in newest.items())
    if not gone + fewer:
        return ""
    return (
        f"What people took back since then is gone again: {gone}. Told to fewer since then, and so "
        f"again: {fewer}."
    )


def _story(uid):
    found = Story.objects.filter(uid=uid).exclude(state="withdrawn").first()
    if found is not None:
        withdraw(TELLER, found)
    return found is not None


def _comment(line):
    found = Comment.objects.filter(pk=int(line.one)).exclude(state="withdrawn").first()
    if found is None or found.at.isoformat() != line.more:
        return False
    talk.forget(found)
    return True


@act
def _readers(uid, now):
    found = Story.objects.filter(uid=uid, state="published").first()
    story = found and locked(Story, found.pk)
    lost = {f"for_{one}": False for one in story.audiences if one not in now} if story else {}
    if lost:
        settle(TELLER, story, lost)
        index.keep(story)
    return bool(lost)
