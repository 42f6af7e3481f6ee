"""Before the site opens: is it allowed to, are its tables and files as this version wants them."""

import os

from tilth.ground.errors import UsageError
from tilth.web.environment import is_loopback, made_by_demo
from tilth.web.records import open_records

READY = "getting the site ready"  # as progress is told


def allowed(place, host):
    """Raise UsageError where the site would answer people it must not."""
    if is_loopback(host):
        return
    if made_by_demo(place):
        raise UsageError(
            "the demo answers on this machine only: anybody may press its role buttons",
            where=f"--host {host}",
            remedy="Leave --host out.",
        )
    if not os.environ.get("TILTH_SITE"):
        raise UsageError(
            "the site would answer others without a certificate",
            where=f"--host {host}",
            remedy="Set TILTH_SITE to its https address and put a proxy before it: "
            "docs/reference/serving.md.",
        )


def prepare(place):
    """Open the records with their tables up to date, and collect the files of pages."""
    open_records(place)
    from django.core.management import call_command
    from django.db import connections

    call_command("collectstatic", verbosity=0, interactive=False)
    connections.close_all()
