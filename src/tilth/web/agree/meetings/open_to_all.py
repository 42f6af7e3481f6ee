"""What residents may read of a meeting: its agenda once papers are out, its minutes once agreed."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from tilth.agree.meetings.minutes import blocks
from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.meetings import diary, telling
from tilth.web.agree.meetings.search import public_address
from tilth.web.agree.models import Meeting
from tilth.web.agree.showing import page
from tilth.web.house.access import ANYONE, route

OUT = ("published", "live", "held", "agreed", "cancelled")
PUBLIC = ("Who decides here", "/agree/public/")


def _public():
    return Meeting.objects.filter(public=True, state__in=OUT).select_related("body")


@require_safe
@route(level="D0", purpose="plan", roles=ANYONE)
def listing(request):
    """Meetings that residents may read of."""
    today = day_of(request.place)
    rows = [{"meeting": one, "at": public_address(one)} for one in _public().order_by("-on", "pk")]
    coming = [one for one in reversed(rows) if one["meeting"].on >= today]
    past = [one for one in rows if one["meeting"].on < today]
    return page(request, "meetings/open_list", "Meetings you may read of", crumbs=[PUBLIC],
                coming=coming, past=past)  # fmt: skip


@require_safe
@route(level="D0", purpose="plan", roles=ANYONE)
def meeting(request, at):
    """One public meeting; its address is the same as for those round the table."""
    found = [one for one in telling.meetings_at(at) if one.public and one.state in OUT]
    if len(found) != 1:
        raise Http404
    one = found[0]
    told = {"meeting": one, "crumbs": [PUBLIC, ("Meetings", "/agree/public/meetings/")]}
    told["items"] = list(telling.items_of(one, None))
    told["blocks"] = blocks(one.minutes) if one.state == "agreed" else []
    return page(request, "meetings/open_one", str(one), **told)


@require_safe
@route(level="D0", purpose="plan", roles=ANYONE)
def calendar(request):
    """Public meetings as a calendar to follow: it holds when and where, nothing else."""
    name = f"Meetings, {request.place.name}"
    made = diary.file_of(_public().order_by("on", "pk"), request, name=name, public=True)
    return HttpResponse(made, "text/calendar; charset=utf-8")
