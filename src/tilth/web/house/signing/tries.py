"""Ten tries in fifteen minutes, for an account and for an address alike; then wait, never more."""

import datetime

from django.conf import settings
from django.contrib.auth import signals
from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone
from django.utils.crypto import salted_hmac

from tilth.web.house.models import SignInTry

MOST = 10
OWN = "tries"  # in a session: the tries made in it
WITHIN = datetime.timedelta(minutes=15)


def address_of(request):
    """Where a request comes from; behind a proxy, what the proxy last said."""
    told = request.META.get("HTTP_X_FORWARDED_FOR", "")
    if settings.SITE.public and told:
        return told.rsplit(",", 1)[-1].strip()
    return request.META.get("REMOTE_ADDR", "")


def too_many(request, account=""):
    """Count this try; whether it is one too many. A known and an unknown account are the same."""
    now = timezone.now()
    with transaction.atomic():
        SignInTry.objects.filter(at__lt=now - WITHIN).delete()
        of = _of(request, account)
        tries = [SignInTry.objects.filter(of=one).count() for one in of]
        if max(tries) >= MOST:
            return True
        made = [SignInTry.objects.create(of=one, at=now).pk for one in of]
    request.session[OWN] = [*request.session.get(OWN, ()), *made]
    return False


def crowded(request, what, most):
    """Count one more thing of a kind from one address; whether it is one too many.

    what: the kind, such as telling. most: within 15 minutes. The address is kept unreadable.
    """
    now = timezone.now()
    of = salted_hmac(f"tilth.{what}", address_of(request), algorithm="sha256").hexdigest()
    with transaction.atomic():
        SignInTry.objects.filter(at__lt=now - WITHIN).delete()
        if SignInTry.objects.filter(of=of).count() >= most:
            return True
        SignInTry.objects.create(of=of, at=now)
    return False


@receiver(signals.user_logged_in)
def forget(sender, request, user, **told):
    """A good sign-in: the tries that led to it count no more, nor do those at the account.

    Other tries from the address stay, so that someone with an account of their own cannot wipe
    out their tries at the accounts of others.
    """
    SignInTry.objects.filter(pk__in=request.session.pop(OWN, ())).delete()
    SignInTry.objects.filter(of=_of(request, user.email)[-1]).delete()


def _of(request, account):
    """What a try is counted against, unreadable without the site's key."""
    told = [f"from {address_of(request)}"] + ([f"to {account.strip().lower()}"] if account else [])
    return [salted_hmac("tilth.tries", one, algorithm="sha256").hexdigest() for one in told]
