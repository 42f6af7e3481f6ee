"""A real browser before a real server: Chromium, axe-core, and `tilth serve` on made-up people.

A test that lacks one of them is skipped, and says which.
"""

import contextlib
import importlib.util
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.made import shared_by_all, turn
from tests.web.browser.looking import Reader

START = 90
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
)


def pytest_collection_modifyitems(items):
    """What a browser sees is told by a process of its own: counting lines here would count none."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker("no_cover")


@pytest.fixture(scope="session")
def axe():
    """axe-core's source: the file TILTH_AXE names, or the one a test package carries."""
    given = os.environ.get("TILTH_AXE")
    found = importlib.util.find_spec("axe_playwright_python")
    path = Path(given) if given else found and Path(found.origin).with_name("axe.min.js")
    if not path or not path.is_file():
        pytest.skip("axe-core is not here (axe-playwright-python, or TILTH_AXE)")
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def chromium():
    """A browser of this machine, never one that is downloaded."""
    path = os.environ.get("TILTH_CHROMIUM") or shutil.which("chromium")
    if not path:
        pytest.skip("Chromium is not here (chromium, or TILTH_CHROMIUM)")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not here")
    _whole_pages_are_read(playwright.Locator)
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


def _whole_pages_are_read(locator):
    """The words of a page are read when all of it is there, not as soon as it begins to come."""
    read = locator.inner_text

    def inner_text(self, **how):
        self.page.wait_for_load_state()
        return read(self, **how)

    locator.inner_text = inner_text


@pytest.fixture(scope="session")
def served(request, tmp_path_factory):
    """The address of the demo's site, served by a process of its own: one for all who test at once.

    Whoever comes first makes the demo and serves it, whoever is done last ends it.
    """
    shared = shared_by_all(tmp_path_factory)
    with told(shared) as site:
        if not site:
            place = request.getfixturevalue("demo_place")
            heard = shared / "served.txt"
            process = serve(place, heard)
            site |= {"address": opened(heard, process), "process": process.pid, "users": 0}
            site["folder"] = str(place.folder)
        site["users"] += 1
        address = site["address"]
    yield address
    with told(shared) as site:
        site["users"] -= 1
        if not site["users"]:
            os.kill(site["process"], signal.SIGTERM)


@pytest.fixture
def served_place(served, tmp_path_factory):
    """The Place whose site is served."""
    from tilth.ground.place import Place

    with told(shared_by_all(tmp_path_factory)) as site:
        return Place.open(site["folder"])


@contextlib.contextmanager
def told(shared):
    """What is known of the site, to read and to change while nobody else does."""
    path = shared / "served.json"
    with turn(shared / "served.lock"):
        site = json.loads(path.read_text()) if path.is_file() else {}
        yield site
        path.write_text(json.dumps(site))


def serve(place, heard):
    """Start `tilth serve` on a place; what it says goes to a file."""
    from tilth.cli.serve import free_port

    told = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    told["TILTH_KEY_FILE"] = str(place.folder.parent / "browser.key")
    told.pop("TILTH_DATABASE_URL", None)
    command = [sys.executable, "-m", "tilth", "serve", "--place", str(place.folder)]
    command += ["--port", str(free_port("127.0.0.1", 0)), "--workers", "1"]
    with heard.open("w") as file:
        return subprocess.Popen(command, env=told, stderr=file, start_new_session=True)


def opened(said, process):
    """The address a site tells once it answers; what it said instead, where it does not."""
    until = time.monotonic() + START
    while time.monotonic() < until and process.poll() is None:
        for line in said.read_text().splitlines():
            if line.startswith("Open "):
                return line.removeprefix("Open ").strip().rstrip("/")
        time.sleep(0.2)
    raise AssertionError(f"the site did not open: {said.read_text()[-2000:]}")


@pytest.fixture(scope="session")
def reader(chromium, served, axe):
    """A function that gives somebody before the browser: reader("analyst"), or None a stranger."""
    readers = {}

    def read(role=None, *, script=True):
        if (role, script) not in readers:
            readers[role, script] = Reader(chromium, served, axe, role=role, script=script)
        return readers[role, script]

    yield read
    for one in readers.values():
        one.close()
