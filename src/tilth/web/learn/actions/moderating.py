"""Looking at a story, or what is new in it, before others read it: publish, ask, propose, decline.

Whoever looks never widens what the teller chose, and never changes a word without them.
"""

from django.utils import timezone

from tilth.learn.telling import plain
from tilth.web.agree import history
from tilth.web.agree.standing import KEEPERS
from tilth.web.house.acts import act, locked, refuse
from tilth.web.house.models import HeldRole
from tilth.web.learn.actions.waiting import accept, waiting, with_waiting
from tilth.web.learn.models import Edition, Story
from tilth.web.learn.search import index
from tilth.web.learn.telling import ledger
from tilth.web.learn.telling.teller import TELLER
from tilth.web.learn.visible import changes_to_look_at, stories_to_look_at

EDITABLE = ("title", "words", "strengths", "barriers", "answers")
CHANGED = "It was changed since you looked at it. Look again"
NOT_WAITING = "It does not wait to be looked at any more"
WHY = "Say why, so that its teller knows"
OWN = "You told it yourself. For everyone to read it, somebody else looks at it first"
UNANSWERED = "Its teller said something new. Look at that first"
NAMED = "It names somebody for what they did. Note first that they agreed to be named to everyone"


@act
def publish(standing, story, version, *, named_agreed=False, at=None):
    """Let those its teller chose read it, or what is new in it. Gives the Step.

    version: `seen` of the story as it was looked at. named_agreed: whoever a recognition names
    agreed to be named to everyone.
    """
    story = _waits(standing, story, version)
    new = with_waiting(story)
    refuse("Its teller chose nobody to read it" if not new.audiences else "")
    refuse(why_not_alone(standing, new))
    outside = new.for_everyone or new.for_national
    refuse(NAMED if story.type == "recognition" and outside and not named_agreed else "")
    how = "published" if not own(standing, story) else "published, told by whoever keeps the place"
    fresh = {} if story.state == "published" else {"published": at or timezone.now()}
    _accepted(story, at)
    done = history.changed(
        standing.by, story, how, at=at, state="published", seen=story.seen + 1,
        also={"reason": "", **fresh},
    )  # fmt: skip
    ledger.readers(story)
    index.keep(story)
    return done


def _accepted(story, at):
    """What waited takes the place of what was read."""
    held = waiting(story)
    if held is not None:
        accept(story, held, at=at)
        story.save()


@act
def ask_back(standing, story, version, question, *, at=None):
    """Give it back to its teller with a question."""
    story = _waits(standing, story, version)
    state = "returned" if story.state != "published" else "published"
    story.editions.filter(waits=True).update(agreed=False)
    return _said(standing, story, state, "gave it back with a question", question, at)


@act
def decline(standing, story, version, reason, *, at=None):
    """Do not show it, or show it no more; its teller is told why and may change it.

    What was new in it goes with it: there is one text to change.
    """
    _keeps(standing)
    story = locked(Story, story.pk)
    shown = story.state == "published" and not story.origin
    if not shown:
        story = _waits(standing, story, version)
    refuse(CHANGED if story.seen != version else "")
    refuse("" if reason.strip() else WHY)
    _accepted(story, at)
    done = _said(standing, story, "declined", "declined, with the reason to its teller", reason, at)
    index.drop(story)
    return done


def _said(standing, story, state, how, words, at):
    refuse("" if words.strip() else WHY)
    return history.changed(
        standing.by, story, how, at=at, state=state, seen=story.seen + 1,
        also={"reason": plain.words(words)},
    )  # fmt: skip


