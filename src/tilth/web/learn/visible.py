"""What a reader may see of LEARN: pages, counts, searches, feeds and files all ask here."""

from django.conf import settings
from django.db.models import Q

from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.standing import KEEPERS
from tilth.web.learn.models import Comment, Edition, Practice, Story, Transplant
from tilth.web.learn.reader import inside, national


def stories_for(standing, *, ended=False):
    """The stories this reader may read: published for them by their tellers; standing as Standing.

    One's own drafts are not among them: `own_stories` gives those. ended: also offers whose last
    day is over, which are in no list, count, search or file.
    """
    seen = Q(for_everyone=True)
    if inside(standing):
        seen |= Q(for_partnership=True)
    if standing.by.role == "link_worker":
        seen |= Q(for_worker=True)
    if national(standing):
        seen |= Q(for_national=True)
    found = Story.objects.filter(seen, state="published")
    return found if ended else going_on(found)


def going_on(stories):
    """Of some stories, all but offers whose last day is over."""
    return stories.exclude(until__lt=day_of(settings.PLACE))


def own_stories(standing):
    """What somebody told themselves, at any stage, but what they took back."""
    if standing.by.person is None:
        return Story.objects.none()
    return Story.objects.filter(by=standing.by.person).exclude(state="withdrawn")


def stories_to_look_at(standing):
    """What waits for the chair or the secretariat before others read it."""
    if standing.by.role not in KEEPERS:
        return Story.objects.none()
    wider = Q(for_partnership=True) | Q(for_everyone=True) | Q(for_national=True)
    return Story.objects.filter(wider, state__in=("sent", "returned"))


def changes_to_look_at(standing):
    """Stories others read already, of which something new waits for the chair or secretariat."""
    if standing.by.role not in KEEPERS:
        return Story.objects.none()
    new = Edition.objects.filter(waits=True)
    return Story.objects.filter(state="published", pk__in=new.values("story"))


def number_to_look_at(standing):
    """How many stories wait for the chair or secretariat, new or with something new."""
    new = changes_to_look_at(standing).filter(editions__waits=True, editions__agreed=None)
    return stories_to_look_at(standing).filter(state="sent").count() + new.count()


def open_to(records, standing):
    """Of records with `open_to`, those this reader may see."""
    return records if inside(standing) else records.filter(open_to="everyone")


def practices_for(standing):
    """The practices a reader may see."""
    return open_to(Practice.objects.filter(removed=False), standing)


def plantings_for(standing):
    """The plantings a reader may see: those of practices they may see."""
    seen = Transplant.objects.filter(removed=False, practice__in=practices_for(standing))
    return seen.select_related("practice", "partner", "after")


def comments_on(record, standing=None):
    """What is said about a record, for whoever may read the record itself; None: a stranger.

    What nobody looked at yet stays within the partnership, also where the record opens later.
    """
    said = Comment.objects.filter(about=record.key, state="published")
    return said if standing is not None and inside(standing) else said.filter(looked=True)
