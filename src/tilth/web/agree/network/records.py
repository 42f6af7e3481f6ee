"""What is recorded round the table, as values the network is reasoned on."""

import datetime

from tilth.agree.network.acts import Act, once
from tilth.agree.network.organisations import Organisation
from tilth.agree.network.relations import Word
from tilth.agree.network.silos import Thing
from tilth.agree.network.structures import Seat
from tilth.web.agree.agreements.force import bound_by, holding
from tilth.web.agree.models import (
    Agreement,
    Body,
    Commitment,
    Contribution,
    Decision,
    Meeting,
    Partner,
    Role,
    Tie,
)

PARTNER = "partner:"
PROGRAMMES = ("programme", "fund")
NOT_HELD = ("planned", "published", "cancelled")
UNDONE = ("asked", "declined")  # a promise that nobody answered, or that was answered with no
QUALITIES = ("trust", "understanding", "collaboration", "strain", "stance", "began", "type")


def organisations():
    """Every partner there is or was, in the order of the alphabet."""
    return [organisation(one) for one in Partner.objects.order_by("name")]


def organisation(partner):
    """One partner as a value."""
    return Organisation(
        key=partner.key,
        name=partner.name,
        sector=partner.sector,
        accountability=partner.accountability,
        layer=partner.layer,
        state=partner.state,
        footprint=frozenset(partner.footprint),
        purpose=partner.purpose,
        words=tuple(partner.strengths),
        since=partner.since,
        until=partner.until,
        other_names=tuple(partner.other_names),
    )


def standing_ties():
    """The ties nobody took back, oldest first."""
    return Tie.objects.filter(withdrawn=False).order_by("on", "pk")


def words():
    """What partners said of each other themselves, never what others heard or saw."""
    between = standing_ties().filter(one__startswith=PARTNER, other__startswith=PARTNER)
    return [word(tie) for tie in between.filter(heard="survey")]


def word(tie):
    """One answer as a value."""
    told = {name: getattr(tie, name) for name in QUALITIES}
    return Word(
        one=tie.one,
        other=tie.other,
        on=tie.on,
        heard=tie.heard,
        area=tie.area,
        number=tie.pk,
        **told,
    )


def acts():
    """What partners really did together, of every kind there is."""
    return [
        *_programmes(),
        *_joint_roles(),
        *_given(),
        *_promised(),
        *_conversations(),
        *_decided(),
        *_met(),
        *_seated(),
    ]


def _key(slug):
    return f"{PARTNER}{slug}"


def _of_bodies():
    """The partners with a part in each programme or fund: {body: slugs}."""
    found = {body.pk: set() for body in Body.objects.filter(type__in=PROGRAMMES)}
    rows = [
        *Role.objects.values_list("body", "partner__slug"),
        *Role.objects.values_list("body", "and_for__slug"),
        *Commitment.objects.exclude(state__in=UNDONE).values_list("programme", "made_by__slug"),
        *Contribution.objects.filter(withdrawn=False).values_list("to_body", "partner__slug"),
    ]
    for body, slug in rows:
        if body in found and slug:
            found[body].add(slug)
    return found


def _programmes():
    parts = _of_bodies()
    for body in Body.objects.filter(pk__in=parts):
        who = frozenset(_key(slug) for slug in parts[body.pk])
        since = body.since or datetime.date.min
        yield Act("programme", who, body.name, since, body.until, body.area)


def _joint_roles():
    for role in Role.objects.filter(and_for__isnull=False).select_related("partner", "and_for"):
        if role.partner:
            who = frozenset({role.partner.key, role.and_for.key})
            yield Act("joint role", who, role.title, role.since, role.until, role.area)


def _given():
    given = Contribution.objects.filter(withdrawn=False, to_partner__isnull=False)
    for one in given.select_related("partner", "to_partner"):
        who = frozenset({one.partner.key, one.to_partner.key})
        yield Act("contribution", who, one.words, one.since, one.until or one.since, one.area)


