"""The record: read, checked and taken away; each of which is itself entered in it."""

import csv

from django.http import StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from tilth.ground.cells import safe_cell
from tilth.web.house import audit as kept
from tilth.web.house.access import route
from tilth.web.house.audit.chain import FIELDS
from tilth.web.house.audit.writing import ACTS
from tilth.web.house.by import By
from tilth.web.house.manage import actions, forms
from tilth.web.house.manage.showing import page
from tilth.web.house.models import AuditEntry

READERS = {"ig_lead"}
EACH = 50


@require_safe
@route(level="D1", purpose="assure", roles=READERS)
def audit(request):
    """The newest entries, or those asked for; no counts of what anyone did."""
    form = forms.Reading(request.GET)
    right = form.is_valid()
    asked = form.cleaned_data if right else {}
    if asked.get("who"):
        actions.entered(By.of(request), "looked", f"record of person:{asked['who']} with a reason")
    at = asked.get("page") or 1
    entries = list(chosen(asked)[(at - 1) * EACH : at * EACH + 1]) if right else []
    return page(
        request,
        "audit",
        "The record",
        form=form,
        acts=ACTS,
        entries=[entry_told(one) for one in entries[:EACH]],
        more=at + 1 if len(entries) > EACH else None,
        before=at - 1,
        query=query(request),
        checked=None,
    )


@require_POST
@route(level="D1", purpose="assure", roles=READERS)
def verify(request):
    """Read the whole chain again and say whether it holds."""
    checked = kept.verify(request.place)
    result = "broken" if checked["broken"] else "whole"
    actions.entered(By.of(request), "looked", "record verified", result)
    return page(
        request,
        "audit",
        "The record",
        form=forms.Reading(),
        acts=ACTS,
        entries=[entry_told(one) for one in chosen({})[:EACH]],
        more=None,
        before=0,
        query="",
        checked=checked,
    )


@require_safe
@route(level="D1", purpose="assure", roles=READERS, act="exported")
def table(request):
    """The entries as CSV, oldest first; cells that a spreadsheet would run are made safe."""
    form = forms.Reading(request.GET)
    asked = form.cleaned_data if form.is_valid() else {"level": "none"}
    rows = chosen(asked).order_by("number").values_list(*FIELDS, "previous", "hash")
    answer = StreamingHttpResponse(
        written((*FIELDS, "previous", "hash"), rows), content_type="text/csv; charset=utf-8"
    )
    day = timezone.localdate().isoformat()
    answer["Content-Disposition"] = f'attachment; filename="record-{day}.csv"'
    return answer


def written(head, rows):
    """Lines of CSV, one at a time."""

    class Line:
        def write(self, text):
            return text

    writer = csv.writer(Line(), lineterminator="\n")
    yield writer.writerow(head)
    for row in rows.iterator(chunk_size=2000):
        yield writer.writerow([safe_cell(value) for value in row])


def chosen(asked):
    """The entries that match what was asked, newest first."""
    exact = {name: asked[name] for name in ("act", "level", "who") if asked.get(name)}
    entries = AuditEntry.objects.filter(**exact)
    if asked.get("since"):
        entries = entries.filter(at__gte=asked["since"].isoformat())
    if asked.get("until"):
        entries = entries.filter(at__lt=f"{asked['until'].isoformat()}T99")
    return entries


def entry_told(one):
    """An entry as the page shows it."""
    return {"one": one, "at": f"{one.at[:10]} {one.at[11:19]}"}


def query(request):
    """The address of the filters, without the page."""
    told = request.GET.copy()
    told.pop("page", None)
    return told.urlencode()
