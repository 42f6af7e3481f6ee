"""Signing in and out, written down as they happen; a failed try tells nobody's name."""

from django.contrib.auth import signals
from django.dispatch import receiver

from tilth.web.house.audit.writing import NOBODY, record

SIGNING = {"level": "D0", "purpose": "assure"}


@receiver(signals.user_logged_in)
def signed_in(sender, request, user, **told):
    """Someone came in. Where this cannot be written down they do not."""
    record(user.ref, "signed in", "session", organisation=user.partner, **SIGNING)


@receiver(signals.user_logged_out)
def signed_out(sender, request, user, **told):
    """Someone left, by themselves or because their time was up."""
    if user is not None:
        record(user.ref, "signed out", "session", organisation=user.partner, **SIGNING)


@receiver(signals.user_login_failed)
def could_not(sender, credentials, request=None, **told):
    """Somebody tried and was not let in: known here or not, the record says the same."""
    record(NOBODY, "could not sign in", "session", result="refused", **SIGNING)
