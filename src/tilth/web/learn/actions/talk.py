"""What people say about a record: said, answered, looked at, taken back, removed, looked after."""

import secrets

from django.utils import timezone
from django.utils.crypto import salted_hmac

from tilth.learn.stories.rules import ground
from tilth.learn.telling.code_words import as_typed, draw
from tilth.learn.words import TALK
from tilth.web.agree import history
from tilth.web.agree.standing import KEEPERS
from tilth.web.house.acts import act, locked, refuse
from tilth.web.learn.models import Comment, Thread
from tilth.web.learn.reader import inside, own
from tilth.web.learn.talk.records import opened_to_all, talkable
from tilth.web.learn.telling import ledger
from tilth.web.learn.telling.teller import TELLER

NOT_THERE = "There is no such conversation"
CLOSED = "This conversation is closed"
ANSWERABLE = ("sent", "published")


def hash_of(code):
    """What is kept of code words: enough to know them again, never the words."""
    return salted_hmac("tilth.comment", as_typed(code), algorithm="sha256").hexdigest()


def _open(standing, key):
    """The record of a conversation in which something may be said; its Thread is held."""
    found = talkable(key, standing)
    refuse("" if found else NOT_THERE)
    kept = Thread.objects.select_for_update().filter(about=key).first()
    refuse(CLOSED if kept is not None and kept.closed else "")
    return found.record


@act
def say(standing, key, *, type="comment", words, rating=None, name="", to=None, at=None):
    """Say something about a record; gives (Comment, code words or '').

    to: the Comment it answers. It is shown at once to the partnership where the record is for the
    partnership alone; everything else waits for somebody to look at it. Whoever has no account
    gets code words to take it back with.
    """
    record = _open(standing, key)
    refuse("" if type in TALK and words.strip() else "Write it in words")
    refuse("" if rating is None or (type == "review" and rating in range(1, 6)) else "Rate 1 to 5")
    refuse("Choose from 1 to 5" if type == "review" and rating is None else "")
    if to is not None:
        to = _answered(to, key, standing)
        type = "answer"
    at_once = inside(standing) and (standing.keeps or not opened_to_all(record))
    code = "" if standing.by.person else draw(secrets.choice)
    partner = standing.partner if standing.by.person and inside(standing) else None
    made = Comment.objects.create(
        about=key, to=to, type=type, words=words.strip(), rating=rating, name=name.strip(),
        by=standing.by.person, partner=partner, state="published" if at_once else "sent",
        looked=at_once and standing.keeps, code=hash_of(code) if code else "",
        at=at or timezone.now(),
    )  # fmt: skip
    history.told(standing.by, made, "said", at=at)
    return made, code


def _answered(to, key, standing):
    to = Comment.objects.filter(pk=to.pk, about=key, state="published").first()
    readable = to is not None and (to.looked or inside(standing))
    refuse("" if readable else "What you answer is not there any more")
    return to.to or to  # one level deep: an answer to an answer stands beside it


@act
def look(standing, comment, yes, reason=""):
    """Let others read what waits, or remove it with a reason: for the chair and secretariat."""
    _keeps(standing)
    comment = _seen(standing, comment)
    if not yes:
        return _remove(standing, comment, reason)
    waits = comment.state == "sent" or (comment.state == "published" and not comment.looked)
    refuse("" if waits else "Somebody has looked at it already")
    return history.changed(
        standing.by, comment, "let others read", state="published", looked=True, reason=""
    )


@act
def remove(standing, comment, reason):
    """Remove what was said, with a reason its author is told."""
    _keeps(standing)
    return _remove(standing, _seen(standing, comment), reason)


def _remove(standing, comment, reason):
    refuse("" if reason.strip() else "Say why")
    refuse("" if comment.state in ANSWERABLE else "It is not there any more")
    return history.changed(
        standing.by, comment, "removed", state="removed", also={"reason": reason.strip()}
    )


@act
def take_back(standing, comment):
    """Take back what one said oneself: its words are gone at once and for good."""
    refuse("" if own(standing, comment) else "Only who said it can take it back")
    return _taken_back(standing.by, locked(Comment, comment.pk))


@act
def take_back_by_code(standing, code):
    """Take back what was said without an account, by its code words; gives the Comment."""
    found = Comment.objects.filter(code=hash_of(code)).first() if as_typed(code) else None
    refuse("" if found else "We know no such words. Look at each of the four again")
    return _taken_back(standing.by, locked(Comment, found.pk))


def reason_for(code):
    """Why what was said with these code words was removed; '' where it was not."""
    found = Comment.objects.filter(code=hash_of(code), state="removed").first()
    return found.reason if found and as_typed(code) else ""


def _taken_back(by, comment):
    gone = {"words": "", "name": "", "reason": "", "code": "", "rating": None, "partner": None}
    if comment.state != "withdrawn":
        history.changed(by, comment, "took back what they said", state="withdrawn", also=gone)
        ledger.comment_gone(comment)
    return comment


@act
def forget(comment):
    """Take back again what was taken back before a backup brought it back."""
    return _taken_back(TELLER, locked(Comment, comment.pk))


@act
def look_after(standing, key, *, rules="", facilitator=None):
    """Look after a conversation, with its ground rules; facilitator: a person, or oneself."""
    refuse("" if inside(standing) else "Only somebody round the table can look after it")
    found = talkable(key, standing)
    refuse("" if found else NOT_THERE)
    kept, _ = Thread.objects.get_or_create(about=key)
    kept = locked(Thread, kept.pk)
    _may_lead(standing, kept)
    kept.facilitator = facilitator or standing.by.person
    kept.rules = rules.strip() or "\n".join(ground().rules)
    kept.save()
    history.told(standing.by, found.record, "looks after the conversation")
    return kept


@act
def close(standing, key, why):
    """Close a conversation with a reason: what was said stays, nothing new is added."""
    kept = _led(standing, key)
    refuse("" if why.strip() else "Say why")
    refuse("It is closed already" if kept.closed else "")
    kept.closed, kept.why = timezone.now(), why.strip()
    kept.save()
    history.told(standing.by, talkable(key, standing).record, "closed the conversation")
    return kept


@act
def open_again(standing, key):
    """Open a conversation again."""
    kept = _led(standing, key)
    refuse("" if kept.closed else "It is open")
    kept.closed, kept.why = None, ""
    kept.save()
    history.told(standing.by, talkable(key, standing).record, "opened the conversation again")
    return kept


def _led(standing, key):
    """The Thread of a key, held, for whoever looks after it or keeps the place."""
    refuse("" if talkable(key, standing) else NOT_THERE)
    kept = Thread.objects.select_for_update().filter(about=key).first()
    if kept is None and standing.keeps:
        kept = locked(Thread, Thread.objects.get_or_create(about=key)[0].pk)
    refuse("" if kept else "Nobody looks after this conversation yet")
    _may_lead(standing, kept)
    return kept


def _may_lead(standing, kept):
    person = standing.by.person
    free = kept.facilitator_id is None or (person and kept.facilitator_id == person.pk)
    refuse("" if free or standing.keeps else "Somebody else looks after this conversation")


def _keeps(standing):
    only = "Only the chair or the secretariat can do this"
    refuse("" if standing.by.role in KEEPERS else only)


def _seen(standing, comment):
    refuse("" if talkable(comment.about, standing) else NOT_THERE)
    return locked(Comment, comment.pk)
