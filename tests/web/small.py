"""The places the site of the tests shows: a bare one at once, and made-up people when asked."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path


def set_up():
    """Set Django up on a bare made-up place in a folder of its own, gone when the tests end.

    What the settings read is given for that moment only, so that no other test meets it.
    """
    import django
    from django.conf import settings

    if settings.configured:
        return
    # A browser's driver keeps a loop running in this thread; Django need not fear it here.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "yes"
    top = Path(tempfile.mkdtemp(prefix="tilth-web-"))
    atexit.register(shutil.rmtree, top, ignore_errors=True)
    told = {
        "TILTH_PLACE": str(bare(top / "place")),
        "TILTH_SECRET_KEY": "only for tests " * 4,
        "DJANGO_SETTINGS_MODULE": "tilth.web.settings",
    }
    before = {name: os.environ.get(name) for name in told}
    os.environ.update(told)
    try:
        django.setup()
    finally:
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})


def bare(folder):
    """A place with its words and areas, and nobody in it yet."""
    from tilth.verify import small_place

    small_place.make(folder, seed=1, people=60)
    return folder


def empty_history():
    """Take away what can only be added to: the triggers that guard it stand aside meanwhile."""
    from django.db import connection

    for table in ("agree_step", "agree_evidence"):
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(f"alter table {table} disable trigger user")
                cursor.execute(f"delete from {table}")
                cursor.execute(f"alter table {table} enable trigger user")
                continue
            cursor.execute(
                "select name, sql from sqlite_master where type = 'trigger' and tbl_name = %s",
                [table],
            )
            guards = cursor.fetchall()
            for trigger, _ in guards:
                cursor.execute(f"drop trigger {trigger}")
            cursor.execute(f"delete from {table}")
            for _, made in guards:
                cursor.execute(made)
