"""Telling: kept as a draft, sent, changed. Taking back is in `withdrawing`."""

import copy
import datetime
import secrets

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from tilth.learn.telling import code_words, plain
from tilth.learn.telling.consent import state_when_changed, state_when_sent
from tilth.web.agree import history
from tilth.web.agree.standing import ROUND
from tilth.web.house.acts import act, locked, refuse
from tilth.web.learn.actions.coding import codes_of_teller
from tilth.web.learn.actions.told import WORDS, clean, empty, take, wrong
from tilth.web.learn.actions.waiting import settle, waiting
from tilth.web.learn.actions.withdrawing import remove
from tilth.web.learn.models import Edition, Story
from tilth.web.learn.search import index
from tilth.web.learn.telling import ledger
from tilth.web.learn.telling.teller import TELLER

LEFT = datetime.timedelta(days=1)  # how long a draft waits that nobody can come back to
SENT = "This was sent already. Open the page anew to tell something else"
SENT_ONCE = "It was sent already"
LETTERS = "bcdfghjkmnpqrstvwxyz23456789"


@act
def begin(by, told, *, uid=None, named=True, at=None):
    """Keep a telling as a draft; gives the Story. The same uid twice is one draft, changed.

    told: {field: value}, as `told` has them. uid: drawn by the form, so that a send that
    is tried again makes no second draft. named: False keeps no account with it.
    """
    _forget_lost()
    found = Story.objects.filter(uid=uid, state="draft").first() if uid else None
    if found is not None:
        return change(by, found, told, at=at)
    refuse(wrong(told))
    refuse(SENT if _taken(uid) else "")
    story = Story(slug=_new_slug(), told=at or timezone.now(), by=by.person if named else None)
    story.uid = uid or story.uid
    take(story, clean(told))
    story.save()
    history.told(TELLER, story, "begun", at=at)
    return story


@act
def send(by, story, *, at=None):
    """Let those its teller chose read it: at once, or once somebody looked. Gives the Story."""
    story = _held(story)
    if story.state == "published":
        return _sent_again(story, at)
    refuse("" if story.state in ("draft", "returned") else SENT_ONCE)
    refuse(empty(story))
    state = state_when_sent(story.audiences, inside(by))
    story.state, story.reason, story.seen = state, "", story.seen + 1
    if state == "published":
        story.published = at or timezone.now()
    story.save()
    codes_of_teller(story, story.conditions, at=at)
    history.told(TELLER, story, "sent", after={"state": state}, at=at)
    index.keep(story)
    return story


def _sent_again(story, at):
    """What is new in a published story, and came back with a question, is looked at once more."""
    held = waiting(story)
    refuse("" if held is not None and held.agreed is False else SENT_ONCE)
    held.agreed = None
    held.save(update_fields=["agreed"])
    story.reason, story.seen = "", story.seen + 1
    story.save()
    history.told(TELLER, story, "sent again", at=at)
    return story


@act
def change(by, story, told, *, why="", at=None):
    """Change what was told or who may read it; the words before are kept as an Edition.

    told: as for `begin`, only what is to change. Gives the Story. Of what others read already,
    fewer readers hold at once; what somebody has to look at first waits, and they read it as it
    was.
    """
    story, told = _held(story), clean(told)
    refuse(wrong(told))
    was, readers = story.state, story.audiences
    if was != "draft":
        refuse(empty(_with(story, told)))
    if was == "published":
        settle(by, story, told, why=why, at=at)
    else:
        _retold(by, story, told, why, at)
    if story.audiences != readers or story.state != was:
        ledger.readers(story)
    told_of = {"before": {"state": was}, "after": {"state": story.state}}
    history.told(TELLER, story, "changed", at=at, **told_of)
    if was != "draft":
        if "conditions" in told:
            codes_of_teller(story, story.conditions, at=at)
        index.keep(story)
    return story


def _with(story, told):
    new = copy.copy(story)
    take(new, told)
    return new


def _retold(by, story, told, why, at):
    """Change what nobody else reads yet."""
    gone = {n: getattr(story, n) for n in WORDS if n in told and told[n] != getattr(story, n)}
    if gone and story.state != "draft":
        Edition.objects.create(story=story, told=gone, why=plain.line(why)[:300],
                               at=at or timezone.now())  # fmt: skip
    take(story, told)
    story.state = state_when_changed(story.state, story.audiences, inside=inside(by))
    if story.state == "published" and story.published is None:
        story.published = at or timezone.now()
    story.seen += 1
    story.save()


@act
def new_code(story, *, at=None):
    """Draw new code words for a telling, the only ones that hold; gives them, for once."""
    story = _held(story)
    drawn = code_words.draw(secrets.choice)
    story.code = make_password(drawn)
    story.save(update_fields=["code"])
    history.told(TELLER, story, "was given code words", at=at)
    return drawn


def inside(by):
    """Whoever tells works for the place."""
    return by.role in ROUND


def _held(story):
    story = locked(Story, story.pk)
    refuse("It was taken back" if story.state == "withdrawn" else "")
    refuse("It came from another place: change it there" if story.origin else "")
    return story


def _taken(uid):
    return uid is not None and Story.objects.filter(uid=uid).exists()


def _forget_lost():
    """Remove drafts nobody can come back to: no account, no code words, a day old."""
    old = timezone.now() - LEFT
    for one in Story.objects.filter(state="draft", code="", by=None, origin="", told__lt=old):
        remove(one)


def _new_slug():
    while True:
        slug = "".join(secrets.choice(LETTERS) for _ in range(10))
        if not Story.objects.filter(slug=slug).exists():
            return slug
