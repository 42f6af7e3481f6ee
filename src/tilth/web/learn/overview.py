"""What we learned, at a glance."""

from django.views.decorators.http import require_safe

from tilth.web.house.access import ANYONE, route
from tilth.web.learn.reader import inside, reader_of
from tilth.web.learn.showing import page
from tilth.web.learn.visible import stories_for

NEWEST = 5


@require_safe
@route(level="D0", purpose="plan", roles=ANYONE)
def overview(request):
    """The first page of LEARN: the newest stories this reader may read, and where all else is."""
    standing = reader_of(request)
    newest = stories_for(standing).order_by("-published")[:NEWEST]
    return page(request, "overview", "What we learned", newest=newest, inside=inside(standing))
