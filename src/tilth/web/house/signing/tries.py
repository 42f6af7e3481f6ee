"""Ten tries in fifteen minutes, for an account and for an address alike; then wait, never more."""

import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from tilth.web.house.models import SignInTry

MOST = 10
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
        SignInTry.objects.bulk_create([SignInTry(of=one, at=now) for one in of])
    return False


def forget(request, account=""):
    """After a good sign-in the tries before it count no more."""
    SignInTry.objects.filter(of__in=_of(request, account)).delete()


def _of(request, account):
    """What a try is counted against, unreadable without the site's key."""
    told = [f"from {address_of(request)}"] + ([f"to {account.strip().lower()}"] if account else [])
    return [salted_hmac("tilth.tries", one, algorithm="sha256").hexdigest() for one in told]
