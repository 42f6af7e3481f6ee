"""What a national partner can learn here: by theme, with what failed, and whom to ask."""

from django.views.decorators.http import require_safe

from tilth.learn.practices.spread import ENDED
from tilth.learn.words import RESULTS
from tilth.web.agree.models import Issue
from tilth.web.learn.models import Code, Coding
from tilth.web.learn.reader import inside, national, reader_of
from tilth.web.learn.showing import page, public
from tilth.web.learn.visible import plantings_for, practices_for, stories_for


@require_safe
@public
def briefing(request):
    """What was learnt of one theme, or of all: every line leads to who told it."""
    standing = reader_of(request)
    theme = request.GET.get("theme", "")
    codes = Code.objects.filter(into=None)
    chosen = codes.filter(slug=theme).first()
    stories = stories_for(standing)
    if chosen is not None:
        coded = Coding.objects.filter(code=chosen, removed=False, fits=True)
        stories = stories.filter(pk__in=coded.values("story"))
    practices = practices_for(standing)
    if chosen is not None:
        kept = [one.pk for one in practices if chosen.slug in one.conditions]
        practices = practices.filter(pk__in=kept)
    told = {
        "theme": theme,
        "chosen": chosen,
        "codes": codes,
        "stories": stories.order_by("-published")[:50],
        "practices": practices,
        "honest": plantings_for(standing).filter(
            practice__in=practices, result__in=ENDED).order_by("-ended"),
        "asks": _asks(standing),
        "national": national(standing) or inside(standing),
        "results": RESULTS,
    }  # fmt: skip
    title = f"What we learned about {chosen.name}" if chosen else "What we learned, in brief"
    return page(request, "sharing/briefing", title, **told)


def _asks(standing):
    """Rules that places asked to have loosened, and what they were answered, where that is open."""
    seen = ("public", "partnership") if inside(standing) else ("public",)
    return Issue.objects.filter(visible__in=seen, type="flexibility").select_related("asked_of")
