"""The files of stories: under made-up names in the place's store, gone with their story."""

import secrets

from django.conf import settings
from django.db import transaction

LETTERS = "bcdfghjkmnpqrstvwxyz23456789"


def folder():
    """Where the files lie; made when the first one comes."""
    return settings.PLACE.store_folder / "media"


def path_of(medium):
    """Where the file of a Medium lies."""
    return folder() / medium.file


def keep(held, ending):
    """Put the bytes of a file away; gives its made-up name. held: bytes. ending: such as jpg.

    Where the act that keeps it does not come to its end, nothing points at the file; `tidy` finds
    it.
    """
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    name = f"{''.join(secrets.choice(LETTERS) for _ in range(24))}.{ending}"
    part = folder() / f".{name}.part"
    part.write_bytes(held)
    part.chmod(0o600)
    part.replace(folder() / name)
    return name


def forget(media):
    """Remove the files of these Media once the act that forgets them has come to its end."""
    names = [one.file for one in media if one.file]

    def unlink():
        for name in names:
            (folder() / name).unlink(missing_ok=True)

    if names:
        transaction.on_commit(unlink)
