"""What every act on records is made of: one transaction, one entry of the record, or nothing."""

from contextlib import nullcontext
from functools import wraps
from threading import Lock

from django.db import connection, transaction

from tilth.ground.errors import AgreementError

_TURN = Lock()


def act(function):
    """One transaction: all of an act and its entry, or none of it."""

    @wraps(function)
    def done(*args, **told):
        with _turn(), transaction.atomic():
            return function(*args, **told)

    return done


def _turn():
    """A turn among writing threads: SQLite lets in the quickest, not who waits longest."""
    alone = connection.vendor == "sqlite" and not connection.in_atomic_block
    return _TURN if alone else nullcontext()


def refuse(why):
    """Stop an act that its rules do not allow."""
    if why:
        raise AgreementError(why.rstrip("."))


def locked(kind, number):
    """One record, held until the act is done, so that the same act twice has one effect."""
    return kind.objects.select_for_update().get(pk=number)
