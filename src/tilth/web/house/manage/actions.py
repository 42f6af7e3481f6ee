"""Every act on people and their roles: one function, one transaction, one entry of the record."""

import datetime

from django.utils import timezone

from tilth.ground.place import PURPOSES
from tilth.web.house import audit
from tilth.web.house.acts import act, locked, refuse
from tilth.web.house.manage.granting import approval_refusal, refusal, takes_two
from tilth.web.house.models import HeldRole, Person

MANAGING = {"level": "D1", "purpose": "assure"}


def entered(by, what_act, what, result="done"):
    """The entry of an act that manages the place."""
    told = {"role": by.role, "organisation": by.organisation, "result": result}
    return audit.record(by.ref, what_act, what, **MANAGING, **told)


@act
def invite(by, *, email, name, partner="", until=None):
    """Someone may sign in from now on; they have no role yet."""
    if Person.objects.filter(email=email.lower()).exists():
        refuse("Someone with this address is known here already.")
    person = Person.objects.create_user(email, name, partner=partner, until=until)
    entered(by, "invited", f"person:{person.ref}")
    return person


@act
def ask_role(by, person, *, role, partner="", until=None, sharing=None):
    """Ask for a role for someone. Where it takes two it waits for the other; return it."""
    person = locked(Person, person.pk)
    today = timezone.localdate()
    theirs = person.held_roles.filter(sharing=sharing).exclude(until__lt=today)
    here = frozenset(person.roles_today()) - {role}
    held = here | frozenset(theirs.values_list("role", flat=True))
    refuse(refusal(role, by=by.ref, to=person.ref, held=held))
    waits = takes_two(role) and not _first(by)
    one = person.held_roles.create(
        role=role,
        partner=partner,
        since=today,
        until=until,
        sharing=sharing,
        asked_by=by.person,
        asked_as=by.role,
        waiting=waits,
    )
    entered(by, "asked for a role" if waits else "gave a role", _said(one))
    return one


def _first(by):
    """The very first who looks after the place is let in by whoever sets it up, at the machine."""
    return by.person is None and not HeldRole.objects.filter(role="ig_lead", waiting=False).exists()


@act
def approve_role(by, held):
    """Agree to a role somebody else asked for: it is theirs from now on."""
    one = _waiting(held)
    why = approval_refusal(
        by=by.ref,
        by_role=by.role,
        asked_by=one.asked_by.ref if one.asked_by else "command",
        asked_role=one.asked_as,
        to=one.person.ref,
    )
    refuse(why)
    others = frozenset(one.person.roles_today())
    refuse(refusal(one.role, by=by.ref, to=one.person.ref, held=others - {one.role}))
    one.waiting, one.approved_by, one.since = False, by.person, timezone.localdate()
    one.save(update_fields=["waiting", "approved_by", "since"])
    entered(by, "gave a role", _said(one))


@act
def refuse_role(by, held):
    """Say no to a role somebody asked for."""
    one = _waiting(held)
    said = _said(one)
    one.delete()
    entered(by, "refused a role", said)


def _waiting(held):
    one = HeldRole.objects.select_for_update().filter(pk=held.pk, waiting=True).first()
    if one is None:
        refuse("This was settled already.")
    return one


@act
def end_role(by, held):
    """A role ends now; the next request of the one who held it is told so."""
    one = locked(HeldRole, held.pk)
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    if one.until is not None and one.until <= yesterday:
        refuse("This role has ended already.")
    one.until = yesterday
    one.save(update_fields=["until"])
    entered(by, "ended a role", _said(one))


@act
def narrow_role(by, held, *, purposes=None, until=None):
    """Leave fewer purposes or an earlier last day of a role; more takes asking again."""
    one = locked(HeldRole, held.pk)
    before = frozenset(one.purposes if one.purposes is not None else PURPOSES)
    if purposes is not None and not frozenset(purposes) <= before:
        refuse("A role can be made narrower here, not wider. Ask for it again.")
    if until is not None and one.until is not None and until > one.until:
        refuse("A role can be made shorter here, not longer. Ask for it again.")
    one.purposes = one.purposes if purposes is None else sorted(purposes)
    one.until = until or one.until
    one.save(update_fields=["purposes", "until"])
    entered(by, "narrowed a role", _said(one))


@act
def set_until(by, person, until):
    """Someone's last day here; none leaves it open."""
    _not_self(by, person)
    one = locked(Person, person.pk)
    one.until = until
    one.save(update_fields=["until"])
    entered(by, "set a last day", f"person:{one.ref} {until.isoformat() if until else 'open'}")


@act
def deactivate(by, person):
    """Someone may not come in any more, from their next request on; brought back, they may."""
    _not_self(by, person)
    _switch(by, person, active=False, said="deactivated")


@act
def bring_back(by, person):
    """Someone who was shut out may come in again, in the roles they still hold."""
    _not_self(by, person)
    _switch(by, person, active=True, said="brought back")


def _switch(by, person, *, active, said):
    changed = Person.objects.filter(pk=person.pk, is_active=not active).update(is_active=active)
    if not changed:
        refuse("This was done already.")
    entered(by, said, f"person:{person.ref}")


def _not_self(by, person):
    if by.ref == person.ref:
        refuse("Nobody changes their own rights. Ask someone else who may.")


def _said(held):
    agreement = f" agreement:{held.sharing.slug}" if held.sharing else ""
    return f"role:{held.pk} {held.role} person:{held.person.ref}{agreement}"
