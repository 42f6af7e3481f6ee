"""Two people code the same stories without seeing each other's: taking stories, and agreement."""

import numpy as np
from django.views.decorators.http import require_http_methods, require_safe

from tilth.learn.coding.agreement import ENOUGH, alpha_with_interval
from tilth.learn.coding.merging import final
from tilth.web.agree.files import table_file
from tilth.web.house.access import ANYONE, route
from tilth.web.house.answering import sent
from tilth.web.learn.actions import coding as acts
from tilth.web.learn.coding import learning, reading
from tilth.web.learn.coding.forms import Take
from tilth.web.learn.coding.pages import HERE
from tilth.web.learn.models import Code, Coding, Reading
from tilth.web.learn.reader import inside, reader_of
from tilth.web.learn.showing import page, public, round_table
from tilth.web.learn.visible import stories_for

SEED = 2026  # the same codes give the same interval, on every day and for every reader
COLUMNS = {
    "code": "Code", "name": "Name", "units": "Stories two people coded", "alpha": "Alpha",
    "lower": "Lower limit", "upper": "Upper limit",
}  # fmt: skip


@require_http_methods(["GET", "POST"])
@round_table
def taking(request):
    """Stories to go through for their codes; others' codes stay away until one is done."""
    standing = reader_of(request)
    free = free_for(standing)
    form = Take(request.POST or None)
    if request.method == "POST":
        said = "Taken. What others chose on them stays away from you until you are done."

        def do(told):
            chosen = free[: told["count"]]
            acts.take(standing, list(stories_for(standing).filter(pk__in=chosen)))

        return sent(request, form, "/learn/codes/round/", do, said)
    mine = Reading.objects.filter(by=standing.by.person, story__in=stories_for(standing))
    told = {
        "form": form,
        "mine": mine.filter(done=None).select_related("story"),
        "through": mine.exclude(done=None).count(),
        "free": len(free),
        "double": len(double_coded(standing)),
        "enough": ENOUGH,
    }
    title = "Code stories without seeing what others chose"
    return page(request, "coding/round", title, crumbs=[HERE], **told)


def free_for(standing):
    """The numbers of the stories somebody can take: those that wait for a second coder first, then
    what would teach most, then the newest."""
    person = standing.by.person
    said = acts.said_something(person)
    open_ = stories_for(standing).exclude(by=person).exclude(pk__in=said)
    open_ = open_.exclude(readings__by=person)
    waiting = set(Reading.objects.values_list("story_id", flat=True)) - double_coded(standing)
    teaching = learning.next_to_code(standing)
    worth = {number: place for place, number in enumerate(teaching)}
    numbers = open_.values_list("pk", flat=True)
    return sorted(numbers, key=lambda one: (one not in waiting, worth.get(one, len(worth))))


def double_coded(standing):
    """The numbers of the stories this reader may read that two or more people were through."""
    return {story for story, coders in _through(standing).items() if len(coders) > 1}


def _through(standing):
    found = {}
    done = Reading.objects.exclude(done=None).filter(story__in=stories_for(standing))
    for story, by in done.values_list("story_id", "by_id"):
        found.setdefault(story, set()).add(by)
    return found


def agreed(standing):
    """How far people agree: the whole, and code by code, as (Code, Alpha).

    A unit is a story for one code: 1 where a coder chose it, 0 where they were through and did not.
    The whole sets all codes side by side that anybody chose; its interval draws whole stories.
    """
    through = {s: coders for s, coders in _through(standing).items() if len(coders) > 1}
    into, chosen = reading.merged_into(), {}
    there = Coding.objects.filter(removed=False, fits=True, by__isnull=False)
    on = there.filter(story__in=through) | there.filter(passage__story__in=through)
    for code, by, story, of in on.values_list("code_id", "by_id", "story_id", "passage__story_id"):
        chosen.setdefault(final(code, into), set()).add((story or of, by))
    rng = np.random.default_rng(SEED)
    whole, within, each = [], [], []
    codes = {one.pk: one for one in Code.objects.filter(pk__in=chosen)}
    for number, said in sorted(chosen.items()):
        units = [[int((story, by) in said) for by in sorted(coders)]
                 for story, coders in sorted(through.items())]  # fmt: skip
        if not any(any(unit) for unit in units):
            continue
        whole += units
        within += sorted(through)
        each.append((codes[number], alpha_with_interval(units, rng=rng, draws=1000)))
    order = {kind: place for place, kind in enumerate(reading.TYPES)}
    each.sort(key=lambda one: (order[one[0].type], one[0].slug))
    return alpha_with_interval(whole, rng=rng, within=within), each


@require_safe
@public
def agreement(request):
    """How far people agree who coded the same stories without seeing each other's."""
    standing = reader_of(request)
    whole, each = agreed(standing)
    told = {
        "whole": whole,
        "each": each,
        "units": len(double_coded(standing)),
        "enough": ENOUGH,
        "inside": inside(standing),
    }
    title = "Do people who code the same stories agree?"
    return page(request, "coding/agreement", title, crumbs=[HERE], **told)


@require_safe
@route(level="D0", purpose="plan", roles=ANYONE, act="exported")
def agreement_file(request, ending):
    """How far people agree, as a file."""
    whole, each = agreed(reader_of(request))
    rows = [_row("all", "All codes", whole), *(_row(one.slug, one.name, a) for one, a in each)]
    notes = (f"Fewer than {ENOUGH} stories that two people coded are a first sign, no more.",)
    return table_file("agreement", "Agreement", COLUMNS, rows, ending, notes=notes)


def _row(code, name, told):
    limits = {"alpha": told.value, "lower": told.lower, "upper": told.upper}
    rounded = {k: None if v is None else round(v, 3) for k, v in limits.items()}
    return {"code": code, "name": name, "units": told.units, **rounded}
