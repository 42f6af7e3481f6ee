"""The page of one planting: what was changed, what came of it, honestly, and what grew from it."""

from django.views.decorators.http import require_safe

from tilth.learn.practices.spread import SETTLED
from tilth.learn.words import RESULTS, SPREADS
from tilth.web.agree.areas import area_name
from tilth.web.agree.past import story as past
from tilth.web.learn.actions.practices import may_grow
from tilth.web.learn.actions.transplants import may_tend
from tilth.web.learn.practices.forms import Tell
from tilth.web.learn.practices.one import HERE
from tilth.web.learn.practices.seen import planting_seen
from tilth.web.learn.practices.tree import tree
from tilth.web.learn.reader import inside, reader_of
from tilth.web.learn.showing import page, public
from tilth.web.learn.talk.records import seen as seen_by
from tilth.web.learn.talk.saying import thread
from tilth.web.learn.visible import plantings_for

THANKS = {
    "failed": "It did not work, and somebody told us. The next place starts further on.",
    "snapped back": "It worked, then things went back. Knowing why is worth as much as a success.",
    "let go": "Letting go on purpose makes room.",
    "rooted": "It goes on without special help.",
}


@require_safe
@public
def planting(request, ref):
    """One planting."""
    standing = reader_of(request)
    return shown(request, planting_seen(ref, standing), standing)


def shown(request, one, standing, bound=None):
    """The page of one planting. bound: a form that was sent and has something wrong."""
    seen = plantings_for(standing).filter(practice=one.practice)
    now = {name: getattr(one, name) for name in ("result", "came", "lessons", "ended")}
    told = {
        "one": one,
        "practice": one.practice,
        "says": RESULTS.get(one.result, ""),
        "spread": SPREADS.get(one.spread, one.spread),
        "thanks": THANKS.get(one.result, ""),
        "settled": one.result in SETTLED,
        "path": lineage_of(one),
        "offshoots": [each for each in seen if each.after_id == one.pk],
        "area": area_name(request.place, one.area),
        "visit": seen_by(one.visit, standing) if one.visit else None,
        "tree": tree(one.practice, seen),
        "may_tend": may_tend(standing, one),
        "may_plant": may_grow(standing) and not one.removed,
        "form": bound or Tell(initial=now, auto_id="tell-%s"),
        "inside": inside(standing),
        "steps": past(one, standing) if inside(standing) else [],
        "talk": thread(request, one, standing),
    }
    crumbs = [HERE, (one.practice.title, f"/learn/practices/{one.practice.slug}/")]
    title = f"{one.ref}, {one.place}: {one.practice.title}"
    return page(request, "practices/planting", title, crumbs=crumbs, **told)


def lineage_of(one):
    """The plantings it came through, the first place's first offspring first, itself left out."""
    found, at = [], one.after
    while at is not None and at not in found:
        found.insert(0, at)
        at = at.after
    return found
