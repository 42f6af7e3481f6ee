"""`tilth serve`: a real process that starts, answers and stops; and what it refuses."""

import argparse
import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from tests.web.small import bare
from tilth.cli import serve
from tilth.cli.main import main
from tilth.cli.preparing import prepared_beside
from tilth.ground.errors import StoreError, UsageError
from tilth.ground.place import Place
from tilth.ground.progress import unwatched
from tilth.web import preparing, serving

START, STOP = 60, 60


@pytest.fixture(autouse=True)
def place_forgotten(monkeypatch):
    """What a test tells the processes it starts is forgotten after it."""
    monkeypatch.setenv("TILTH_PLACE", "")
    monkeypatch.delenv("TILTH_PLACE")


@pytest.fixture
def site(tmp_path):
    """The address of a site served by a process of its own, and the process."""
    bare(tmp_path / "place")
    environment = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    command = [sys.executable, "-m", "tilth", "serve", "--place", str(tmp_path / "place")]
    with subprocess.Popen(
        [*command, "--port", str(serve.free_port("127.0.0.1", 0)), "--workers", "1"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            said = process.stderr.readline()
            while said and not said.startswith("Open "):
                said = process.stderr.readline()
            yield said.removeprefix("Open ").strip(), process
        finally:
            process.kill()


def children(of):
    """The processes a process has started, and theirs."""
    psutil = pytest.importorskip("psutil")
    return psutil.Process(of.pid).children(recursive=True)


def test_AT_the_site_opens_answers_with_its_files_and_stops_when_told(site):
    url, process = site
    assert url.startswith("http://127.0.0.1:")
    with urllib.request.urlopen(url, timeout=START) as answer:
        page = answer.read().decode()
        assert answer.status == 200
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    style = page.split('<link rel="stylesheet" href="/')[1].split('"')[0]
    asked = urllib.request.Request(url + style, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(asked, timeout=START) as answer:
        assert answer.headers["Content-Encoding"] == "gzip"
        assert "immutable" in answer.headers["Cache-Control"]
    started = children(process)
    assert started
    process.send_signal(signal.SIGINT)
    assert process.wait(STOP) == 0
    until = time.monotonic() + STOP
    while any(one.is_running() for one in started) and time.monotonic() < until:
        time.sleep(0.1)
    assert not [one for one in started if one.is_running()]


@pytest.fixture
def demo_folder(tmp_path):
    folder = bare(tmp_path / "demo")
    (folder / "truth").mkdir()
    (folder / "truth" / "made.json").write_text(json.dumps({"people": 60, "seed": 1}))
    return folder


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1"])
def test_AC_the_demo_answers_on_this_machine_only(demo_folder, host, monkeypatch):
    monkeypatch.setenv("TILTH_SITE", "https://tilth.example.org")
    with pytest.raises(UsageError, match="the demo answers on this machine only"):
        preparing.allowed(Place.open(demo_folder), host)


def test_AC_a_real_site_answers_others_only_behind_a_certificate(tmp_path, monkeypatch):
    place = Place.open(bare(tmp_path / "place"))
    with pytest.raises(UsageError, match="without a certificate"):
        preparing.allowed(place, "0.0.0.0")
    monkeypatch.setenv("TILTH_SITE", "https://tilth.example.org")
    preparing.allowed(place, "0.0.0.0")
    for host in ("127.0.0.1", "localhost", "::1"):
        preparing.allowed(place, host)


def test_a_port_in_use_is_said_or_the_next_one_taken():
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        busy = taken.getsockname()[1]
        with pytest.raises(UsageError, match="something else answers"):
            serve.free_port("127.0.0.1", busy)
    assert serve.free_port("127.0.0.1", None) >= serve.PORT


def test_serve_prepares_then_serves(monkeypatch, capsys, demo_folder):
    ran = []
    monkeypatch.setattr(serve, "ready", lambda place, host, port, progress: "http://127.0.0.1:1/")
    monkeypatch.setattr(serve, "run", lambda *told, **how: ran.append((told, how)))
    assert main(["serve", "--place", str(demo_folder), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["address"] == "http://127.0.0.1:1/"
    [(told, how)] = ran
    assert told[:2] == ("http://127.0.0.1:1/", "127.0.0.1")
    assert how["browser"] is False


def test_the_command_line_stays_quick():
    """No command but serve and demo loads Django."""
    code = "import sys, tilth.cli.main as m; m.main(['doctor', '--json', '--place', '/nowhere']);"
    code += "print([n for n in ('django', 'granian', 'jinja2') if n in sys.modules])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip().endswith("[]")


def test_demo_prepares_and_says_what_next_or_ends_with_the_site_open(tmp_path, monkeypatch, capsys):
    from tilth.cli import demo

    folder, served = bare(tmp_path / "x"), []
    monkeypatch.setattr(demo, "made", lambda *_: folder)
    monkeypatch.setattr(demo, "filled", lambda *_: demo.Answer({"files": []}, lines=["a file"]))
    monkeypatch.setattr(demo.see_build, "shown", lambda _: demo.Answer({}, lines=["a picture"]))
    monkeypatch.setattr(demo.serving, "chosen", lambda *_: "http://x/")
    monkeypatch.setattr(demo.serving, "run", lambda *told, **_: served.append(told[0]))
    assert main(["demo", "--folder", str(folder), "--no-serve"]) == 0
    assert "tilth serve --place" in capsys.readouterr().err
    assert not served
    assert (folder / "store" / "records.sqlite").is_file()
    assert main(["demo", "--folder", str(folder)]) == 0
    assert "The site is opening at http://x/" in capsys.readouterr().out
    assert served == ["http://x/"]


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("TILTH_SITE", "http://tilth.example.org", "must begin with https://"),
        ("TILTH_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none", "a defect of ours"),
    ],
)
def test_records_that_cannot_be_got_ready_are_told_in_words_and_nothing_goes_on(
    tmp_path, monkeypatch, capfd, name, value, why
):
    place = Place.open(bare(tmp_path / "place"))
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "tilth.web.settings")
    monkeypatch.setenv(name, value)
    with (
        pytest.raises(StoreError, match="could not be got ready") as told,
        prepared_beside(place, unwatched),
    ):
        pass
    assert "try tilth serve" in str(told.value)
    said = capfd.readouterr().err
    assert why in said
    assert "Traceback" not in said


def test_what_goes_wrong_meanwhile_ends_what_was_beside_it(tmp_path, monkeypatch):
    begun, popen = [], subprocess.Popen
    monkeypatch.setattr(
        serving.subprocess, "Popen", lambda *a, **k: begun.append(popen(*a, **k)) or begun[0]
    )
    place = Place.open(bare(tmp_path / "place"))
    with pytest.raises(KeyboardInterrupt), prepared_beside(place, unwatched):
        raise KeyboardInterrupt
    assert begun[0].poll() is not None


def test_a_server_that_ends_by_itself_is_told(monkeypatch):
    monkeypatch.setattr(serving.sys, "executable", "false")
    with pytest.raises(StoreError, match="the site stopped by itself"):
        serving.run("127.0.0.1", serve.free_port("127.0.0.1", 0), 1)


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM])
def test_AT_told_to_stop_while_it_starts_a_process_it_leaves_none_behind(monkeypatch, told):
    begun, popen = [], subprocess.Popen

    def start(*command, **more):
        begun.append(popen(*command, **more))
        os.kill(os.getpid(), told)
        time.sleep(0.01)  # the signal is heard before the process is known
        return begun[0]

    monkeypatch.setattr(subprocess, "Popen", start)
    sleeps = [sys.executable, "-c", "import time; time.sleep(60)"]
    with serving.stopped_by_signals(), serving.started(sleeps):
        pytest.fail("it went on")
    assert begun[0].returncode is not None
    assert not serving._starting


