"""Many acts at once, in a database as it runs: a script in a process of its own, on a new place.

@EVERY_ENGINE
def test_sentence(many_at_once, engine):
    told = many_at_once(SCRIPT, engine=engine)      # what the script printed last, as JSON

The script finds `place`, its records opened, AgreementError and
`all_at_once(do, times=1, threads=20)`: each thread calls do(thread, turn) that often. How many ends
there were of each kind comes back, such as {"done": 1, "refused": 19}; `said(error)` is what is
counted for a refusal.
"""

import json
import os
import subprocess
import sys
import textwrap

import pytest

URL = os.environ.get("TILTH_DATABASE_URL", "")
EVERY_ENGINE = pytest.mark.parametrize("engine", ["sqlite", *(["postgresql"] if URL else [])])
BEGIN = """
import datetime, json, sys, threading
from tilth.ground.place import Place
from tilth.web.records import open_records
place = Place.open(sys.argv[1])
open_records(place)
from django.db import connection
from tilth.ground.errors import AgreementError

def all_at_once(do, times=1, threads=20, said=lambda error: "refused"):
    ends, ready = [], threading.Barrier(threads)

    def run(thread):
        ready.wait()
        for turn in range(times):
            try:
                do(thread, turn)
                ends.append("done")
            except AgreementError as error:
                ends.append(said(error))
        connection.close()

    running = [threading.Thread(target=run, args=(one,)) for one in range(threads)]
    [one.start() for one in running]
    [one.join() for one in running]
    return {word: ends.count(word) for word in sorted(set(ends))}

"""


def in_a_process(code, *words, **environment):
    """Start Python on some code, with an environment of its own."""
    told = os.environ | {"TILTH_DATABASE_URL": ""} | environment
    told.pop("DJANGO_SETTINGS_MODULE", None)
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code), *map(str, words)],
        env=told,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def many_at_once_on(place, environment, script, *words, seconds=560):
    """Run a script on a place; what it printed last, as JSON."""
    one = in_a_process(BEGIN + textwrap.dedent(script), place, *words, **environment)
    out, err = one.communicate(timeout=seconds)
    assert one.returncode == 0, err
    return json.loads(out)
