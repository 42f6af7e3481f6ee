"""Rights that end while somebody is signed in: each must bite on the very next request."""

import datetime

from django.conf import settings
from django.test import Client
from django.utils import timezone

from tilth.verify.access.probes import address
from tilth.verify.access.walking import client_of, outcome
from tilth.web.house.access.actors import new_secret
from tilth.web.house.models import HeldRole, Person, Sharing, Token

ROWS = "/" + address("D2", "plan", "none")
FIGURES = "/" + address("D1", "plan", "none")
PURPOSE = "plan"


def scopes():
    """Each way a right can end: allowed before it, denied on the next request after it."""
    checked, wrong = 0, []
    for name, (change, due) in ENDINGS.items():
        for how in ("session", "token"):
            person, ask = _asking(f"{name.replace(' ', '-')}-{how}", how)
            at = ROWS if how == "session" else FIGURES
            if how == "token" and name in ONLY_ROWS:
                continue
            checked += 2
            before = ask(at)
            change(person)
            after = ask(at)
            if before != "reached":
                wrong.append(f"{name}, by {how}: {before} before it ended")
            if after != due:
                wrong.append(f"{name}, by {how}: {after} after it ended, not {due}")
    return {"checked": checked, "differences": wrong}


def _asking(name, how):
    """Someone new in the role of an analyst, and a function that asks as them."""
    long_ago, far = datetime.date(2000, 1, 1), datetime.date(9999, 1, 1)
    usable = [s.name for s in settings.PLACE.sources if PURPOSE in s.purpose]
    sharing = Sharing.objects.create(
        slug=name,
        title=name,
        sources=usable[:1],
        purposes=[PURPOSE],
        since=long_ago,
        until=far,
        basis="made for the walk",
    )
    person = Person.objects.create_user(f"{name}@walk.example.org")
    HeldRole.objects.create(person=person, role="analyst", since=long_ago, sharing=sharing)
    if how == "session":
        client = client_of(person)
        return person, lambda at: outcome(client, at)
    secret, kept = new_secret()
    Token.objects.create(
        person=person,
        name=name,
        hash=kept,
        levels=["D1"],
        purposes=[PURPOSE],
        made=long_ago,
        until=far,
    )
    client = Client(raise_request_exception=False, headers={"Authorization": f"Bearer {secret}"})
    return person, lambda at: outcome(client, at)


def yesterday():
    """The day before today."""
    return timezone.localdate() - datetime.timedelta(days=1)


def _held(**told):
    return lambda person: person.held_roles.update(**told)


def _person(**told):
    return lambda person: Person.objects.filter(pk=person.pk).update(**told)


def _sharing(**told):
    return lambda person: Sharing.objects.filter(roles__person=person).update(**told)


ENDINGS = {
    "shut out": (_person(is_active=False), "sign in"),
    "last day passed": (_person(until=yesterday()), "sign in"),
    "role ended": (_held(until=yesterday()), "not found"),
    "role narrowed": (_held(purposes=["eval"]), "not found"),
    "role waiting": (_held(waiting=True), "not found"),
    "role taken away": (lambda person: person.held_roles.all().delete(), "not found"),
    "agreement ended": (_sharing(until=yesterday()), "not found"),
    "agreement narrowed": (_sharing(purposes=["eval"]), "not found"),
    "agreement names a source no more": (_sharing(sources=["gone"]), "not found"),
    "no source left": (_sharing(sources=[]), "not found"),
    "agreement taken from the role": (_held(sharing=None), "not found"),
}
ONLY_ROWS = frozenset(name for name in ENDINGS if "agreement" in name or "source" in name)
