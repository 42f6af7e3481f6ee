"""What we agreed, at a glance: what waits for you, what is open, what is promised, what is next."""

from django.db.models import Count, Q
from django.views.decorators.http import require_safe

from tilth.agree.words import STAGES
from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.balance.telling import balance_panel
from tilth.web.agree.commitments.waiting import asks_waiting, unseen_by
from tilth.web.agree.decisions.ruling import OPEN, SPEAKING, rulings
from tilth.web.agree.found import address
from tilth.web.agree.issues.visible import visible_to
from tilth.web.agree.issues.waiting import waiting_issues
from tilth.web.agree.models import Commitment, Decision, Meeting, Partner
from tilth.web.agree.showing import page
from tilth.web.agree.standing import ROUND, Standing
from tilth.web.house.access import route
from tilth.web.house.drawing import day

PARTS = (
    ("Deciding", (
        ("/agree/decisions/", "Decisions", "what is open, and what was decided"),
        ("/agree/meetings/", "Meetings", "agendas, packs and minutes"),
        ("/agree/agreement/", "Agreements", "what was signed, by whom, until when"),
        ("/agree/documents/", "Documents", "what laws, policies and reports ask of us"),
    )),
    ("Keeping our word", (
        ("/agree/commitments/", "Promises", "who promised what to whom, and what came of it"),
        ("/agree/issues/", "Hard things", "what pulls us apart, held together"),
        ("/agree/public/", "What residents see", "who decides, and what was promised"),
    )),
    ("Who we are", (
        ("/agree/partners/", "Partners", "everyone round the table"),
        ("/agree/people/", "People", "who does what, and how to reach them"),
        ("/agree/bodies/", "Boards and groups", "where people meet and decide"),
        ("/agree/map/", "How we stand to each other", "trust, ties and gaps"),
    )),
    ("Power and means", (
        ("/agree/balance/", "Is every voice equal?", "who proposes, speaks and carries"),
        ("/agree/levels/", "Who does what where", "from the system to the street"),
        ("/agree/levels/money/", "What each partner brings", "money, time, people, space"),
    )),
)  # fmt: skip


@require_safe
@route(level="D1", purpose="plan", roles=ROUND)
def overview(request):
    """The first page of AGREE."""
    standing, on = Standing.of(request), day_of(request.place)
    told = lately(standing)
    told |= {
        "open": [_open(*one) for one in rulings(_opened().select_related("body"), on)],
        "meetings": _next_meetings(on),
        "uneven": balance_panel(standing, on),
        "promises": _promises(),
        "issues": visible_to(standing).exclude(stage="reviewed").count(),
        "parts": PARTS,
        "keeps": standing.keeps,
        "partners": Partner.objects.filter(state="joined").count(),
        "invited": Partner.objects.filter(state="invited").count(),
    }
    return page(request, "overview", "What did we agree?", **told)


def lately(standing):
    """What the front page tells: decided last, waiting for the reader, stuck.

    standing: None for whoever is not round the table; they are told public things only.
    """
    decided = Decision.objects.filter(stage="closed")
    if standing is None:
        decided = decided.filter(public=True)
    told = {"decided": [_decided(one, standing) for one in decided.order_by("-closed", "-pk")[:3]]}
    if standing is not None:
        stuck = Commitment.objects.filter(state="stuck").count()
        told |= {"inside": True, "waiting": waiting_for(standing), "stuck": stuck}
    return told


def waiting_for(standing):
    """What waits for the partner of whoever reads, the most pressing first."""
    partner = standing.partner
    if partner is None or partner.state != "joined":
        return []
    silent = _opened().filter(stage__in=SPEAKING).exclude(voices__partner=partner)
    return [
        *({"words": _by(f"Speak on {one.ref}, {one.title}", one.closes), "address": address(one)}
          for one in silent.order_by("closes", "pk")),
        *({"words": f"Answer what was asked of you: {_short(one.words)}", "address": address(one)}
          for one in asks_waiting(partner).order_by("pk")),
        *({"words": f"Say that you have seen how it ended: {_short(one.words)}",
           "address": address(one)} for one in unseen_by(partner).order_by("-settled")[:3]),
        *waiting_issues(standing),
    ]  # fmt: skip


def _opened():
    return Decision.objects.filter(stage__in=OPEN)


def _decided(one, standing):
    at = address(one) if standing else f"/agree/public/decisions/{one.ref}/"
    return {"title": one.title, "address": at, "outcome": one.outcome or "closed", "on": one.closed}


def _open(one, found):
    silent = found.outcome.silent if found.outcome else found.partners
    return {
        "ref": one.ref,
        "title": one.title,
        "address": address(one),
        "stage": STAGES[one.stage],
        "silent": len(silent),
        "of": len(found.partners),
        "closes": one.closes,
    }


def _next_meetings(on):
    coming = (
        Meeting.objects.filter(on__gte=on)
        .exclude(state="cancelled")
        .select_related("body")
        .order_by("on")[:3]
    )
    return [
        {"title": one.title or one.body.name, "on": one.on, "address": address(one)}
        for one in coming
    ]


def _promises():
    """How many promises stand how, in words; nothing is coloured."""
    counts = Commitment.objects.aggregate(
        growing=Count("pk", filter=Q(state="growing")),
        stuck=Count("pk", filter=Q(state="stuck")),
        kept=Count("pk", filter=Q(state="kept")),
        let_go=Count("pk", filter=Q(state__in=("let go", "changed"))),
    )
    return counts | {"all": sum(counts.values())}


def _by(words, closes):
    return f"{words} (by {day(closes)})" if closes else words


def _short(words):
    return words if len(words) < 90 else f"{words[:87].rsplit(' ', 1)[0]} ..."
