"""What people told charts over time: read for the charts, and written by analysts."""

import datetime
from dataclasses import dataclass, field

from django import forms
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from tilth.see.needs.change import began
from tilth.store.counting.periods import period_ends
from tilth.web.house.access import Route, route
from tilth.web.house.answering import sent, tried
from tilth.web.house.by import By
from tilth.web.see.actions import mark_chart, unmark_chart
from tilth.web.see.asking import areas_of, indicators_of, layers_of
from tilth.web.see.models import LIMITS, NOTE, ChartMark

KINDS = ((NOTE, "Say what happened then"), (LIMITS, "Begin new limits, because things changed"))
MARKING = Route("D1", "plan", frozenset({"analyst"}))
marking = route(level=MARKING.level, purpose=MARKING.purpose, roles=MARKING.roles)


@dataclass(frozen=True)
class Told:
    """What one chart is told. standing: its marks, each with its words and its number."""

    standing: tuple = ()
    rebase: tuple = ()
    notes: dict = field(default_factory=dict)

    @property
    def asked(self):
        """As `see.finding` takes it."""
        return {"rebase": self.rebase, "notes": self.notes}

    @property
    def key(self):
        """What, of all this, decides a picture."""
        days = [day.isoformat() for day in self.rebase]
        return {"marks": [days, [[day.isoformat(), said] for day, said in self.notes.items()]]}


def told_of(indicator, area=""):
    """What the chart of an indicator is told, of the whole place or of one area: Told.

    Notes are numbered in a picture and told in words beneath it.
    """
    found = ChartMark.objects.filter(indicator=indicator, area=area or "", ended_at=None)
    standing, notes = [], {}
    for one in found:
        number = sum(s["number"] > 0 for s in standing) + 1 if one.kind == NOTE else 0
        when = f"{one.month:%B %Y}"
        standing.append({"pk": one.pk, "when": when, "words": one.words, "number": number})
        if number:
            already = notes.get(one.month)
            notes[one.month] = f"{already}, {number}" if already else f"note {number}"
    rebase = tuple(one.month for one in found if one.kind == LIMITS)
    return Told(tuple(standing), rebase, notes)


def limits_begun():
    """Where limits begin anew: (indicator, area, "" for the whole place) -> days, in order."""
    found = {}
    for one in ChartMark.objects.filter(kind=LIMITS, ended_at=None):
        found.setdefault((one.indicator, one.area), []).append(one.month)
    return found


class Mark(forms.Form):
    """Something to tell a chart."""

    kind = forms.ChoiceField(choices=KINDS, label="What do you want to do?")
    month = forms.ChoiceField(label="From when?")
    words = forms.CharField(
        min_length=10,
        max_length=300,
        label="Why, or what happened, in a sentence",
        help_text="Everyone who sees the chart reads it. Name no person.",
    )

    def __init__(self, people, step, *told, **more):
        super().__init__(*told, **more)
        ends = period_ends(step, since=began(people, step), until=people.as_of)
        self.fields["month"].choices = [(f"{e:%Y-%m}", f"{e:%B %Y}") for e in reversed(ends)]

    def clean_month(self):
        """The first day of the month."""
        return datetime.date.fromisoformat(f"{self.cleaned_data['month']}-01")


@require_POST
@marking
def mark(request, name, layer):
    """Tell a chart something."""
    area, step, back = _chart(request, name, layer)
    form = Mark(request.population, step, request.POST)
    by = By.of(request)
    return sent(
        request,
        form,
        back,
        lambda given: mark_chart(by, indicator=name, area=area, **given),
        "Written down. The chart shows it.",
    )


@require_POST
@marking
def unmark(request, name, layer, number):
    """Take back what a chart was told."""
    area, _, back = _chart(request, name, layer)
    one = get_object_or_404(ChartMark, pk=number, indicator=name, area=area)
    by = By.of(request)
    return tried(request, back, lambda: unmark_chart(by, one), "Taken back.")


def _chart(request, name, layer):
    """The area and the step of the chart a form was sent from, and the way back to it."""
    used, _ = indicators_of(request.place)
    if not request.release or name not in used or layer not in layers_of(request.population):
        raise Http404
    area, step = request.POST.get("area", ""), request.POST.get("period", "")
    if area and area not in areas_of(request.population, layer):
        raise Http404
    step = step if step in ("month", "quarter", "year") else used[name].step
    query = f"?area={area}&period={step}" if area else f"?period={step}"
    return area, step, f"/see/indicators/{name}/{layer}/{query}#change"
