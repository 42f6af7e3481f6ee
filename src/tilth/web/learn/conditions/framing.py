"""Which conditions a place looks at: the code frame as it is kept, or as the essay gives it."""

from dataclasses import dataclass

from tilth.learn.coding.frame import frame
from tilth.web.learn.models import Code

KINDS = {
    "condition": "What has to be there first",
    "enabler": "What helps working together",
    "barrier": "Weeds: what gets in the way",
}


@dataclass(frozen=True)
class Named:
    """One condition, enabler or barrier: its name, what it means, where that is from.

    above: the slug of the code it is a part of. into: the slug it was merged into.
    """

    slug: str
    type: str
    name: str
    means: str = ""
    source: str = ""
    above: str = ""
    into: str = ""


def named():
    """slug -> Named of every condition, enabler and barrier, merged ones too, in order."""
    records = Code.objects.filter(type__in=KINDS).select_related("group", "into")
    found = {one.slug: _of_record(one) for one in records.order_by("slug")}
    for one in frame().code if not found else ():
        if one.type in KINDS:
            where = frame().where(one)
            found[one.slug] = Named(one.slug, one.type, one.name, one.means, where, one.under)
    return found


def _of_record(one):
    return Named(
        one.slug,
        one.type,
        one.name,
        one.means,
        one.source,
        one.group.slug if one.group else "",
        one.into.slug if one.into else "",
    )


def read_as(slug, known):
    """The slug a code is read as now, where it was merged into another."""
    for _ in known:
        one = known.get(slug)
        if one is None or not one.into:
            break
        slug = one.into
    return slug


def looked_at(known, said=()):
    """The codes a profile shows, kind by kind: whole ones, and parts of which something is said."""
    here = [one for one in known.values() if not one.into and (not one.above or one.slug in said)]
    return sorted(here, key=lambda one: (list(KINDS).index(one.type), one.slug))
