"""Who is asking, read afresh on every request: nothing about a right outlives it."""

import hashlib
import secrets

from django.contrib.auth import SESSION_KEY, logout
from django.utils import timezone

from tilth.web.house import closed
from tilth.web.house.access import context
from tilth.web.house.access.deciding import Actor, Agreement, Held
from tilth.web.house.models import HeldRole, Token

BEARER = "Bearer "
REASON = 10  # the fewest letters of a reason for looking at one person


def actor_of(request, route=None):
    """The Actor of a request, or None for a stranger, a leaver, or a token that may not.

    A token is heard only where the route says it answers programs.
    """
    told = request.headers.get("Authorization", "")
    if told.startswith(BEARER):
        if route is None or not route.by_token:
            return None
        return actor_of_token(told.removeprefix(BEARER), request.place, timezone.localdate())
    if request.user.is_authenticated:
        actor = _signed_in(request)
        if actor.here(timezone.localdate()):
            return actor
    if SESSION_KEY in request.session:
        logout(request)  # someone brought back comes in afresh, not with the session of before
    return None


def _signed_in(request):
    """The Actor of the person of a request, read once for all that one request asks of it."""
    known = getattr(request, "signed_in", None)
    if known is None or known[0] != request.user:
        known = request.signed_in = request.user, actor_of_person(request.user, request.place)
    return known[1]


def role_shown(request):
    """The first role that is theirs today, for showing; empty where they hold none."""
    if not hasattr(request, "place"):  # what went wrong did so before anybody was known
        return ""
    actor = _signed_in(request)
    live = actor.live_roles(timezone.localdate())
    return next((held.role for held in actor.roles if held.role in live), "")


def actor_of_person(person, place, *, purposes=None, levels=None):
    """A Person and the roles they hold, as an Actor; purposes, levels: what a token leaves."""
    held = HeldRole.objects.filter(person=person, waiting=False).select_related("sharing")
    roles = tuple(_held(one, place, purposes, levels) for one in held.order_by("pk"))
    return Actor(person.ref, roles, person.is_active, person.until)


def _held(one, place, purposes, levels):
    narrowed = None if one.purposes is None else frozenset(one.purposes)
    if purposes is not None:
        narrowed = purposes if narrowed is None else narrowed & purposes
    agreement = agreement_of(one.sharing, place) if one.sharing else None
    return Held(
        role=one.role,
        partner=one.partner,
        since=one.since,
        until=one.until,
        purposes=narrowed,
        levels=levels,
        project=one.sharing.title if one.sharing else "",
        agreement=agreement,
    )


def agreement_of(sharing, place):
    """What is left of an agreement once the terms of every source it names are laid over it.

    A source that place.toml no longer knows leaves nothing, nor does one that is closed, nor a
    project whose partners no longer agree.
    """
    shut = closed.sources(place)
    known = {source.name: source for source in place.sources if source.name not in shut}
    sources = [known.get(name) for name in sharing.sources]
    purposes, until = frozenset(sharing.purposes), sharing.until
    for source in sources:
        purposes &= frozenset(source.purpose) if source else frozenset()
        until = min(until, source.until) if source else until
    if not sources or sharing.slug in closed.sharings(place):
        purposes = frozenset()
    return Agreement(sharing.slug, purposes, sharing.since, until)


def given(request):
    """The needs a request meets by itself: a reason, told before looking at one person."""
    reason = request.GET.get("reason") or request.POST.get("reason") or ""
    return frozenset({"reason"} if len(reason.strip()) >= REASON else ())


def new_secret():
    """The secret of a new token, shown once, and the hash that is kept."""
    secret = f"tilth_{secrets.token_urlsafe(32)}"
    return secret, hash_of_secret(secret)


def hash_of_secret(secret):
    """SHA-256 of a token's secret; it is random and long, so that a plain hash holds."""
    return hashlib.sha256(secret.encode()).hexdigest()


def actor_of_token(secret, place, on):
    """The Actor a token stands for on a day: its person's roles, as narrow as the token."""
    with context.speaking_as(context.TOKEN, after=context.NOBODY):
        token = _token(secret, on)
    if token is None:
        return None
    actor = actor_of_person(
        token.person,
        place,
        purposes=frozenset(token.purposes),
        levels=frozenset(token.levels),
    )
    return actor if actor.here(on) else None


def _token(secret, on):
    return (
        Token.objects.select_related("person")
        .filter(hash=hash_of_secret(secret), ended=False, made__lte=on, until__gte=on)
        .first()
    )
