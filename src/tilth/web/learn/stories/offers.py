"""What people and groups can give: until its last day, answered on its page or with a promise."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from tilth.agree.commitments.promise import OPEN
from tilth.agree.words import COMMITMENTS
from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.areas import area_name
from tilth.web.agree.models import Commitment
from tilth.web.house.answering import done
from tilth.web.learn.actions import noticing
from tilth.web.learn.reader import inside, reader_of
from tilth.web.learn.showing import page, public
from tilth.web.learn.stories.forms import Answer
from tilth.web.learn.stories.listing import A_PAGE, row
from tilth.web.learn.stories.one import show, story_seen
from tilth.web.learn.talk.records import as_seen
from tilth.web.learn.visible import stories_for

MOST = 20
BETWEEN = ("offer", "ask")


@require_safe
@public
def offers(request):
    """Offers of people and groups whose last day is not over, the first to end first."""
    standing, area = reader_of(request), request.GET.get("area", "")[:20]
    every = stories_for(standing).filter(type="offer", origin="")
    found = every.filter(area__in=("", area)) if area else every
    found = found.select_related("partner").order_by("until", "-pk")
    paged = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    return page(
        request,
        "stories/offers",
        "Offers",
        rows=[_row(one, request.place, standing) for one in paged],
        paged=paged,
        area=area,
        areas=_areas(request.place, every),
        total=every.count(),
        partners=_between_partners(standing, request.place, area),
        inside=inside(standing),
    )


def _areas(place, every):
    codes = set(every.exclude(area="").order_by().values_list("area", flat=True).distinct())
    return sorted(((one, area_name(place, one)) for one in codes), key=lambda one: one[1].lower())


def _row(one, place, standing):
    where = area_name(place, one.area) or "The whole place"
    told = {"until": one.until, "for_whom": one.answers.get("for_whom", ""), "where": where}
    return row(one, place, standing) | told


def _between_partners(standing, place, area):
    """What partners offer and ask of each other and others may read: theirs, only led to."""
    kept = Commitment.objects.filter(type__in=BETWEEN, state__in=OPEN).select_related("made_by")
    kept = kept.filter(area__in=("", area)) if area else kept
    found = ((one, as_seen(one, standing)) for one in kept.order_by("-made", "-pk")[: 3 * MOST])
    return [
        {"title": seen.title, "at": seen.at, "kind": COMMITMENTS[one.type], "due": one.due,
         "who": one.made_by.name if one.made_by else "", "where": area_name(place, one.area)}
        for one, seen in found if seen is not None
    ][:MOST]  # fmt: skip


@require_POST
@public
def answer(request, slug):
    """Answer an offer with a promise or an ask of one's partner, which both pages then show."""
    standing = reader_of(request)
    one, form = story_seen(slug, standing), Answer(request.POST, auto_id="answer-%s")
    today = day_of(request.place)
    made = done(form, lambda told: noticing.answer_offer(standing, one, made=today, **told))
    if made is None:
        return show(request, one, standing, {"answer": form})
    messages.success(request, "Written down. It stands on both pages.")
    return redirect(f"/agree/commitments/{made.ref}/")
