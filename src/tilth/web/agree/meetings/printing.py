"""A pack on paper: HTML that stands alone, and a tagged PDF where a browser is on the machine.

The browser is a program of this machine, started for one page and stopped after it. It is given
no network: every name it could ask for is unknown to it, and the page may load nothing at all.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from django.template.loader import render_to_string

from tilth.ground.errors import StoreError
from tilth.store.whole import whole_file
from tilth.web.agree.found import address, find
from tilth.web.agree.meetings.packing import mark_of, pack_of
from tilth.web.house.opened import population_of, release_of
from tilth.web.see.news import kept_news

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
SECONDS = 90
FLAGS = (
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-extensions",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-client-side-phishing-detection",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=127.0.0.1:9",
    "--no-pdf-header-footer",
    "--export-tagged-pdf",
    "--generate-pdf-document-outline",
)
NO_BROWSER = "There is no browser on the machine that serves this site, so it cannot make a PDF."
REMEDY = "Open the pack's page and print it from your own browser, or save it as PDF there."
FAILED = "the browser of this machine could not print the pack"


def browser():
    """The path of a browser of this machine that can print, or None."""
    told = os.environ.get("TILTH_CHROMIUM")
    if told is not None:
        return told if told and Path(told).is_file() else None
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def html_of(meeting, place, news=None):
    """A pack as HTML that stands alone: no file beside it, nothing loaded."""
    pack = pack_of(meeting, place, news)
    language = (place.place.languages or ("en-GB",))[0]
    return render_to_string("agree/meetings/pack_alone.jinja", {"pack": pack, "language": language})


def news_for(place):
    """What changed lately in the figures of the release in service, or None where there is none."""
    release = release_of(place)
    if not release:
        return None
    people = population_of(place, release)
    return kept_news(place, release, people)


def to_pdf(html, path):
    """Print HTML as a tagged PDF. Raises StoreError where no browser does it."""
    program = browser()
    if program is None:
        raise StoreError("there is no browser on this machine", remedy=REMEDY)
    with tempfile.TemporaryDirectory(prefix="tilth-print-") as folder:
        page, printed = Path(folder) / "pack.html", Path(folder) / "pack.pdf"
        page.write_text(html, encoding="utf-8")
        command = [program, *FLAGS, f"--user-data-dir={folder}/profile"]
        if os.geteuid() == 0:
            command.append("--no-sandbox")  # as root a browser has no sandbox to start
        command += [f"--print-to-pdf={printed}", page.as_uri()]
        _run(command, folder)
        made = printed.read_bytes() if printed.is_file() else b""
    if not made.startswith(b"%PDF-") or b"/StructTreeRoot" not in made:
        raise StoreError(FAILED, remedy=REMEDY)
    with whole_file(path) as temporary:
        temporary.write_bytes(made)


def _run(command, folder):
    """Run the browser with none of our secrets around it; it and what it started end with it."""
    path = os.environ.get("PATH", "")
    around = {"PATH": path, "HOME": folder, "TMPDIR": folder, "LANG": "C.UTF-8"}
    quiet = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.DEVNULL)
    try:
        running = subprocess.Popen(command, env=around, cwd=folder, start_new_session=True, **quiet)
    except OSError:
        raise StoreError(FAILED, remedy=REMEDY) from None
    until = time.monotonic() + SECONDS
    # Its number is kept until its children are ended too, so that no other process can have it.
    while not os.waitid(os.P_PID, running.pid, os.WEXITED | os.WNOWAIT | os.WNOHANG):
        if time.monotonic() > until:
            break
        time.sleep(0.05)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(running.pid, signal.SIGKILL)
    running.wait()


def name_of(meeting):
    """What the file of a pack is called."""
    return f"pack-{meeting.on.isoformat()}-{meeting.body.slug}"


def print_pack(place, job, progress):
    """The work of a job: gather the papers, print them."""
    from tilth.web.house.jobs.kinds import Done

    meeting = find(job.asked["meeting"])
    progress("gathering the papers", 0, 2)
    html = html_of(meeting, place, news_for(place))
    progress("printing", 1, 2)
    path = job.folder / f"{name_of(meeting)}.pdf"
    to_pdf(html, path)
    same = "" if mark_of(html) == job.asked["mark"] else " It is newer than the page you saw."
    return Done(f"The pack is printed.{same}", f"{address(meeting)}pack/", path.name)