@act
def propose(standing, story, version, told, why, *, at=None):
    """Propose other words; nothing changes until the teller agrees. Gives the Edition.

    told: {field of EDITABLE: words}; what is the same is left out.
    """
    _keeps(standing)
    story = locked(Story, story.pk)
    if story.state != "published":
        story = _waits(standing, story, version)
    refuse(CHANGED if story.seen != version else "")
    refuse("It came from another place: propose it there" if story.origin else "")
    refuse(UNANSWERED if waiting(story) else "")
    differ = {name: _clean(told[name]) for name in EDITABLE if name in told}
    differ = {name: value for name, value in differ.items() if value != getattr(story, name)}
    refuse("" if differ else "These are the same words")
    refuse("" if why.strip() else WHY)
    story.editions.filter(proposed=True, agreed=None).update(agreed=False)
    at = at or timezone.now()
    made = Edition.objects.create(
        story=story, told=differ, why=plain.line(why)[:300], proposed=True, by=standing.by.person,
        at=at,
    )  # fmt: skip
    if story.state == "sent":
        _said(standing, story, "returned", "proposed other words", why, at)
    else:
        history.told(standing.by, story, "proposed other words", at=at)
    return made


@act
def answer_edit(by, story, edition, yes, *, at=None):
    """Its teller agrees to the words proposed, or not. Gives the Story.

    Call it only for whoever told it: signed in, or by their code words. by: on whose behalf; no
    history says it. Agreed words take the place of the old ones, which are kept as an Edition.
    """
    story = locked(Story, story.pk)
    edition = locked(Edition, edition.pk)
    refuse("It was taken back" if story.state == "withdrawn" else "")
    open_ = edition.story_id == story.pk and edition.proposed and edition.agreed is None
    refuse("" if open_ else "That was answered already")
    edition.agreed = bool(yes)
    edition.save(update_fields=["agreed"])
    if yes:
        _take(story, edition, at or timezone.now())
    was = story.state
    story.state = "sent" if was == "returned" else was
    story.reason = "" if was == "returned" else story.reason
    story.seen += 1
    story.save()
    how = "agreed to other words" if yes else "kept the words as they are"
    history.told(TELLER, story, how, before={"state": was}, after={"state": story.state}, at=at)
    if story.state in ("sent", "published"):
        index.keep(story)
    return story


def _take(story, edition, at):
    before = {name: getattr(story, name) for name in edition.told}
    Edition.objects.create(story=story, told=before, why=edition.why, by=edition.by, at=at)
    for name, value in edition.told.items():
        setattr(story, name, value)


def proposals(story):
    """Words proposed that its teller has not answered: Editions, the oldest first."""
    return story.editions.filter(proposed=True, agreed=None)


def own(standing, story):
    """They told it themselves, signed in."""
    return standing.by.person is not None and story.by_id == standing.by.person.pk


def why_not_alone(standing, story):
    """Why somebody cannot publish it alone; '' where they can.

    One's own story for everyone is looked at by somebody else; where nobody else keeps the place,
    its history says that nobody did.
    """
    outside = story.for_everyone or story.for_national
    return OWN if own(standing, story) and outside and others_keep(standing) else ""


def others_keep(standing):
    """Somebody else is the chair or of the secretariat today."""
    today = timezone.localdate()
    held = HeldRole.objects.filter(role__in=KEEPERS, waiting=False, since__lte=today)
    held = held.exclude(until__lt=today).exclude(person__until__lt=today)
    return held.filter(person__is_active=True).exclude(person=standing.by.person).exists()


def _keeps(standing):
    only = "Only the chair or the secretariat can do this"
    refuse("" if standing.by.role in KEEPERS else only)


def _waits(standing, story, version):
    """The story, held, as it was looked at."""
    _keeps(standing)
    story = locked(Story, story.pk)
    found = stories_to_look_at(standing) | changes_to_look_at(standing)
    refuse("" if found.filter(pk=story.pk).exists() else NOT_WAITING)
    refuse(CHANGED if story.seen != version else "")
    return story


def _clean(value):
    if isinstance(value, dict):
        return {name: _clean(one) for name, one in value.items()}
    return plain.words(value) if isinstance(value, str) else value
