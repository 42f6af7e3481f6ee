"""Walk every address as every actor, and compare what happened with the written table."""

import datetime
import random

from django.conf import settings
from django.test import Client, override_settings
from django.urls import get_resolver
from django.utils.regex_helper import normalize

from tilth.verify.access import twin
from tilth.verify.access.probes import PROBES, Reached, address
from tilth.web.house.access.deciding import Actor, Agreement, Held, decide
from tilth.web.house.access.routes import Route, addresses, declared
from tilth.web.house.models import HeldRole, Person, Sharing

STRANGER = "stranger"
REASON = "?reason=asked+by+the+patient"
ON = datetime.date(2026, 6, 1)
ALL = frozenset(twin.PURPOSES)


def table():
    """The pure function against the table read a second time: every cell, every need left out."""
    written = twin.read()
    checked, wrong = 0, []
    for cell in twin.cells():
        role, level, purpose, relation = cell
        needed = twin.needs(written, *cell)
        for short in [None, *sorted(needed or ())]:
            checked += 1
            allowed = _decided(role, level, purpose, relation, short)
            if allowed != (needed is not None and short is None):
                wrong.append(f"{role} {level} {purpose} {relation}, without {short}")
    return {"checked": checked, "differences": wrong}


def _decided(role, level, purpose, relation, short):
    """What decide says with every need met but one."""
    agreement = None if short == "agreement" else Agreement("all", ALL, ON, ON)
    project = "" if short == "project" else "named"
    actor = Actor("0" * 16, (Held(role, agreement=agreement, project=project),))
    wanted = object.__new__(Route)  # also what could not be declared must be denied
    told = {"level": level, "purpose": purpose, "roles": frozenset(twin.ROLES)}
    told |= {"relation": relation, "act": "looked", "by_token": False}
    for name, value in (told | {"one_person": short != "one_person"}).items():
        object.__setattr__(wanted, name, value)
    given = () if short == "reason" else ("reason",)
    return bool(decide(actor, wanted, purpose=purpose, relation=relation, on=ON, given=given))


def people():
    """One person in each role, with an agreement that covers everything, made for the walk."""
    sources = [one.name for one in settings.PLACE.sources]
    sharing, _ = Sharing.objects.get_or_create(
        slug="walk",
        defaults={
            "title": "The walk",
            "sources": sources,
            "purposes": sorted(ALL),
            "since": datetime.date(2000, 1, 1),
            "until": datetime.date(9999, 1, 1),
            "basis": "made for the walk",
        },
    )
    found = {}
    for role in twin.ROLES:
        person, _ = Person.objects.get_or_create(email=f"{role}@walk.example.org")
        told = {"since": datetime.date(2000, 1, 1), "sharing": sharing}
        HeldRole.objects.get_or_create(person=person, role=role, defaults=told)
        found[role] = person
    return found


def walking():
    """Settings of the walk: the probes beside the site's own addresses, and no view shown."""
    reached = f"{Reached.__module__}.{Reached.__qualname__}"
    return override_settings(
        ROOT_URLCONF="tilth.verify.access.probes",
        MIDDLEWARE=[*settings.MIDDLEWARE, reached],
        ALLOWED_HOSTS=["*"],
        SECURE_SSL_REDIRECT=False,
    )


def client_of(person):
    """A browser in which somebody is signed in, or a stranger's."""
    client = Client(raise_request_exception=False)
    if person is not None:
        client.force_login(person)
    return client


def outcome(client, at):
    """What came of asking: reached, sign in (programs are told so), not found, or the status."""
    answer = client.get(at)
    if answer.headers.get("X-Reached"):
        return "reached"
    if answer.status_code == 302 and answer.headers["Location"].startswith(settings.LOGIN_URL):
        return "sign in"
    return {401: "sign in", 404: "not found"}.get(answer.status_code, str(answer.status_code))


def pages(seed, progress):
    """Every address of the site as every actor and as a stranger."""
    written, rng = twin.read(), random.Random(seed)
    clients = {STRANGER: client_of(None)} | {r: client_of(p) for r, p in people().items()}
    asked = [(at, declared(view)) for at, view in sampled() if not at.startswith("/probe/")]
    rooms = ("", "see/", "manage/people/x/y/", "api/v1/", "manage/jobs/")
    asked += [(f"/{room}unknown-{rng.randrange(10**9)}/", None) for room in rooms]
    rng.shuffle(asked)
    checked, wrong = 0, []
    for number, (at, wanted) in enumerate(asked):
        progress("addresses", number, len(asked))
        for actor, client in clients.items():
            checked += 1
            seen, due = outcome(client, at), expected(written, actor, wanted)
            if seen != due:
                wrong.append(f"{actor} {at}: {seen}, not {due}")
    return {"checked": checked, "addresses": len(asked), "differences": wrong}


def expected(written, actor, wanted):
    """What the table says ought to come of it."""
    if wanted is not None and wanted.roles == "anyone":
        return "reached"
    if actor == STRANGER:
        return "sign in"
    allowed = wanted is not None and twin.may_open(written, actor, wanted)
    return "reached" if allowed else "not found"


def sampled():
    """Every address with something written where it takes a word or a number."""
    for text, _, view in addresses(get_resolver().url_patterns):
        yield "/" + sample(text), view


def sample(text):
    """An address pattern as an address: `people/<slug:ref>/` becomes `people/1/`."""
    if "(?P" in text or text.startswith("^") or "\\" in text:
        ((words, names), *_) = normalize(text.replace("^", ""))
        return words % dict.fromkeys(names, "1")
    parts = text.split("<")
    return parts[0] + "".join("1" + part.split(">", 1)[1] for part in parts[1:])


def probes(seed, progress):
    """Every level, purpose and relation through the running site, as every actor."""
    written, rng = twin.read(), random.Random(seed)
    clients = {STRANGER: client_of(None)} | {r: client_of(p) for r, p in people().items()}
    cells = list(PROBES)
    rng.shuffle(cells)
    checked, wrong = 0, []
    for number, cell in enumerate(cells):
        progress("levels, purposes and relations", number, len(cells))
        for actor, client in clients.items():
            checked += 1
            seen = outcome(client, "/" + address(*cell) + REASON)
            allowed = actor != STRANGER and twin.needs(written, actor, *cell) is not None
            due = "reached" if allowed else "sign in" if actor == STRANGER else "not found"
            if seen != due:
                wrong.append(f"{actor} {' '.join(cell)}: {seen}, not {due}")
    return {"checked": checked, "differences": wrong}
