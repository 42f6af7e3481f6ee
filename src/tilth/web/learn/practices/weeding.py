"""Where barriers were met, as far as a reader may know: in stories, sources and hard things."""

from tilth.learn.practices.weeds import Met
from tilth.web.agree.documents.visible import documents_for
from tilth.web.agree.issues.visible import visible_to
from tilth.web.agree.models import Issue, Link
from tilth.web.learn.models import Code, Coding, Condition
from tilth.web.learn.reader import inside
from tilth.web.learn.visible import stories_for

MET_AS, TAKES_ON = "met as", "takes on"
THERE = ("present", "partly")


def barriers():
    """{slug: Code} of the barriers, each merged one leading to what it became."""
    found = Code.objects.filter(type="barrier").select_related("into")
    return {one.slug: one.into or one for one in found}


def at_table(standing):
    """How a reader stands for the records of AGREE: a stranger has no standing there at all."""
    return standing if inside(standing) else None


def met_in(standing):
    """Every barrier met that this reader may know of, as Mets of the codes they are called now."""
    known = barriers()
    found = [*_stories(standing), *_passages(standing), *_issues(standing)]
    found += _conditions() if inside(standing) else []
    return [
        Met(known[one.code].slug, one.area, one.kind, one.key) for one in found if one.code in known
    ]


def _codings(**told):
    return Coding.objects.filter(code__type="barrier", fits=True, removed=False, **told)


def _stories(standing):
    readable = stories_for(standing)
    own = _codings(story__in=readable).values_list("code__slug", "story__area", "story__slug")
    parts = _codings(passage__story__in=readable)
    said = parts.values_list("code__slug", "passage__story__area", "passage__story__slug")
    for code, area, slug in {*own, *said}:  # values alone: there may be tens of thousands
        yield Met(code, area, "story", f"story:{slug}")


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