def _promised():
    made = Commitment.objects.exclude(state__in=UNDONE)
    made = made.filter(made_by__isnull=False, made_to__isnull=False)
    for one in made.select_related("made_by", "made_to"):
        who = frozenset({one.made_by.key, one.made_to.key})
        yield Act("promise", who, one.ref, one.made, one.settled, one.area)


def _conversations():
    heard = standing_ties().exclude(heard="survey")
    for one in heard.filter(one__startswith=PARTNER, other__startswith=PARTNER):
        if one.one == one.other:
            continue
        who = frozenset({one.one, one.other})
        if one.heard == "conversation":
            yield once("conversation", who, one.topic, one.on, one.area)
        else:  # it was seen on that day, and stands until it is taken back
            yield Act("seen", who, one.topic, one.on, None, one.area)


def _decided():
    for one in Decision.objects.filter(stage="closed").prefetch_related("voices__partner"):
        who = {voice.partner.key for voice in one.voices.all()}
        day = one.closed or one.opened
        if day:
            yield once("decision", who, one.ref, day, one.area)


def _met():
    held = Meeting.objects.exclude(state__in=NOT_HELD).prefetch_related("turns__partner")
    for one in held.select_related("body"):
        who = {turn.partner.key for turn in one.turns.all()}
        yield once("meeting", who, str(one), one.on, one.body.area)


def _seated():
    bodies = {}
    rows = Role.objects.filter(body__isnull=False, partner__isnull=False)
    for role in rows.select_related("body", "partner"):
        if role.body.type not in PROGRAMMES:
            bodies.setdefault(role.body, []).append(role)
    for body, roles in bodies.items():
        days = sorted({role.since for role in roles})
        for day in days:
            later = next((d for d in days if d > day), None)
            sitting = [r for r in roles if r.since <= day and (not r.until or r.until >= day)]
            last = later - datetime.timedelta(days=1) if later else body.until
            who = frozenset(role.partner.key for role in sitting)
            yield Act("body", who, body.name, day, last, body.area)


def seats():
    """Who sits where; an expert by experience who has not said yes to being named is nobody."""
    rows = Role.objects.filter(body__isnull=False)
    return [
        Seat(
            body=role.body.key,
            person=role.person.ref if role.person and _may_name(role) else "",
            partner=role.partner.key if role.partner else "",
            since=role.since,
            until=role.until,
        )
        for role in rows.select_related("body", "person", "partner")
    ]


def _may_name(role):
    return not role.expert or role.consented is not None


def things(place, on):
    """Programmes, sources of data and decisions, each with the partners that have a part in it."""
    parts = _of_bodies()
    for body in Body.objects.filter(pk__in=parts, type="programme"):
        if (body.since is None or body.since <= on) and (body.until is None or on <= body.until):
            yield Thing("programme", body.key, body.name, frozenset(map(_key, parts[body.pk])))
    covered = _shared_sources(on)
    for source in place.sources:
        who = covered.get(source.name, set()) | {source.partner}
        yield Thing("data", source.name, source.name.replace("_", " "), frozenset(map(_key, who)))
    for one in Decision.objects.filter(stage="closed").prefetch_related("voices__partner"):
        if one.closed is None or one.closed <= on:
            who = frozenset(voice.partner.key for voice in one.voices.all())
            yield Thing("decision", one.ref, one.title, who)


def _shared_sources(on):
    """The partners bound by a living agreement on each source: {source: slugs}."""
    found = {}
    for agreement in Agreement.objects.exclude(sources=[]):
        version = holding(agreement, on)
        for name in agreement.sources if version else ():
            found.setdefault(name, set()).update(bound_by(version, on))
    return found


def body_areas():
    """The area of every body that has one: {key: code}."""
    return {body.key: body.area for body in Body.objects.exclude(area="")}
