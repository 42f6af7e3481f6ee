"""Codes on a story or a passage: what was said side by side, and saying it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from tilth.web.agree.found import address, may_read
from tilth.web.house.access import SIGNED_IN, route
from tilth.web.house.answering import done, tried
from tilth.web.learn.actions import coding as acts
from tilth.web.learn.coding import learning, reading
from tilth.web.learn.coding.forms import Put
from tilth.web.learn.coding.pages import HERE
from tilth.web.learn.models import Coding, Passage, Reading, Story
from tilth.web.learn.reader import own, reader_of
from tilth.web.learn.showing import page


def coded(record, standing):
    """What the page of a story or passage tells of its codes: include `learn/coding/_on_story`.

    codes: as `reading.told_on`. may: the reader may put codes. blind: the reader goes through it
    without seeing what others chose. at: where codes are put.
    """
    return {
        "codes": reading.told_on(record, standing),
        "may": not acts.why_not_code(standing, record),
        "blind": _blind(record, standing),
        "at": at(record),
    }


def at(record):
    """Where codes are put on a story or passage."""
    if isinstance(record, Passage):
        return f"/learn/passages/{record.pk}/code/"
    return f"/learn/stories/{record.slug}/code/"


def _blind(record, standing):
    story = record.story if isinstance(record, Passage) else record
    return story is not None and story.pk in reading.being_coded_by(standing)


@require_http_methods(["GET", "POST"])
@route(level="D0", purpose="plan", roles=SIGNED_IN)
def on_story(request, slug):
    """Put codes on a story."""
    return _coding(request, get_object_or_404(Story, slug=slug))


@require_http_methods(["GET", "POST"])
@route(level="D0", purpose="plan", roles=SIGNED_IN)
def on_passage(request, number):
    """Put codes on a passage of a story or source."""
    return _coding(request, get_object_or_404(Passage, pk=number))


def _coding(request, record):
    standing = reader_of(request)
    if not may_read(record, standing) or acts.why_not_code(standing, record):
        raise Http404
    form = Put(request.POST or None, initial={"code": request.GET.get("code", "")})
    more = {"fits": request.POST.get("fits") != "no", "suggested": "suggested" in request.POST}
    if done(form, lambda told: acts.put(standing, record, **told, **more)):
        messages.success(request, f"Noted: {'it fits' if more['fits'] else 'it does not fit'}.")
        return redirect(at(record))
    told = _told(record, standing, form)
    return page(request, "coding/on_story", _title(record), crumbs=[HERE], **told)


def _title(record):
    if isinstance(record, Passage):
        return f"Codes on passage {record.number}"
    return f"Codes on “{record.title}”" if record.title else "Codes on a story"


def _told(record, standing, form):
    story = record if isinstance(record, Story) else record.story
    reading_ = _open(story, standing)
    told = coded(record, standing)
    may_take = story is not None and _may_take(story, standing)
    hidden = told["blind"] or may_take
    return told | {
        "record": record,
        "story": story,
        "is_story": isinstance(record, Story),
        "words": reading.words_of(record),
        "back": address(record),
        "form": form,
        "reading": reading_,
        "may_take": may_take,
        "suggested": [] if hidden else learning.suggested_for(record, standing),
    }


def _open(story, standing):
    if story is None or standing.by.person is None:
        return None
    return Reading.objects.filter(story=story, by=standing.by.person, done=None).first()


def _may_take(story, standing):
    """They could go through it unseen: not theirs, not said anything of, not taken before."""
    person = standing.by.person
    if acts.told_by(standing, story) or story.readings.filter(by=person).exists():
        return False
    inside = reading.inside(standing) and story.state == "published"
    return inside and story.pk not in acts.said_something(person)


@require_POST
@route(level="D0", purpose="plan", roles=SIGNED_IN)
def back(request, number):
    """Take back what one said of a code."""
    coding = get_object_or_404(Coding.objects.select_related("story", "passage"), pk=number)
    record, standing = coding.story or coding.passage, reader_of(request)
    if not own(standing, coding) or not may_read(record, standing):
        raise Http404
    return tried(request, at(record), lambda: acts.take_back(standing, coding), "Taken back.")


@require_POST
@route(level="D0", purpose="plan", roles=SIGNED_IN)
def been_through(request, slug, what):
    """Say that one has been through a story, take it to go through, or give it back."""
    story, standing = get_object_or_404(Story, slug=slug), reader_of(request)
    if not may_read(story, standing) or acts.why_not_code(standing, story):
        raise Http404
    acts_of = {
        "take": (lambda: acts.take(standing, [story]), "Taken. Others' codes stay away."),
        "done": (lambda: acts.done(standing, story), "Done. What others chose is shown now."),
        "leave": (lambda: acts.give_back(standing, story), "Given back."),
    }
    if what not in acts_of:
        raise Http404
    do, said = acts_of[what]
    if what == "leave":
        tried(request, at(story), do, said)
        return redirect("/learn/codes/round/")
    return tried(request, at(story), do, said)
