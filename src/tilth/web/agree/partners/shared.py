"""People whom partners know together: how many, on what footing, and who may see whom."""

from itertools import combinations

from django.utils import timezone
from django.views.decorators.http import require_safe

from tilth.agree.partners.caseload import Sent, Shares, footing, shut
from tilth.see.build.showing import picture
from tilth.web.agree.actions.agreements import clauses_of
from tilth.web.agree.actions.people import of_partner as is_from
from tilth.web.agree.agreements import force
from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.models import Agreement, Partner, Role
from tilth.web.agree.partners import bodies, one
from tilth.web.agree.partners.listing import reading
from tilth.web.agree.partners.telling import BODIES, PARTNERS, held, running
from tilth.web.agree.showing import page
from tilth.web.agree.standing import Standing
from tilth.web.house.access.actors import agreement_of
from tilth.web.house.access.table import cells
from tilth.web.house.access.telling import PURPOSE_WORDS, role_words
from tilth.web.house.kept import kept
from tilth.web.house.models import HeldRole, Sharing

CARE = "care"
SEES_ACCESS = frozenset({"ig_lead", "administrator"})
ENDED = "closed: what was agreed for it has ended"
NOTHING = "nothing of one of them is counted yet"


@require_safe
@reading
def of_partner(request, slug):
    """One partner with each of the others."""
    here = one.found(slug)
    others = Partner.objects.filter(slug__in=senders(request)).exclude(pk=here.pk).order_by("name")
    crumbs = [PARTNERS, (here.name, f"/agree/partners/{slug}/")]
    pairs = [(here, other) for other in others if here.slug in senders(request)]
    title = f"People that {here.name} knows with others"
    return _shown(request, title, crumbs, [here, *others], pairs, posts_of=[here])


@require_safe
@reading
def of_body(request, slug):
    """Every two of those who sit on a body, or work in a team."""
    body = bodies.found(slug)
    there = Role.objects.filter(running(day_of(request.place)), body=body)
    ids = {pk for pair in there.values_list("partner", "and_for") for pk in pair if pk}
    members = list(Partner.objects.filter(pk__in=ids).order_by("name"))
    pairs = list(combinations([m for m in members if m.slug in senders(request)], 2))
    crumbs = [BODIES, (body.name, f"/agree/bodies/{slug}/")]
    title = f"People known together in {body.name}"
    return _shown(request, title, crumbs, members, pairs, posts_of=members)


def senders(request):
    """The slugs of partners that send something to the place."""
    return {source.partner for source in request.place.sources}


def _shown(request, title, crumbs, members, pairs, *, posts_of):
    place, on = request.place, timezone.localdate()  # rights are those of the real day
    slugs = {member.slug for member in members}
    return page(
        request,
        "partners/shared",
        title,
        crumbs=crumbs,
        rows=rows(request, pairs),
        members=[(member, one.sends(member, place)) for member in members],
        silent=[member.name for member in members if member.slug not in senders(request)],
        care=held_for_care(slugs, on),
        names={member.slug: member.name for member in members},
        projects=projects(place, slugs, on),
        joint=joint(posts_of, day_of(place), on, Standing.of(request)),
        linked=bool(request.release),
    )


def sent_to(place):
    """What partners send to a place, with what is closed now."""
    return [
        Sent(s.name, s.partner, frozenset(s.purpose), s.until, place.closed.get(s.name, ""))
        for s in place.sources
    ]


def shares_in_force(on):
    """The agreements on data that hold on a day, as values."""
    found = []
    for agreement in Agreement.objects.filter(type="sharing"):
        version = force.holding(agreement, on)
        if version is not None:
            bound = frozenset(force.bound_by(version, on))
            told = frozenset(agreement.sources), frozenset(clauses_of(version).purposes)
            address = f"/agree/agreement/{agreement.slug}/"
            found.append(Shares(agreement.title, address, bound, *told, version.until))
    return found


def rows(request, pairs):
    """One row a pair: how many people both know, or why that is not told; its footing for care."""
    on, sent = day_of(request.place), sent_to(request.place)
    counted, agreements = _counted(request), shares_in_force(on)
    known = {s.partner for s in sent if s.name in counted["of"]}
    told = []
    for two in pairs:
        slugs = sorted(partner.slug for partner in two)
        closed = [s.closed or ENDED for s in shut(*slugs, sent, counted["of"], on)]
        why = counted["why"] or next(iter(closed), "") or ("" if known >= {*slugs} else NOTHING)
        people = None if why else counted["pairs"].get(" ".join(slugs), 0)
        care = footing(*slugs, sent, agreements, CARE, on)
        told.append({"two": two, "people": people, "why": why, "care": care})
    return told


def _counted(request):
    """How many people every two partners know, through the door; from which sources."""
    nothing = {"pairs": {}, "of": [], "why": ""}
    if not request.release:
        return nothing
    if why := request.population.why_closed("resident"):
        return nothing | {"why": why}
    place, release = request.place, request.release
    return kept(place, release, "known-to-both", lambda: _through_door(place, release)) | {
        "why": ""
    }


def _through_door(place, release):
    told = picture(place, release)
    pairs = {" ".join(sorted(pair["partners"])): pair["people"] for pair in told["known_to_both"]}
    return {"pairs": pairs, "of": [feed["source"] for feed in told["sources"]]}


def held_for_care(slugs, on):
    """slug -> the roles held there today that see people by name: those on their own list."""
    carers = {
        role for role, level, purpose, of in cells() if (level, purpose, of) == ("D3", CARE, "own")
    }
    live = HeldRole.objects.filter(running(on), role__in=carers, partner__in=slugs, waiting=False)
    found = {slug: set() for slug in slugs}
    for slug, role in live.values_list("partner", "role"):
        found[slug].add(role_words(role))
    return {slug: sorted(roles) for slug, roles in found.items()}


def projects(place, slugs, on):
    """The projects under which rows without names of these partners may be read on a day."""
    own = {source.name for source in place.sources if source.partner in slugs}
    told = []
    for sharing in Sharing.objects.all():
        left = agreement_of(sharing, place)
        if own & set(sharing.sources) and left.purposes and left.since <= on <= left.until:
            words = [PURPOSE_WORDS[purpose] for purpose in sorted(left.purposes)]
            told.append({"title": sharing.title, "for": words, "until": left.until})
    return told


def joint(partners, today, on, standing):
    """Each post that two partners share, and for which of the two its holder may sign in.

    today: the day the place lives in. on: the real one. The second is told to those who look after
    rights or the partnership, and to the two partners.
    """
    found = held(today).filter(partner__in=partners, and_for__isnull=False)
    found |= held(today).filter(and_for__in=partners)
    return [
        {"role": role, "signs": _signs(role, on) if _may_know(role, standing) else None}
        for role in found.distinct()
    ]


def _may_know(role, standing):
    own = is_from(standing, role.partner) or is_from(standing, role.and_for)
    return own or standing.keeps or standing.by.role in SEES_ACCESS


def _signs(role, on):
    """[(partner, the roles the holder has there today)] for both partners of a joint post."""
    live = HeldRole.objects.filter(running(on), person=role.person_id, waiting=False)
    own = list(live.values_list("partner", "role")) if role.person_id else []
    return [
        (partner, [role_words(name) for slug, name in own if slug == partner.slug])
        for partner in (role.partner, role.and_for)
        if partner is not None
    ]
