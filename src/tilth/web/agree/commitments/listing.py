"""Every promise: growing, stuck, kept, changed, let go; what waits for you; and the files of it."""

from django.views.decorators.http import require_safe

from tilth.agree.commitments.promise import OPEN
from tilth.agree.commitments.summing import summary
from tilth.agree.words import COMMITMENTS, LAYERS, PROMISES
from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.areas import area_choices
from tilth.web.agree.commitments import waiting
from tilth.web.agree.commitments.chosen import LABELS, Chosen
from tilth.web.agree.commitments.items import COLUMNS, item, row, seen_otherwise
from tilth.web.agree.commitments.values import promises
from tilth.web.agree.files import ENDINGS, table_file
from tilth.web.agree.models import Body, Partner
from tilth.web.agree.showing import page
from tilth.web.agree.standing import ROUND, Standing
from tilth.web.house.access import route

ORDER = ("asked", "stuck", "growing", "kept", "changed", "let go", "declined")
HEADINGS = {
    "asked": "Waiting for an answer",
    "stuck": "Stuck",
    "growing": "Growing",
    "kept": "Kept",
    "changed": "Changed into another",
    "let go": "Let go",
    "declined": "Answered with no",
}
SHOWN = 10  # settled ones on the first page; all of them a link away
CRUMB = ("Promises", "/agree/commitments/")
reading = route(level="D1", purpose="plan", roles=ROUND)


@require_safe
@reading
def index(request):
    """The promises asked for, state by state."""
    standing, today, chosen = Standing.of(request), day_of(request.place), Chosen.of(request)
    found = promises(chosen.records())
    values = [value for _, value in found]
    otherwise = seen_otherwise()
    items = [item(*one, request.place, today) for one in found]
    for one in items:
        one["otherwise"] = one["ref"] in otherwise
    return page(
        request,
        "commitments/index",
        "Promises",
        chosen=chosen,
        labels=LABELS,
        total=len(items),
        groups=list(_groups(items, chosen)),
        counts={state: sum(one["state"] == state for one in items) for state in ORDER},
        headings=HEADINGS,
        waiting=_waiting(standing, request.place, today),
        tables=_tables(values, today, chosen),
        choices=_choices(request.place),
        files=ENDINGS,
        standing=standing,
    )


@require_safe
@reading
def listed_file(request, ending):
    """The same promises as a file."""
    today, chosen = day_of(request.place), Chosen.of(request)
    rows = [row(item(*one, request.place, today)) for one in promises(chosen.records())]
    return table_file("commitments", "Promises between partners", COLUMNS, rows, ending)


def _groups(items, chosen):
    for state in ORDER:
        own = [one for one in items if one["state"] == state]
        if not own:
            continue
        few = state not in OPEN and "state" not in chosen.filters and len(own) > SHOWN
        if state not in OPEN:
            own.sort(key=lambda one: (one["settled"] or one["made"], one["ref"]), reverse=True)
        yield {
            "state": state,
            "heading": HEADINGS[state],
            "items": own[:SHOWN] if few else own,
            "more": len(own) - SHOWN if few else 0,
            "all": chosen.link(state=state),
        }


def _waiting(standing, place, today):
    """What waits for the partner of the reader, and for the bodies whom the reader keeps."""
    partner, told = standing.partner, []
    if partner is not None:
        told.append((partner.name, waiting.asks_waiting(partner), waiting.unseen_by(partner)))
    if standing.keeps:
        asked, ended = waiting.asks_waiting_for_bodies(), waiting.unseen_by_bodies()
        told.append(("boards and groups", asked, ended))
    return [
        {
            "whom": whom,
            "answer": [item(*one, place, today) for one in promises(asked)],
            "see": [item(*one, place, today) for one in promises(ended)],
        }
        for whom, asked, ended in told
    ]


def _tables(values, today, chosen):
    """By partner, programme and layer: every name a link, also the names with nothing."""
    partners = {p.name: p.slug for p in Partner.objects.filter(state="joined")}
    bodies = {b.name: b.slug for b in Body.objects.filter(commitments__isnull=False).distinct()}
    layers = {one: one for one in LAYERS}
    told = (("doer", "by", "partner", partners), ("programme", "programme", "programme", bodies),
            ("layer", "layer", "layer", layers))  # fmt: skip
    for by, name, words, slugs in told:
        everyone = partners if by == "doer" and not chosen.filters else ()
        rows = summary(values, by, today, everyone=everyone)
        links = {row.name: chosen.link(**{name: slugs.get(row.name)}) for row in rows}
        yield {"words": words, "rows": [(row, links[row.name], row.name in slugs) for row in rows]}


def _choices(place):
    """Each filter with what may be chosen, for the form."""
    partners = [(p.slug, p.name) for p in Partner.objects.all()]
    bodies = [(b.slug, b.name) for b in Body.objects.filter(until=None)]
    return {
        "state": [(state, HEADINGS[state]) for state in ORDER if state in PROMISES],
        "by": partners,
        "to": [*partners, *bodies],
        "programme": bodies,
        "area": area_choices(place)[1:],
        "layer": [(one, one.capitalize()) for one in LAYERS],
        "owned": [("together", "Together with somebody named")],
        "type": [(k, v[:1].upper() + v[1:]) for k, v in COMMITMENTS.items()],
    }
