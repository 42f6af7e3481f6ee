"""Keeping the words of records where search finds them, in the same transaction as the act."""

from django.db import transaction

from tilth.web.learn.models import Indexed
from tilth.web.learn.search import engines
from tilth.web.learn.search.texts import TEXTS


def keep(record):
    """Write down a record's words as they are now; call it in the act that changed them.

    Words that changed get a row of their own, so that the newest row tells that something did.
    """
    title, words = TEXTS[record.kind](record)
    told = {"kind": record.kind, "title": title[:300], "words": words}
    if Indexed.objects.filter(key=record.key, **told).exists():
        return
    Indexed.objects.filter(key=record.key).delete()
    Indexed.objects.create(key=record.key, **told)


def drop(record):
    """Forget a record's words; once the act is done, not a byte of them is left in the index."""
    gone, _ = Indexed.objects.filter(key=record.key).delete()
    if gone:
        transaction.on_commit(forget, robust=True)


def forget():
    """Make certain that what was dropped is nowhere in the files of the index.

    `drop` does this by itself after its transaction; to call it again does no harm. Returns
    whether everything is gone: False where somebody was reading meanwhile, or inside a
    transaction, where the last copies go with the next call or when the site is next quiet.
    """
    return engines.engine().forget()
