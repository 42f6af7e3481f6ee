"""What every test of a page may lean on: a small made-up place, a reader, and somebody signed in.

def test_sentence(visit):
    page = visit("/see/")                      # signed in as an analyst
    page = visit("/see/", who="resident")      # or in another role; who=None for a stranger
    page = visit("/see/", population(...))     # of people drawn as a table
    page = visit("/see/", place=demo_place)    # of 2,000 made-up people, made once
    assert "1 in 7 people" in page and page.status == 200
"""

import os
import shutil
from urllib.parse import urlsplit

import pytest

from tests.made import demo_of
from tests.web.at_once import URL, many_at_once_on
from tests.web.reader import Page
from tests.web.small import bare, empty_history, set_up

set_up()


@pytest.fixture(scope="session", autouse=True)
def static_files():
    """The files of the site, collected once as `tilth serve` does."""
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)
    yield
    from tilth.web.house import opened

    opened.let_go()


@pytest.fixture(scope="session")
def demo_place(tmp_path_factory):
    """A place of 2,000 made-up people, made once as `tilth demo` makes it."""
    from tilth.ground.place import Place

    return Place.open(demo_of(2_000, tmp_path_factory))


@pytest.fixture
def scratch(tmp_path):
    """A place of its own, with what a command needs to open it."""
    bare(tmp_path / "place")
    key = str(tmp_path / "keys" / "place.key")
    return tmp_path / "place", {"TILTH_KEY_FILE": key, "TILTH_SECRET_KEY": "for tests only" * 5}


@pytest.fixture
def postgresql(db):
    """The URL of an empty database beside that of these tests, gone afterwards."""
    from django.db import connection

    name = f"tilth_writers_{os.getpid()}"  # several files of tests may ask for one at once
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"drop database if exists {name}")
        cursor.execute(f"create database {name}")
        yield urlsplit(URL)._replace(path=f"/{name}").geturl()
        cursor.execute(f"drop database {name}")  # by force a vacuum at work would refuse


@pytest.fixture
def many_at_once(scratch, request):
    """A function that runs a script of acts, many at once, on a scratch place: see at_once.py."""

    def run(script, *words, engine="sqlite"):
        place, environment = scratch
        if engine == "postgresql":
            environment["TILTH_DATABASE_URL"] = request.getfixturevalue("postgresql")
        return many_at_once_on(place, environment, script, *words)

    return run


@pytest.fixture
def person_as(db):
    """A function that gives somebody who may sign in, in a role: person_as("analyst")."""
    from django.contrib.auth import get_user_model

    def make(role, **told):
        email = told.pop("email", f"{role}@example.org")
        found = get_user_model().objects.filter(email=email).first()
        return found or get_user_model().objects.create_user(
            email, told.pop("name", role.replace("_", " ").title()), roles=[role], **told
        )

    return make


@pytest.fixture
def table(db):
    """Five partners round the table."""
    from tests.web.agree.making import round_table

    return round_table()


@pytest.fixture
def someone(person_as):
    """A function that gives somebody of a partner, in a role."""

    def give(partner="", role="partner"):
        return person_as(role, partner=partner, email=f"{role}-{partner or 'none'}@example.org")

    return give


@pytest.fixture
def stands(someone):
    """A function that gives how somebody of a partner stands."""
    from tests.web.agree.making import by_of
    from tilth.web.agree.standing import Standing

    return lambda partner="", role="partner": Standing.for_by(by_of(someone(partner, role), role))


@pytest.fixture
def showing(settings, monkeypatch):
    """A function that makes the site show another place, or people drawn as a table."""
    from tilth.web.house import opened

    def show(place=None, people=None):
        if place is not None:
            settings.PLACE = place
        if people is not None:
            monkeypatch.setattr(opened, "population_of", lambda *_: people)
            monkeypatch.setattr(opened, "release_of", lambda *_: people.release)

    return show


@pytest.fixture(autouse=True)
def readers_wait(monkeypatch):
    """Who reads a page here waits for what it says, however long that takes."""
    monkeypatch.setattr("tilth.web.house.kept.PATIENCE", 300)


@pytest.fixture
def visit(client, person_as, showing):
    """A function that reads a page: visit(address, people, who=role or None, place=, post=)."""

    def read(address, people=None, *, who="analyst", place=None, post=None, **more):
        showing(place, people)
        client.logout()
        if who is not None:
            client.force_login(person_as(who) if isinstance(who, str) else who)
        ask = client.get if post is None else client.post
        return Page(ask(address, *([] if post is None else [post]), **more))

    return read


@pytest.fixture
def beside_others(visit, demo_place, monkeypatch, tmp_path):
    """A function that gives the page side by side of a place that chose others: (places, rows)."""
    from tilth.ground.place import Place
    from tilth.web.house import kept, opened
    from tilth.web.see import compare

    folder = tmp_path / "place"
    left_out = shutil.ignore_patterns("store", "incoming")
    shutil.copytree(demo_place.folder, folder, ignore=left_out)
    (folder / "store").mkdir()
    with (folder / "place.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[compare]\nareas = ["X9", "X7"]\n')

    def page(places, rows):
        monkeypatch.setattr(compare, "side_by_side", lambda *_: (places, rows))
        return visit("/see/compare/", place=Place.open(folder))

    kept.forget()
    opened.let_go()
    yield page
    opened.let_go()
    kept.forget()


@pytest.fixture(autouse=True)
def history_makes_way(request):
    """After a test whose transactions are real, history goes as every other row of it does."""
    yield
    marker = request.node.get_closest_marker("django_db")
    if marker is not None and marker.kwargs.get("transaction"):
        empty_history()
