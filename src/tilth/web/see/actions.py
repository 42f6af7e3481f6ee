"""Every act on what a chart over time is told: one function, one transaction, one entry."""

from django.utils import timezone

from tilth.web.house import audit
from tilth.web.house.acts import act, locked, refuse
from tilth.web.see.models import LIMITS, ChartMark

PLANNING = {"level": "D1", "purpose": "plan"}


@act
def mark_chart(by, *, indicator, area, kind, month, words):
    """Tell a chart what happened in a month, or that new limits begin there; return the mark."""
    standing = ChartMark.objects.filter(indicator=indicator, area=area, ended_at=None)
    if standing.filter(kind=kind, month=month, words=words).exists():
        refuse("That is written down already.")
    if kind == LIMITS and standing.filter(kind=LIMITS, month=month).exists():
        refuse("New limits begin in that month already. Take that back first.")
    one = ChartMark.objects.create(
        indicator=indicator, area=area, kind=kind, month=month, words=words, made_by=by.person
    )
    _entered(by, one, "marked")
    return one


@act
def unmark_chart(by, one):
    """Take back what a chart was told; it stays written down that it was told."""
    one = locked(ChartMark, one.pk)
    if one.ended_at:
        refuse("That was taken back already.")
    one.ended_by, one.ended_at = by.person, timezone.now()
    one.save(update_fields=["ended_by", "ended_at"])
    _entered(by, one, "taken back")


def _entered(by, one, result):
    chart = f"{one.indicator} {one.area or 'whole'}"
    about = f"see:chart {chart} {one.kind} {one.month:%Y-%m} mark:{one.pk}"
    told = {"role": by.role, "organisation": by.organisation, "result": result}
    audit.record(by.ref, "changed", about, **PLANNING, **told)
