"""Taking in what other systems tell: proven, whole, and gone again when they take it back."""

import uuid

from django.utils import timezone
from django.utils.text import slugify

from tilth.ground.errors import ExtractError
from tilth.learn.federation import envelope
from tilth.learn.federation.records import taken
from tilth.web.agree import history
from tilth.web.agree.models import Link
from tilth.web.agree.standing import KEEPERS
from tilth.web.house.acts import act, locked, refuse
from tilth.web.learn.actions.withdrawing import withdraw
from tilth.web.learn.models import Practice, Story, System, Transplant, Withdrawal
from tilth.web.learn.search import index
from tilth.web.learn.sharing.own import own_key, own_slug

MODELS = {"story": Story, "practice": Practice, "transplant": Transplant}
APART = frozenset({"told", "stories", "practice", "after"})  # fields that are not plain columns


def _keeper(by):
    keeps = by.role in KEEPERS or by.ref == "command"
    refuse("" if keeps else "Only the chair or the secretariat decides whom we share with")


@act
def trust(by, place, *, slug, name, public_key, url=""):
    """Take in another system's files from now on; its people told us its key. Gives the System."""
    _keeper(by)
    refuse("" if envelope.is_key(public_key) else "That is not a public key: 43 letters and signs")
    own = slug == own_slug(place) or public_key == own_key()
    refuse("That is this system itself" if own else "")
    system = System.objects.filter(slug=slug).first()
    if system is None:
        system = System.objects.create(slug=slug, name=name, public_key=public_key, url=url)
        history.added(by, system, "trusted")
        return system
    system = locked(System, system.pk)
    told = {"name": name, "public_key": public_key, "url": url, "trusted": True}
    history.changed(by, system, "trusted", also=told)
    return system


@act
def distrust(by, system, words):
    """Take in no more of a system's files; everything it told us is gone from here at once."""
    _keeper(by)
    refuse("" if words.strip() else "Say why")
    system = locked(System, system.pk)
    refuse("" if system.trusted else "It is not trusted already")
    history.changed(by, system, "trusted no more", words.strip(), trusted=False)
    gone = _gone(by, system.slug, {})
    return gone


@act
def take(by, content, *, where="the file"):
    """Take in a system's file: {"new", "changed", "gone", "same", "waiting"}, how many of each.

    The file is the whole of what the system shares: what it told before and is not in it now is
    dropped. Raises ExtractError where the file is not proven, not sound, or older than the last.
    """
    _keeper(by)
    keys = dict(System.objects.filter(trusted=True).values_list("slug", "public_key"))
    told = envelope.read(content, keys, where=where)
    brought = taken(told, where=where)
    system = locked(System, System.objects.get(slug=told["system"]).pk)
    if told["sequence"] < system.sequence:
        remedy = "Ask for a new one. An old file could bring back what was taken back."
        raise ExtractError("a newer file of this system was taken in", where=where, remedy=remedy)
    done = {"new": 0, "changed": 0, "gone": 0, "same": 0, "waiting": 0}
    for kind in MODELS:
        _kind(kind, brought, system, done)
    done["gone"] = _gone(by, system.slug, brought.records)
    system.sequence, system.read = told["sequence"], timezone.now()
    system.save(update_fields=["sequence", "read"])
    if done["new"] or done["changed"] or done["gone"]:
        history.told(by, system, "took in a file", after=done)
    return done


def _kind(kind, brought, system, done):
    """Records of one kind; what belongs to somebody else, or is taken back, is left alone."""
    model = MODELS[kind]
    there = {str(one.uid): one for one in model.objects.filter(uid__in=brought.records[kind])}
    for uid, fields in brought.records[kind].items():
        one = there.get(uid)
        if uid in brought.withdrawn or (one and one.origin != system.slug):
            continue
        linked = _linked(kind, fields)
        if linked is None:
            done["waiting"] += 1
            continue
        how = _kept(model, one, uid, system, {**_plain(fields), **linked})
        done[how] += 1
        if kind == "practice" and how != "same":
            _grew_from(Practice.objects.get(uid=uid), fields["stories"])


def _linked(kind, fields):
    """What a record hangs on, found here; None where that has not come yet."""
    if kind != "transplant":
        return {}
    practice = Practice.objects.filter(uid=fields["practice"]).first()
    if practice is None:
        return None
    after = Transplant.objects.filter(uid=fields["after"]).first() if fields["after"] else None
    return {"practice": practice, "after": after}


def _plain(fields):
    return {name: value for name, value in fields.items() if name not in APART}


def _kept(model, one, uid, system, told):
    if one is None:
        one = model(uid=uuid.UUID(uid), origin=system.slug, **told, **_first(model, uid, system))
        one.save()
        one.refresh_from_db()
        index.keep(one)
        return "new"
    gone = getattr(one, "removed", False) or getattr(one, "state", "") == "withdrawn"
    changed = {
        name: value for name, value in told.items() if _text(getattr(one, name)) != _text(value)
    }
    if not changed and not gone:
        return "same"
    Withdrawal.objects.filter(uid=uid, origin=system.slug).delete()  # they share it again
    one = locked(model, one.pk)
    for name, value in {**told, **_again(model)}.items():
        setattr(one, name, value)
    one.save()
    one.refresh_from_db()
    index.keep(one)
    return "changed"


def _text(value):
    return value.isoformat() if hasattr(value, "isoformat") else value


def _again(model):
    if model is Story:
        return {"state": "published", "for_everyone": True, "withdrawn": None}
    return {"removed": False}


def _first(model, uid, system):
    """What a record has here that it did not bring along."""
    short = uid.replace("-", "")[:12]
    if model is Story:
        now = timezone.now()
        return {
            "slug": f"x{short}",
            "state": "published",
            "for_everyone": True,
            "told": now,
            "published": now,
        }
    if model is Practice:
        return {"slug": f"{slugify(system.slug)[:40]}-{short}", "open_to": "everyone"}
    return {"ref": history.next_ref(Transplant)}


def _grew_from(practice, uids):
    for story in Story.objects.filter(uid__in=uids, state="published"):
        Link.objects.get_or_create(one=practice.key, other=story.key, how="grew from")


def _gone(by, origin, records):
    """Drop what a system told before and tells no more; how many."""
    lost = 0
    for kind, model in MODELS.items():
        there = model.objects.filter(origin=origin)
        there = there.exclude(state="withdrawn") if kind == "story" else there.filter(removed=False)
        for one in there.exclude(uid__in=records.get(kind, {})):
            _drop(by, model, one)
            lost += 1
    return lost


def _drop(by, model, one):
    one = locked(model, one.pk)
    if model is Story:
        withdraw(by, one)
        return
    for name in EMPTIED[model]:
        field = one._meta.get_field(name)
        setattr(one, name, field.get_default() if field.has_default() else "")
    one.removed = True
    one.save()
    index.drop(one)


EMPTIED = {
    Practice: ("title what principles values steps ring depends travels local recognised sources "
               "speed depth visible").split(),
    Transplant: "changed kept came lessons".split(),
}  # fmt: skip
