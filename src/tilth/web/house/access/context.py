"""Whom a connection speaks for. On PostgreSQL, no context, no rows; SQLite has no such guard."""

from contextlib import contextmanager

from django.db import connection
from django.db.backends.signals import connection_created
from django.dispatch import receiver

COMMAND = "command"  # what our own commands and the worker speak as
NOBODY = ""
TOKEN = "token"  # while a token that was shown is looked up


def speak_as(actor, on=None):
    """From now on this connection speaks for an actor: their ref, COMMAND, TOKEN or NOBODY."""
    on = on or connection
    if on.vendor == "postgresql":
        with on.cursor() as cursor:
            cursor.execute("select set_config('tilth.actor', %s, false)", [actor])


@contextmanager
def speaking_as(actor, after=COMMAND):
    """Speak for an actor for a while, whatever comes of it."""
    speak_as(actor)
    try:
        yield
    finally:
        speak_as(after)


@receiver(connection_created)
def begins(sender, connection, **told):
    """A connection of our own speaks as a command until a request says otherwise."""
    speak_as(COMMAND, connection)
