"""Codes put on stories and passages: by who told it, by others, side by side where they differ."""

from django.utils import timezone

from tilth.learn.telling import plain
from tilth.web.agree.found import may_read
from tilth.web.house import audit
from tilth.web.house.acts import act, locked, refuse
from tilth.web.learn.coding.reading import final_code, words_of
from tilth.web.learn.models import Code, Coding, Passage, Reading, Story
from tilth.web.learn.reader import inside, own
from tilth.web.learn.visible import stories_for

LEVEL, PURPOSE = "D1", "plan"
FEELING = 100
MOST_AT_ONCE = 20
"""Stories somebody can take at a time to go through for their codes."""


def told_by(standing, record):
    """Whether this reader told the story that is coded, or that the passage is of."""
    story = record.story if isinstance(record, Passage) else record
    return story is not None and own(standing, story)


def why_not_code(standing, record):
    """Why somebody cannot put codes on a story or passage; '' where they can."""
    if isinstance(record, Story) and record.state == "withdrawn":
        return "It was taken back"
    if told_by(standing, record):
        return ""
    if not inside(standing):
        return "Only who told it and people of the partnership put codes on it"
    return "" if may_read(record, standing) else "There is nothing there"


@act
def put(standing, record, code, *, fits=True, quote="", feeling="", suggested=False, at=None):
    """Say that a code fits a story or passage, or does not; gives the Coding.

    quote: words it lies on, as the story has them now. feeling: how it felt, in a word or two.
    suggested: somebody took a suggestion. What the same person said otherwise before is taken back,
    and kept as taken back; what others said stands beside it.
    """
    record = _held(standing, record)
    refuse(why_not_code(standing, record))
    code, quote = final_code(code), plain.words(quote)
    refuse("" if _there(quote, record) else "Those words are not in it. Copy them as they stand")
    feeling = plain.line(feeling)
    refuse(f"Say how it felt in up to {FEELING} letters" if len(feeling) > FEELING else "")
    mine = _own(standing, record).filter(code=code, removed=False)
    again = mine.filter(fits=fits, quote=quote, feeling=feeling).exists()
    refuse("You have said that already" if again else "")
    mine.exclude(fits=fits).update(removed=True)
    mine.filter(fits=fits, quote__in={quote, ""}).update(removed=True)
    made = Coding.objects.create(
        **_on(record),
        code=code,
        coder=_coder(standing, record, suggested),
        by=standing.by.person,
        fits=fits,
        quote=quote,
        feeling=feeling,
        at=at or timezone.now(),
    )
    _noted(standing, record, "coded")
    return made


@act
def take_back(standing, coding):
    """Take back what one said of a code oneself. That it was said stays, and that it no longer is.

    Raises AgreementError where somebody else said it.
    """
    coding = locked(Coding, coding.pk)
    refuse("" if own(standing, coding) else "Only who said it takes it back")
    refuse("It was taken back already" if coding.removed else "")
    coding.removed = True
    coding.save(update_fields=["removed"])
    _noted(standing, coding.story or coding.passage, "took a code back")


@act
def codes_of_teller(story, slugs, *, by=None, at=None):
    """The codes a teller chose while telling, in place of those chosen before.

    slugs: of codes; one that is not there is left out. by: the account it is kept with, or None.
    """
    chosen = {final_code(one).pk for one in Code.objects.filter(slug__in=slugs)}
    before = story.codings.filter(coder="teller", removed=False, fits=True)
    before.exclude(code__in=chosen).update(removed=True)
    there = set(before.filter(code__in=chosen).values_list("code_id", flat=True))
    told = {"story": story, "coder": "teller", "by": by, "at": at or timezone.now()}
    Coding.objects.bulk_create(Coding(code_id=one, **told) for one in sorted(chosen - there))
    audit.record(
        audit.NOBODY, "changed", f"{story.key} coded by who told it", level=LEVEL, purpose=PURPOSE
    )


@act
def take(standing, stories, *, at=None):
    """Take stories to go through for their codes, without seeing what others chose until done.

    stories: at most MOST_AT_ONCE. One's own are left out, and those one has been through.
    Gives the Readings that are new.
    """
    refuse("" if inside(standing) and standing.by.person else "Only people of the partnership can")
    refuse(f"Take up to {MOST_AT_ONCE} at a time" if len(stories) > MOST_AT_ONCE else "")
    person, now = standing.by.person, at or timezone.now()
    free = stories_for(standing).filter(pk__in=[one.pk for one in stories]).exclude(by=person)
    free = free.exclude(pk__in=said_something(person))
    free = free.exclude(readings__by=person)
    made = [Reading.objects.create(story=one, by=person, taken=now) for one in free]
    refuse("" if made else "You have been through these, or told them yourself")
    for one in made:
        _noted(standing, one.story, "taken to be coded")
    return made


@act
def done(standing, story, *, at=None):
    """Say that one has been through a story: what one did not choose does not fit.

    Gives the Reading. Choosing nothing and being done says that none fits.
    """
    reading = _reading(standing, story)
    reading.done = at or timezone.now()
    reading.save(update_fields=["done"])
    _noted(standing, story, "been through for its codes")
    return reading


@act
def give_back(standing, story):
    """Not go through a story after all; what was chosen so far is taken back."""
    reading = _reading(standing, story)
    _own(standing, story).filter(removed=False).update(removed=True)
    reading.delete()
    _noted(standing, story, "not coded after all")


def said_something(person):
    """The numbers of the stories whose codes somebody has said anything about."""
    said = Coding.objects.filter(by=person)
    own = set(said.exclude(story=None).values_list("story_id", flat=True))
    return own | set(said.exclude(passage__story=None).values_list("passage__story_id", flat=True))


def _reading(standing, story):
    found = Reading.objects.select_for_update().filter(story=story, by=standing.by.person)
    reading = found.first()
    refuse("" if reading else "You have not taken this one")
    refuse("You have been through it already" if reading.done else "")
    return reading


def _held(standing, record):
    held = locked(type(record), record.pk)
    return held if isinstance(held, Story | Passage) else record


def _own(standing, record):
    return Coding.objects.filter(**_on(record), by=standing.by.person, by__isnull=False)


def _on(record):
    return {"passage": record} if isinstance(record, Passage) else {"story": record}


def _there(quote, record):
    return " ".join(quote.split()) in " ".join(words_of(record).split())


def _coder(standing, record, suggested):
    if told_by(standing, record):
        return "teller"
    return "suggested" if suggested else "reader"


def _noted(standing, record, what):
    """One entry of who did it; nobody where they told it, since they may wish to stay unnamed."""
    told = told_by(standing, record)
    who = {} if told else {"role": standing.by.role, "organisation": standing.by.organisation}
    ref = audit.NOBODY if told else standing.by.ref
    audit.record(ref, "changed", f"{record.key} {what}", level=LEVEL, purpose=PURPOSE, **who)
