"""Where barriers were met, as far as a reader may know: in stories, sources and hard things."""

from django.db.models import Count
from django.db.models.functions import Coalesce

from tilth.learn.practices.weeds import Met, Tally, tallied
from tilth.web.agree.documents.visible import documents_for
from tilth.web.agree.issues.visible import visible_to
from tilth.web.agree.models import Issue, Link
from tilth.web.learn.coding.reading import codings_on_stories
from tilth.web.learn.models import Code, Coding, Condition
from tilth.web.learn.reader import inside

MET_AS, TAKES_ON = "met as", "takes on"
THERE = ("present", "partly")


def barriers():
    """{slug: Code} of the barriers, each merged one leading to what it became."""
    found = Code.objects.filter(type="barrier").select_related("into")
    return {one.slug: one.into or one for one in found}


def at_table(standing):
    """How a reader stands for the records of AGREE: a stranger has no standing there at all."""
    return standing if inside(standing) else None


def tallies(standing):
    """How many records this reader may know of say that a barrier was met, area by area: Tallies.

    Of the codes they are called now. Stories are counted where they lie: there may be very many.
    """
    known = barriers()
    return [*_stories_counted(standing, known), *tallied(_now(_few(standing), known))]


def met_in(standing, code):
    """Every time one barrier was met that this reader may know of, as Mets."""
    known = barriers()
    slugs = [slug for slug, one in known.items() if one.slug == code.slug]
    found = _now([*_stories(standing, slugs), *_few(standing)], known)
    return list(dict.fromkeys(one for one in found if one.code == code.slug))


def _now(found, known):
    """Mets of barriers, under the code each is called now."""
    return [
        Met(known[one.code].slug, one.area, one.kind, one.key) for one in found if one.code in known
    ]


def _few(standing):
    """What was met elsewhere than in stories."""
    found = [*_passages(standing), *_issues(standing)]
    return [*found, *_conditions()] if inside(standing) else found


def _codings(**told):
    return Coding.objects.filter(code__type="barrier", fits=True, removed=False, **told)


def _on_stories(standing, **told):
    """Codings of barriers on stories and their passages, with the story and area each is of."""
    found = codings_on_stories(standing).filter(code__type="barrier", fits=True, **told)
    of, area = Coalesce("story", "passage__story"), Coalesce("story__area", "passage__story__area")
    return found.order_by().annotate(of=of, area=area)


def _stories_counted(standing, known):
    """A story that carries a barrier in several ways counts once."""
    said = _on_stories(standing).annotate(now=Coalesce("code__into__slug", "code__slug"))
    counted = said.values_list("now", "area").annotate(records=Count("of", distinct=True))
    for code, area, records in counted:
        if code in known:
            yield Tally(code, area, "story", records)


def _stories(standing, slugs):
    said = _on_stories(standing, code__slug__in=slugs)
    slug = Coalesce("story__slug", "passage__story__slug")
    for code, area, story in said.values_list("code__slug", "area", slug).distinct():
        yield Met(code, area, "story", f"story:{story}")


def _passages(standing):
    kept = _codings(passage__document__in=documents_for(at_table(standing)))
    for code, number in set(kept.values_list("code__slug", "passage")):
        yield Met(code, "", "passage", f"passage:{number}")


def _issues(standing):
    seen = {one.key: one for one in visible_to(at_table(standing))}
    links = Link.objects.filter(how=MET_AS, removed=False, one__startswith="code:")
    for one in links:
        if one.other in seen:
            issue = seen[one.other]
            yield Met(one.one.partition(":")[2], issue.area, "issue", issue.key)


def unsorted_issues(standing):
    """Hard things of the kind barrier that nobody has put under a barrier yet."""
    sorted_ = Link.objects.filter(how=MET_AS, removed=False).values_list("other", flat=True)
    seen = visible_to(at_table(standing)).filter(type="barrier")
    return [one for one in seen.order_by("title") if one.key not in set(sorted_)]


def _conditions():
    kept: dict = {}
    for one in Condition.objects.filter(removed=False).order_by("on", "pk"):
        kept[one.code, one.area] = one
    for one in kept.values():
        if one.state in THERE:
            yield Met(one.code, one.area, "condition", one.key)


def issue_of(key, standing):
    """The hard thing of a key, or None where this reader may not know of it."""
    ref = key.partition(":")[2]
    return Issue.objects.filter(pk__in=visible_to(at_table(standing)), ref=ref).first()
