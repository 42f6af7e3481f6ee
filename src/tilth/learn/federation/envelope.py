"""A federation file: plain JSON, signed by the system it comes from, numbered, read strictly."""

import base64
import binascii
import hashlib
import json

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from tilth.ground.errors import ExtractError

FORMAT = "tilth-federation/1"
MOST = 50 * 2**20  # bytes of one file
PARTS = frozenset({"format", "system", "name", "sequence", "made", "records", "withdrawn"})


def public_key(secret):
    """The public key that belongs to 32 secret bytes, as text."""
    return _text(_private(secret).public_key().public_bytes_raw())


def fingerprint(key):
    """A public key as people compare it by telephone: eight groups of four."""
    told = hashlib.sha256(key.encode()).hexdigest()[:32].upper()
    return " ".join(told[at : at + 4] for at in range(0, 32, 4))


def written(told, secret):
    """A file as bytes; told: a dict with every one of PARTS. The same content, the same bytes."""
    if set(told) != PARTS:
        raise ValueError(f"a file holds {', '.join(sorted(PARTS))}")
    signature = _text(_private(secret).sign(_canonical(told)))
    return _canonical({**told, "signature": signature}) + b"\n"


def read(content, keys, *, where="the file"):
    """What a file tells, once its signature is proven.

    content: bytes. keys: system -> public key of those that are trusted. Raises ExtractError where
    it is no such file, comes from nobody who is trusted, or was changed on its way.
    """
    told = _parsed(content, where)
    key = keys.get(told["system"])
    if key is None:
        remedy = "Add that system and its key first, and compare the key with its people."
        _refuse(where, "it comes from a system nobody here trusts yet", remedy)
    signature = told.pop("signature")
    try:
        Ed25519PublicKey.from_public_bytes(_bytes(key)).verify(_bytes(signature), _canonical(told))
    except (InvalidSignature, ValueError):
        _refuse(where, "its signature does not fit its content", "Ask for the file again.")
    return told


def is_key(text):
    """Whether a text can be a public key."""
    try:
        return len(_bytes(text)) == 32
    except ValueError:
        return False


def _parsed(content, where):
    again = "Ask for the file again."
    if len(content) > MOST:
        _refuse(where, f"it is larger than {MOST // 2**20} MB", "Ask for a smaller one.")
    try:
        told = json.loads(content.decode("utf-8"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        _refuse(where, "it is cut short, or is no JSON in UTF-8", again)
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        _refuse(where, "it is not a federation file of this kind", f"Its format is {FORMAT}.")
    if set(told) != PARTS | {"signature"}:
        _refuse(where, "it lacks a part, or has one too many", again)
    kinds = {"system": str, "name": str, "sequence": int, "made": str, "signature": str,
             "records": list, "withdrawn": list}  # fmt: skip
    wrong = [name for name, kind in kinds.items() if type(told[name]) is not kind]
    if wrong or told["sequence"] < 1:
        _refuse(where, f"{(wrong or ['sequence'])[0]} is not what it should be", again)
    return told


def _refuse(where, what, remedy):
    raise ExtractError(what, where=where, remedy=remedy)


def _canonical(told):
    spread = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False,
                        allow_nan=False)  # fmt: skip
    return spread.encode("utf-8", errors="strict")


def _private(secret):
    return Ed25519PrivateKey.from_private_bytes(secret)


def _text(raw):
    return base64.urlsafe_b64encode(raw).decode("ascii").rstrip("=")


def _bytes(text):
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, UnicodeEncodeError, AttributeError) as error:
        raise ValueError("not a key or a signature") from error
