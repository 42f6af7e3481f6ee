"""May this person do this, today? One pure function over the written table."""

import datetime
from dataclasses import dataclass

from tilth.web.house.access.table import cells

SEALED = ("D2", "D3", "D4")  # what an administrator never sees, whatever else they are


@dataclass(frozen=True)
class Agreement:
    """What partners agreed to share for a named project: for which purposes, between two days."""

    name: str
    purposes: frozenset
    since: datetime.date
    until: datetime.date

    def live(self, purpose, on):
        """It covers this purpose on this day."""
        return self.since <= on <= self.until and purpose in self.purposes


@dataclass(frozen=True)
class Held:
    """A role someone holds for an organisation, between two days.

    purposes: None, or what the role was narrowed to. levels: None, or what a token was narrowed
    to. project, agreement: what an analyst or an evaluator works on, and under what.
    """

    role: str
    partner: str = ""
    since: datetime.date | None = None
    until: datetime.date | None = None
    purposes: frozenset | None = None
    levels: frozenset | None = None
    project: str = ""
    agreement: Agreement | None = None

    def live(self, on):
        """It is held on this day."""
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)


@dataclass(frozen=True)
class Actor:
    """Someone signed in: a reference that is not their name, and the roles they hold."""

    ref: str
    roles: tuple = ()
    active: bool = True
    until: datetime.date | None = None

    def here(self, on):
        """They have not left."""
        return self.active and (self.until is None or on <= self.until)

    def live_roles(self, on):
        """The names of the roles they hold on this day; none for a leaver."""
        return frozenset(h.role for h in self.roles if h.live(on)) if self.here(on) else frozenset()


@dataclass(frozen=True)
class Decision:
    """Yes or no; under which role, for which organisation, and why not."""

    allowed: bool
    role: str = ""
    partner: str = ""
    why: str = ""

    def __bool__(self):
        return self.allowed


def decide(actor, route, *, purpose, relation, on, given=()):
    """Whether an actor may use a route for a purpose, being in a relation to what it shows.

    actor: an Actor, or None for a stranger. route: a Route, what the page, job or command declares.
    relation: none, partner, own or self. on: the day. given: needs the request itself meets, such
    as a reason told before looking. What is not granted in the written table is denied; the first
    role held that grants it is the one written in the record.
    """
    if route.public:
        return Decision(True, why="public")
    if actor is None:
        return Decision(False, why="not signed in")
    if not actor.here(on):
        return Decision(False, why="has left")
    if purpose != route.purpose:
        return Decision(False, why="another purpose")
    held = [h for h in actor.roles if h.live(on)]
    if route.level in SEALED and any(h.role == "administrator" for h in held):
        return Decision(False, "administrator", why="an administrator sees nobody's records")
    missing = [_missing(h, route, purpose, relation, on, given) for h in held]
    if "" in missing:
        granting = held[missing.index("")]
        return Decision(True, granting.role, granting.partner)
    first = held[0] if held else Held("")
    return Decision(
        False, first.role, first.partner, "; ".join(dict.fromkeys(missing)) or "no role"
    )


def _missing(held, route, purpose, relation, on, given):
    """What stands between a role and a route, in words; nothing where it may."""
    if not route.open_to(held.role):
        return "not for this role"
    needs = cells().get((held.role, route.level, purpose, relation))
    if needs is None:
        return "not in the table"
    if held.purposes is not None and purpose not in held.purposes:
        return "the role was narrowed"
    if held.levels is not None and route.level not in held.levels:
        return "the token was narrowed"
    agreed = held.agreement is not None and held.agreement.live(purpose, on)
    met = {
        "agreement": agreed,
        "project": bool(held.project),
        "reason": "reason" in given,
        "one_person": route.one_person,
    }
    short = sorted(need for need in needs if not met[need])
    return f"needs {' and '.join(short).replace('_', ' ')}" if short else ""


def reachable(route):
    """The roles that could ever open a route: empty where it is declared for nobody."""
    return frozenset(
        role
        for role, level, purpose, _ in cells()
        if (level, purpose) == (route.level, route.purpose) and route.open_to(role)
    )
