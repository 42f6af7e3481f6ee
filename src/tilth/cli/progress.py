"""Progress on standard error: bars on a terminal, nothing in a pipe."""

import contextlib
import sys

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from tilth.ground.progress import unwatched


@contextlib.contextmanager
def bars(*, quiet=False):
    """A function progress(what, done, total): one bar for each `what`, only on a terminal."""
    if quiet or not sys.stderr.isatty():
        yield unwatched
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as drawn:
        tasks = {}

        def progress(what, done=0, total=None):
            if what not in tasks:
                tasks[what] = drawn.add_task(what, total=total)
            drawn.update(tasks[what], completed=done, total=total)

        yield progress
