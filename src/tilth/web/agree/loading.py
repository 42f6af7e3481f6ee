"""The demo's made-up partnership written into the records: once, all of it or nothing."""

import datetime

from django.contrib.auth import get_user_model
from django.db import transaction

from tilth.demo.partnership import partnership
from tilth.web.agree import models
from tilth.web.agree.history import ACT, LEVEL, PURPOSE
from tilth.web.house import audit
from tilth.web.house.by import By
from tilth.web.house.models import HeldRole
from tilth.web.house.signing.demo import PARTS

AT_ONCE = 500
DAY_ONE = datetime.date(2022, 6, 14)  # since when those on the role buttons hold their roles


def load(seed=1):
    """Write the made-up partnership; False where there is something already.

    Every record comes with the steps of its history, on the days they are said to have happened;
    the record of who did what gets one entry, today's.
    """
    if models.Decision.objects.exists() or models.Agreement.objects.exists():
        return False
    with transaction.atomic():
        told = partnership(seed)
        _write(told)
        by = By.command()
        what = "partnership of the demo, written"
        audit.record(by.ref, ACT, what, level=LEVEL, purpose=PURPOSE, role=by.role)
    return True


def _write(told):
    """Rows kind by kind, in the order in which they need each other."""
    known = {"person": _people(told["people"]), "partner": _partners(told["partners"])}
    known["body"] = _bodies(told["bodies"])
    _add(models.Role, told["roles"], known, {"person": "person", "partner": "partner",
         "and_for": "partner", "body": "body"})  # fmt: skip
    known["agreement"] = _add(models.Agreement, told["agreements"], known, {"body": "body"}, "slug")
    known["version"] = _add(
        models.Version, told["versions"], known, {"agreement": "agreement"}, "agreement", "number"
    )
    _add(models.Signature, told["signatures"], known, {"version": "version", "partner": "partner",
         "person": "person"})  # fmt: skip
    known["meeting"] = _add(models.Meeting, told["meetings"], known, {"body": "body"}, "body", "on")
    known["decision"] = _add(models.Decision, told["decisions"], known, {"body": "body",
        "meeting": "meeting", "version": "version", "proposer": "partner"}, "ref")  # fmt: skip
    known["item"] = _add(models.Item, told["items"], known, {"meeting": "meeting",
        "partner": "partner"}, "meeting", "number")  # fmt: skip
    known["item"] = {(*meeting, number): one for (meeting, number), one in known["item"].items()}
    _add(models.Turn, told["turns"], known, {"meeting": "meeting", "item": "item",
         "partner": "partner"})  # fmt: skip
    known["voice"] = _add(models.Voice, told["voices"], known, {"decision": "decision",
        "partner": "partner", "by": "person"}, "decision", "partner")  # fmt: skip
    _promised(told, known)
    _held(told, known)
    _add(models.Step, [_keyed(row, known) for row in told["steps"]], known,
         {"by": "person", "partner": "partner"})  # fmt: skip


def _promised(told, known):
    to = {"made_by": "partner", "made_to": "partner", "made_to_body": "body",
          "decision": "decision", "programme": "body"}  # fmt: skip
    rows = [{k: v for k, v in row.items() if k != "became"} for row in told["commitments"]]
    known["commitment"] = _add(models.Commitment, rows, known, to, "ref")
    for row in told["commitments"]:
        if row.get("became"):
            one = known["commitment"][row["ref"]]
            one.became = known["commitment"][row["became"]]
            one.save(update_fields=["became"])
    _add(models.Delegation, told["delegations"], known, {"from_body": "body", "to_body": "body",
         "agreement": "agreement", "decision": "decision"})  # fmt: skip
    _add(models.Contribution, told["contributions"], known, {"partner": "partner",
         "to_partner": "partner", "to_body": "body", "decision": "decision"})  # fmt: skip


def _held(told, known):
    """Issues, texts, ties and what led to what."""
    to = {"raised_by": "partner", "body": "body"}
    _with_many(models.Issue, told["issues"], known, to, "ref", "owners")
    _with_many(models.Document, told["documents"], known, {}, "slug", "written_with")
    _add(models.Tie, told["ties"], known, {})
    _add(models.Link, [_keyed(row, known) for row in told["links"]], known, {})


