"""How often strangers from one address may say something: enough for a hall, not for a machine."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from tilth.web.house.models import SignInTry
from tilth.web.house.signing.tries import address_of

MOST = 20
WITHIN = datetime.timedelta(minutes=15)
TOO_MANY = "Many people have written from where you are. Please wait 15 minutes, then send it again"


def too_many(request):
    """Count this one; whether it is one too many. The address is kept unreadable, 15 minutes."""
    now = timezone.now()
    of = salted_hmac("tilth.said", address_of(request), algorithm="sha256").hexdigest()
    with transaction.atomic():
        SignInTry.objects.filter(at__lt=now - WITHIN).delete()
        if SignInTry.objects.filter(of=of).count() >= MOST:
            return True
        SignInTry.objects.create(of=of, at=now)
    return False
