"""One practice or planting as a reader may see it, and what it is linked with."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from tilth.web.agree.models import Link
from tilth.web.learn.actions.practices import may_write
from tilth.web.learn.actions.transplants import may_tend
from tilth.web.learn.models import Code, Practice, Transplant
from tilth.web.learn.talk.records import seen
from tilth.web.learn.visible import open_to, stories_for


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


def linked(key, how, standing, *, back=False):
    """What a record is linked with in one way: Seens of the reader, in order of linking.

    back: those linked to it rather than from it.
    """
    side, other = ("other", "one") if back else ("one", "other")
    found = Link.objects.filter(**{side: key}, how=how, removed=False)
    return [one for link in found if (one := seen(getattr(link, other), standing))]


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


def code_names(*types):
    """{slug: name} of the codes of these types; a merged one is called as what it became."""
    found = Code.objects.select_related("into")
    found = found.filter(type__in=types) if types else found
    return {one.slug: (one.into or one).name for one in found}
