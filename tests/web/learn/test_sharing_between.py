"""Two installations, each a folder and a process of its own, and what travels between them."""

import http.server
import json
import os
import subprocess
import sys
import threading

import pytest

from tests.web.small import bare
from tilth.ground.errors import StoreError
from tilth.web.learn.sharing import fetching

CANARY = "heronsgate"
BEGIN = """
import json, sys
from pathlib import Path
from tilth.ground.place import Place
from tilth.web.records import open_records
place = Place.open(sys.argv[1]); open_records(place)
from django.utils import timezone
from tilth.web.house.by import By
from tilth.web.agree.models import Link
from tilth.web.learn.actions import sharing
from tilth.web.learn.actions.withdrawing import withdraw
from tilth.web.learn.models import Practice, Story, Transplant
from tilth.web.learn.search import index
from tilth.web.learn.sharing.giving import file_of
from tilth.web.learn.sharing.own import own_key, own_slug
by, out = By.command(), Path(sys.argv[2])
def trust(path):
    told = json.loads(Path(path).read_text())
    sharing.trust(by, place, slug=told["slug"], name=told["slug"], public_key=told["key"])
def tell():
    out.with_suffix(".key").write_text(json.dumps({"slug": own_slug(place), "key": own_key()}))
    out.write_bytes(file_of(place))
"""
HERE_FIRST = """
now = timezone.now()
story = Story.objects.create(slug="one", title="Denise", words="We met at CANARY.", told=now,
    published=now, state="published", for_everyone=True)
index.keep(story)
walks = Practice.objects.create(slug="walks", title="Walks", what="Walk together.",
    open_to="everyone", place="Here")
Link.objects.create(one=walks.key, other=story.key, how="grew from")
Transplant.objects.create(ref="T-001", practice=walks, place="Next door", changed="Mornings")
tell()
"""
THERE = """
trust(sys.argv[3])
print(sharing.take(by, Path(sys.argv[4]).read_bytes()))
walks = Practice.objects.get(title="Walks")
assert Story.objects.get().words == "We met at CANARY."
after = Transplant.objects.get()
Transplant.objects.create(ref="T-002", practice=walks, after=after, place="There",
    changed="By the canal", result="rooted", came="Forty people walk.")
tell()
"""
HERE_AGAIN = """
trust(sys.argv[3])
print(sharing.take(by, Path(sys.argv[4]).read_bytes()))
back = Transplant.objects.get(place="There")
assert (back.practice.slug, back.after.ref, back.came) == ("walks", "T-001", "Forty people walk.")
withdraw(by, Story.objects.get())
tell()
"""
THERE_AGAIN = """
print(sharing.take(by, Path(sys.argv[4]).read_bytes()))
assert Story.objects.get().state == "withdrawn"
assert Practice.objects.get().title == "Walks"
"""


def test_CO_B_081_a_practice_goes_to_another_installation_and_back_and_a_story_is_taken_back(
    tmp_path,
):
    here, there = bare(tmp_path / "here"), bare(tmp_path / "there")
    rename(there, "There")
    ours, theirs = tmp_path / "ours.json", tmp_path / "theirs.json"
    ours_key, theirs_key = ours.with_suffix(".key"), theirs.with_suffix(".key")
    env = (
        {"TILTH_KEY_FILE": str(tmp_path / "one.key")},
        {"TILTH_KEY_FILE": str(tmp_path / "two.key")},
    )
    run(HERE_FIRST, env[0], here, ours)
    assert "'new': 3" in run(THERE, env[1], there, theirs, ours_key, ours)
    assert holds(there)
    assert "'new': 1" in run(HERE_AGAIN, env[0], here, ours, theirs_key, theirs)
    assert not holds(here)
    assert CANARY not in ours.read_text()
    assert "'gone': 1" in run(THERE_AGAIN, env[1], there, theirs, ours_key, ours)
    assert not holds(there)


def rename(folder, name):
    path = folder / "place.toml"
    text = path.read_text()
    path.write_text(text.replace('code = "', 'code = "X'), encoding="utf-8")
    assert path.read_text() != text


def run(script, env, *args):
    asked = [sys.executable, "-c", BEGIN + script.replace("CANARY", CANARY), *map(str, args)]
    done = subprocess.run(
        asked, capture_output=True, text=True, check=False, env={**os.environ, **env}
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def holds(folder):
    """Whether any file of an installation holds the marked word."""
    return [
        one
        for one in folder.rglob("*")
        if one.is_file() and CANARY.encode() in one.read_bytes().lower()
    ]


@pytest.fixture
def answers():
    """A server of this machine that gives what it is told to: answers(status, body) -> address."""
    servers = []

    def serve(status, body, headers=()):
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(status)
                for name, value in headers:
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                """Nothing is said."""

        server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}/federation.json"

    yield serve
    for server in servers:
        server.shutdown()


def test_a_trusted_systems_file_is_read_from_its_address(answers):
    at = answers(200, json.dumps({"a": 1}).encode())
    assert json.loads(fetching.fetched(at, local=True)) == {"a": 1}


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:1/x", "https://127.0.0.1/x", "https://10.0.0.1/x", "https://[::1]/x",
     "https://169.254.169.254/latest", "https://localhost/x", "ftp://example.org/x", "https://",
     "file:///etc/passwd", "not an address"],
)  # fmt: skip
def test_AT_an_address_inside_a_network_is_never_read(address):
    with pytest.raises(StoreError):
        fetching.fetched(address)


def test_AT_a_redirect_is_not_followed_and_an_endless_file_is_stopped(answers, monkeypatch):
    away = answers(302, b"", [("Location", "http://127.0.0.1:1/")])
    with pytest.raises(StoreError, match="it answered 302"):
        fetching.fetched(away, local=True)
    monkeypatch.setattr(fetching, "MOST", 1000)
    with pytest.raises(StoreError, match="is larger than"):
        fetching.fetched(answers(200, b"x" * 5000), local=True)
    gone = answers(200, b"").replace("/federation.json", "")
    port = gone.rpartition(":")[2]
    with pytest.raises(StoreError, match="did not answer"):
        fetching.fetched(f"http://127.0.0.1:{1 if port != '1' else 2}/x", local=True)


def test_AT_a_name_that_leads_outside_and_inside_is_not_read(monkeypatch):
    def two(*_, **__):
        return [(2, 1, 6, "", ("93.184.216.34", 443)), (2, 1, 6, "", ("10.0.0.7", 443))]

    monkeypatch.setattr(fetching.socket, "getaddrinfo", two)
    with pytest.raises(StoreError, match="lies inside a network"):
        fetching.fetched("https://far.example/federation.json")
