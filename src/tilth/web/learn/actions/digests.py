"""The letter of a fortnight: asked for, confirmed, ended, sent; no account, and nobody told twice.

What a link of a letter carries is a name drawn at random and our signature under it. The name alone
is kept, so that nobody who reads the records can open it.
"""

import datetime
import logging
import secrets
from dataclasses import dataclass

from django.core.mail import EmailMessage
from django.core.signing import BadSignature, Signer
from django.utils import timezone

from tilth.learn.gatherings.digest import chosen, is_due, letter
from tilth.web.house import audit
from tilth.web.house.acts import act, locked
from tilth.web.learn.gatherings.digest_told import items, still_told
from tilth.web.learn.models import Carried, Story, Subscription
from tilth.web.learn.sharing.copies import note

AGAIN = datetime.timedelta(days=1)  # one letter a day at most to an address that asks
WAITS = datetime.timedelta(days=7)  # how long an address that never confirmed is kept
AWAY = 3  # letters in a row that fail before we take the mail server to be away
ONE_CLICK = "List-Unsubscribe=One-Click"  # RFC 8058
SUBJECT = "Do you want a letter every fortnight?"


@dataclass(frozen=True)
class Claimed:
    """A letter about to go: to whom, what it tells, what was taken back, when one went before."""

    subscription: Subscription
    items: list
    gone: set
    before: datetime.datetime | None


def _signer():
    return Signer(salt="tilth.learn.digest", sep=".")


def token_of(subscription):
    """What the links of a subscription carry."""
    return _signer().sign(subscription.hash)


def known(token):
    """The subscription a link belongs to, or None."""
    try:
        name = _signer().unsign(token)
    except BadSignature:
        return None
    return Subscription.objects.filter(hash=name).first()


@act
def ask(email, topics):
    """Ask for letters to an address; gives the Subscription if a letter is to go there now.

    Whoever asks learns nothing: for a new, a waiting and a known address the page says the same.
    """
    now, email = timezone.now(), email.strip().lower()
    fresh = {"asked": now, "hash": secrets.token_hex(32), "topics": list(topics)}
    one, made = Subscription.objects.get_or_create(email=email, defaults=fresh)
    if made:
        return one
    one = locked(Subscription, one.pk)
    if one.asked > now - AGAIN:
        return None
    one.asked = now
    if one.confirmed is None:
        one.topics = list(topics)
    one.save(update_fields=["asked", "topics"])
    return one


def send_link(subscription, *, site, place):
    """Write to an address that asked: how to say yes, or to change and end what it has."""
    at = f"{site}/learn/digest/{token_of(subscription)}/"
    begun = "Somebody asked that we write to this address every fortnight with what is new"
    has = "You get our letter every fortnight already. Somebody asked for it again"
    text = (
        f"{has if subscription.confirmed else begun} in {place}.\n\n"
        f"Say yes, choose topics, or stop:\n{at}\n\n"
        "If it was not you, do nothing: nothing more will come because of it.\n"
    )
    try:
        EmailMessage(f"{SUBJECT} {place}", text, to=[subscription.email]).send()
    except OSError as error:
        logging.getLogger("tilth.letters").error("a letter was not sent: %s", type(error).__name__)


@act
def confirm(subscription, topics):
    """Whoever reads the letters of an address says yes, and to what."""
    one = locked(Subscription, subscription.pk)
    one.topics = list(topics)
    one.confirmed = one.confirmed or timezone.now()
    one.save(update_fields=["topics", "confirmed"])
    return one


@act
def stop(subscription):
    """No letter goes to the address any more; nothing of it is kept."""
    Subscription.objects.filter(pk=subscription.pk).delete()


@act
def forget_unconfirmed():
    """Forget addresses that never said yes."""
    Subscription.objects.filter(confirmed=None, asked__lt=timezone.now() - WAITS).delete()


@act
def claim(number, on):
    """Take the next letter of a subscription; gives a Claimed, or None where none goes.

    What it tells is written down before it goes, so that two runs at once send one letter.
    """
    one = Subscription.objects.select_for_update().filter(pk=number).first()
    last = one and one.sent and one.sent.astimezone(datetime.UTC).date()
    if one is None or one.confirmed is None or not is_due(last, on):
        return None
    carried = set(one.carried.values_list("about", flat=True))
    gone = carried - still_told(carried)
    found = chosen(items(on), one.topics, carried)
    if not found and not gone:
        return None
    claimed = Claimed(one, found, gone, one.sent)
    one.carried.filter(about__in=gone).delete()
    _carry(one, [each.key for each in found])
    one.sent = datetime.datetime.combine(on, datetime.time(12), datetime.UTC)
    one.save(update_fields=["sent"])
    keys = [each.key.partition(":")[2] for each in found if each.topic == "story"]
    note(Story.objects.filter(slug__in=keys), "digest", f"letters of {on.isoformat()}")
    return claimed


def _carry(one, keys):
    now = timezone.now()
    Carried.objects.bulk_create(Carried(subscription=one, about=key, at=now) for key in keys)


@act
def unclaim(claimed):
    """A letter did not go out: what it would have told is told in the next, which is due again."""
    one = claimed.subscription
    if not Subscription.objects.filter(pk=one.pk).update(sent=claimed.before):
        return  # it was ended meanwhile
    one.carried.filter(about__in=[each.key for each in claimed.items]).delete()
    _carry(one, sorted(claimed.gone))


def send_all(by, on, *, site, place):
    """Send every letter that is due on a day; gives {"sent", "failed", "nothing_new"}.

    Stops where the mail server takes none: what is left goes with the next run.
    """
    forget_unconfirmed()
    told = {"sent": 0, "failed": 0, "nothing_new": 0}
    in_a_row = 0
    confirmed = Subscription.objects.exclude(confirmed=None).order_by("pk")
    for number in list(confirmed.values_list("pk", flat=True)):
        claimed = claim(number, on)
        if claimed is None:
            told["nothing_new"] += 1
            continue
        went = _send(claimed, site=site, place=place)
        told["sent" if went else "failed"] += 1
        in_a_row = 0 if went else in_a_row + 1
        if in_a_row == AWAY:
            break
    audit.record(by.ref, "changed", f"digest of {on}: {told['sent']} letters sent", level="D1",
                 purpose="plan", role=by.role, organisation=by.organisation)  # fmt: skip
    return told


def _send(claimed, *, site, place):
    one = claimed.subscription
    end = f"{site}/learn/digest/{token_of(one)}/stop/"
    subject, words = letter(
        claimed.items, place=place, site=site, stop=end, taken_back=len(claimed.gone)
    )
    headers = {"List-Unsubscribe": f"<{end}>", "List-Unsubscribe-Post": ONE_CLICK}
    try:
        EmailMessage(subject, words, to=[one.email], headers=headers).send()
    except OSError as error:
        logging.getLogger("tilth.letters").error("a letter was not sent: %s", type(error).__name__)
        unclaim(claimed)
        return False
    return True