def test_what_cannot_be_started_leaves_the_next_signal_heard():
    with pytest.raises(OSError, match="no-such"), serving.started(["no-such-program"]):
        pytest.fail("it was started")
    with serving.stopped_by_signals():
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(5)
        pytest.fail("it was not heard")


def test_a_process_that_will_not_end_is_ended(monkeypatch):
    monkeypatch.setattr(serving, "STOP_SECONDS", 0.2)
    deaf = "import signal, time; signal.signal(15, signal.SIG_IGN); print(1, flush=True)"
    command = [sys.executable, "-c", f"{deaf}; time.sleep(60)"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    process.stdout.readline()
    serving.end(process)
    process.stdout.close()
    assert process.poll() == -signal.SIGKILL


def test_a_site_is_announced_when_it_answers_or_said_to_be_silent(monkeypatch, capsys):
    shown = []
    monkeypatch.setattr(serve.webbrowser, "open", shown.append)
    monkeypatch.setattr(serve, "LONGEST_START", 0.3)
    closed = f"http://127.0.0.1:{serve.free_port('127.0.0.1', 0)}/"
    serve._announce(closed, quiet=False, browser=True)
    assert "has not answered" in capsys.readouterr().err
    assert shown == []
    with HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}/"
        serve._announce(url, quiet=False, browser=True)
        server.shutdown()
    assert f"Open {url}" in capsys.readouterr().err
    assert shown == [url]


@pytest.mark.parametrize(
    ("screen", "terminal", "no_browser", "opens"),
    [
        (True, True, False, True),
        (False, True, False, False),
        (True, False, False, False),
        (True, True, True, False),
    ],
)
def test_a_browser_opens_only_where_somebody_sits(monkeypatch, screen, terminal, no_browser, opens):
    monkeypatch.setattr(serve.sys, "platform", "linux")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", ":0") if screen else monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.setattr(serve.sys.stdout, "isatty", lambda: terminal, raising=False)
    args = argparse.Namespace(no_browser=no_browser, json=False)
    assert serve.browser(args) is opens
