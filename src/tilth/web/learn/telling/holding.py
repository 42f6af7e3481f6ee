"""Which tellings a browser may change: those told in it, or opened with their code words."""

import datetime

from django.http import Http404
from django.utils import timezone

from tilth.web.learn.models import Story

HELD, MOST = "told", 20
LOST = datetime.timedelta(hours=1)


def hold(request, story):
    """This browser may change a telling until its session ends, or it is told to forget."""
    held = [slug for slug in request.session.get(HELD, ()) if slug != story.slug]
    request.session[HELD] = [*held, story.slug][-MOST:]


def let_go(request):
    """This browser knows of no telling any more."""
    request.session.pop(HELD, None)


def held_by(request):
    """The tellings whoever asks may change: held in this browser, or told with their account."""
    kept = Story.objects.exclude(state="withdrawn").filter(origin="")
    own = kept.filter(slug__in=request.session.get(HELD, ()))
    if request.user.is_authenticated:
        own = own | kept.filter(by=request.user)
    return own


def held_one(request, slug):
    """One of them; Http404 where it is not theirs."""
    found = held_by(request).filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def sent_before(request, uid):
    """The telling this very form has sent already, now held here too; None where it has not.

    The answer may have been lost on its way, so that the form is sent again. Its number is known
    to the form alone until others may read the story.
    """
    if uid is None:
        return None
    kept = Story.objects.filter(uid=uid, origin="", told__gt=timezone.now() - LOST)
    mine = kept.filter(by=request.user) if request.user.is_authenticated else kept.filter(by=None)
    story = mine.exclude(state__in=("draft", "withdrawn")).first()
    if story is None or (story.state != "sent" and set(story.audiences) - {"worker"}):
        return None
    hold(request, story)
    return story
