"""Links by email that let a partner do one thing without an account: made, sent, used, revoked.

A link carries a long random secret and our signature under it. Only the SHA-256 of what it carries
is kept, so that nobody who reads the records can open it.
"""

import hashlib
import importlib
import logging
import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.signing import BadSignature, Signer
from django.utils import timezone

from tilth.ground.errors import AgreementError
from tilth.web.agree import history
from tilth.web.agree.found import find
from tilth.web.agree.models import EmailedLink, Partner
from tilth.web.house.acts import act, locked, refuse
from tilth.web.house.by import By
from tilth.web.house.drawing import day

AGAIN = timedelta(days=3)  # nobody is asked the same thing more often
FAILED = "The letter could not be sent"


@dataclass(frozen=True)
class Purpose:
    """The one thing a link is for.

    module: where its four functions are: `letter(record, partner)` gives (subject, words);
    `shown(request, link, record, form=None)` the page; `asked(request, link, record)` the form as
    it was sent; `done(by, link, record, form)` does it by an act and gives the words of thanks.
    days: how long it opens. once: it is used up by doing it.
    """

    module: str
    days: int = 30
    once: bool = True

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(importlib.import_module(self.module), name)


PURPOSES = {
    "voice": Purpose("tilth.web.agree.decisions.by_link", once=False),
    "acknowledge": Purpose("tilth.web.agree.commitments.by_link"),
    "answer": Purpose("tilth.web.agree.commitments.answer_by_link"),
    "ties": Purpose("tilth.web.agree.network.by_link"),
    "sign": Purpose("tilth.web.agree.agreements.by_link", days=60),
}


def _signer():
    return Signer(salt="tilth.agree.emailed", sep=".")


def _hash(token):
    return hashlib.sha256(token.encode()).hexdigest()


def new_token():
    """What a new link carries: random, signed by this site."""
    return _signer().sign(secrets.token_urlsafe(32))


def address(token, site=""):
    """Where a link leads; site: the origin, such as https://tilth.example."""
    return f"{site}/agree/by-link/{token}/"


def site_of(request):
    """The origin letters name: the site's own address, or in the demo what the reader opened."""
    return settings.SITE.origin if settings.SITE.public else request.build_absolute_uri("/")[:-1]


@act
def make(by, record, partner, purpose, *, days=None):
    """A link for a partner to do one thing about a record; gives (the link, what it carries).

    A link of the same kind sent before opens no more. Refused where the partner has no email
    address, has left, or was asked less than three days ago.
    """
    partner = locked(Partner, partner.pk)  # two who ask at once: one letter
    refuse(why_not(record, partner, purpose))
    now, token = timezone.now(), new_token()
    same = EmailedLink.objects.filter(about=record.key, partner=partner, purpose=purpose)
    same.filter(revoked=None, used=None).update(revoked=now)
    link = EmailedLink.objects.create(
        hash=_hash(token),
        purpose=purpose,
        about=record.key,
        partner=partner,
        email=partner.email,
        sent_by=by.person,
        sent=now,
        until=now + timedelta(days=days or PURPOSES[purpose].days),
    )
    history.told(by, record, "sent a link", partner.name)
    return link, token


def why_not(record, partner, purpose):
    """Why a partner cannot be asked by email now; nothing where it can."""
    if partner.state == "left":
        return f"{partner.name} has left"
    if not partner.email:
        return f"{partner.name} has no email address here yet"
    since = timezone.now() - AGAIN
    asked = EmailedLink.objects.filter(about=record.key, partner=partner, purpose=purpose)
    if asked.filter(sent__gt=since, revoked=None).exists():
        return f"{partner.name} was asked less than three days ago"
    return ""


def send(by, record, partners, purpose, *, site, days=None):
    """Ask partners by email, one letter each; gives [(partner, why it was not sent, or "")]."""
    return [(one, _send(by, record, one, purpose, site, days)) for one in partners]


def _send(by, record, partner, purpose, site, days):
    try:
        link, token = make(by, record, partner, purpose, days=days)
    except AgreementError as error:
        return error.what
    subject, words = PURPOSES[purpose].letter(record, partner)
    ends = day(link.until)
    text = "\n\n".join(
        (
            words,
            address(token, site),
            f"The link is for {partner.name} alone. It needs no account and opens until {ends}. "
            "Please do not pass it on.\n",
        )
    )
    try:
        EmailMessage(" ".join(subject.split()), text, to=[partner.email]).send()
    except OSError as error:  # what a mail server that is away, or refuses, raises
        logging.getLogger("tilth.letters").error("a letter was not sent: %s", type(error).__name__)
        revoke(by, link)
        return FAILED
    return ""


@act
def revoke(by, link):
    """Take a link back: it opens no more, from the next request on."""
    link = locked(EmailedLink, link.pk)
    refuse("It opens no more already." if link.revoked or link.used else "")
    link.revoked = timezone.now()
    link.save(update_fields=["revoked"])
    history.told(by, find(link.about), "took a link back", link.partner.name)


def known(token):
    """The link a token belongs to, open or not; None where there never was one."""
    try:
        _signer().unsign(token)
    except BadSignature:
        return None
    links = EmailedLink.objects.select_related("partner")
    return links.filter(hash=_hash(token)).first()


def opens(link):
    """A link that may still be used, at this moment."""
    return bool(
        link.used is None
        and link.revoked is None
        and timezone.now() < link.until
        and link.partner.state != "left"
        and link.purpose in PURPOSES
    )


@act
def use(link, do):
    """Do the one thing a link is for, in one piece with using it up; gives what `do(by)` gives."""
    link = locked(EmailedLink, link.pk)
    refuse("" if opens(link) else "This link does not work any more.")
    if PURPOSES[link.purpose].once:
        link.used = timezone.now()
        link.save(update_fields=["used"])
    return do(By.emailed(link.partner.slug))
