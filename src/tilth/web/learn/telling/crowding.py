"""So many tellings from one address in fifteen minutes, and then a pause: a hall full may tell."""

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from tilth.web.house.models import SignInTry
from tilth.web.house.signing.tries import WITHIN, address_of

MOST = 60


def crowded(request):
    """Count this telling; whether it is one too many. Whoever is signed in is not counted."""
    if request.user.is_authenticated:
        return False
    now = timezone.now()
    from_ = f"telling from {address_of(request)}"
    of = salted_hmac("tilth.telling", from_, algorithm="sha256").hexdigest()
    with transaction.atomic():
        SignInTry.objects.filter(at__lt=now - WITHIN).delete()
        if SignInTry.objects.filter(of=of).count() >= MOST:
            return True
        SignInTry.objects.create(of=of, at=now)
    return False
