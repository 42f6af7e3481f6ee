"""What a story is linked with: only what may be read."""

from django.db.models import Q

from tilth.web.agree.models import Link
from tilth.web.learn.talk.records import seen

BACK = {"led to": "grew from", "grew from": "led to", "wider": "nearer", "nearer": "wider"}
"""The same link as it reads from its other end."""
HEADINGS = {
    "led to": "What happened because of it",
    "grew from": "What it grew from",
    "wider": "The same at a wider layer",
    "nearer": "The same nearer to people",
}
OTHER = "What it has to do with"


def links_of(story, standing):
    """[(heading, [{"title", "at", "kind", "number"}])], in the order a reader asks."""
    found = {}
    for link in Link.objects.filter(Q(one=story.key) | Q(other=story.key), removed=False):
        mine = link.one == story.key
        other = seen(link.other if mine else link.one, standing)
        if other is None:
            continue
        how = link.how if mine else BACK.get(link.how, link.how)
        told = {"title": other.title, "at": other.at, "kind": other.kind, "number": link.pk}
        told["how"] = how
        heading = HEADINGS.get(how, OTHER)
        if told not in found.setdefault(heading, []):
            found[heading].append(told)
    order = [*HEADINGS.values(), OTHER]
    return [(heading, found[heading]) for heading in order if heading in found]
