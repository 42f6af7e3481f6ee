"""What places learnt when they planted something: successes and failures side by side."""

from django.views.decorators.http import require_safe

from tilth.learn.words import RESULTS
from tilth.web.agree.files import ENDINGS, table_file
from tilth.web.learn.practices.one import HERE
from tilth.web.learn.practices.seen import code_names
from tilth.web.learn.practices.spreading import row_of
from tilth.web.learn.reader import reader_of
from tilth.web.learn.showing import page, public
from tilth.web.learn.visible import plantings_for

COLUMNS = {
    "practice": "Practice",
    "place": "Place",
    "result": "What became of it",
    "lessons": "What the next should know",
    "came": "What came of it",
    "changed": "What was changed",
    "ref": "Number",
}


def chosen(request):
    """What was asked for: a result, a condition the practice needs."""
    asked = {name: request.GET.get(name, "") for name in ("result", "condition")}
    return {k: v for k, v in asked.items() if v and (k != "result" or v in RESULTS)}


def found(standing, asked):
    """The plantings with lessons that were asked for, by practice, the newest first."""
    kept = plantings_for(standing).exclude(lessons="").order_by("practice__title", "-planted")
    if "result" in asked:
        kept = kept.filter(result=asked["result"])
    code = asked.get("condition")
    return [one for one in kept if not code or code in one.practice.conditions]


@require_safe
@public
def index(request):
    """Every lesson, practice by practice; those of failures as large as any other."""
    standing, asked = reader_of(request), chosen(request)
    groups: dict = {}
    for one in found(standing, asked):
        groups.setdefault(one.practice, []).append(one)
    every = plantings_for(standing).exclude(lessons="")
    names = code_names()
    needed = {code for one in every for code in one.practice.conditions}
    told = {
        "groups": list(groups.items()),
        "asked": asked,
        "results": RESULTS,
        "conditions": sorted((code, names.get(code, code)) for code in needed),
        "total": every.count(),
        "files": ENDINGS,
    }
    return page(request, "practices/lessons", "What places learnt", crumbs=[HERE], **told)


@require_safe
@public
def listed_file(request, ending):
    """The same as a file."""
    rows = [row_of(one, request.place) for one in found(reader_of(request), chosen(request))]
    return table_file("lessons", "What places learnt", COLUMNS, rows, ending)
