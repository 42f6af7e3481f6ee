"""The server: granian answers, a worker beside it does what takes longer than a page may.

Each is a process of its own that starts clean: python -m tilth.web.serving HOST PORT WORKERS.
"""

import http.client
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from http import HTTPStatus

from tilth.ground.errors import StoreError

THREADS = 32  # readers one process listens to; house/load.py says how many have their turn
QUEUE = 200  # how many more wait before they are listened to
STOP_SECONDS = 10
LOOK_SECONDS = 0.2
PATIENCE = 60  # seconds for the first answer

_starting: list = []  # "start" while a process is being started, "stop" for each signal since


def run(host, port, workers):
    """Serve until a signal ends it, then end what was started. Raises StoreError if it fails."""
    server = [sys.executable, "-m", "tilth.web.serving", host, str(port), str(workers)]
    jobs = [sys.executable, "-m", "tilth.web", "work"]
    late = [sys.executable, "-m", "tilth.web", "catch_up"]
    with stopped_by_signals(), started(server) as site:
        wait(lambda: site.poll() is not None or answers(host, port))
        with started(jobs), started(late):
            wait(lambda: site.poll() is not None)
        raise StoreError(
            "the site stopped by itself",
            where=f"{host}:{port}, code {site.returncode}",
            remedy="What it said last is above. Start it again with tilth serve.",
        )


def wait(over):
    """Look again and again until something is so."""
    while not over():
        time.sleep(LOOK_SECONDS)


def answers(host, port):
    """Whether the front page is there: what else runs beside it does not delay that."""
    asking = http.client.HTTPConnection(host, port, timeout=PATIENCE)
    try:
        asking.request("HEAD", "/")
        return asking.getresponse().status < HTTPStatus.INTERNAL_SERVER_ERROR
    except (OSError, http.client.HTTPException):
        return False
    finally:
        asking.close()


@contextmanager
def stopped_by_signals():
    """A polite end to the process is Ctrl-C by another name."""
    before = {one: signal.signal(one, _stop) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    except KeyboardInterrupt:
        pass
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def _stop(*_):
    """Stop now; or, while a process is being started, as soon as that is known."""
    if not _starting:
        raise KeyboardInterrupt
    _starting.append("stop")


@contextmanager
def _unbroken():
    """What is done within is done whole: a signal that comes meanwhile stops us after it."""
    _starting.append("start")
    try:
        yield
    finally:
        asked = "stop" in _starting
        _starting.clear()
    if asked:
        raise KeyboardInterrupt


@contextmanager
def started(command):
    """A process in a group of its own, so that Ctrl-C reaches us first; ended when we are done."""
    process = None
    try:
        with _unbroken():  # or what was started at that very moment would be left behind
            process = subprocess.Popen(command, start_new_session=True)
        yield process
    finally:
        if process is not None:
            end(process)


def end(process):
    """Ask a process to end, and see that it does."""
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def answer(host, port, workers):
    """Answer requests until told to end."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    Granian(
        "tilth.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        backpressure=QUEUE,
        websockets=False,
        log_level=LogLevels.error,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS // 2,
    ).serve()


if __name__ == "__main__":
    answer(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