def _people(rows):
    """slug -> Person; those on the role buttons may sign in with them, the others are known."""
    kind = get_user_model()
    found = {}
    for row in rows:
        role = row.get("as")
        one = kind(
            ref=row["ref"],
            name=row["name"],
            email=f"{role}@demo.invalid" if role else None,
            partner=PARTS[role][1] if role else "",
            background=row.get("background", ""),
            interests=row.get("interests", "None."),
            is_active=bool(role),
        )
        one.set_unusable_password()
        found[row["slug"]] = one
    there = kind.objects.in_bulk([p.email for p in found.values() if p.email], field_name="email")
    found = {slug: there.get(one.email, one) for slug, one in found.items()}
    kind.objects.bulk_create([one for one in found.values() if one.pk is None])
    held = [
        HeldRole(
            person=found[row["slug"]], role=row["as"], partner=PARTS[row["as"]][1], since=DAY_ONE
        )
        for row in rows
        if row.get("as") and found[row["slug"]].email not in there
    ]
    HeldRole.objects.bulk_create(held)
    return found


def _partners(rows):
    """slug -> Partner; what place.toml put there before is told in full."""
    there = models.Partner.objects.in_bulk(field_name="slug")
    rows = [{k: v for k, v in row.items() if k != "successor"} | {"next": row.get("successor")}
            for row in rows]  # fmt: skip
    new = _add(models.Partner, [r for r in rows if r["slug"] not in there], {}, {}, "slug")
    for row in rows:
        if row["slug"] in there:
            fields = _fields(models.Partner, row)
            models.Partner.objects.filter(slug=row["slug"]).update(**fields)
    return _followed(models.Partner, there | new, rows)


def _bodies(rows):
    """slug -> Body, with whom each answers to and what followed it."""
    plain = [{k: v for k, v in row.items() if k not in ("answers_to", "successor")} for row in rows]
    known = _add(models.Body, plain, {}, {}, "slug")
    for row in rows:
        if row.get("answers_to"):
            known[row["slug"]].answers_to = known[row["answers_to"]]
    models.Body.objects.bulk_update(known.values(), ["answers_to"])
    return _followed(models.Body, known, [row | {"next": row.get("successor")} for row in rows])


def _followed(kind, known, rows):
    for row in rows:
        if row["next"]:
            kind.objects.filter(slug=row["slug"]).update(successor=known[row["next"]])
    return kind.objects.in_bulk(field_name="slug")


def _add(kind, rows, known, to, *named_by):
    """Write rows of one kind; what they name is looked up in `known`, as `to` tells field by field.

    Gives name -> record, where a row is named by one field or more.
    """
    made = []
    for row in rows:
        fields = _fields(kind, row)
        for field, where in to.items():
            if fields.get(field) is not None:
                fields[field] = known[where][fields[field]]
        made.append(kind(**fields))
    kind.objects.bulk_create(made, batch_size=AT_ONCE)
    if not named_by:
        return {}
    names = [tuple(row[field] for field in named_by) for row in rows]
    return {n[0] if len(n) == 1 else n: one for n, one in zip(names, made, strict=True)}


def _fields(kind, row):
    """What a row tells of the record itself; the rest is for other records."""
    own = {field.name for field in kind._meta.concrete_fields}
    return {name: value for name, value in row.items() if name in own and value is not None}


def _with_many(kind, rows, known, to, named_by, many):
    """Records of a kind, with the partners each names."""
    made = _add(kind, rows, known, to, named_by)
    through = getattr(kind, many).through
    column = f"{kind._meta.model_name}_id"
    through.objects.bulk_create(
        through(**{column: made[row[named_by]].pk, "partner_id": known["partner"][slug].pk})
        for row in rows
        for slug in row.get(many, ())
    )
    known[kind.kind] = made


def _keyed(row, known):
    """Whatever a row says of records that are named by a number, now that they have one."""
    told = {name: _key(value, known) for name, value in row.items()}
    if "after" in told:
        told["after"] = {name: _key(value, known) for name, value in told["after"].items()}
    return told


def _key(value, known):
    if not isinstance(value, tuple):
        return value
    kind, name = value
    return f"{kind}:{known[kind][name].pk}"
