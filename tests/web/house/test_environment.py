"""What the site is told from outside, and what it makes of it."""

import subprocess
import sys

import pytest

from tests.web.small import bare
from tilth.ground.errors import DefinitionError
from tilth.ground.place import Place
from tilth.web import environment


@pytest.fixture
def place(tmp_path):
    return Place.open(bare(tmp_path / "place"))


def test_without_an_address_it_answers_this_machine_only():
    here = environment.Address()
    assert not here.public
    assert set(here.hosts) == {"127.0.0.1", "localhost", "::1", "[::1]"}


def test_AT_an_address_for_others_must_be_https():
    there = environment.Address("https://tilth.example.org:8443/")
    assert there.hosts == ["tilth.example.org"]
    assert there.origin == "https://tilth.example.org:8443"
    for bad in ("http://tilth.example.org", "tilth.example.org", "https://"):
        with pytest.raises(DefinitionError, match="https://"):
            environment.Address(bad)


def test_records_are_in_sqlite_unless_a_database_is_named(place, monkeypatch):
    monkeypatch.delenv("TILTH_DATABASE_URL", raising=False)
    told = environment.database(place)
    assert told["NAME"] == place.store_folder / "records.sqlite"
    assert "journal_mode=wal" in told["OPTIONS"]["init_command"]
    assert "synchronous=full" in told["OPTIONS"]["init_command"]
    monkeypatch.setenv("TILTH_DATABASE_URL", "postgresql://me:p%40ss@db.example:5433/tilth")
    told = environment.database(place)
    assert (told["NAME"], told["USER"], told["PASSWORD"]) == ("tilth", "me", "p@ss")
    assert (told["HOST"], told["PORT"]) == ("db.example", "5433")
    monkeypatch.setenv("TILTH_DATABASE_URL", "mysql://x/y")
    with pytest.raises(DefinitionError, match="SQLite or PostgreSQL"):
        environment.database(place)


def test_AT_the_secret_is_given_or_made_once_outside_the_place_folder(place, monkeypatch):
    monkeypatch.delenv("TILTH_SECRET_KEY", raising=False)
    first = environment.secret_key(place)
    assert len(first) > 60
    assert environment.secret_key(place) == first
    [path] = [p for p in place.folder.parent.iterdir() if p.name.endswith(".site.key")]
    assert path.stat().st_mode & 0o077 == 0
    assert not list(place.folder.rglob("*.key"))
    monkeypatch.setenv("TILTH_SECRET_KEY", "given")
    assert environment.secret_key(place) == "given"


def test_two_processes_that_make_the_secret_at_once_agree(place, monkeypatch):
    monkeypatch.delenv("TILTH_SECRET_KEY", raising=False)
    reads = iter(["", "made by the other"])
    monkeypatch.setattr(environment, "_read", lambda _: next(reads))
    path = environment.key_path(place.folder, place.privacy.key_file)
    path.with_name(f"{path.stem}.site{path.suffix}").write_text("made by the other")
    assert environment.secret_key(place) == "made by the other"


def test_letters_are_kept_in_the_store_or_go_by_a_server(place, monkeypatch):
    monkeypatch.delenv("TILTH_EMAIL_URL", raising=False)
    backend, told = environment.email(place)
    assert "filebased" in backend
    assert told["EMAIL_FILE_PATH"] == place.store_folder / "letters"
    monkeypatch.setenv("TILTH_EMAIL_URL", "smtp+tls://me:s%3Ae@post.example")
    backend, told = environment.email(place)
    assert "smtp" in backend
    assert (told["EMAIL_HOST"], told["EMAIL_PORT"], told["EMAIL_USE_TLS"]) == (
        "post.example",
        587,
        True,
    )
    assert told["EMAIL_HOST_PASSWORD"] == "s:e"
    monkeypatch.setenv("TILTH_EMAIL_URL", "post.example")
    with pytest.raises(DefinitionError, match="smtp"):
        environment.email(place)


def test_an_organisation_to_sign_in_with_is_told_by_its_server(monkeypatch):
    monkeypatch.delenv("TILTH_OIDC_SERVER", raising=False)
    assert environment.organisation() == {}
    assert environment.organisation_name() == ""
    monkeypatch.setenv("TILTH_OIDC_SERVER", "https://login.example.org")
    monkeypatch.setenv("TILTH_OIDC_NAME", "The Trust")
    [app] = environment.organisation()["openid_connect"]["APPS"]
    assert app["settings"]["server_url"] == "https://login.example.org"
    assert app["settings"]["oauth_pkce_enabled"] is True
    assert environment.organisation_name() == "The Trust"


def test_AC_only_what_tilth_demo_made_is_the_demo(place):
    assert not environment.made_by_demo(place)
    (place.folder / "truth").mkdir()
    (place.folder / "truth" / "made.json").write_text("{}")
    assert environment.made_by_demo(place)


@pytest.mark.parametrize(
    ("address", "is_it"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("localhost", True),
        ("::ffff:127.0.0.1", True),
        ("10.0.0.1", False),
        ("", False),
        ("127.evil.example", False),
    ],
)
def test_AC_loopback_is_this_machine(address, is_it):
    assert environment.is_loopback(address) is is_it


def test_AT_check_deploy_is_clean_behind_a_certificate(tmp_path):
    import os

    told = {
        **os.environ,
        "TILTH_PLACE": str(bare(tmp_path / "place")),
        "TILTH_SITE": "https://tilth.example.org",
        "DJANGO_SETTINGS_MODULE": "tilth.web.settings",
    }
    told.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)  # of the tests alone
    command = [sys.executable, "-m", "tilth.web", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(command, env=told, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout
