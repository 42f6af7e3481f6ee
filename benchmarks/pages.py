"""The site under load: 20 readers at once on loopback, signed in, the record kept.

    python -m benchmarks pages

Serves a place with `tilth serve` in a process of its own, signs an analyst in, reads every page
of SEE, AGREE and LEARN until what a release's pages share is made and late work is over, then has
20 readers walk the pages of each room in turn for a while, and then those of all rooms. Reports the
95th hundredth and the middle of the times, answers a second, errors and the weight of each page,
uncompressed. Peers: none; the goals are the issue's. The readers run on the same two processors as
the site. A larger place is read where TILTH_BENCH_PLACE names its folder: `tilth demo --people N`
makes one with the pages named here.
"""

import datetime
import http.client
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import numpy as np

from benchmarks import harness

READERS, SECONDS = 20, 20
GOAL = {"p95_ms": 300, "answers_a_second": 150, "page_kb": 250}
ROOMS = {
    "see": (
        "/",
        "/see/",
        "/see/areas/",
        "/see/indicators/",
        "/see/indicators/inactive_adults/neighbourhood/",
        "/see/indicators/smoking_adults/neighbourhood/",
        "/see/compare/",
        "/see/groups/",
        "/see/data/",
        "/see/data/matching/",
        "/help/words/",
        "/help/methods/",
        "/about-the-data/",
    ),
    "agree": (
        "/agree/",
        "/agree/decisions/",
        "/agree/decisions/D-014/",
        "/agree/commitments/",
        "/agree/commitments/C-014/",
        "/agree/partners/",
        "/agree/partners/charities/",
        "/agree/bodies/",
        "/agree/map/",
        "/agree/meetings/",
        "/agree/agreement/",
        "/agree/agreement/how-we-work/",
        "/agree/balance/place-board/",
        "/agree/levels/",
        "/agree/issues/",
        "/agree/public/",
    ),
    "learn": (
        "/learn/",
        "/learn/stories/",
        "/learn/search/?q=walking",
        "/learn/themes/",
        "/learn/codes/",
        "/learn/codes/e3-trust/",
        "/learn/practices/",
        "/learn/spread/",
        "/learn/compare/",
        "/learn/barriers/",
        "/learn/conditions/",
        "/learn/timeline/",
        "/learn/language/",
        "/learn/movement/",
        "/learn/gatherings/",
        "/learn/sources/",
        "/learn/evidence/",
        "/learn/talk/",
        "/learn/ripples/",
    ),
}
MORE = {
    "see": ("/see/", r'href="(/see/areas/[^"/]+/)"'),
    "learn": ("/learn/stories/", r'href="(/learn/stories/[\w-]{4,}/)"'),
}
"""Pages whose addresses differ from place to place: three links that a page has."""
SIGN_IN = """
import django; django.setup()
from importlib import import_module
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY, BACKEND_SESSION_KEY, get_user_model
People = get_user_model()
who = People.objects.filter(email="bench@example.org").first()
who = who or People.objects.create_user("bench@example.org", "Bench", roles=["analyst"])
held = import_module(settings.SESSION_ENGINE).SessionStore()
held[SESSION_KEY] = str(who.pk)
held[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
held[HASH_SESSION_KEY] = who.get_session_auth_hash()
held.save()
print(settings.SESSION_COOKIE_NAME + "=" + held.session_key)
"""


