"""What on this site may bear on a condition: counted live for this reader, never a verdict."""

from tilth.agree.network.relations import pairs, standing
from tilth.agree.network.seen import FEWEST
from tilth.learn.conditions.listening import guide
from tilth.web.agree.issues.visible import visible_to
from tilth.web.agree.models import Body, Commitment, Decision
from tilth.web.agree.network import records
from tilth.web.learn.coding.reading import codings_on_stories
from tilth.web.learn.reader import inside
from tilth.web.learn.visible import stories_for


def pointers(named, area, reader, on):
    """[{"words", "address"}]: stories and what is recorded round the table, as far as one may see.

    named: framing.Named. area: '' for the whole place.
    """
    told = guide().codes.get(named.slug)
    found = [_stories(named, area, reader)]
    if inside(reader):
        found += [LOOKS[look](reader, on) for look in (told.look if told else ())]
    return [one for one in found if one]


def stories_with(slug, reader, area=""):
    """The numbers of the stories this reader may read that carry a code, or name it themselves."""
    seen = stories_for(reader)
    seen = seen.filter(area=area) if area else seen
    told = codings_on_stories(reader).filter(code__slug=slug, fits=True)
    coded = {one or other for one, other in told.values_list("story_id", "passage__story_id")}
    own = seen.exclude(conditions=[]).values_list("pk", "conditions")
    named = {number for number, codes in own if slug in codes}
    return set(seen.filter(pk__in=coded).values_list("pk", flat=True)) | named


def _stories(named, area, reader):
    count = len(stories_with(named.slug, reader, area))
    if not count:
        return None
    verb = "tells of it" if count == 1 else "tell of it"
    return {
        "words": f"{_so_many(count, 'story', 'stories')} {verb}",
        "address": f"/learn/codes/{named.slug}/",
    }


def _so_many(count, one, more):
    return f"{count} {one if count == 1 else more}"


def _ties(reader, on):
    found = pairs(standing(records.words(), on))
    if sum(len(pair.sides) for pair in found) < FEWEST:
        return None
    both = sum([word.works_together for word in pair.sides].count(True) == 2 for pair in found)
    one = sum(pair.one_sided for pair in found)
    words = f"{_so_many(both, 'pair', 'pairs')} of partners both say that they work together"
    more = f"; of {one} more only one side says so" if one else ""
    return {"words": words + more, "address": "/agree/map/"}


def _champions(reader, on):
    return {"words": "Who supports working together, by layer", "address": "/agree/map/quarters/"}


def _structures(reader, on):
    count = Body.objects.filter(until=None).count()
    words = _so_many(count, "board, group or network meets", "boards, groups and networks meet")
    return {"words": f"{words} here", "address": "/agree/map/structures/"} if count else None


def _promises(reader, on):
    kept = Commitment.objects.filter(state="kept").count()
    words = f"{_so_many(kept, 'promise was', 'promises were')} kept"
    return {"words": words, "address": "/agree/commitments/"} if kept else None


def _decisions(reader, on):
    closed = Decision.objects.filter(stage="closed")
    together = closed.exclude(with_whom="").count()
    words = f"{_so_many(closed.count(), 'decision was', 'decisions were')} taken together"
    more = f", {together} written with those it is for" if together else ""
    return {"words": words + more, "address": "/agree/decisions/"} if closed.exists() else None


def _objections(reader, on):
    closed = Decision.objects.filter(stage="closed")
    met = {"voices__position": "object", "voices__met__gt": ""}
    heard = closed.filter(**met).distinct().count()
    if not heard:
        return None
    words = f"In {_so_many(heard, 'decision', 'decisions')} an objection was met before it closed"
    return {"words": words, "address": "/agree/decisions/"}


def _issues(reader, on):
    count = visible_to(reader).count()
    verb = "is" if count == 1 else "are"
    words = f"{_so_many(count, 'hard thing', 'hard things')} you may know of {verb} held together"
    return {"words": words, "address": "/agree/issues/"} if count else None


def _layers(reader, on):
    told = Decision.objects.filter(stage="closed").exclude(why_not_lower="").count()
    words = (
        f"{_so_many(told, 'decision says', 'decisions say')} why it was not taken nearer to people"
    )
    return {"words": words, "address": "/agree/levels/"} if told else None


def _purpose(reader, on):
    return {"words": "What partners care about together", "address": "/agree/map/gaps/"}


LOOKS = {
    "ties": _ties,
    "champions": _champions,
    "structures": _structures,
    "promises": _promises,
    "decisions": _decisions,
    "objections": _objections,
    "issues": _issues,
    "layers": _layers,
    "purpose": _purpose,
}
