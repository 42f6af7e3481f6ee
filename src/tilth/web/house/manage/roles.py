"""Who may see what, told from the written table itself."""

from django.views.decorators.http import require_safe

from tilth.web.house.access import LEVELS, SIGNED_IN, route
from tilth.web.house.access.telling import table_rows
from tilth.web.house.manage.showing import page


@require_safe
@route(level="D0", purpose="assure", roles=SIGNED_IN)
def roles(request):
    """Who may see what, as the written table says it."""
    return page(request, "roles", "Roles", rows=table_rows(), levels=LEVELS)
