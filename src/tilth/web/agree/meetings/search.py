"""Meetings, their items and their minutes, for whoever searches: only what they may read."""

from tilth.web.agree.found import address
from tilth.web.agree.issues.visible import KEY, visible_to
from tilth.web.agree.models import Document, Item, Meeting
from tilth.web.agree.standing import Standing

AROUND, LONGEST, MOST = 60, 100, 60


def found(request):
    """[(heading, things)] for the search of the house, with the words around what was asked."""
    asked = request.GET.get("q", "")[:LONGEST].lower().split()
    return [("Meetings", list(meetings_found(Standing.on_public(request), asked)))] if asked else []


def meetings_found(standing, asked):
    """(words, address, more) of meetings and items that hold every word asked for.

    standing: None for a stranger, who finds the agreed minutes of public meetings and no more.
    asked: words in small letters. more: the words around each.
    """
    left = MOST
    for words, at, text in _texts(standing):
        whole = f"{words} {text}"
        if left and all(one in whole.lower() for one in asked):
            left -= 1
            yield words, at, _around(whole, asked)


def _texts(standing):
    if standing is None:
        public = Meeting.objects.filter(public=True, state="agreed").select_related("body")
        for one in public.order_by("-on"):
            yield str(one), public_address(one), one.minutes
        return
    for one in Meeting.objects.select_related("body").order_by("-on"):
        where = f"{address(one)}minutes/" if one.minutes else address(one)
        yield str(one), where, " ".join((one.body.name, one.where, one.minutes))
    for one in _items(standing):
        yield one.title, address(one.meeting), f"On the agenda of {one.meeting}. {one.outcome}"


def public_address(one):
    """Where anybody reads a meeting that is public."""
    return f"/agree/public/meetings/{one.on.isoformat()}-{one.body.slug}/"


def _items(standing):
    """Items about nothing the reader may not know of."""
    items = Item.objects.filter(removed=False).select_related("meeting__body").order_by("-pk")
    seen = {f"{KEY}{ref}" for ref in visible_to(standing).values_list("ref", flat=True)}
    owned = {one.key for one in Document.objects.filter(visible="owners")}
    for one in items:
        if one.about.startswith(KEY) and one.about not in seen:
            continue
        if one.about not in owned:
            yield one


def _around(text, asked):
    """The words around each word that was asked for."""
    text = " ".join(text.split())
    pieces = []
    for one in asked:
        at = text.lower().find(one)
        start, end = max(0, at - AROUND), at + len(one) + AROUND
        piece = text[start:end]
        if not any(one in before.lower() for before in pieces):
            pieces.append(f"{'... ' if start else ''}{piece}{' ...' if end < len(text) else ''}")
    return " ".join(pieces)
