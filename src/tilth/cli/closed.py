"""What the records say of a place at this moment: what is closed, and who agreed its settings."""

import json
import os
import subprocess
import sys

from tilth.ground.errors import StoreError
from tilth.ground.place import Place

RECORDS = "records.sqlite"
PATIENCE = 120


def open_now(folder):
    """The place of a folder, its sources closed whose agreement is over.

    Records are asked in a process of their own. Raises StoreError where there are records and they
    cannot be read: what nobody can vouch for stays closed.
    """
    place = Place.open(folder)
    told = _asked(place, "closed")
    return place if told is None else place.closing(told)


def configured(place):
    """Who agreed the settings and whether they changed since: sound, words; {} where none can say.

    Raises StoreError as `open_now` does.
    """
    return _asked(place, "configured") or {}


def _asked(place, command):
    """What the records answer; None where there are none."""
    kept = (place.store_folder / RECORDS).is_file()
    if not kept and not os.environ.get("TILTH_DATABASE_URL"):
        return None
    asked = [sys.executable, "-m", "tilth.web", command]
    told = {**os.environ, "TILTH_PLACE": str(place.folder.resolve())}
    told["DJANGO_SETTINGS_MODULE"] = "tilth.web.settings"
    answer = subprocess.run(
        asked, env=told, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    if answer.returncode:
        raise StoreError(
            "what partners agreed could not be read, so nothing is counted",
            where=str(place.store_folder),
            remedy="Run tilth doctor.",
        )
    return json.loads(answer.stdout)
