"""Pictures, sound and film of a story: added, described, removed."""

from tilth.learn.telling import plain
from tilth.learn.telling.consent import state_when_changed
from tilth.learn.words import MEDIA
from tilth.web.agree import history
from tilth.web.agree.standing import ROUND
from tilth.web.house.acts import act, locked, refuse
from tilth.web.learn.actions.waiting import settle
from tilth.web.learn.models import Medium, Story
from tilth.web.learn.telling import keeping
from tilth.web.learn.telling.teller import TELLER

MOST = 12
LINES, LONG = frozenset({"alt", "credit", "licence"}), frozenset({"caption", "transcript"})
TOLD = LINES | LONG | {"people_agreed"}


@act
def add(by, story, type, *, held=None, url="", at=None, **told):
    """Add a Medium to a story and give it. held: (ending, bytes) of a file; url: of a film."""
    story = _held(story)
    refuse("" if type in MEDIA else "There is no such kind of file")
    refuse("" if held or url else "Choose a file, or say where the film is")
    refuse(f"A story has up to {MOST} files" if story.media.count() >= MOST else "")
    file = keeping.keep(held[1], held[0]) if held else ""
    medium = Medium.objects.create(story=story, type=type, file=file, url=url,
                                   waits=story.state == "published", **_clean(told))  # fmt: skip
    _looked_at_again(by, story)
    medium.refresh_from_db()
    history.told(TELLER, story, "added a file", at=at)
    return medium


@act
def describe(by, medium, *, at=None, **told):
    """Change what is said of a Medium: alt, caption, transcript, credit, licence."""
    story = _held(medium.story)
    told = _clean(told)
    if story.state == "published" and not medium.waits:
        settle(by, story, {}, media={str(medium.pk): told}, at=at)
    else:
        for name, value in told.items():
            setattr(medium, name, value)
        medium.save()
        _looked_at_again(by, story)
    history.told(TELLER, story, "described a file", at=at)


@act
def remove(by, medium, *, at=None):
    """Remove a Medium and its file, at once."""
    story = _held(medium.story)
    keeping.forget([medium])
    medium.delete()
    if story.state == "published":
        settle(by, story, {}, at=at)
    history.told(TELLER, story, "removed a file", at=at)


def _held(story):
    story = locked(Story, story.pk)
    refuse("It was taken back" if story.state == "withdrawn" else "")
    return story


def _looked_at_again(by, story):
    """Where somebody has to look at a story first, they look at what is new in it too."""
    if story.state == "published":
        settle(by, story, {})
        return
    state = state_when_changed(story.state, story.audiences, inside=by.role in ROUND)
    if state != story.state:
        story.state, story.seen = state, story.seen + 1
        story.save(update_fields=["state", "seen"])


def _clean(told):
    assert set(told) <= TOLD, "a Medium holds no such thing"
    found = {"people_agreed": told["people_agreed"]} if "people_agreed" in told else {}
    for name in LINES & set(told):
        found[name] = plain.line(told[name])[: Medium._meta.get_field(name).max_length]
    for name in LONG & set(told):
        found[name] = plain.words(told[name])
    return found
