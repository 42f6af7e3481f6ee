"""Which rows of the index a reader may know of: counts, hits and near words all ask here."""

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Substr

from tilth.learn.coding.merging import final
from tilth.web.learn.coding.reading import codings_on_stories, merged_into
from tilth.web.learn.models import (
    Code,
    Gathering,
    Indexed,
    Practice,
    RippleMap,
    Story,
    Transplant,
)
from tilth.web.learn.visible import open_to, own_stories, stories_for

KINDS = {
    "story": "stories",
    "practice": "practices",
    "transplant": "plantings elsewhere",
    "gathering": "gatherings",
    "ripples": "ripple maps",
}


def _stories(standing):
    return stories_for(standing) | own_stories(standing)


def _practices(standing):
    return open_to(Practice.objects.filter(removed=False), standing)


def _transplants(standing):
    return Transplant.objects.filter(removed=False, practice__in=_practices(standing))


RECORDS = {
    "story": _stories,
    "practice": _practices,
    "transplant": _transplants,
    "gathering": lambda standing: open_to(Gathering.objects.all(), standing),
    "ripples": lambda standing: open_to(RippleMap.objects.all(), standing),
}
"""kind -> the records of it that a reader may see, as visible.py says."""
MODELS = {one.kind: one for one in (Story, Practice, Transplant, Gathering, RippleMap)}
HAVE_LAYER = {Story, Practice, Transplant}
"""Records that say on which layer they lie."""


def records(standing, *, kinds=None, layer="", area="", code=""):
    """{kind: the records of it that a reader may see}. kinds: of KINDS; all where None.

    layer, area: only what lies there. code: only stories that somebody says carry this code.
    """
    told = {}
    narrowed = {name: value for name, value in (("layer", layer), ("area", area)) if value}
    for kind in KINDS if kinds is None else [one for one in KINDS if one in kinds]:
        found = RECORDS[kind](standing)
        if (layer and found.model not in HAVE_LAYER) or (code and found.model is not Story):
            continue
        found = found.filter(**narrowed) if narrowed else found
        told[kind] = carrying(found, code, standing) if code else found
    return told


def rows(standing, **narrowed):
    """The Indexed rows of what a reader may see; narrowed as in `records`."""
    allowed = Q(pk__in=())
    for kind, found in records(standing, **narrowed).items():
        name = Substr(OuterRef("key"), len(kind) + 2)
        allowed |= Q(kind=kind) & Q(Exists(found.filter(**{found.model.named_by: name})))
    return Indexed.objects.filter(allowed)


def carrying(stories, slug, standing):
    """Of some stories those that carry a code, or one that was merged into it."""
    into = merged_into()
    code = Code.objects.filter(slug=slug).first()
    numbers = [one for one in into if code and final(one, into) == final(code.pk, into)]
    said = codings_on_stories(standing).filter(fits=True, code__in=numbers)
    on_them = Q(pk__in=said.filter(story__isnull=False).values("story"))
    of_them = said.filter(passage__story__isnull=False).values("passage__story")
    return stories.filter(on_them | Q(pk__in=of_them))
