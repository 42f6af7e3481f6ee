"""May whoever asks also do something else? For a page that shows more to some than to others."""

from django.utils import timezone

from tilth.web.house.access import actors
from tilth.web.house.access.deciding import decide


def may(request, route):
    """The Decision of the written table, worked out anew: whether the asker could open a route.

    A link nobody could follow is not shown, and a public page shows figures to those who may see
    them.
    """
    actor = actors.actor_of(request, route)
    on = timezone.localdate()
    return decide(actor, route, purpose=route.purpose, relation="none", on=on)
