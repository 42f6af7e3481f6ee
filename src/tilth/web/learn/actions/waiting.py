"""What is new in a story others read already: it waits, and what they read stays as it was."""

import copy

from django.utils import timezone

from tilth.learn.telling import plain
from tilth.learn.telling.consent import must_wait
from tilth.web.agree.standing import ROUND
from tilth.web.learn.actions.told import (
    AUDIENCE,
    CONTEXT,
    LOOKED_AT,
    REACH,
    WORDS,
    audiences_of,
    take,
)
from tilth.web.learn.models import Edition

MEDIA = "media"


def waiting(story):
    """What waits of a published story until somebody looked: its Edition, or None."""
    return story.editions.filter(waits=True).first()


def came_back(story):
    """What is new in it came back to its teller with a question."""
    held = waiting(story)
    return held is not None and held.agreed is False


def with_waiting(story):
    """The story as it would be read with what waits, which is never saved."""
    held, new = waiting(story), copy.copy(story)
    take(new, _split(held)[0])
    return new


def media_with_waiting(story):
    """Its Media as they would be shown with what waits, which are never saved."""
    said, found = _split(waiting(story))[1], list(story.media.all())
    for one in found:
        take(one, said.get(str(one.pk), {}))
    return found


def settle(by, story, told, *, media=None, why="", at=None):
    """Change a published story that is held: at once what may be, the rest waits. Saves it.

    told: {field: value}, clean. media: {number: {field: value}} said anew of its Media. Fewer
    readers, and how to reach somebody told to fewer, hold at once.
    """
    held = waiting(story) or Edition(story=story, waits=True)
    new, said = _split(held)
    take(story, _at_once(story, told))
    new = _differing(story, {**new, **told}, LOOKED_AT)
    said = _said_anew(story, said, media or {})
    held.told = new | ({MEDIA: said} if said else {})
    held.at, held.agreed = at or timezone.now(), None
    held.why = plain.line(why)[:300] or held.why
    words = bool(said) or bool(set(new) - set(AUDIENCE))
    words = words or story.media.filter(waits=True).exists()
    after = audiences_of(story, new)
    if must_wait(story.audiences, after, inside=by.role in ROUND, words_changed=words):
        held.save()
    else:
        accept(story, held, at=at)
    story.seen += 1
    story.save()


def accept(story, held, *, at=None):
    """Put what waits in the place of what is read; save the story after.

    The words before are kept as an Edition. Who reads it for the first time finds it new.
    """
    at, (new, said) = at or timezone.now(), _split(held)
    gone = {name: getattr(story, name) for name in WORDS if name in new}
    if gone:
        Edition.objects.create(story=story, told=gone, why=held.why, at=at)
    if any(new.get(one) for one in AUDIENCE):
        story.published = at
    take(story, new)
    for number, fields in said.items():
        story.media.filter(pk=number).update(**fields)
    story.media.filter(waits=True).update(waits=False)
    if held.pk:
        held.delete()


def _split(held):
    """({field: value} of the story, {number: {field: value}} of its Media) that wait."""
    told = dict(held.told) if held else {}
    return told, told.pop(MEDIA, {})


def _at_once(story, told):
    """Where it stands, who reads it no more, and a number that is for fewer than it was."""
    now = {name: value for name, value in told.items() if name in CONTEXT}
    now |= {name: False for name in AUDIENCE if name in told and not told[name]}
    reach = {name: told.get(name, getattr(story, name)) for name in REACH}
    return now | reach if not all(reach.values()) else now


def _differing(record, told, names):
    return {name: value for name, value in told.items()
            if name in names and value != getattr(record, name)}  # fmt: skip


def _said_anew(story, before, media):
    found = {}
    for one in story.media.all():
        told = before.get(str(one.pk), {}) | media.get(str(one.pk), {})
        if new := _differing(one, told, told):
            found[str(one.pk)] = new
    return found