class Site:
    """A place being served, with the cookie of somebody signed in."""

    def __init__(self, folder, port):
        self.port = port
        environment = {**os.environ, "TILTH_PLACE": str(folder)}
        command = [sys.executable, "-m", "tilth", "serve", "--place", str(folder)]
        self.process = subprocess.Popen(
            [*command, "--port", str(port), "--no-browser", "--quiet"],
            env=environment, start_new_session=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        self._wait()
        environment["DJANGO_SETTINGS_MODULE"] = "tilth.web.settings"
        told = subprocess.run(
            [sys.executable, "-c", SIGN_IN], env=environment, capture_output=True, check=True
        )
        self.cookie = told.stdout.decode().strip()

    def _wait(self):
        for _ in range(600):
            try:
                if self.get("/privacy/", cookie="")[0] == 200:
                    return
            except OSError:
                time.sleep(0.2)
        raise RuntimeError("the site did not open")

    def connection(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=600)

    def get(self, address, *, connection=None, cookie=None):
        """Status and body of a page."""
        own = connection or self.connection()
        own.request("GET", address, headers={"Cookie": self.cookie if cookie is None else cookie})
        answer = own.getresponse()
        return answer.status, answer.read()

    def close(self):
        os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait(30)


def weights(site, addresses):
    """Bytes of each page with the style sheets and scripts it asks for, none of it compressed."""
    told = {}
    for address in addresses:
        status, body = site.get(address)
        if status != 200:
            raise RuntimeError(f"{address} answered {status}")
        files = set(re.findall(rb'(?:href|src)="(/static/[^"]+)"', body))
        sizes = [len(site.get(f.decode())[1]) for f in sorted(files)]
        told[address] = {"page": len(body), "with_files": len(body) + sum(sizes)}
    return told


def walk(site, addresses, seconds):
    """READERS read pages in turn, each as fast as it is answered: times, answers, errors."""
    times, errors, until = [], [], time.perf_counter() + seconds

    def read(first):
        connection, at = site.connection(), first
        while time.perf_counter() < until:
            started = time.perf_counter()
            status, _ = site.get(addresses[at % len(addresses)], connection=connection)
            times.append(time.perf_counter() - started)
            if status != 200:
                errors.append(status)
            at += 1

    readers = [threading.Thread(target=read, args=(n,)) for n in range(READERS)]
    began = time.perf_counter()
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    lasted = time.perf_counter() - began
    ms = np.array(times) * 1000
    return {
        "answers": len(times),
        "errors": len(errors),
        "answers_a_second": round(len(times) / lasted, 1),
        "median_ms": round(float(np.median(ms)), 1),
        "p95_ms": round(float(np.quantile(ms, 0.95)), 1),
    }


def first_reads(site, addresses):
    """Seconds of each page the first time anybody reads it; a page this place lacks is left out."""
    told = {}
    for address in addresses:
        started = time.perf_counter()
        status, _ = site.get(address)
        if status >= 500:
            raise RuntimeError(f"{address} answered {status}")
        if status == 200:
            told[address] = round(time.perf_counter() - started, 2)
    return told


def settle(site, addresses, longest=900):
    """Read on until what is made once is made, in every process, and late work is over; seconds."""
    rounds, began = [], time.perf_counter()
    while (lasted := time.perf_counter() - began) < longest:
        late = [one for one in addresses if b"still working" in site.get(one)[1]]
        rounds.append(sum(first_reads(site, addresses).values()))
        if not late and len(rounds) > 5 and max(rounds[-4:]) < 1.3 * min(rounds):
            return round(lasted, 1), []
        time.sleep(1)
    return round(lasted, 1), late


def pages_of(site):
    """room -> the addresses read there."""
    rooms = {name: list(addresses) for name, addresses in ROOMS.items()}
    for name, (address, link) in MORE.items():
        found = re.findall(link, site.get(address)[1].decode())
        rooms[name] += list(dict.fromkeys(found))[:3]
    return rooms


def measured(folder, people, port):
    """All figures of one place: each room by itself, then all of it together."""
    site = Site(folder, port)
    try:
        rooms = pages_of(site)
        every = [address for addresses in rooms.values() for address in addresses]
        first = first_reads(site, every)
        left_out = [address for address in every if address not in first]
        rooms = {name: [one for one in some if one in first] for name, some in rooms.items()}
        every = list(first)
        settled, late = settle(site, every)
        heavy = weights(site, every)
        told = {name: walk(site, addresses, SECONDS) for name, addresses in rooms.items()}
        steady = walk(site, every, SECONDS)
        told = {"people": people, **steady, "rooms": told, "left_out": left_out}
        told |= {"settled_after": settled, "never_settled": late}
        return {**told, "first_reads": first, "weights": heavy}
    finally:
        site.close()


def main(*, on):
    """25,000 made-up people; and the place TILTH_BENCH_PLACE names, if any."""
    with tempfile.TemporaryDirectory(prefix="tilth-pages-") as top:
        folder = Path(top) / "demo"
        command = [sys.executable, "-m", "tilth", "demo", "--folder", str(folder), "--no-serve"]
        subprocess.run([*command, "--quiet"], check=True, stdout=subprocess.DEVNULL)
        places = [measured(folder, 25_000, 8871)]
    told = {"goal": GOAL, "readers": READERS, "places": places}
    harness.save("pages", told, on=on)
    named = os.environ.get("TILTH_BENCH_PLACE")
    if named:
        count = ["see", "show", "--place", named, "--json"]
        shown = subprocess.run([sys.executable, "-m", "tilth", *count], capture_output=True)
        places.append(measured(Path(named), json.loads(shown.stdout)["people"], 8872))
        harness.save("pages", told, on=on)


if __name__ == "__main__":
    main(on=datetime.date.today())
