"""Who may see what, tried at every address of the running site, as everyone it knows."""

import os
import tempfile
import time
from pathlib import Path

from tilth.ground.place import Place
from tilth.ground.progress import unwatched


def verify(*, seed, progress=unwatched):
    """Walk the site on a scratch place; plain values: what was checked and every difference.

    It sets Django up, so it is run in a process of its own (`tilth verify access`).
    """
    started = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="tilth-access-") as folder:
        _scratch(Path(folder))
        from tilth.verify.access import scopes, walking

        with walking.walking():
            parts = {
                "table": walking.table(),
                "addresses": walking.pages(seed, progress),
                "levels, purposes, relations": walking.probes(seed, progress),
                "rights that end": scopes.scopes(),
            }
    told = {"seed": seed, "parts": parts, "seconds": round(time.perf_counter() - started, 1)}
    told["checked"] = sum(part["checked"] for part in parts.values())
    told["differences"] = sum(len(part["differences"]) for part in parts.values())
    return told


def _scratch(folder):
    """A bare made-up place, its key and its records in a folder that goes away."""
    from tilth.verify import small_place

    os.environ["TILTH_KEY_FILE"] = str(folder / "keys" / "place.key")
    os.environ["TILTH_SECRET_KEY"] = "a secret for a site nobody can reach " * 2
    os.environ.pop("TILTH_DATABASE_URL", None)
    os.environ.pop("TILTH_SITE", None)
    small_place.make(folder / "place", seed=1, people=60)
    settings = folder / "place" / "place.toml"
    told = settings.read_text(encoding="utf-8")
    # Every purpose rows may be used for must be tried, so that a wrong yes is found too.
    told = told.replace('purpose = ["plan"]', 'purpose = ["plan", "eval"]')
    settings.write_text(told, encoding="utf-8")
    from tilth.web import preparing

    preparing.prepare(Place.open(folder / "place"))
