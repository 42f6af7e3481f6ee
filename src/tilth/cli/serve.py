"""tilth serve: the site of a place, until Ctrl-C."""

import os
import socket
import sys
import threading
import time
import urllib.error
import urllib.request
import webbrowser

from tilth.cli.verbs import Answer, Verb, whole
from tilth.ground.errors import UsageError
from tilth.ground.place import Place
from tilth.ground.progress import unwatched
from tilth.web import preparing

HOST, PORT, NEXT = "127.0.0.1", 8000, 20
port = whole(1, 65_535)  # as --port takes it
LONGEST_START = 60


def arguments(parser):
    parser.add_argument("--host", default=HOST, help="the address it answers on (127.0.0.1)")
    parser.add_argument("--port", type=port, help="the port (8000, or the next one free)")
    parser.add_argument("--workers", type=whole(1), default=min(2, os.cpu_count() or 1))
    parser.add_argument("--no-browser", action="store_true", help="only print the address")


def serve(args, progress):
    """Get the site ready; it opens once this answer is shown."""
    place = Place.open(args.place)
    url = ready(place, args.host, args.port, progress)
    say = {"place": place.name, "address": url}
    return Answer(
        say,
        lines=[f"The site of {place.name} is opening at {url} (Ctrl-C stops it)."],
        then=lambda: run(url, args.host, args.workers, quiet=args.quiet, browser=browser(args)),
    )


def ready(place, host, asked, progress=unwatched):
    """Migrate, collect files and find a port; return the address. Nothing answers yet."""
    url = chosen(place, host, asked)
    progress(preparing.READY, 0, 1)
    preparing.prepare(place)
    progress(preparing.READY, 1, 1)
    return url


def chosen(place, host, asked):
    """The address the site will have, told to what this process starts from here on."""
    preparing.allowed(place, host)
    at = free_port(host, asked)
    os.environ["TILTH_PLACE"] = str(place.folder.resolve())
    os.environ["TILTH_BOUND_TO"] = f"{host}:{at}"
    return f"http://{host}:{at}/"


def free_port(host, asked):
    """The port asked for if it is free; else the first free one from 8000 on. Raises UsageError."""
    for at in [asked] if asked is not None else range(PORT, PORT + NEXT):
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                trial.bind((host, at))
            except OSError:
                continue
            return trial.getsockname()[1]
    raise UsageError(
        "something else answers there, or the address is not this machine's",
        where=f"{host}:{asked or PORT}",
        remedy="Choose another with --port.",
    )


def browser(args):
    """Whether to open a browser: not if told, and only where somebody sits before a screen."""
    screen = sys.platform in ("darwin", "win32") or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")
    )
    return screen and sys.stdout.isatty() and not args.no_browser and not args.json


def run(url, host, workers, *, quiet=False, browser=False):
    """Serve until stopped. A background worker for long jobs runs beside it."""
    from tilth.web import serving

    announcing = threading.Thread(target=_announce, args=(url, quiet, browser), daemon=True)
    announcing.start()
    serving.run(host, int(url.rsplit(":", 1)[1].strip("/")), workers)


def _announce(url, quiet, browser):
    """Say when the front page answers, and show it."""
    until = time.monotonic() + LONGEST_START
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(url, timeout=LONGEST_START):
                break
        except urllib.error.HTTPError:
            break  # it answers; what it says is for a browser
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    else:
        print(f"tilth: {url} has not answered for {LONGEST_START} seconds.", file=sys.stderr)
        return
    if not quiet:
        print(f"Open {url}", file=sys.stderr, flush=True)
    if browser:
        webbrowser.open(url)


VERBS = (
    Verb("", "serve", "Open the site of a place", serve, arguments, level="D1", purpose="plan"),
)
