"""Secret keys: made once, kept outside the place folder, never written anywhere else."""

import hashlib
import hmac
import os
import secrets
from pathlib import Path

from tilth.ground.errors import StoreError


def key_path(place_folder, key_file=None):
    """Where the key of a place lives: TILTH_KEY_FILE, then place.toml, then the user's settings.

    Raises StoreError if that is inside the place folder: a copied folder must not carry its key.
    """
    folder = Path(place_folder).resolve()
    given = os.environ.get("TILTH_KEY_FILE") or key_file
    home = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    path = Path(given).expanduser() if given else home / "tilth" / f"{_name(folder)}.key"
    path = path if path.is_absolute() else folder / path
    if path.resolve().is_relative_to(folder):
        raise StoreError(
            "the key file lies inside the place folder",
            where=str(path),
            remedy="Move it elsewhere and set key_file in [privacy], or TILTH_KEY_FILE.",
        )
    return path


def _name(folder):
    return f"{folder.name}-{hashlib.sha256(str(folder).encode()).hexdigest()[:8]}"


def make_key(path, *, secret=None):
    """Write a new key where there is none, readable by its owner alone; return the key.

    secret: 32 bytes for made-up places, whose key may be known; random otherwise.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    key = secret or secrets.token_bytes(32)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return read_key(path)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(key.hex() + "\n")
        file.flush()
        os.fsync(file.fileno())
    return key


def read_key(path):
    """The 32 bytes of a key file. Raises StoreError if it is missing or damaged."""
    try:
        key = bytes.fromhex(Path(path).read_text(encoding="ascii").strip())
    except FileNotFoundError:
        raise StoreError(
            "there is no key here",
            where=str(path),
            remedy="Bring the key back from its safe copy; without it pseudonyms cannot be remade.",
        ) from None
    except ValueError:
        key = b""
    if len(key) != 32:
        raise StoreError(
            "this key is damaged", where=str(path), remedy="Bring it back from its safe copy."
        )
    return key


def key_for(master, purpose, recipient="tilth"):
    """A key for one purpose and one recipient, so that pseudonyms of two uses never meet."""
    return hmac.new(master, f"{purpose}\x1f{recipient}".encode(), hashlib.sha256).digest()
