"""Common barriers: which promise takes one on, and which hard thing is one."""

from tilth.web.agree import history
from tilth.web.agree.issues.visible import held_by
from tilth.web.agree.models import Commitment, Link
from tilth.web.house.acts import act, refuse
from tilth.web.learn.actions.practices import may_grow
from tilth.web.learn.practices.weeding import MET_AS, TAKES_ON, issue_of


def may_take_on(standing):
    """Whether somebody may link promises and hard things with barriers."""
    return may_grow(standing)


@act
def put_under(standing, code, key, *, at=None):
    """Link a promise that takes a barrier on, or a hard thing that one's partner holds."""
    refuse("" if may_take_on(standing) else "Only somebody who speaks for a partner can do this")
    if key.startswith("issue:"):
        issue = issue_of(key, standing)
        refuse("" if issue else "There is nothing of that number")
        own = held_by(standing).filter(pk=issue.pk).exists()
        refuse("" if own else "Only a partner that holds it can say so")
        told, how = {"one": code.key, "other": key, "how": MET_AS}, MET_AS
    else:
        found = Commitment.objects.filter(ref=key.partition(":")[2]).exists()
        refuse("" if found else "There is nothing of that number")
        told, how = {"one": key, "other": code.key, "how": TAKES_ON}, TAKES_ON
    link, made = Link.objects.get_or_create(**told)
    refuse("" if made or link.removed else "They are linked already")
    if link.removed:
        link.removed = False
        link.save(update_fields=["removed"])
    words = "" if how == MET_AS else f"{key.partition(':')[2]} takes it on."
    history.told(standing.by, code, how, words, at=at)


@act
def take_from(standing, code, key, *, at=None):
    """Take such a link away; a hard thing's only by a partner that holds it."""
    refuse("" if may_take_on(standing) else "Only somebody who speaks for a partner can do this")
    if key.startswith("issue:"):
        issue = issue_of(key, standing)
        own = issue is not None and held_by(standing).filter(pk=issue.pk).exists()
        refuse("" if own else "Only a partner that holds it can say so")
        found = Link.objects.filter(one=code.key, other=key, how=MET_AS, removed=False)
    else:
        found = Link.objects.filter(one=key, other=code.key, how=TAKES_ON, removed=False)
    refuse("" if found.update(removed=True) else "It was taken away already")
    history.told(standing.by, code, "not linked any more", at=at)
