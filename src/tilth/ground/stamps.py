"""When files last changed, so that what was read from them is read again only then."""

import os
from contextlib import suppress


def stamps_of(*paths):
    """(path, time of the last change in nanoseconds) of every file there, sorted by path.

    paths: files, or folders with all that lies within. What is not there is left out.
    """
    return tuple(sorted(pair for path in paths for pair in _within(os.fspath(path))))


def _within(path):
    try:
        with os.scandir(path) as entries:
            inside = list(entries)
    except NotADirectoryError:
        yield from _of_file(path)
    except FileNotFoundError:
        return
    else:
        for one in inside:
            yield from (_within if one.is_dir() else _of_file)(one.path)


def _of_file(path):
    with suppress(FileNotFoundError):  # a link that leads nowhere, or taken away meanwhile
        yield path, os.stat(path).st_mtime_ns
