"""The newest story for the first page of the site."""

from tilth.web.learn.stories.listing import row
from tilth.web.learn.visible import stories_for


def newest(request, standing):
    """The newest story this reader may read, as a list shows it; None where there is none."""
    one = stories_for(standing).select_related("partner").order_by("-published", "-pk").first()
    return row(one, request.place, standing) if one else None
