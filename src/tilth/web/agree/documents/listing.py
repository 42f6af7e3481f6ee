"""Every document by kind, the catalogue of local models, and the law each partner acts under."""

from django.db.models import Q
from django.views.decorators.http import require_safe

from tilth.agree.words import DOCUMENTS
from tilth.web.agree.actions.agreements import may_write, names
from tilth.web.agree.agreements.force import day_of, holding
from tilth.web.agree.documents import telling
from tilth.web.agree.documents.visible import documents_for
from tilth.web.agree.files import ENDINGS, table_file
from tilth.web.agree.issues.visible import links_visible_to
from tilth.web.agree.models import Agreement, Delegation
from tilth.web.agree.showing import page
from tilth.web.agree.standing import ROUND, Standing
from tilth.web.house.access import route

COLUMNS = {
    "title": "Document",
    "kind": "Kind",
    "on": "Day",
    "wrote": "Who wrote it",
    "area": "Area",
    "asks": "What it asks",
    "url": "Where it can be read",
}


@require_safe
@route(level="D1", purpose="plan", roles=ROUND)
def index(request):
    """Every document the reader may see, by kind; ?type= asks for one kind."""
    standing = Standing.of(request)
    asked = request.GET.get("type", "")
    found = _found(standing, asked)
    rows = [telling.row(one, request.place) for one in found]
    kinds = [(kind, words, [r for r in rows if r["document"].type == kind])
             for kind, words in DOCUMENTS.items()]  # fmt: skip
    told = {
        "kinds": [one for one in kinds if one[2]],
        "all_kinds": DOCUMENTS,
        "asked": asked if asked in DOCUMENTS else "",
        "may_write": may_write(standing),
        "files": ENDINGS,
    }
    return page(request, "documents/index", "Documents", **told)


def _found(standing, asked):
    found = documents_for(standing).prefetch_related("written_with")
    return found.filter(type=asked) if asked in DOCUMENTS else found


@require_safe
@route(level="D1", purpose="plan", roles=ROUND)
def documents_file(request, ending):
    """The same list as a file."""
    known = names()
    rows = []
    for one in _found(Standing.of(request), request.GET.get("type", "")):
        told = telling.row(one, request.place)
        asks = [f"{ask['words']} ({ask['of']})" for ask in telling.asks(one, known)]
        more = {"title": one.title, "on": one.on, "url": one.url, "asks": asks}
        rows.append(told | more)
    return table_file("documents", "Documents", COLUMNS, rows, ending)


@require_safe
@route(level="D1", purpose="plan", roles=ROUND)
def law(request):
    """The law each partner acts under, and the law each function and each source rests on."""
    standing, on = Standing.of(request), day_of(request.place)
    documents = list(documents_for(standing))
    told = {
        "partners": telling.partners_with_law(documents),
        "functions": _functions(standing, {one.key: one for one in documents}),
        "sharing": [_basis(one, on) for one in Agreement.objects.filter(type="sharing")],
    }
    crumbs = [("Documents", "/agree/documents/")]
    return page(request, "documents/law", "The law we act under", crumbs=crumbs, **told)


def _functions(standing, documents):
    """Every function that lies with some body, and the laws tied to it."""
    links = links_visible_to(standing).filter(removed=False)
    rows = []
    live = Delegation.objects.filter(until=None).select_related("to_body").order_by("function")
    for one in live:
        keys = set()
        for link in links.filter(Q(one=one.key) | Q(other=one.key)):
            keys |= {link.one, link.other}
        laws = [documents[key] for key in sorted(keys) if key in documents]
        rows.append({"delegation": one, "laws": [doc for doc in laws if doc.type == "law"]})
    return rows


def _basis(agreement, on):
    version = holding(agreement, on)
    clauses = version.clauses if version else {}
    return {"agreement": agreement, "live": version is not None, "basis": clauses.get("basis", "")}
