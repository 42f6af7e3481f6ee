"""Who answers to whom: for any promise, decision, delegation, group or function, on one page."""

from django.views.decorators.http import require_safe

from tilth.web.agree.commitments.answering import MATTERS, answers_for, answers_to, functions
from tilth.web.agree.commitments.listing import CRUMB, reading
from tilth.web.agree.files import ENDINGS, table_file
from tilth.web.agree.found import address, find
from tilth.web.agree.models import Body, Commitment, Decision, Delegation
from tilth.web.agree.showing import page

COLUMNS = {
    "who": "Who answers",
    "to": "To whom",
    "what": "For what",
    "how": "How",
    "missing": "Something is missing",
}
LONGEST = 200


@require_safe
@reading
def answers(request):
    """The question, and its answer where one is asked."""
    told = _answered(request)
    return page(
        request,
        "commitments/answers",
        "Who answers to whom",
        crumbs=[CRUMB],
        functions=functions(request.place),
        choices=list(_choices()),
        files=ENDINGS,
        asked=request.GET.urlencode(),
        **told,
    )


@require_safe
@reading
def answers_file(request, ending):
    """The same answer as a file."""
    rows = [vars(line) for line in _answered(request)["lines"]]
    return table_file("who_answers", "Who answers to whom", COLUMNS, rows, ending)


def _answered(request):
    """lines, and what they are about: words and address."""
    function = " ".join(request.GET.get("function", "")[:LONGEST].split())
    about = request.GET.get("about", "")[:LONGEST].strip()
    if function:
        lines = answers_for(function, request.place)
        return {"lines": lines, "about": function, "at": "", "wrong": ""}
    kind = about.partition(":")[0]
    if not about or kind not in MATTERS:
        return {"lines": [], "about": "", "at": "", "wrong": about}
    record = find(about)
    lines = answers_to(record, request.place)
    return {"lines": lines, "about": _words(record), "at": address(record), "wrong": ""}


def _choices():
    """Every record somebody answers for, to choose from: (kind, [(key, words)])."""
    yield "Decisions", [(one.key, str(one)) for one in Decision.objects.exclude(stage="draft")]
    yield "Promises", [(one.key, _words(one)) for one in Commitment.objects.all()]
    passed = Delegation.objects.filter(until=None)
    yield "What was passed on", [(one.key, _words(one)) for one in passed]
    yield "Groups", [(one.key, one.name) for one in Body.objects.filter(until=None)]


def _words(record):
    if record.kind == "delegation":
        return f"{record.ref}: {record.function}"
    words = f"{record.ref}: {record.words}" if record.kind == "commitment" else str(record)
    return words if len(words) <= 90 else f"{words[:89]}…"
