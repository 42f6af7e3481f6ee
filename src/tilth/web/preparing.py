"""Before the site opens: is it allowed to, are its tables and files as this version wants them."""

import os

from tilth.ground.errors import UsageError
from tilth.web.environment import is_loopback, made_by_demo
from tilth.web.records import begin


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


def prepare():
    """Set Django up, bring the records' tables up to date and collect the files of pages."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tilth.web.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connections

    settings.PLACE.store_folder.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    begin(settings.PLACE)
    connections.close_all()
