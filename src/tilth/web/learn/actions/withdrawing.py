"""Taking back what was told: from the page, and from everything that was ever made of it."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from tilth.learn.telling.consent import CALLED_BACK
from tilth.web.agree import history
from tilth.web.house.acts import act, locked, refuse
from tilth.web.learn.actions import conditions
from tilth.web.learn.models import (
    Bearing,
    Claim,
    Coding,
    Comment,
    Copy,
    Story,
    Thread,
    Withdrawal,
)
from tilth.web.learn.search import index
from tilth.web.learn.telling import forgetting, keeping, ledger
from tilth.web.learn.telling.teller import TELLER

KEPT = frozenset("id slug uid origin type state told withdrawn seen".split())
"""What is left of a telling that was taken back: that there was one. The kind is ours, no word."""


@dataclass(frozen=True)
class Gone:
    """What is told to whoever took something back. kept: Copies that nobody can call back;
    recalled: how many follow it."""

    kept: tuple
    recalled: int


@act
def withdraw(by, story, *, at=None):
    """Take a story back, whole: nothing of its words is kept. Gives a Gone.

    by: on whose behalf; no history says it. Words, passages, codings, comments, media and their
    files go; the bare row, its Withdrawal and the list of its Copies stay.
    """
    story = locked(Story, story.pk)
    refuse("It was taken back already" if story.state == "withdrawn" else "")
    at = at or timezone.now()
    _forget_what_was_made(story)
    _forget_what_was_said(story)
    index.drop(story)
    _empty(story, at)
    Withdrawal.objects.get_or_create(
        uid=story.uid, defaults={"kind": "story", "origin": story.origin, "at": at}
    )
    gone = _copies(story, at)
    ledger.story_gone(story)
    history.told(TELLER, story, "taken back", after={"state": "withdrawn"}, at=at)
    transaction.on_commit(forgetting.everywhere, robust=True)
    return gone


def remove(story):
    """Take away a draft nobody ever sent, row and all; call it inside an act."""
    _forget_what_was_made(story)
    story.delete()
    transaction.on_commit(forgetting.everywhere, robust=True)


def _forget_what_was_made(story):
    keeping.forget(story.media.all())
    story.media.all().delete()
    story.editions.all().delete()
    passages = story.passages.all()
    Claim.objects.filter(said_in__in=passages).update(words="", where="", test="", removed=True)
    Coding.objects.filter(passage__in=passages).delete()
    story.codings.all().delete()
    story.readings.all().delete()
    passages.delete()


def _forget_what_was_said(story):
    Bearing.objects.filter(about=story.key).delete()
    Thread.objects.filter(about=story.key).delete()
    conditions.forget(story.key)
    empty = {"words": "", "name": "", "reason": "", "code": "", "rating": None}
    Comment.objects.filter(about=story.key).update(state="withdrawn", **empty)


def _empty(story, at):
    for field in Story._meta.concrete_fields:
        if field.name not in KEPT:
            setattr(story, field.name, field.get_default() if field.name != "by" else None)
    story.state, story.withdrawn, story.seen = "withdrawn", at, story.seen + 1
    story.save()


def _copies(story, at):
    back = story.copies.filter(how__in=CALLED_BACK, recalled=None)
    recalled = back.update(recalled=at)
    return Gone(tuple(Copy.objects.filter(story=story).exclude(how__in=CALLED_BACK)), recalled)
