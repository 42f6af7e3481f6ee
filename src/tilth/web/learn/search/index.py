"""Keeping the words of records where search finds them, in the same transaction as the act."""

from tilth.web.learn.models import Indexed
from tilth.web.learn.search.texts import TEXTS


def keep(record):
    """Write down a record's words as they are now; call it in the act that changed them."""
    title, words = TEXTS[record.kind](record)
    told = {"kind": record.kind, "title": title[:300], "words": words}
    Indexed.objects.update_or_create(key=record.key, defaults=told)


def drop(record):
    """Forget a record's words."""
    Indexed.objects.filter(key=record.key).delete()
