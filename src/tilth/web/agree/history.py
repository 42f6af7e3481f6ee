"""Every change of a record leaves a Step, which is never changed; undoing it is another Step."""

import datetime
import decimal
import uuid

from django.db import connection, models
from django.utils import timezone

from tilth.web.agree.models import Partner, Step
from tilth.web.house import audit
from tilth.web.house.acts import refuse

LEVEL, PURPOSE = "D1", "plan"
ACT = "changed"  # what the record of who did what calls every act on an agreement's records


def added(by, record, act, words="", *, at=None, name="", through="page"):
    """Write down that a record was made, and give the Step; save the record first."""
    return told(by, record, act, words, after=_all(record), at=at, name=name, through=through)


def changed(by, record, act, words="", *, at=None, name="", through="page", also=None, **fields):
    """Change fields of a record that is held locked, and write down what they were.

    also: more fields, as a dict: those whose names a word above has taken (by, words, at, name).
    Returns the Step, or None where nothing would change. Raises AgreementError where somebody
    else removed the record meanwhile (Model.DoesNotExist is the caller's).
    """
    fields |= also or {}
    new = {k: v for k, v in fields.items() if getattr(record, _raw(record, k)) != _value(v)}
    if not new:
        return None
    before = _kept(record, new)
    for field, value in new.items():
        setattr(record, field, value)
    record.save(update_fields=list(new))
    record.refresh_from_db(fields=list(new))  # as kept: 50 is 50.00, or undoing would not know it
    after = _kept(record, new)
    return told(
        by, record, act, words, before=before, after=after, at=at, name=name, through=through
    )


def told(by, record, act, words="", *, before=None, after=None, undoes=None, at=None, name="",
         through="page"):  # fmt: skip
    """Write down that something happened to a record: the Step, and the entry of who did it."""
    step = Step.objects.create(
        about=record.key,
        act=act,
        words=words,
        before=before or {},
        after=after or {},
        by=by.person,
        role=by.role,
        partner=Partner.objects.filter(slug=by.organisation).first() if by.organisation else None,
        name=name,
        through=through if by.ref != "command" else "command",
        at=at or timezone.now(),
        undoes=undoes,
    )
    who = {"role": by.role, "organisation": by.organisation}
    audit.record(by.ref, ACT, f"{record.key} {act}", level=LEVEL, purpose=PURPOSE, **who)
    return step


def undo(by, record, step, words=""):
    """Put back what a Step changed; refused where something came after it, or it was undone.

    record: what the Step is about, held locked.
    """
    refuse("This is about another record." if step.about != record.key else "")
    refuse("This was undone already." if Step.objects.filter(undoes=step).exists() else "")
    refuse("There is nothing to put back." if not step.before else "")
    now = {k: _plain(getattr(record, _raw(record, k))) for k in step.after}
    refuse("It has been changed since. Change it by hand." if now != step.after else "")
    for field, value in step.before.items():
        setattr(record, _raw(record, field), _field(record, field).to_python(value))
    record.save(update_fields=list(step.before))
    return told(by, record, "undid", words, before=step.after, after=step.before, undoes=step)


def of(record, *, acts=None):
    """The Steps of a record, the oldest first, with who and for which partner."""
    found = Step.objects.filter(about=record.key).select_related("by", "partner", "undoes")
    return found.filter(act__in=acts) if acts else found


def next_ref(kind):
    """The next free ref of a kind of record, such as D-015; whoever asks at once waits their turn.

    Call it inside the transaction of the act. SQLite has one writer at a time by itself.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock(hashtext(%s))", [f"ref of {kind.kind}"])
    refs = kind.objects.values_list("ref", flat=True)
    last = max((int(ref.partition("-")[2]) for ref in refs), default=0)
    return f"{kind.prefix}-{last + 1:03}"


def _all(record):
    told_of = _kept(record, (f.name for f in record._meta.concrete_fields if not f.primary_key))
    return {name: value for name, value in told_of.items() if value not in (None, "", [], {})}


def _kept(record, names):
    """The fields as history holds them, but those it never does."""
    told_of = (name for name in names if name not in record.untold)
    return {name: _plain(getattr(record, _raw(record, name))) for name in told_of}


def _field(record, name):
    field = record._meta.get_field(name)
    return field.target_field if isinstance(field, models.ForeignKey) else field


def _raw(record, name):
    return record._meta.get_field(name).attname


def _value(value):
    return value.pk if isinstance(value, models.Model) else value


def _plain(value):
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return str(value) if isinstance(value, decimal.Decimal | uuid.UUID) else value
