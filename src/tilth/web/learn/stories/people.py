"""People who made change happen, as others tell of them; who leads what, in their own words."""

from django.core.paginator import Paginator
from django.views.decorators.http import require_safe

from tilth.learn.stories.lines import closed
from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.partners.telling import held, where
from tilth.web.learn.reader import inside, reader_of
from tilth.web.learn.showing import page, public
from tilth.web.learn.stories.listing import A_PAGE, row
from tilth.web.learn.talk.records import seen
from tilth.web.learn.visible import stories_for

MOST = 1200  # characters of each in the list; its page has all of it


@require_safe
@public
def people(request):
    """Those whom others thank for change, and why: newest first, nobody above anybody."""
    standing = reader_of(request)
    found = stories_for(standing).filter(type="recognition").order_by("-published", "-pk")
    paged = Paginator(found.select_related("partner"), A_PAGE).get_page(request.GET.get("page"))
    return page(
        request,
        "stories/people",
        "People who made change happen",
        rows=[_row(one, request.place, standing) for one in paged],
        paged=paged,
        inside=inside(standing),
        leads=_leads(request, standing) if inside(standing) else [],
    )


def _row(one, place, standing):
    about = seen(one.about, standing) if one.about else None
    told = row(one, place, standing)
    return told | {"about": about.title if about else "", "words": _beginning(one.words)}


def _beginning(words):
    return closed(words if len(words) <= MOST else f"{words[:MOST].rstrip()}\u2026")


def _leads(request, standing):
    """Who leads or chairs what today, by name, with what they say of it themselves."""
    roles = [one for one in held(day_of(request.place)) if one.person and (one.leads or one.chair)]
    keys = {one.key: one for one in roles}
    said = {}
    for story in stories_for(standing).filter(about__in=keys).order_by("published"):
        if story.by_id == keys[story.about].person_id:  # in their own words, not another's
            said[story.about] = story
    mine = standing.by.person
    told = [
        {"name": one.person.name, "ref": one.person.ref, "does": one.title, "where": where(one),
         "chairs": one.chair, "said": said.get(one.key),
         "words": _beginning(said[one.key].words) if one.key in said else "",
         "key": one.key, "mine": mine is not None and one.person_id == mine.pk}
        for one in roles
    ]  # fmt: skip
    return sorted(told, key=lambda one: one["name"].lower())
