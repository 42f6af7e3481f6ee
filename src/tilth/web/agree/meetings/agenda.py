"""The agenda: what is on it, in which order, who put it there, whether it fits."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tilth.ground.errors import AgreementError
from tilth.web.agree.actions import agendas as act
from tilth.web.agree.found import address
from tilth.web.agree.meetings import forms, telling
from tilth.web.agree.models import Item
from tilth.web.agree.showing import page
from tilth.web.agree.standing import ROUND, Standing
from tilth.web.house.access import route
from tilth.web.house.answering import tried


@require_safe
@route(level="D1", purpose="plan", roles=ROUND)
def agenda(request, at):
    """The agenda of a meeting, and how to change it."""
    return _shown(request, telling.meeting_at(at), Standing.of(request))


def _shown(request, meeting, standing, form=None):
    items = telling.items_of(meeting, standing)
    for one in items:
        one["may"] = not one["closed"] and not act.why_not_change(standing, meeting, one["item"])
    why_not = act.why_not_change(standing, meeting)
    if form is None and not why_not:
        form = forms.Add(telling.about_choices(standing), keeps=standing.keeps)
    removed = [one for one in meeting.items.filter(removed=True) if _seen(one, standing)]
    return page(
        request,
        "meetings/agenda",
        f"Agenda of {meeting}",
        crumbs=telling.crumbs(meeting),
        meeting=meeting,
        at=address(meeting),
        items=items,
        timing=telling.timing_of(meeting, meeting.items.filter(removed=False)),
        set_by=telling.who_set(items),
        form=form,
        why_not=why_not,
        keeps=standing.keeps,
        removed=[one for one in removed if not act.why_not_change(standing, meeting, one)],
    )


def _seen(item, standing):
    from tilth.web.agree.found import may_read

    record = telling.record_of(item)
    return not item.about or (record is not None and may_read(record, standing))


@require_POST
@route(level="D1", purpose="plan", roles=ROUND)
def add(request, at):
    """Put something on the agenda."""
    meeting, standing = telling.meeting_at(at), Standing.of(request)
    form = forms.Add(telling.about_choices(standing), request.POST, keeps=standing.keeps)
    if not form.is_valid():
        return _shown(request, meeting, standing, form)
    back = f"{address(meeting)}agenda/"
    return tried(request, back, lambda: act.add(standing, meeting, **form.told()),
                 "It is on the agenda.")  # fmt: skip


def _item(request, at, number):
    """A meeting and one of its items, as far as this reader may know of it."""
    meeting, standing = telling.meeting_at(at), Standing.of(request)
    item = get_object_or_404(Item, pk=number, meeting=meeting)
    if not _seen(item, standing):
        raise Http404
    return meeting, item, standing


@require_http_methods(["GET", "HEAD", "POST"])
@route(level="D1", purpose="plan", roles=ROUND)
def item(request, at, number):
    """One item and its front sheet, to change; nobody's words are lost when two write at once."""
    meeting, one, standing = _item(request, at, number)
    why_not = act.why_not_change(standing, meeting, one)
    if why_not or one.removed:
        raise Http404
    back, meanwhile = f"{address(meeting)}agenda/", None
    if request.method == "POST":
        form = forms.Item(request.POST, keeps=standing.keeps, whole=True)
        if form.is_valid():
            try:
                act.change(standing, one, form.cleaned_data["seen"], **form.told())
            except AgreementError as error:
                form.add_error(None, f"{error.what}.")
                meanwhile = _as_is(form, one)
            else:
                return redirect(back)
    else:
        begun = {"title": one.title, "type": one.type, "minutes": one.minutes} | one.front
        begun |= {"partner": one.partner and one.partner.slug, "seen": act.newest(one)}
        form = forms.Item(initial=begun, keeps=standing.keeps, whole=True)
    crumbs = [*telling.crumbs(meeting), ("Agenda", back)]
    told = {"at": back, "form": form, "crumbs": crumbs, "meanwhile": meanwhile}
    return page(request, "meetings/item", f"Change item: {one.title}", **told)


def _as_is(form, one):
    """What the item says now, beside what its writer wrote; sending again then counts as seen."""
    one.refresh_from_db()
    form.data = form.data.copy()
    form.data["seen"] = act.newest(one) or ""
    there = {"title": one.title, "minutes": one.minutes} | one.front
    labels = {name: field.label for name, field in form.fields.items()}
    return [(labels[name], words) for name, words in there.items() if words and name in labels]


@require_POST
@route(level="D1", purpose="plan", roles=ROUND)
def sort(request, at):
    """Put what needs deciding first."""
    meeting = telling.meeting_at(at)
    closes = telling.closing_days(meeting)
    return tried(request, f"{address(meeting)}agenda/",
                 lambda: act.sort(Standing.of(request), meeting, closes),
                 "What needs deciding comes first now.")  # fmt: skip


@require_POST
@route(level="D1", purpose="plan", roles=ROUND)
def turn(request, at, number, what):
    """Move an item up or down, take it off, put it back."""
    meeting, one, standing = _item(request, at, number)
    do = {
        "up": lambda: act.shift(standing, one, True),
        "down": lambda: act.shift(standing, one, False),
        "remove": lambda: act.remove(standing, one),
        "restore": lambda: act.restore(standing, one),
    }[what]
    said = {"remove": "It is off the agenda.", "restore": "It is on the agenda again."}
    return tried(request, f"{address(meeting)}agenda/", do, said.get(what, "Moved."))
