"""A record by its key: `decision:D-014` is the Decision, its title and its address.

Each room to the right of the house tells its kinds of record in one module, named in the settings:
KINDS (kind -> model), ADDRESSES (kind -> where a record is shown), `may_read(record, standing)`
and `undone(record)`, for whatever hangs on a record that was put back as it was.
"""

import functools
from importlib import import_module

from django.conf import settings
from django.http import Http404


@functools.cache
def rooms():
    """kind -> the module that tells of it."""
    told = map(import_module, settings.KINDS_OF_RECORD)
    return {kind: module for module in told for kind in module.KINDS}


def find(key):
    """The record of a key; Http404 where there is none."""
    record = find_all([key]).get(key)
    if record is None:
        raise Http404
    return record


def find_all(keys):
    """key -> record, of those keys that are of a record: one question for each kind."""
    names, found = {}, {}
    for kind, _, name in (key.partition(":") for key in keys):
        room = rooms().get(kind)
        model = room.KINDS[kind] if room else None
        if model is not None and (model.named_by != "pk" or name.isdigit()):
            names.setdefault(model, set()).add(name)
    for model, some in names.items():
        for record in model.objects.filter(**{f"{model.named_by}__in": some}):
            found[record.key] = record
    return found


def address(record):
    """Where a record is shown; the page of what it belongs to where it has none of its own."""
    return rooms()[record.kind].ADDRESSES[record.kind](record)


def may_read(record, standing):
    """Whether a reader may see a record at all; standing: None for a stranger, where public."""
    return rooms()[record.kind].may_read(record, standing)


def undone(record):
    """Let what hangs on a record follow, once a change of it was taken back."""
    rooms()[record.kind].undone(record)


def called(record):
    """What a record is called where it is listed; one whose name tells nothing, by its title."""
    words, slug = str(record), getattr(record, "slug", "")
    return words if words != slug else getattr(record, "title", "") or slug
