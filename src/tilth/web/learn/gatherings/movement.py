"""The movement: people, places, contributions and voices, of what this reader may read."""

import datetime

from django.db.models import Count, Exists, OuterRef
from django.db.models.functions import Coalesce, ExtractYear, Substr
from django.utils import timezone
from django.views.decorators.http import require_safe

from tilth.learn.movement.measures import HIDDEN, WHY_HIDDEN, Contribution, movement
from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.areas import area_name
from tilth.web.agree.balance.table import sector_words
from tilth.web.agree.files import ENDINGS, table_file
from tilth.web.agree.models import Partner
from tilth.web.learn.gatherings.first_told import first_days
from tilth.web.learn.gatherings.listing import end_of
from tilth.web.learn.gatherings.view import gatherings_for
from tilth.web.learn.models import Comment, Practice, Story, Transplant
from tilth.web.learn.reader import inside, reader_of
from tilth.web.learn.showing import page, public
from tilth.web.learn.visible import plantings_for, practices_for, stories_for

KINDS = {
    "story": "Stories",
    "comment": "Things said about them",
    "practice": "Practices",
    "transplant": "Practices planted elsewhere",
    "gathering": "Gatherings",
}
COLUMNS = {
    "name": "When",
    "people": "People who told, where known",
    "residents": "Residents among them",
    "unknown": "Contributions of which nobody knows who gave them",
    "contributions": "Contributions",
    **KINDS,
    "sectors": "Sectors heard",
    "layers": "Layers told of",
    "places": "Places told of",
}
NOTES = (
    "Only what its reader may read is counted; what was taken back is not.",
    "Numbers of people from 1 to 7 are told as fewer than 8, others to the nearest 5.",
    "Sectors, layers and places stand in the order of the alphabet. None is better than another.",
)


def contributions(standing, place):
    """Every Contribution of what this reader may read."""
    partners = {one.pk: one.sector for one in Partner.objects.all()}
    sectors = {pk: sector_words(name) for pk, name in partners.items()}
    stories = stories_for(standing)
    yield from _told(stories, sectors, place)
    yield from _said(standing, stories, sectors)
    yield from _planted(standing, place)
    begun = end_of(day_of(place) + datetime.timedelta(days=1))
    for one in gatherings_for(standing).filter(called_off="", begins__lt=begun):
        yield Contribution(
            timezone.localtime(one.begins).date(),
            "gathering",
            sector=sectors.get(one.host_id, ""),
            place=area_name(place, one.area),
        )


def _yearly(records, when, *asked):
    """(year, what is asked of them, how many are alike): counted where they lie."""
    found = records.order_by().annotate(year=ExtractYear(when))
    return found.values_list("year", *asked).annotate(times=Count("pk"))


def _told(stories, sectors, place):
    asked = "by_id by__partner partner_id layer area".split()
    when = Coalesce("published", "told")
    for year, by, from_, partner, layer, area, times in _yearly(stories, when, *asked):
        yield Contribution(
            datetime.date(year, 1, 1),
            "story",
            who=f"{by}" if by else "",
            resident=partner is None and not from_,
            sector=sectors.get(partner, ""),
            layer=layer,
            place=area_name(place, area),
            times=times,
        )


def _said(standing, stories, sectors):
    """What was said about stories this reader may read."""
    said = Comment.objects.filter(state="published", about__startswith=f"{Story.kind}:")
    said = said if inside(standing) else said.filter(looked=True)
    slug = Substr(OuterRef("about"), len(Story.kind) + 2)
    said = said.filter(Exists(stories.filter(slug=slug)))
    asked = "by_id by__partner partner_id".split()
    for year, by, from_, partner, times in _yearly(said, "at", *asked):
        yield Contribution(
            datetime.date(year, 1, 1),
            "comment",
            who=f"{by}" if by else "",
            resident=partner is None and not from_,
            sector=sectors.get(partner, ""),
            times=times,
        )


def _planted(standing, place):
    written = first_days(Practice.kind)
    for one in practices_for(standing):
        on, where = one.began or written.get(one.key), one.place or area_name(place, one.area)
        if on:
            yield Contribution(on, "practice", layer=one.layer, place=where)
    written = first_days(Transplant.kind)
    for one in plantings_for(standing):
        on = one.planted or written.get(one.key)
        if on:
            where = area_name(place, one.area) or one.place
            yield Contribution(on, "transplant", layer=one.layer, place=where)


LINES = {
    "people": "People who told, where known",
    "residents": "Residents among them",
    "unknown": "Contributions of which nobody knows who gave them",
    "contributions": "Contributions",
}
VOICES = {"sectors": "Sectors", "layers": "Layers", "places": "Places"}


def lines(periods):
    """[(what is measured, one value a period)], as the page shows them."""
    found = [(says, [getattr(one, name) for one in periods]) for name, says in LINES.items()]
    found += [(says, [one.kinds.get(kind, 0) for one in periods]) for kind, says in KINDS.items()]
    return found + [
        (says, [len(getattr(one, name)) for one in periods]) for name, says in VOICES.items()
    ]


def _periods(request):
    return movement(contributions(reader_of(request), request.place))


@require_safe
@public
def measures(request):
    """How far the movement reaches, year by year; never who gave most."""
    periods = _periods(request)
    hidden = any(HIDDEN in (one.people, one.residents) for one in periods)
    return page(request, "timeline/movement", "The movement", periods=periods, lines=lines(periods),
                notes=NOTES + ((WHY_HIDDEN,) if hidden else ()), files=ENDINGS)  # fmt: skip


@require_safe
@public
def measures_file(request, ending):
    """The same as a file."""
    rows = [
        {name: getattr(one, name) for name in COLUMNS if name not in KINDS}
        | {kind: one.kinds.get(kind, 0) for kind in KINDS}
        for one in _periods(request)
    ]
    return table_file("movement", "The movement", COLUMNS, rows, ending, notes=NOTES)
