"""The register of agreements: who agreed what, until when, what lapses soon, what has lapsed."""

from django.views.decorators.http import require_safe

from tilth.web.agree.actions.agreements import may_write
from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.agreements.telling import GROUPS, register
from tilth.web.agree.files import ENDINGS, table_file
from tilth.web.agree.showing import page
from tilth.web.agree.standing import ROUND, Standing
from tilth.web.house.access import route

COLUMNS = {
    "title": "Agreement",
    "type": "Kind",
    "state": "How it stands",
    "version": "Version",
    "since": "First day",
    "until": "Last day",
    "parties": "Parties",
    "signed": "Signed",
    "purpose": "What it is for",
    "population": "For whom",
    "body": "Rules the decisions of",
    "sources": "Sources that rest on it",
}


@require_safe
@route(level="D1", purpose="plan", roles=ROUND)
def index(request):
    """Every agreement, those in force first."""
    rows = register(day_of(request.place))
    groups = [(words, [one for one in rows if one["group"] == group]) for group, words in GROUPS]
    told = {
        "groups": [(words, some) for words, some in groups if some],
        "soon": [one for one in rows if one["soon"]],
        "count": len(rows),
        "may_write": may_write(Standing.of(request)),
        "files": ENDINGS,
    }
    return page(request, "agreements/index", "Agreements", **told)


@require_safe
@route(level="D1", purpose="plan", roles=ROUND)
def register_file(request, ending):
    """The register as a file."""
    rows = [_plain(one) for one in register(day_of(request.place))]
    return table_file("agreements", "Agreements", COLUMNS, rows, ending)


def _plain(one):
    version = one["version"]
    clauses = version.clauses if version else {}
    return {
        "title": one["agreement"].title,
        "type": one["type"],
        "state": one["state_words"],
        "version": version.number if version else None,
        "since": version.since if version else None,
        "until": version.until if version else None,
        "parties": one["parties"],
        "signed": f"{one['signed']} of {len(one['parties'])}",
        "purpose": clauses.get("purpose", ""),
        "population": clauses.get("population", ""),
        "body": one["agreement"].body.name if one["agreement"].body else "",
        "sources": one["agreement"].sources,
    }
