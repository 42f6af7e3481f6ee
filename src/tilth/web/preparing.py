"""Before the site opens: is it allowed to, are its tables and files as this version wants them."""

import os
import sys
from contextlib import contextmanager

from tilth.ground.errors import StoreError, TilthError, UsageError
from tilth.ground.place import Place
from tilth.web.environment import is_loopback, made_by_demo
from tilth.web.records import open_records
from tilth.web.serving import started

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


@contextmanager
def prepared_beside(place, progress):
    """`prepare` in a process of its own, while other things are done; after it, both are.

    Raises StoreError where it could not; what was wrong it has said itself.
    """
    with started([sys.executable, "-m", "tilth.web.preparing", str(place.folder)]) as process:
        yield
        progress(READY, 0, 1)
        if process.wait() != 0:
            raise StoreError(
                "the site could not be got ready",
                where=str(place.folder),
                remedy="What is wrong is said above. Then try tilth serve.",
            )
        progress(READY, 1, 1)


def main(folder):
    """What the process beside does; the exit code tells how it went."""
    try:
        prepare(Place.open(folder))
    except TilthError as error:
        print(f"tilth: {error}", file=sys.stderr)
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
