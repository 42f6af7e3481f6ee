"""Before the site opens: is it allowed to, are its tables and files as this version wants them."""

import os
import sys
from contextlib import contextmanager

from tilth.ground.errors import StoreError, TilthError, UsageError
from tilth.web.environment import is_loopback, made_by_demo
from tilth.web.records import begin
from tilth.web.serving import started


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


@contextmanager
def prepared_beside(place):
    """`prepare` in a process of its own, while other things are done; after it, both are.

    Raises StoreError where it could not; what was wrong it has said itself.
    """
    os.environ["TILTH_PLACE"] = str(place.folder.resolve())
    with started([sys.executable, "-m", "tilth.web.preparing"]) as process:
        yield
        if process.wait() != 0:
            raise StoreError(
                "the site could not be got ready",
                where=str(place.folder),
                remedy="What is wrong is said above. Then try tilth serve.",
            )


def main():
    """What the process beside does; the exit code tells how it went."""
    try:
        prepare()
    except TilthError as error:
        print(f"tilth: {error}", file=sys.stderr)
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
