"""After something was taken back: no trace of it stays in the files of the records."""

import time

from django.db import OperationalError, connection

from tilth.web.learn.coding import behind
from tilth.web.learn.models import Coding, Comment, Edition, Medium, Passage, Story
from tilth.web.learn.telling import keeping

TRIES, PAUSE = 5, 0.2
OLD = 24 * 60 * 60  # seconds after which a file nothing points at was left behind
HELD_WORDS = (Story, Edition, Medium, Passage, Coding, Comment)


def everywhere():
    """Once the act is done: how pages were before goes, what is held of codes and themes, and
    files left behind. Search forgets by itself (`search.index.drop`)."""
    behind.forget()
    if connection.vendor == "sqlite":
        fold()
    else:
        vacuum()
    tidy()


def fold():
    """Fold SQLite's log of changes into its file and empty it; gives whether that was done.

    What is deleted is overwritten at once (secure_delete), but the log may still hold how a page
    was before. Where somebody reads an older page just then, it goes with the next act.
    """
    if connection.in_atomic_block:
        return False
    for again in range(TRIES):
        try:
            with connection.cursor() as cursor:
                cursor.execute("pragma wal_checkpoint(truncate)")
                if not cursor.fetchone()[0]:
                    return True
        except OperationalError:
            pass  # somebody reads an older page; they are done in a moment
        time.sleep(PAUSE * again)
    return False


def vacuum():
    """PostgreSQL keeps how a row was before until it is vacuumed: do so now."""
    if connection.in_atomic_block:
        return
    names = ", ".join(one._meta.db_table for one in HELD_WORDS)
    with connection.cursor() as cursor:
        cursor.execute(f"vacuum {names}")


def tidy():
    """Remove files of a day ago or older that no story points at: their act did not end."""
    if not keeping.folder().is_dir():
        return
    known = set(Medium.objects.exclude(file="").values_list("file", flat=True))
    for path in keeping.folder().iterdir():
        if path.name not in known and time.time() - path.stat().st_mtime > OLD:
            path.unlink(missing_ok=True)
