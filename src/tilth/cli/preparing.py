"""The site got ready in a process of its own: python -m tilth.cli.preparing --place FOLDER."""

import sys
from contextlib import contextmanager

from tilth.cli.verbs import Answer, Verb
from tilth.ground.errors import StoreError
from tilth.ground.place import Place
from tilth.web import preparing
from tilth.web.serving import started


@contextmanager
def prepared_beside(place, progress):
    """Other things are done meanwhile; after it, both are.

    Raises StoreError where the site cannot be got ready; why has been said by then.
    """
    command = [sys.executable, "-m", __name__, "--place", str(place.folder), "--quiet"]
    with started(command) as process:
        yield
        progress(preparing.READY, 0, 1)
        if process.wait() != 0:
            raise StoreError(
                "the site could not be got ready",
                where=str(place.folder),
                remedy="What is wrong is said above. Then try tilth serve.",
            )
        progress(preparing.READY, 1, 1)


def prepare(args, progress):
    """What that process does."""
    preparing.prepare(Place.open(args.place))
    return Answer({})


if __name__ == "__main__":
    from tilth.cli.main import main

    verb = Verb("", "prepare", "Get the site ready", prepare, level="D1", purpose="plan")
    sys.exit(main(["prepare", *sys.argv[1:]], verbs=(verb,)))
