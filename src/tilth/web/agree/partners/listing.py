"""Everyone round the table: all the same size, in the order of the alphabet; who is missing."""

from django.views.decorators.http import require_safe

from tilth.agree.partners.sectors import sectors
from tilth.agree.words import ACCOUNTABILITY
from tilth.web.agree.areas import area_name
from tilth.web.agree.files import ENDINGS, table_file
from tilth.web.agree.partners.changing import may_invite
from tilth.web.agree.partners.telling import by_state, round_table_sectors
from tilth.web.agree.showing import page
from tilth.web.agree.standing import ROUND, Standing
from tilth.web.house.access import route

reading = route(level="D1", purpose="plan", roles=ROUND)
ORDER = ("joined", "observing", "invited", "left")
HEADINGS = {
    "joined": "Round the table",
    "observing": "Listening",
    "invited": "Invited",
    "left": "Once with us",
}
SAYS = {
    "joined": "Each has one voice in decisions.",
    "observing": "They listen and may speak. They have no voice in decisions yet.",
    "invited": "They were asked to join and have not answered.",
    "left": "They have left, each with its reason.",
}
COLUMNS = {
    "slug": "Short name",
    "name": "Partner",
    "sector": "Sector",
    "type": "Kind of organisation",
    "accountable": "Answers to",
    "state": "Membership",
    "reason": "Reason",
    "formed": "Came together",
    "layer": "Layer",
    "footprint": "Where it works",
    "since": "There since",
    "until": "There until",
    "successor": "Followed by",
    "purpose": "Purpose, in its own words",
    "strengths": "Strengths, in its own words",
}


@require_safe
@reading
def index(request):
    """Partners by membership, each told the same way, and the sectors there and missing."""
    told, known = by_state(), sectors()
    joined = told["joined"]
    return page(
        request,
        "partners/list",
        "Partners",
        groups=[(HEADINGS[one], SAYS[one], told[one]) for one in ORDER if told[one]],
        joined=joined,
        known=known,
        there=round_table_sectors(joined),
        missing=known.missing(one.sector for one in joined),
        invites=may_invite(Standing.of(request)),
        files=ENDINGS,
    )


@require_safe
@reading
def listed_file(request, ending):
    """The same list to take away; nothing of what anyone earns."""
    told = by_state()
    rows = [row(one, request.place) for state in ORDER for one in told[state]]
    rows.sort(key=lambda one: one["name"].lower())
    notes = ("Partners stand in the order of the alphabet.",)
    return table_file("partners", "Partners", COLUMNS, rows, ending, notes=notes)


def row(one, place):
    """A partner as a line of a file."""
    return {
        "slug": one.slug,
        "name": one.name,
        "sector": sectors()[one.sector].title,
        "type": one.type,
        "accountable": f"{one.accountability}: {ACCOUNTABILITY.get(one.accountability, '')}",
        "state": one.state,
        "reason": one.state_reason,
        "formed": f"by {one.formed}" if one.formed else "",
        "layer": one.layer,
        "footprint": [area_name(place, code) for code in one.footprint],
        "since": one.since,
        "until": one.until,
        "successor": one.successor.name if one.successor else "",
        "purpose": one.purpose,
        "strengths": one.strengths,
    }
