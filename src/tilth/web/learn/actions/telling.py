"""Telling: kept as a draft, sent, changed. Taking back is in `withdrawing`."""

import datetime
import secrets

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from tilth.learn.telling import code_words, plain
from tilth.learn.telling.consent import state_when_changed, state_when_sent
from tilth.learn.words import AUDIENCES, GROWTH, LAYERS, TYPES
from tilth.web.agree import history
from tilth.web.agree.standing import ROUND
from tilth.web.house.acts import act, locked, refuse
from tilth.web.learn.actions.coding import codes_of_teller
from tilth.web.learn.actions.withdrawing import remove
from tilth.web.learn.models import Edition, Story
from tilth.web.learn.search import index
from tilth.web.learn.telling.teller import TELLER

WORDS = ("title", "words", "answers", "strengths", "barriers", "tellers", "sources", "helped_by")
"""What is a teller's to say; how it was before a change goes to an Edition."""
CONTEXT = ("type", "inquiry", "layer", "area", "about", "indicators", "conditions", "growth", "on",
           "rough", "partner")  # fmt: skip
AUDIENCE = tuple(f"for_{one}" for one in AUDIENCES)
LEFT = datetime.timedelta(days=1)  # how long a draft waits that nobody can come back to
SENT = "This was sent already. Open the page anew to tell something else"
LETTERS = "bcdfghjkmnpqrstvwxyz23456789"


@act
def begin(by, told, *, uid=None, named=True, at=None):
    """Keep a telling as a draft; gives the Story. The same uid twice is one draft, changed.

    told: {field: value} of WORDS, CONTEXT and AUDIENCE. uid: drawn by the form, so that a send that
    is tried again makes no second draft. named: False keeps no account with it.
    """
    _forget_lost()
    found = Story.objects.filter(uid=uid, state="draft").first() if uid else None
    if found is not None:
        return change(by, found, told, at=at)
    refuse(_wrong(told))
    refuse(
        "This was sent already. Open the page anew to tell something else" if _taken(uid) else ""
    )
    story = Story(slug=_new_slug(), told=at or timezone.now(), by=by.person if named else None)
    story.uid = uid or story.uid
    _take(story, told)
    story.save()
    history.told(TELLER, story, "begun", at=at)
    return story


@act
def send(by, story, *, at=None):
    """Let those its teller chose read it: at once, or once somebody looked. Gives the Story."""
    story = _held(story)
    refuse("" if story.state in ("draft", "returned") else "It was sent already")
    refuse(_empty(story))
    state = state_when_sent(story.audiences, inside(by))
    story.state, story.reason, story.seen = state, "", story.seen + 1
    if state == "published":
        story.published = at or timezone.now()
    story.save()
    codes_of_teller(story, story.conditions, at=at)
    history.told(TELLER, story, "sent", after={"state": state}, at=at)
    index.keep(story)
    return story


@act
def change(by, story, told, *, why="", at=None):
    """Change what was told or who may read it; the words before are kept as an Edition.

    told: as for `begin`, only what is to change. Gives the Story. Fewer readers hold at once; new
    words or readers are looked at first where they must be.
    """
    story = _held(story)
    refuse(_wrong(told))
    before, was, readers = _words_of(story), story.state, story.audiences
    _take(story, told)
    gone = {name: value for name, value in before.items() if getattr(story, name) != value}
    if was != "draft":
        refuse(_empty(story))
    story.state = state_when_changed(
        was, readers, story.audiences, inside=inside(by), words_changed=bool(gone)
    )
    if story.state == "published" and story.published is None:
        story.published = at or timezone.now()
    story.seen += 1
    story.save()
    if gone and was != "draft":
        Edition.objects.create(story=story, told=gone, why=plain.line(why)[:300],
                               at=at or timezone.now())  # fmt: skip
    told_of = {"before": {"state": was}, "after": {"state": story.state}}
    history.told(TELLER, story, "changed", at=at, **told_of)
    if was != "draft":
        if "conditions" in told:
            codes_of_teller(story, story.conditions, at=at)
        index.keep(story)
    return story


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


def _wrong(told):
    unknown = set(told) - set(WORDS) - set(CONTEXT) - set(AUDIENCE)
    assert not unknown, f"no teller says {', '.join(sorted(unknown))}"
    if told.get("type", "story") not in TYPES:
        return "There is no such kind of telling"
    if told.get("layer", "place") not in LAYERS:
        return "There is no such layer"
    if told.get("growth") and told["growth"] not in GROWTH:
        return "There is no such stage of growth"
    long = len(told.get("words") or "") > plain.MOST
    return f"Tell it in up to {plain.MOST:,} characters" if long else ""


def _empty(story):
    said = story.words or story.answers or story.media.exists()
    return "" if said else "Say it in your own words, or add a sound file"


def _take(story, told):
    for name, value in told.items():
        setattr(story, name, _clean(name, value))


def _clean(name, value):
    if name in ("title", "helped_by"):
        return plain.line(value)[: plain.LINE]
    if name in ("words", "strengths", "barriers"):
        return plain.words(value)
    return value


def _words_of(story):
    return {name: getattr(story, name) for name in WORDS}


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
