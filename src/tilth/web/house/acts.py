"""What every act on records is made of: one transaction, one entry of the record, or nothing."""

from functools import wraps

from django.db import transaction

from tilth.ground.errors import AgreementError


def act(function):
    """One transaction: all of an act and its entry, or none of it."""

    @wraps(function)
    def done(*args, **told):
        with transaction.atomic():
            return function(*args, **told)

    return done


def refuse(why):
    """Stop an act that its rules do not allow."""
    if why:
        raise AgreementError(why.rstrip("."))


def locked(kind, number):
    """One record, held until the act is done, so that the same act twice has one effect."""
    return kind.objects.select_for_update().get(pk=number)
