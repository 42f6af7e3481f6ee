"""What the site is told from outside: its place, its address, its secrets. Nothing else."""

import os
import secrets
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tilth.ground.errors import DefinitionError
from tilth.ground.keys import key_path

LOOPBACK = ("127.0.0.1", "localhost", "::1", "[::1]")
POSTGRESQL = ("postgres", "postgresql")


@dataclass(frozen=True)
class Address:
    """Where people find the site: on this machine only, or behind a proxy at TILTH_SITE."""

    url: str = ""

    def __post_init__(self):
        if self.url and (urlsplit(self.url).scheme != "https" or not urlsplit(self.url).hostname):
            raise DefinitionError(
                "the address of the site must begin with https://",
                where="TILTH_SITE",
                remedy="Write it as people type it, such as https://tilth.example.org",
            )

    @property
    def public(self):
        """Whether others reach it, through a proxy that holds the certificate."""
        return bool(self.url)

    @property
    def hosts(self):
        """The names it answers to."""
        return [urlsplit(self.url).hostname] if self.public else list(LOOPBACK)

    @property
    def origin(self):
        """Scheme, name and port, as a browser says them."""
        return f"https://{urlsplit(self.url).netloc}" if self.public else ""


def is_loopback(address):
    """Whether an address is of this machine: any 127.x, ::1, or its name."""
    if address in LOOPBACK:
        return True
    try:
        told = ip_address(address)
    except ValueError:
        return False
    return told.is_loopback or bool(
        getattr(told, "ipv4_mapped", None) and told.ipv4_mapped.is_loopback
    )


def made_by_demo(place):
    """Whether nobody here is real and `tilth demo` made the folder: the only place with buttons."""
    return place.place.synthetic and (place.folder / "truth" / "made.json").is_file()


def database(place):
    """Where records are kept, as Django takes it: SQLite in the place's store, or PostgreSQL."""
    url = os.environ.get("TILTH_DATABASE_URL") or (
        place.store.url if "://" in place.store.url else ""
    )
    if not url:
        return _sqlite(place.store_folder / "records.sqlite")
    told = urlsplit(url)
    if told.scheme not in POSTGRESQL:
        raise DefinitionError(
            "records are kept in SQLite or PostgreSQL",
            where="TILTH_DATABASE_URL",
            remedy="Leave it out, or write postgresql://name:password@host:5432/database",
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": told.path.lstrip("/"),
        "USER": unquote(told.username or ""),
        "PASSWORD": unquote(told.password or ""),
        "HOST": unquote(told.hostname or ""),
        "PORT": str(told.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def _sqlite(path):
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 60,
            "init_command": "pragma journal_mode=wal; pragma synchronous=full;"
            "pragma foreign_keys=on; pragma secure_delete=on; pragma cache_size=-16000;",
        },
    }


def secret_key(place):
    """TILTH_SECRET_KEY, or a key of the site's own, made once beside the key of its people."""
    given = os.environ.get("TILTH_SECRET_KEY")
    if given:
        return given
    path = key_path(place.folder, place.privacy.key_file)
    path = path.with_name(f"{path.stem}.site{path.suffix}")
    return _read(path) or _made(path)


def organisation_name():
    """What the button says, where people may use their organisation's own account."""
    return os.environ.get("TILTH_OIDC_NAME", "your organisation") if _oidc() else ""


def organisation():
    """The organisation people may sign in with (OIDC), as allauth takes it."""
    if not _oidc():
        return {}
    told = urlsplit(_oidc())
    if told.scheme != "https" and not is_loopback(told.hostname or ""):
        # What it says of somebody is believed because it comes from this server, over TLS.
        raise DefinitionError("people sign in over https only", where="TILTH_OIDC_SERVER")
    app = {
        "provider_id": "organisation",
        "name": organisation_name(),
        "client_id": os.environ.get("TILTH_OIDC_CLIENT_ID", ""),
        "secret": os.environ.get("TILTH_OIDC_SECRET", ""),
        "settings": {"server_url": _oidc(), "oauth_pkce_enabled": True},
    }
    return {"openid_connect": {"APPS": [app]}}


def _oidc():
    return os.environ.get("TILTH_OIDC_SERVER", "")


def email(place):
    """How letters go, as Django takes it: its backend, and the settings that backend needs."""
    url = os.environ.get("TILTH_EMAIL_URL", "")
    if not url:
        kept = {"EMAIL_FILE_PATH": place.store_folder / "letters"}
        return "django.core.mail.backends.filebased.EmailBackend", kept
    told = urlsplit(url)
    if told.scheme not in ("smtp", "smtps", "smtp+tls") or not told.hostname:
        raise DefinitionError(
            "letters go by smtp, smtp+tls or smtps",
            where="TILTH_EMAIL_URL",
            remedy="Write smtp+tls://name:password@host:587",
        )
    return "django.core.mail.backends.smtp.EmailBackend", {
        "EMAIL_HOST": told.hostname,
        "EMAIL_PORT": told.port or {"smtp": 25, "smtps": 465, "smtp+tls": 587}[told.scheme],
        "EMAIL_HOST_USER": unquote(told.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(told.password or ""),
        "EMAIL_USE_SSL": told.scheme == "smtps",
        "EMAIL_USE_TLS": told.scheme == "smtp+tls",
        "EMAIL_TIMEOUT": 10,
    }


def _read(path):
    try:
        return path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return ""


def _made(path: Path):
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _read(path)
    secret = secrets.token_urlsafe(64)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secret + "\n")
    return secret
