"""Ways into an area: whom to talk to there, who meets, what is planned, and whose area it is."""

from django.utils.http import urlencode

from tilth.agree.commitments.promise import OPEN
from tilth.agree.words import BODIES
from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.areas import area_name
from tilth.web.agree.documents.visible import documents_for
from tilth.web.agree.found import address
from tilth.web.agree.models import Body, Commitment, Decision, Meeting, Partner
from tilth.web.agree.network.places import lies_in
from tilth.web.agree.partners.telling import held, where
from tilth.web.agree.public import reading
from tilth.web.agree.public.opened import public_address
from tilth.web.agree.standing import Standing

MOST = 6
FIRST = ("team", "space", "group", "network", "board", "programme", "fund")
"""What one can walk into comes before what decides."""


def ways_in(request, area):
    """What somebody who would like to begin in an area should know, as far as they may know it.

    People by name, and pages of their own, are for those round the table.
    """
    standing, on = Standing.on_public(request), day_of(request.place)
    inside = standing is not None
    around = lies_in(request.place).get(area, set())
    return {
        "inside": inside,
        "own": [one["does"] for one in own_areas(request) if one["area"] == area],
        "people": _people(area, on) if inside else [],
        "bodies": _bodies(area, on, inside),
        "partners": _partners(area, around, inside),
        **_plan(request, area, inside),
        "papers": [
            {"title": one.title, "at": address(one)}
            for one in documents_for(standing).filter(area=area).order_by("title")[:MOST]
        ]
        if inside
        else [],
        "conditions": f"/learn/conditions/?{urlencode({'area': area})}" if inside else "",
    }


def own_areas(request):
    """The areas in which the reader plays a part today: an elected member's ward among them."""
    if not request.user.is_authenticated:
        return []
    roles = held(day_of(request.place)).filter(person=request.user).exclude(area="")
    return [
        {"area": one.area, "name": area_name(request.place, one.area), "does": one.title}
        for one in roles
    ]


def _people(area, on):
    """Who plays a part in this very area and may be named, those others can turn to first."""
    roles = held(on).filter(area=area).exclude(person=None)
    roles = sorted(roles, key=lambda one: (not one.champion, one.person.name.lower()))
    return [
        {"name": one.person.name, "at": f"/agree/people/{one.person.ref}/", "does": one.title,
         "where": where(one)}
        for one in roles
    ]  # fmt: skip


def _bodies(area, on, inside):
    """Bodies, what they are, when they meet next, and who leads them for those round the table."""
    found = Body.objects.filter(area=area).exclude(until__lt=on).exclude(since__gt=on)
    found = sorted(found, key=lambda one: (FIRST.index(one.type), one.name.lower()))
    coming = Meeting.objects.filter(body__in=found, on__gte=on).exclude(state="cancelled")
    coming = (coming if inside else coming.filter(public=True)).order_by("-on")
    following = {one.body_id: one for one in coming}  # the soonest comes last, and stays
    leads = held(on).filter(body__in=found, leads=True).exclude(person=None) if inside else ()
    return [
        {
            "name": one.name,
            "kind": BODIES[one.type],
            "at": address(one) if inside else "",
            "next": following.get(one.pk),
            "leads": [
                {"name": role.person.name, "at": f"/agree/people/{role.person.ref}/"}
                for role in leads
                if role.body_id == one.pk
            ],
        }
        for one in found
    ]


def _partners(area, around, inside):
    """Partners that say they work here, then those that work in what it lies in."""
    joined = Partner.objects.filter(state="joined").order_by("name")
    near = [one for one in joined if area in one.footprint]
    wide = [one for one in joined if one not in near and around & set(one.footprint)]
    return [
        {"name": one.name, "at": address(one) if inside else "", "purpose": one.purpose,
         "near": one in near}
        for one in (*near, *wide)
    ]  # fmt: skip


def _plan(request, area, inside):
    """What was decided and is promised for this very area, and where all of it is."""
    decisions, promises = (
        (Decision.objects.exclude(stage__in=("draft", "withdrawn")), Commitment.objects)
        if inside
        else (reading.decisions(), reading.commitments())
    )
    decisions = decisions.filter(area=area).order_by("-ref")
    promises = promises.filter(area=area, state__in=OPEN).order_by("due", "ref")
    at = address if inside else public_address
    query = urlencode({"area": area})
    return {
        "decided": [{"title": one.title, "at": at(one)} for one in decisions[:MOST]],
        "promised": [
            {"words": one.words, "at": at(one), "due": one.due} for one in promises[:MOST]
        ],
        "all": f"/agree/{'' if inside else 'public/'}commitments/?{query}",
    }
