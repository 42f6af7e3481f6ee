"""After something was taken back: no trace of it stays in the files of the records."""

import time

from django.db import connection, transaction

from tilth.web.learn.models import Medium
from tilth.web.learn.search import index
from tilth.web.learn.telling import keeping

TRIES, PAUSE = 5, 0.2
OLD = 24 * 60 * 60  # seconds after which a file nothing points at was left behind


def everywhere():
    """Search forgets, the log of changes is folded in, files left behind go."""
    forget = getattr(index, "forget", None)
    if forget is not None:
        forget()
    fold()
    tidy()


def fold():
    """Fold SQLite's log of changes into its file and empty it; gives whether that was done.

    What is deleted is overwritten at once (secure_delete), but the log may still hold how a page
    was before. PostgreSQL overwrites when it vacuums: see docs/learn/telling.md.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return False
    for again in range(TRIES):
        with connection.cursor() as cursor:
            cursor.execute("pragma wal_checkpoint(truncate)")
            busy = cursor.fetchone()[0]
        if not busy:
            return True
        time.sleep(PAUSE * again)
    return False


def tidy():
    """Remove files of a day ago or older that no story points at: their act did not end."""
    if not keeping.folder().is_dir():
        return
    with transaction.atomic():
        known = set(Medium.objects.exclude(file="").values_list("file", flat=True))
    for path in keeping.folder().iterdir():
        if path.name not in known and time.time() - path.stat().st_mtime > OLD:
            path.unlink(missing_ok=True)
