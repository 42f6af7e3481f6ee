"""A meeting while it is held, for the projector: one item at a time, big, whole without script."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST, require_safe

from tilth.web.agree.actions import live_meetings as act
from tilth.web.agree.actions.agendas import newest
from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.found import address
from tilth.web.agree.meetings import forms, telling
from tilth.web.agree.meetings.drafting import promises_of
from tilth.web.agree.models import Item, Partner, Turn
from tilth.web.agree.showing import page
from tilth.web.agree.standing import KEEPERS, ROUND, Standing
from tilth.web.house.access import route
from tilth.web.house.answering import sent, tried


@require_safe
@route(level="D1", purpose="plan", roles=ROUND)
def live(request, at):
    """The meeting as it is held: who is there, then one item at a time."""
    meeting, standing = telling.meeting_at(at), Standing.of(request)
    items = telling.items_of(meeting, standing)
    place = _place(request, len(items))
    shown = items[place - 1] if place else None
    opened = shown["item"] if shown and not shown["closed"] else None
    going = meeting.state == "live"
    writes = standing.keeps and going
    presses = act.last_press(meeting) if writes else None
    return page(
        request,
        "meetings/live",
        f"Item {place}: {shown['title']}" if shown else f"{meeting}: who is here?",
        crumbs=telling.crumbs(meeting),
        meeting=meeting,
        at=f"{address(meeting)}live/",
        going=going,
        writes=writes,
        items=items,
        nth=place,
        one=shown,
        partners=_partners(meeting, shown["pk"] if shown else None),
        others=_others(meeting) if writes and not place else (),
        last=presses,
        note=_note(opened) if writes and opened else None,
        promise=forms.Promise() if writes and opened and not _confided(opened) else None,
        promises=promises_of(opened) if opened else (),
    )


def _confided(item):
    return item.about.startswith("issue:")


def _note(item):
    return forms.Note(
        initial={"notes": item.notes, "outcome": item.outcome, "seen": newest(item) or ""}
    )


def _place(request, most):
    """Which item is shown, from 1; 0 is the first page, who is here."""
    said = request.GET.get("item", "0")
    if not said.isdecimal() or len(said) > 3 or int(said) > most:
        raise Http404
    return int(said)


def _partners(meeting, item):
    """Each partner, by name: is it here, how often it spoke and proposed on this item."""
    turns = list(Turn.objects.filter(meeting=meeting, count__gt=0).select_related("partner"))
    known = {one.pk: one for one in telling.seated(meeting.body, meeting.on)}
    known |= {turn.partner_id: turn.partner for turn in turns}
    rows = []
    for one in sorted(known.values(), key=lambda partner: partner.name.casefold()):
        own = [t for t in turns if t.partner_id == one.pk]
        rows.append({
            "partner": one,
            "here": any(t.type == "present" for t in own),
            "spoke": sum(t.count for t in own if t.type == "spoke" and t.item_id == item),
            "proposed": sum(t.count for t in own if t.type == "proposed" and t.item_id == item),
        })  # fmt: skip
    return rows


def _others(meeting):
    """Partners without a seat, who may have come all the same."""
    seats = [one.pk for one in telling.seated(meeting.body, meeting.on)]
    there = Turn.objects.filter(meeting=meeting, count__gt=0).values("partner")
    found = Partner.objects.filter(state__in=("joined", "observing", "invited"))
    return found.exclude(pk__in=seats).exclude(pk__in=there).order_by("name")


def _back(request, meeting):
    """The item one was at."""
    said = request.POST.get("place", "")
    where = f"?item={said}" if said.isdecimal() and len(said) < 4 else ""
    return f"{address(meeting)}live/{where}"


@require_POST
@route(level="D1", purpose="plan", roles=KEEPERS)
def press(request, at):
    """Count one turn."""
    meeting, form = telling.meeting_at(at), forms.Press(request.POST)
    if not form.is_valid():
        raise Http404
    told = form.cleaned_data
    partner = get_object_or_404(Partner, slug=told["partner"])
    item = told["item"] and get_object_or_404(Item, pk=told["item"], meeting=meeting)
    do = lambda: act.press(Standing.of(request), meeting, partner, told["type"], item or None)  # noqa: E731
    said = f"{partner.name} {act.PRESSES.get(told['type'], '')}."
    return tried(request, _back(request, meeting), do, said)


@require_POST
@route(level="D1", purpose="plan", roles=KEEPERS)
def take_back(request, at, number):
    """Take back a mistaken press."""
    meeting = telling.meeting_at(at)
    do = lambda: act.take_back(Standing.of(request), meeting, number)  # noqa: E731
    return tried(request, _back(request, meeting), do, "Taken back.")


def _item(request, at, number):
    meeting = telling.meeting_at(at)
    shown = {one["pk"]: one for one in telling.items_of(meeting, Standing.of(request))}
    if number not in shown or shown[number]["closed"]:
        raise Http404
    return meeting, shown[number]["item"]


@require_POST
@route(level="D1", purpose="plan", roles=KEEPERS)
def note(request, at, number):
    """Write down what was said and decided."""
    meeting, item = _item(request, at, number)

    def do(told):
        seen = told["seen"]
        act.note(Standing.of(request), item, seen, notes=told["notes"], outcome=told["outcome"])

    form = forms.Note(request.POST)
    kept = form.data.get("notes", "") + form.data.get("outcome", "")
    if form.is_valid() and newest(item) != form.cleaned_data["seen"] and kept.strip():
        return _both(request, meeting, item, form)
    return sent(request, form, _back(request, meeting), do, "Written down.")


def _both(request, meeting, item, form):
    """Somebody else wrote meanwhile: both texts, so that none is lost."""
    form.data = form.data.copy()
    form.data["seen"] = newest(item) or ""
    form.add_error(None, "Somebody wrote here while you were writing. Put both together.")
    crumbs = telling.crumbs(meeting)
    return page(request, "meetings/both", f"Two people wrote: {item.title}", crumbs=crumbs,
                form=form, item=item, nth=request.POST.get("place", ""))  # fmt: skip


@require_POST
@route(level="D1", purpose="plan", roles=KEEPERS)
def promise(request, at, number):
    """Write down a promise that was made."""
    meeting, item = _item(request, at, number)

    def do(told):
        on = min(meeting.on, day_of(request.place))
        act.promise(Standing.of(request), item, told["partner"], words=told["words"],
                    due=told["due"], today=on)  # fmt: skip

    return sent(request, forms.Promise(request.POST), _back(request, meeting), do, "Promised.")
