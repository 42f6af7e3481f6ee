"""What of a population may not be counted now, because the agreement it rested on is over."""

from tilth.ground.extracts import Extract

REGISTER = "practice"  # whose source gives this says who lives here
PEOPLE = ("practice", "registered", "resident")


def closed_words(place, concepts):
    """The names a criterion may not use -> why, in words: what the closed sources of a place tell.

    place: a Place, or None. concepts: name -> its row in the release.
    A concept or a list closes with any source that records it. An attribute closes when nobody
    else tells it. With the register of who lives here, all that counts residents closes.
    """
    if place is None or not place.closed:
        return {}
    told = {}
    for name, row in concepts.items():
        for source in [*(row["sources"] or ()), *(row.get("recorded_by") or ())]:
            if source in place.closed:
                told.setdefault(name, place.closed[source])
    kinds = place.all(Extract)
    extracts = {one.name: kinds[one.kind] for one in place.sources if one.kind in kinds}
    for source, why in place.closed.items():
        if source in extracts:
            told = dict.fromkeys(_words(source, extracts, place), why) | told
    return told


def _words(source, extracts, place):
    """The concepts, lists and attributes of one source that close with it."""
    extract = extracts[source]
    yield from (rule.concept for rule in extract.events if rule.concept)
    yield from (rule.name for rule in extract.lists)
    own = _attributes(extract)
    for other, one in extracts.items():
        if other != source and other not in place.closed:
            own -= _attributes(one)
    yield from own
    if REGISTER in own:
        yield from PEOPLE


def _attributes(extract):
    """The person attributes that an extract gives."""
    return {one.attribute for one in extract.columns.values() if one.attribute}
