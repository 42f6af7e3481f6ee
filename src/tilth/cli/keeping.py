"""tilth users, tilth status, tilth audit verify: who may come in, how things stand, the record."""

import datetime

from tilth.cli.verbs import Answer, Verb, a_day, day
from tilth.ground.errors import StoreError, UsageError
from tilth.ground.place import Place

SOON = 60  # days before its end in which a source is told of


def users_arguments(parser):
    parser.add_argument("what", nargs="?", default="list", choices=list(WHAT), metavar="WHAT",
                        help="list, invite, role, deactivate or bring-back (list)")  # fmt: skip
    parser.add_argument("email", nargs="?", default="", help="whose address")
    parser.add_argument("--name", default="", help="their name")
    parser.add_argument("--role", default="", help="a role to give, or to ask for")
    parser.add_argument("--partner", default="", metavar="SLUG", help="the partner they are from")
    parser.add_argument("--until", type=a_day, metavar="DATE",
                        help="their last day")  # fmt: skip


def users(args, progress):
    """Who may come in, and in which roles; or let somebody in, or shut them out."""
    place = Place.open(args.place)
    _check(args, place)
    from tilth.web.records import open_records

    open_records(place)
    said = WHAT[args.what](args)
    rows = _everyone()
    value = {"people": rows} | ({"said": said} if said else {})
    if said:
        return Answer(value, lines=[said], next="tilth users")
    return Answer(value, rows=rows, next="tilth users invite EMAIL --role director")


def _check(args, place):
    """Stop before anything is done where a word is missing or not known here."""
    if args.what != "list" and "@" not in args.email:
        raise UsageError("say whose address", remedy=f"tilth users {args.what} NAME@EXAMPLE.ORG")
    slugs = [partner.slug for partner in place.partners]
    if args.partner and args.partner not in slugs:
        raise UsageError(
            f"there is no partner called {args.partner}", remedy=f"There are: {', '.join(slugs)}."
        )


def _everyone():
    from tilth.web.house.manage.people import state_of
    from tilth.web.house.models import Person

    today = datetime.date.today()
    return [
        {
            "name": one.name or "",
            "email": one.email,
            "partner": one.partner,
            "roles": ", ".join(
                h.role if state_of(h, today) == "live" else f"{h.role} ({state_of(h, today)})"
                for h in one.held_roles.all()
            ),
            "until": one.until.isoformat() if one.until else "",
            "may come in": "yes" if one.is_active else "no",
        }
        for one in Person.objects.exclude(email=None)
        .order_by("name", "email")
        .prefetch_related("held_roles")
    ]


def _list(args):
    return ""


def _invite(args):
    """Let somebody in, and ask for their role at once where one is told."""
    from django.db import transaction

    from tilth.web.house.by import By
    from tilth.web.house.manage import actions

    with transaction.atomic():
        person = actions.invite(
            By.command(), email=args.email, name=args.name, partner=args.partner, until=args.until
        )
        said = "They may sign in now."
        return f"{said} {_ask(args, person)}" if args.role else said


def _role(args):
    """Ask for a role for somebody who is here."""
    return _ask(args, _person(args))


def _ask(args, person):
    from tilth.web.house.by import By
    from tilth.web.house.manage import actions

    held = actions.ask_role(
        By.command(), person, role=args.role, partner=args.partner, until=args.until
    )
    if held.waiting:
        return "The role waits until somebody who looks after sharing agrees, at /manage/people/."
    return "The role is theirs from now on."


def _deactivate(args):
    from tilth.web.house.by import By
    from tilth.web.house.manage import actions

    actions.deactivate(By.command(), _person(args))
    return "They cannot come in any more."


def _bring_back(args):
    from tilth.web.house.by import By
    from tilth.web.house.manage import actions

    actions.bring_back(By.command(), _person(args))
    return "They may come in again."


def _person(args):
    from tilth.web.house.models import Person

    found = Person.objects.filter(email=args.email.lower()).first()
    if found is None:
        raise UsageError("nobody of that address is known here", remedy="tilth users shows who is.")
    return found


WHAT = {
    "list": _list,
    "invite": _invite,
    "role": _role,
    "deactivate": _deactivate,
    "bring-back": _bring_back,
}


def status(args, progress):
    """How the place stands: release, sources, jobs, and the head of the record written outside."""
    place = Place.open(args.place)
    from tilth.web.records import open_records

    open_records(place)
    from tilth.store.releases import name_in_service
    from tilth.web.house import audit
    from tilth.web.house.models import HeldRole, Job

    on = day(args, place)
    told = {
        "place": place.name,
        "release": name_in_service(place.store_folder),
        "sources ended": [s.name for s in place.sources if s.until < on],
        "sources ending soon": [s.name for s in place.sources if 0 <= (s.until - on).days <= SOON],
        "jobs waiting": Job.objects.filter(state="waiting").count(),
        "jobs running": Job.objects.filter(state="running").count(),
        "roles waiting": HeldRole.objects.filter(waiting=True).count(),
        "record": audit.anchor_now(place),
    }
    return Answer(told, lines=list(_status_lines(told)), next="tilth audit verify")


def _status_lines(told):
    record = told["record"]
    yield f"{told['place']}: release {told['release'] or 'none yet'} is in service."
    for what in ("sources ended", "sources ending soon"):
        if told[what]:
            yield f"{what.capitalize()}: {', '.join(told[what])}."
    yield f"{told['jobs running']} jobs run, {told['jobs waiting']} wait."
    if told["roles waiting"]:
        yield f"{told['roles waiting']} roles wait for a second yes, at /manage/people/."
    yield f"The record has {record['entries']} entries; its head is {record['head']}"
    yield f"written down on {record['day']} in {record['anchors']}"


def verify_audit(args, progress):
    """Read the whole record again: is every entry as it was written, and none gone?"""
    place = Place.open(args.place)
    from tilth.web.records import open_records

    open_records(place)
    from tilth.web.house import audit

    told = audit.verify(place)
    broken = told["broken"]
    if broken:
        line = f"The record is broken at entry {broken['entry']}: {broken['why']}."
        step = "keep everything as it is, and tell whoever looks after information governance"
        return Answer(told, lines=[line], next=step, exit=StoreError.exit_code)
    lines = [
        f"The record is whole: {told['entries']} entries, each chained to the one before,",
        f"{told['anchors']} heads written down outside, last on {told['last_anchored'] or '-'}.",
        f"Its head is {told['head']}",
    ]
    return Answer(told, lines=lines, next="tilth status")


VERBS = (
    Verb("", "users", "who may come in, and in which roles", users, users_arguments,
         level="D1", purpose="assure"),
    Verb("", "status", "how the place stands, and the head of the record", status,
         level="D1", purpose="assure"),
    Verb("audit", "verify", "is the record of who did what whole?", verify_audit,
         level="D1", purpose="assure"),
)  # fmt: skip
