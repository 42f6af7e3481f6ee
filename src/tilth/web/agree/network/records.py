"""What is recorded round the table, as values the network is reasoned on."""

import datetime
from itertools import zip_longest

from tilth.agree.network.acts import Act, once
from tilth.agree.network.organisations import Organisation
from tilth.agree.network.relations import Word
from tilth.agree.network.silos import Thing
from tilth.agree.network.structures import Seat
from tilth.web.agree.agreements.force import WHOLE, bound_by, holding
from tilth.web.agree.as_recorded import as_recorded
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
    Turn,
    Voice,
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
    return as_recorded("words of partners", _words)


def _words():
    between = standing_ties().filter(one__startswith=PARTNER, other__startswith=PARTNER)
    return tuple(word(tie) for tie in between.filter(heard="survey"))


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
    return as_recorded("acts of partners", _acts)


def _acts():
    return (
        *_programmes(),
        *_joint_roles(),
        *_given(),
        *_promised(),
        *_conversations(),
        *_decided(),
        *_met(),
        *_seated(),
    )


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
    joint = Role.objects.filter(and_for__isnull=False, partner__isnull=False)
    told = ("partner__slug", "and_for__slug", "title", "since", "until", "area")
    for one, other, *rest in joint.values_list(*told):
        yield Act("joint role", frozenset({_key(one), _key(other)}), *rest)


def _given():
    given = Contribution.objects.filter(withdrawn=False, to_partner__isnull=False)
    told = ("partner__slug", "to_partner__slug", "words", "since", "until", "area")
    for one, other, words, since, until, area in given.values_list(*told):
        who = frozenset({_key(one), _key(other)})
        yield Act("contribution", who, words, since, until or since, area)


def _promised():
    made = Commitment.objects.exclude(state__in=UNDONE)
    made = made.filter(made_by__isnull=False, made_to__isnull=False)
    told = ("made_by__slug", "made_to__slug", "ref", "made", "settled", "area")
    for one, other, *rest in made.values_list(*told):
        yield Act("promise", frozenset({_key(one), _key(other)}), *rest)


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
    told = ("pk", "ref", "closed", "opened", "area")
    spoke = _partners_by(Voice, "decision")
    for pk, ref, closed, opened, area in Decision.objects.filter(stage="closed").values_list(*told):
        if day := closed or opened:
            yield once("decision", spoke.get(pk, set()), ref, day, area)


def _met():
    took_part = _partners_by(Turn, "meeting")
    held = Meeting.objects.exclude(state__in=NOT_HELD).select_related("body")
    for one in held.only("title", "on", "body__name", "body__area"):
        yield once("meeting", took_part.get(one.pk, set()), str(one), one.on, one.body.area)


def _partners_by(parts, of):
    """The keys of the partners with a part in each record: {record: keys}."""
    found = {}
    for record, slug in parts.objects.order_by().values_list(of, "partner__slug"):
        found.setdefault(record, set()).add(_key(slug))
    return found


def _seated():
    rows = Role.objects.filter(body__isnull=False, partner__isnull=False)
    told = ("since", "until", "partner__slug", "body")
    sitting = {}
    for since, until, slug, body in rows.exclude(body__type__in=PROGRAMMES).values_list(*told):
        sitting.setdefault(body, []).append((since, until, _key(slug)))
    bodies = Body.objects.in_bulk(list(sitting))
    for pk, parts in sitting.items():
        body, days = bodies[pk], sorted({since for since, _, _ in parts})
        for day, later in zip_longest(days, days[1:]):
            who = frozenset(k for since, until, k in parts if _sits(since, until, day))
            last = later - datetime.timedelta(days=1) if later else body.until
            yield Act("body", who, body.name, day, last, body.area)


def _sits(since, until, day):
    return since <= day and (not until or until >= day)


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
    spoke = _partners_by(Voice, "decision")
    for one in Decision.objects.filter(stage="closed").only("ref", "title", "closed"):
        if one.closed is None or one.closed <= on:
            yield Thing("decision", one.ref, one.title, frozenset(spoke.get(one.pk, ())))


def _shared_sources(on):
    """The partners bound by a living agreement on each source: {source: slugs}."""
    found = {}
    for agreement in Agreement.objects.exclude(sources=[]).prefetch_related(*WHOLE):
        version = holding(agreement, on, versions=list(agreement.versions.all()))
        for name in agreement.sources if version else ():
            found.setdefault(name, set()).update(bound_by(version, on))
    return found


def body_areas():
    """The area of every body that has one: {key: code}."""
    return {body.key: body.area for body in Body.objects.exclude(area="")}
