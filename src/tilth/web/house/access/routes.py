"""What every page says of itself: whose it is, how close to a person, and what for."""

from dataclasses import dataclass

from django.core.exceptions import ImproperlyConfigured
from django.urls import URLPattern, URLResolver, get_resolver

from tilth.ground.place import PURPOSES
from tilth.web.house.access.deciding import reachable
from tilth.web.house.access.table import LEVELS, RELATIONS, ROLES

ANYONE = "anyone"
SIGNED_IN = frozenset(ROLES)


@dataclass(frozen=True)
class Route:
    """What a page declares.

    level, purpose: as in the written table. roles: ANYONE, SIGNED_IN, or a set of roles; it
    can only narrow what the table grants. relation: none, partner, own or self, or a function
    relation(request, **named) that tells it. act: what the record calls using it. one_person: it
    shows one person at a time. by_token: it answers programs that carry a token.
    """

    level: str
    purpose: str
    roles: str | frozenset = SIGNED_IN
    relation: object = "none"
    act: str = "looked"
    one_person: bool = False
    by_token: bool = False

    def __post_init__(self):
        known = {"level": (self.level, LEVELS), "purpose": (self.purpose, PURPOSES)}
        if not callable(self.relation):
            known["relation"] = (self.relation, RELATIONS)
        for what, (said, words) in known.items():
            if said not in words:
                raise ImproperlyConfigured(f"{what} {said!r} is not one of {', '.join(words)}")
        if self.public and self.level != "D0":
            raise ImproperlyConfigured(f"a page for anyone is public (D0), not {self.level}")
        if not self.public and not self.roles <= SIGNED_IN:
            unknown = ", ".join(sorted(self.roles - SIGNED_IN))
            raise ImproperlyConfigured(f"no role is called {unknown}")
        if not self.public and not reachable(self):
            raise ImproperlyConfigured(
                f"the written table lets nobody see {self.level} for {self.purpose} here"
            )

    @property
    def public(self):
        """Anyone may see it, known or not."""
        return self.roles == ANYONE

    @property
    def audited(self):
        """Using it is written down: rows and people always, and whatever takes data away."""
        return self.level in ("D2", "D3", "D4") or self.act != "looked"

    def open_to(self, role):
        """The page is meant for this role; whether it may is the table's to say."""
        return self.public or role in self.roles

    def relation_of(self, request, named):
        """How the asker stands to what is asked for."""
        return self.relation(request, **named) if callable(self.relation) else self.relation


def route(level, purpose, roles=SIGNED_IN, **more):
    """Declare a view: `@route(level="D1", purpose="plan")`."""
    roles = roles if roles == ANYONE else frozenset(roles)
    declared = Route(level, purpose, roles, **more)

    def mark(view):
        view.route = declared
        return view

    return mark


def declare(patterns, level, purpose, roles=SIGNED_IN, **more):
    """Declare every address of patterns that others wrote, such as those of allauth."""
    mark = route(level, purpose, roles, **more)
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            declare(pattern.url_patterns, level, purpose, roles, **more)
        else:
            pattern.callback = mark(_own(pattern.callback))
    return patterns


def _own(view):
    """A view of its own, so that one declared here does not change it elsewhere."""

    def shown(request, *args, **named):
        return view(request, *args, **named)

    shown.__dict__.update(view.__dict__)
    shown.__name__ = getattr(view, "__name__", "view")
    shown.__wrapped__ = view
    return shown


def declared(view):
    """What a view declares, also of a class; None where it declares nothing."""
    return getattr(view, "route", None) or getattr(getattr(view, "view_class", None), "route", None)


def addresses(patterns=None, before=""):
    """Every address of the site: (its pattern as text, its name, its view), in order."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        text = before + str(one.pattern)
        if isinstance(one, URLPattern):
            yield text, one.name or "", one.callback
        else:
            yield from addresses(one.url_patterns, text)


def undeclared(patterns=None):
    """The addresses that do not say who may see them."""
    return [
        f"/{text}" for text, _, view in addresses(patterns) if not isinstance(declared(view), Route)
    ]


def check_every_route(patterns=None):
    """Stop start-up where an address does not say who may see it."""
    lost = undeclared(patterns)
    if lost:
        raise ImproperlyConfigured(
            f"these addresses do not say who may see them: {', '.join(lost)}. "
            "Declare each with @route(level=..., purpose=..., roles=...)."
        )
