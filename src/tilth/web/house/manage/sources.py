"""What partners send: for what, on what basis, until when, and what is due."""

import datetime

from django.utils import timezone
from django.views.decorators.http import require_safe

from tilth.see.data.arrived import arrived
from tilth.web.house.access import route
from tilth.web.house.access.telling import PURPOSE_WORDS
from tilth.web.house.manage.showing import page

SOON = 60  # days before its end in which a source counts as ending soon
EVERY = {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366}
READERS = {"administrator", "ig_lead", "analyst"}


@require_safe
@route(level="D1", purpose="assure", roles=READERS)
def sources(request):
    """Every source, its terms from place.toml, its last file and when the next is due."""
    today = request.place.place.as_of or timezone.localdate()
    came = {one["source"]: one for one in arrived(request.place)}
    closed = request.place.closed
    told = [source_told(one, came.get(one.name), today, closed) for one in request.place.sources]
    ending = [one for one in told if one["state"] in ("ends soon", "ended", "closed")]
    return page(request, "sources", "Sources", sources=told, ending=ending, today=today)


def source_told(source, came, today, closed):
    """One source as the page shows it. closed: source -> why it is closed today."""
    last = day_of(came["data_to"]) if came else None
    due = last + datetime.timedelta(days=EVERY.get(source.refresh, 31)) if last else None
    return {
        "source": source,
        "title": came["title"] if came else source.name,
        "partner": came["partner"] if came else source.partner,
        "for": [PURPOSE_WORDS[p] for p in source.purpose],
        "file": came["files"][0]["file"] if came and came["files"] else "",
        "last": last,
        "due": due,
        "late": due is not None and due < today,
        "state": "closed" if source.name in closed else state_of(source, today),
        "closed": closed.get(source.name, ""),
    }


def day_of(told):
    """A day from the ledger, however it is kept; None where it is not told."""
    return (
        datetime.date.fromisoformat(told[:10]) if isinstance(told, str) and told else told or None
    )


def state_of(source, today):
    """ended, ends soon, or agreed."""
    if source.until < today:
        return "ended"
    return "ends soon" if (source.until - today).days <= SOON else "agreed"
