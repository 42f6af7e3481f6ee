"""What a reader may see of LEARN: pages, counts, searches, feeds and files all ask here."""

from django.db.models import Q

from tilth.web.agree.standing import KEEPERS
from tilth.web.learn.models import Comment, Practice, Story, Transplant
from tilth.web.learn.reader import inside, national


def stories_for(standing):
    """The stories this reader may read: published for them by their tellers; standing as Standing.

    One's own drafts are not among them: `own_stories` gives those.
    """
    seen = Q(for_everyone=True)
    if inside(standing):
        seen |= Q(for_partnership=True)
    if standing.by.role == "link_worker":
        seen |= Q(for_worker=True)
    if national(standing):
        seen |= Q(for_national=True)
    return Story.objects.filter(seen, state="published")


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
