"""Write an entry of the record: first the entry, then the act, or neither."""

import datetime
import logging
import re

from django.conf import settings
from django.db import connection, transaction

from tilth.web.house.audit.anchors import anchors_path, write_anchor
from tilth.web.house.audit.chain import START, link
from tilth.web.house.models import AuditEntry

ACTS = (
    "looked", "exported", "denied", "signed in", "could not sign in", "signed out", "invited",
    "asked for a role", "gave a role", "refused a role", "ended a role", "narrowed a role",
    "set a last day", "deactivated", "brought back", "made a token", "ended a token",
    "made an agreement", "narrowed an agreement", "ended an agreement", "asked for a job",
    "ran a job", "stopped a job", "changed",
)  # fmt: skip
PLAIN = re.compile(r"[A-Za-z0-9_.,:;/+*=()' -]{0,300}")
# Ten digits standing alone, together or as 3-3-4: an NHS number has no business here.
NUMBER = re.compile(r"(?<![0-9A-Za-z])\d{3}[ -]?\d{3}[ -]?\d{4}(?![0-9A-Za-z])")
CHAIN_LOCK = 0x711711  # one lock for the whole chain, on PostgreSQL
NOBODY = "nobody"


def record(who, act, what, *, level, purpose, role="", organisation="", result="done"):
    """Add one entry and return it. Call it inside the transaction of the act it tells of.

    who: the ref of a person, or NOBODY. what: words such as `manage:people person:9f..`, never
    anything that tells who somebody is: a ValueError stops that. Whatever goes wrong here goes
    up: no entry, no act. Writers wait for each other, so that there is one chain.
    """
    if act not in ACTS:
        raise ValueError(f"the record knows no act called {act}")
    told = {"who": who, "organisation": organisation, "role": role, "level": level}
    told |= {"purpose": purpose, "act": act, "what": what, "result": result}
    for name, words in told.items():
        _plain(name, words)
    with transaction.atomic():
        number, before, previous = _last() or (0, "", START)
        told |= {"number": number + 1, "at": now()}
        entry = AuditEntry(**told, previous=previous, hash=link(previous, told))
        entry.save(force_insert=True)
        if before and before[:10] != told["at"][:10]:
            head = (before[:10], number, previous)
            transaction.on_commit(lambda: anchor(*head), robust=True)
    return entry


def record_use(actor, route, decision, act, what):
    """Write down that someone looks at rows or people, or takes figures away, before they do."""
    return _of_route(actor, route, decision, act, what, "allowed")


def record_denial(actor, route, decision, what):
    """Write down that someone was not let in, and why."""
    return _of_route(actor, route, decision, "denied", what, decision.why)


def _of_route(actor, route, decision, act, what, result):
    return record(
        actor.ref,
        act,
        what,
        level=route.level,
        purpose=route.purpose,
        role=decision.role,
        organisation=decision.partner,
        result=result,
    )


def now():
    """This moment in UTC, as text that sorts and reads the same everywhere."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="microseconds")


def anchor(day, number, head):
    """Write a head down outside; where that cannot be done the log says so and so does status."""
    try:
        write_anchor(anchors_path(settings.PLACE), day, number, head)
    except OSError as error:
        logging.getLogger("tilth.audit").error(
            "the head of the record could not be written down outside: %s", error.strerror
        )


def _plain(name, words):
    if not PLAIN.fullmatch(words) or NUMBER.search(words):
        raise ValueError(f"{name} of the record takes plain words and no identifiers")


def _last():
    """The last entry: number, moment, hash; nobody else adds one until this transaction ends.

    SQLite has one writer at a time by itself (BEGIN IMMEDIATE).
    """
    entries = AuditEntry.objects.order_by("-number").values_list("number", "at", "hash")
    if connection.vendor != "postgresql":
        return entries.first()
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
        # Whoever writes reads the last entry, also before they have signed in.
        cursor.execute("select set_config('tilth.writing', 'yes', true)")
        last = entries.first()
        cursor.execute("select set_config('tilth.writing', '', true)")
    return last
