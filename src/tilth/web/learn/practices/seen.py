"""Which practices and plantings a reader may see: lists, counts, pages and files ask here."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from tilth.web.agree.found import address, find, may_read
from tilth.web.agree.models import Link
from tilth.web.learn.actions.practices import may_write
from tilth.web.learn.actions.transplants import may_tend
from tilth.web.learn.kinds import KINDS
from tilth.web.learn.models import Code, Practice, Transplant
from tilth.web.learn.reader import inside
from tilth.web.learn.visible import open_to, stories_for


def practices_for(standing):
    """The practices a reader may see."""
    return open_to(Practice.objects.filter(removed=False), standing)


def plantings_for(standing):
    """The plantings a reader may see: those of practices they may see."""
    seen = Transplant.objects.filter(removed=False, practice__in=practices_for(standing))
    return seen.select_related("practice", "partner", "after")


def practice_seen(slug, standing):
    """One practice; a removed one only for those who may put it back. Http404 otherwise."""
    found = get_object_or_404(open_to(Practice.objects.all(), standing), slug=slug)
    if found.removed and not may_write(standing, found):
        raise Http404
    return found


def planting_seen(ref, standing):
    """One planting; a removed one only for those who may put it back. Http404 otherwise."""
    kept = Transplant.objects.select_related("practice", "partner", "after")
    found = get_object_or_404(kept, ref=ref)
    practice_seen(found.practice.slug, standing)
    if found.removed and not may_tend(standing, found):
        raise Http404
    return found


def readable(key, standing):
    """The record of a key, or None where this reader may not see it or it is gone.

    Records of AGREE are for those round the table: a stranger sees none of them here.
    """
    try:
        record = find(key)
    except Http404:
        return None
    if not inside(standing) and record.kind not in KINDS:
        return None
    return record if may_read(record, standing) else None


def linked(key, how, standing, *, back=False):
    """What a record is linked with in one way: records the reader may see, in order of linking.

    back: those linked to it rather than from it.
    """
    side, other = ("other", "one") if back else ("one", "other")
    found = Link.objects.filter(**{side: key}, how=how, removed=False)
    records = (readable(getattr(one, other), standing) for one in found)
    return [one for one in records if one is not None and not getattr(one, "removed", False)]


def stories_of(practice, standing):
    """The stories a practice grew from, as far as this reader may read them, drawn live.

    A story's own page says the same the other way round: it led to the practice.
    """
    links = Link.objects.filter(removed=False)
    keys = {
        *links.filter(one=practice.key, how="grew from").values_list("other", flat=True),
        *links.filter(other=practice.key, how="led to").values_list("one", flat=True),
    }
    slugs = [key.partition(":")[2] for key in keys if key.startswith("story:")]
    return stories_for(standing).filter(slug__in=slugs)


def titled(record, standing):
    """What a link to a record says, and where it leads; no address where the page is not theirs."""
    title = getattr(record, "title", "") or getattr(record, "words", "") or str(record)
    return {"key": record.key, "title": str(title)[:160], "address": address(record)}


def code_names(*types):
    """{slug: name} of the codes of these types; a merged one is called as what it became."""
    found = Code.objects.select_related("into")
    found = found.filter(type__in=types) if types else found
    return {one.slug: (one.into or one).name for one in found}
