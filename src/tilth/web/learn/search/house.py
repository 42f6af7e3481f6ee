"""What the search of the house finds among what was told: only what the index gives."""

from tilth.web.house.search import Chosen, asked_of
from tilth.web.learn.reader import reader_of
from tilth.web.learn.search.find import find

HEADINGS = {"story": "Stories", "practice": "Practices and where they were planted"}
HEADINGS |= {"gathering": "Gatherings and ripple maps"}
UNDER = {"transplant": "practice", "ripples": "gathering"}


def found(request):
    """[(heading, things)]: for each kind what fits best, as far as this reader may read."""
    standing, asked = reader_of(request), asked_of(request)
    groups: dict = {kind: Chosen() for kind in HEADINGS}
    for hit in find(standing, asked, near_too=False).hits if asked else ():
        kind = UNDER.get(hit.kind, hit.kind)
        groups[kind].append((hit.name, hit.address, hit.plain))
    return [(HEADINGS[kind], things) for kind, things in groups.items()]
