"""A place brought back from its backup, whole or not at all."""

from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.module_loading import import_string

from tilth.web.house import audit
from tilth.web.house.backing import rows
from tilth.web.house.backing.making import LEVEL, PURPOSE
from tilth.web.house.by import By
from tilth.web.records import begin


def settle(place, card):
    """Let a place just brought back be used; gives what people should know, in words.

    Everybody signs in anew. What was taken back since the backup was made is taken back again, as
    each room tells. It is entered in the record. card: of the backup.
    """
    if card["records"] == "postgresql":
        rows.read(place.folder / rows.FOLDER)
        _remove(place.folder / rows.FOLDER)
    begin(place)
    by = By.command()
    with transaction.atomic():
        Session.objects.all().delete()
        what = f"brought back from the backup of {card['made'][:10]}"
        audit.record(by.ref, "changed", what, level=LEVEL, purpose=PURPOSE, role=by.role)
    return [words for name in settings.BROUGHT_BACK if (words := import_string(name)(place))]


def _remove(folder: Path):
    for at in folder.iterdir():
        at.unlink()
    folder.rmdir()
