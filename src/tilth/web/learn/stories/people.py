"""People who made change happen, as others tell of them; each where the reader may read it."""

from django.core.paginator import Paginator
from django.views.decorators.http import require_safe

from tilth.learn.stories.lines import closed
from tilth.web.house.access import ANYONE, route
from tilth.web.learn.reader import inside, reader_of
from tilth.web.learn.showing import page
from tilth.web.learn.stories.listing import A_PAGE, row
from tilth.web.learn.talk.records import seen
from tilth.web.learn.visible import stories_for

MOST = 1200  # characters of each in the list; its page has all of it


@require_safe
@route(level="D0", purpose="plan", roles=ANYONE)
def people(request):
    """Those whom others thank for change, and why: newest first, nobody above anybody."""
    standing = reader_of(request)
    found = stories_for(standing).filter(type="recognition").order_by("-published", "-pk")
    paged = Paginator(found.select_related("partner"), A_PAGE).get_page(request.GET.get("page"))
    rows = [_row(one, request.place, standing) for one in paged]
    return page(
        request, "stories/people", "People who made change happen", rows=rows, paged=paged,
        inside=inside(standing),
    )  # fmt: skip


def _row(one, place, standing):
    about = seen(one.about, standing) if one.about else None
    told = row(one, place, standing)
    return told | {"about": about.title if about else "", "words": _beginning(one.words)}


def _beginning(words):
    return closed(words if len(words) <= MOST else f"{words[:MOST].rstrip()}\u2026")
